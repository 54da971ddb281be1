// Says that files are too many or too large before they are sent: over a slow line that takes minutes.
modules.files = function (input) {
  var line = document.getElementById(input.id + "-size");
  var most = Number(input.getAttribute("data-most"));
  var bytes = Number(input.getAttribute("data-mb")) * 1024 * 1024;

  function isTooMuch() {
    var sum = 0;
    Array.prototype.forEach.call(input.files, function (one) { sum += one.size; });
    return input.files.length > most || sum > bytes;
  }
  function tell() {
    line.hidden = !isTooMuch();
    line.textContent = line.hidden ? "" : line.getAttribute("data-words");
  }
  input.addEventListener("change", tell);
  // Before modules.once, which would hold the button down.
  input.form.addEventListener("submit", function (event) {
    if (!isTooMuch()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell();
    input.focus();
  }, true);
};
// Name and contact are asked only of who wants to be known.
modules.who = function (group) {
  var named = group.querySelector(".named");

  function tell() { named.hidden = Boolean(group.querySelector("input[value=anonim]:checked")); }
  group.addEventListener("change", tell);
  addEventListener("pageshow", tell);
  tell();
};
modules.print = function (button) {
  button.hidden = false;
  button.addEventListener("click", function () { print(); });
};
// The page that is left is not in the history: Back does not bring it again.
modules.leave = function (link) {
  link.addEventListener("click", function (event) {
    event.preventDefault();
    location.replace(link.href);
  });
};
// A page that came by POST would be sent again, and shown, by Back and reload: once a step leads on
// from it, its place in the history is another page's.
modules.traceless = function (part) {
  part.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-stays")) return;
    history.replaceState(null, "", part.getAttribute("data-to"));
  });
};
