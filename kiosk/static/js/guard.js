// Asks once, gently, when the face tapped at the start and the answers point opposite ways: who
// read the scale upside down can mend it. The rule: kiosk/domain/survey/contradiction.py.
modules.guard = function (form) {
  var card = form.querySelector(".doubt");
  var face = form.querySelector("[name=wajah]");
  var asked = false;

  // The questions of the SKM alone have names without a prefix.
  function scores() {
    return Array.prototype.map.call(form.querySelectorAll(".four input:checked:not([name*='.'])"),
      function (input) { return Number(input.value); });
  }
  function isOpposite(given) {
    var tenths = 10 * given.reduce(function (sum, one) { return sum + one; }, 0);
    function limit(name) { return Number(card.getAttribute(name)) * given.length; }
    if (!given.length || !(face.value >= 1 && face.value <= 4)) return false;
    if (face.value <= Number(card.getAttribute("data-sad"))) return tenths >= limit("data-high");
    return tenths <= limit("data-low");
  }
  function show(shown) {
    card.hidden = !shown;
    form.classList.toggle("doubting", shown);
  }
  function ask(given) {
    var mean = Math.round(given.reduce(function (sum, one) { return sum + one; }, 0) / given.length);
    Array.prototype.forEach.call(card.querySelectorAll("[data-face]"), function (one) {
      var wanted = one.parentNode.hasAttribute("data-first") ? Number(face.value) : mean;
      one.hidden = Number(one.getAttribute("data-face")) !== wanted;
    });
    show(true);
    card.focus();
  }

  // Before modules.once, which would hold the button down.
  form.addEventListener("submit", function (event) {
    var given = scores();
    if (asked || !isOpposite(given)) return show(false);
    asked = true;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(given);
  }, true);
  card.querySelector("[type=button]").addEventListener("click", function () {
    show(false);
    form.querySelector(".four").closest(".step").dispatchEvent(new CustomEvent("wanted", { bubbles: true }));
  });
};
// How long the form was open, in whole seconds: told at sending, empty without script.
modules.seconds = function (form) {
  var opened = Date.now();
  form.addEventListener("submit", function () {
    form.querySelector("[name=detik]").value = Math.max(0, Math.floor((Date.now() - opened) / 1000));
  }, true);
};
