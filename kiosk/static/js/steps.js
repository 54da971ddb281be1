// One question at a time. Markup: parts/steps.html; the page without it is one long form.
// A history entry a step, so the phone's own Back button goes back one question and loses nothing.
modules.steps = function (form) {
  // The choice stays in sight this long before the next question, in ms.
  var PAUSE = 320;
  // A refused form is shown whole: its error summary links to any part of it.
  if (document.querySelector("[data-errors]")) return;

  var page = document.documentElement;
  // On a shared tablet Back leads nowhere: no history of the one before.
  var traceless = form.hasAttribute("data-traceless");
  var steps = Array.prototype.slice.call(form.querySelectorAll(".step"));
  var bar = form.querySelector("progress");
  var moves = form.querySelector(".moves");
  var here = -1;
  var byHand = false;

  function move(name) { return moves.querySelector("[data-move=" + name + "]"); }
  function chosen(step) { return step.querySelector("input:checked"); }

  function remember(step) { if (!traceless) history.pushState({ step: step, from: here }, ""); }
  // A form that was refused while it is open is shown whole.
  function isWalking() { return page.classList.contains("walking"); }

  function refresh() {
    var step = steps[here];
    var scale = step.querySelector(".scale");
    var last = here === steps.length - 1;
    var open = !scale || chosen(step);
    var required = step.querySelector("[required]");
    move("back").hidden = here === 0;
    move("skip").hidden = last || open || required;
    move("clear").hidden = !scale || !open || required;
    move("next").hidden = last || !(open || required);
  }

  function show(number, silent) {
    page.classList.toggle("backwards", number < here);
    here = Math.max(0, Math.min(number, steps.length - 1));
    steps.forEach(function (step, i) { step.classList.toggle("here", i === here); });
    form.dispatchEvent(new CustomEvent("shown"));
    page.classList.toggle("last", here === steps.length - 1);
    bar.value = here + 1;
    refresh();
    if (silent) return;
    page.classList.add("moved");
    steps[here].querySelector(".asked").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // A service without a fee has no question about it (unsur biaya stays blank, not 0).
  function passedOver(number) {
    var step = steps[number];
    if (!step.hasAttribute("data-fee") || !form.querySelector("[data-free]:checked")) return false;
    if (chosen(step)) chosen(step).checked = false;
    return true;
  }

  function forward() {
    var missing = steps[here].querySelector("[required]") && !chosen(steps[here]);
    var warning = steps[here].querySelector("[data-missing]");
    if (warning) warning.hidden = !missing;
    if (missing) {
      steps[here].querySelector("input").focus();
    } else if (here < steps.length - 1) {
      var next = passedOver(here + 1) ? here + 2 : here + 1;
      remember(next);
      show(next);
    }
  }

  function back() {
    var before = passedOver(here - 1) ? here - 2 : here - 1;
    if (history.state && history.state.from === before) history.back();
    else show(before);
  }

  function clear() {
    chosen(steps[here]).checked = false;
    refresh();
    move("skip").focus();
  }

  // Arrow keys pass through answers on their way; only a finger or a mouse means "this one, go on".
  ["pointerdown", "mousedown", "touchstart"].forEach(function (name) {
    form.addEventListener(name, function () { byHand = true; }, true);
  });
  form.addEventListener("keydown", function (event) {
    byHand = false;
    // Enter in a field would send the whole form from the first question.
    if (event.key === "Enter" && isWalking() && /^(INPUT|SELECT)$/.test(event.target.tagName)) {
      event.preventDefault();
      forward();
    }
  });
  form.addEventListener("change", refresh);
  // Another module sends the reader to a question.
  form.addEventListener("wanted", function (event) {
    var wanted = steps.indexOf(event.target);
    remember(wanted);
    show(wanted);
  });
  form.addEventListener("click", function (event) {
    var choice = event.target;
    if (choice.type !== "radio" || !byHand || !isWalking() || !steps[here].querySelector(".scale")) return;
    var from = here;
    // A second tap of a double tap must not answer the question that follows.
    form.classList.add("pausing");
    setTimeout(function () {
      if (here === from) forward();
      setTimeout(function () { form.classList.remove("pausing"); }, 150);
    }, PAUSE);
  });
  moves.addEventListener("click", function (event) {
    var go = { back: back, skip: forward, next: forward, clear: clear };
    var name = event.target.getAttribute("data-move");
    if (go[name]) go[name]();
  });
  addEventListener("popstate", function (event) {
    show(event.state ? event.state.step : 0);
  });
  // A browser that comes back to this page restores the answers after the scripts ran.
  addEventListener("pageshow", refresh);

  form.noValidate = true;
  bar.max = steps.length;
  bar.parentNode.hidden = moves.hidden = false;
  page.classList.add("walking");
  // A reload empties the form (autocomplete is off: the next person at a shared phone), so start anew.
  history.replaceState(null, "");
  show(0, true);
};
