// Reads a question and its answers aloud: by a voice of the device for the page's language, else by
// a recording of the office (data-suara). Where there is neither, there is no button.
modules.aloud = function (form) {
  var lang = document.documentElement.lang;
  var model = form.querySelector("button.aloud");
  var speech = window.SpeechSynthesisUtterance && window.speechSynthesis;
  var words = model.textContent;
  var buttons = [];
  // What is being said: {button, stop}.
  var saying = null;

  function voice() {
    var fits = (speech ? speech.getVoices() : []).filter(function (one) {
      return one.lang.toLowerCase().split(/[-_]/)[0] === lang;
    });
    // One of the device itself speaks without a line.
    return fits.filter(function (one) { return one.localService; })[0] || fits[0];
  }
  function sentences(step) {
    var asked = step.querySelector(".asked").cloneNode(true);
    var count = asked.querySelector(".count");
    if (count) asked.removeChild(count);
    var inputs = Array.prototype.slice.call(step.querySelectorAll("input"));
    return [asked.textContent.trim()].concat(inputs.map(function (input) {
      return input.getAttribute("aria-label") || input.parentNode.textContent.trim();
    }));
  }
  // A sentence at a time: Chromium falls silent in the middle of a long one.
  function speak(step, by) {
    var said = sentences(step).map(function (words) {
      var one = new SpeechSynthesisUtterance(words);
      one.voice = by;
      one.lang = by.lang;
      return one;
    });
    said[said.length - 1].onend = hush;
    said.forEach(function (one) { one.onerror = hush; });
    speech.cancel();
    said.forEach(function (one) { speech.speak(one); });
    // Kept: an utterance nobody holds loses its end.
    return function () {
      said.forEach(function (one) { one.onend = one.onerror = null; });
      speech.cancel();
    };
  }
  function play(step) {
    var sound = new Audio(step.getAttribute("data-suara"));
    sound.onended = sound.onerror = hush;
    var begun = sound.play();
    if (begun) begun.catch(hush);
    return function () {
      sound.onended = sound.onerror = null;
      sound.pause();
    };
  }
  function hush() {
    if (!saying) return;
    var last = saying;
    saying = null;
    last.stop();
    last.button.textContent = words;
  }
  // The button beside the bar reads the question that is shown; in a form shown whole each has one.
  function stepOf(button) { return button.closest(".step") || form.querySelector(".step.here"); }
  function canHear(step) {
    return Boolean(step && step.querySelector(".scale") && (voice() || step.hasAttribute("data-suara")));
  }
  function say(button) {
    var by = voice();
    hush();
    saying = { button: button };
    button.textContent = model.getAttribute("data-stop");
    saying.stop = by ? speak(stepOf(button), by) : play(stepOf(button));
  }
  function offer() {
    // Room beside the bar, for as long as any question has a voice: nothing jumps between them.
    var hears = Array.prototype.some.call(form.querySelectorAll(".step"), canHear);
    document.documentElement.classList.toggle("hears", hears);
    buttons.forEach(function (button) { button.hidden = !canHear(stepOf(button)); });
  }
  function add(button) {
    button.addEventListener("click", function () {
      if (saying && saying.button === button) hush();
      else say(button);
    });
    buttons.push(button);
  }
  function addTo(step) {
    var button = model.cloneNode(true);
    step.insertBefore(button, step.querySelector(".asked").nextSibling);
    add(button);
  }

  if (document.querySelector("[data-errors]")) {
    Array.prototype.filter.call(form.querySelectorAll(".step"), function (step) {
      return step.querySelector(".scale");
    }).forEach(addTo);
  } else {
    add(model);
  }
  form.addEventListener("shown", function () {
    hush();
    offer();
  });
  addEventListener("pagehide", hush);
  // Somebody at the counter may start it, and see nothing (kiosk's call).
  document.addEventListener("bacakan", function () {
    if (!buttons[0].hidden) say(buttons[0]);
  });
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
};
