// A desk that locks says so before it does (WCAG 2.2.1), and whoever is still there needs one key to stay.
// Markup: templates/desk/layout.html.
modules.stay = function (box) {
  // Seconds before the end at which it speaks up.
  var WARN = 120;
  var words = box.querySelector("#stay-why");
  var button = box.querySelector("[data-stay]");
  var away = box.querySelector("[data-away]");
  var idle = Number(box.getAttribute("data-idle"));
  var longest = Date.now() + Number(box.getAttribute("data-longest")) * 1000;
  var locks = Date.now() + idle * 1000;
  var before = null;
  // What was read and put away, so that the page below can be reached again.
  var put = "";

  function left() { return Math.round((Math.min(locks, longest) - Date.now()) / 1000); }
  function told(seconds) {
    return Math.floor(seconds / 60) + "." + ("0" + seconds % 60).slice(-2);
  }
  function show() {
    if (!box.hidden) return;
    before = document.activeElement;
    box.hidden = false;
    (button.hidden ? away : button).focus();
  }
  function hide() {
    box.hidden = true;
    if (before) before.focus();
  }
  // A button that is hidden while it has the focus drops it on the floor.
  function offer(kind) {
    var held = box.contains(document.activeElement);
    button.hidden = kind !== "idle";
    away.hidden = !button.hidden;
    if (held) (button.hidden ? away : button).focus();
    box.setAttribute("data-kind", kind);
  }
  function look() {
    var seconds = left();
    if (seconds > WARN) {
      put = "";
      return hide_if_shown();
    }
    var kind = seconds <= 0 ? "over" : longest < locks ? "longest" : "idle";
    if (put === kind) return;
    words.textContent = words.getAttribute("data-" + kind).replace("{left}", told(Math.max(0, seconds)));
    // Said aloud every half minute only.
    words.setAttribute("aria-live", seconds % 30 === 0 ? "assertive" : "off");
    offer(kind);
    show();
  }
  function hide_if_shown() {
    if (!box.hidden) hide();
  }
  away.addEventListener("click", function () {
    put = box.getAttribute("data-kind");
    hide();
  });
  // One button, and the keys stay with it; Escape is somebody who is there.
  box.addEventListener("keydown", function (event) {
    if (event.key === "Tab") event.preventDefault();
    if (event.key === "Escape") (button.hidden ? away : button).click();
  });
  button.addEventListener("click", function () {
    fetch(box.getAttribute("data-url"), { redirect: "manual" }).then(function (answer) {
      if (answer.status !== 204) throw new Error(answer.status);
      locks = Date.now() + idle * 1000;
      look();
    }).catch(function () { locks = Math.min(locks, Date.now()); look(); });
  });
  setInterval(look, 1000);
  // A laptop that slept wakes past the end.
  document.addEventListener("visibilitychange", look);
};
