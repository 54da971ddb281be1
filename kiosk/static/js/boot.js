// Runs last. Each module before it added itself: modules.name = function (element) {…}.
// `modules` is the joined file's own table, handed to every module (kiosk/web/assets.py).
Array.prototype.forEach.call(document.querySelectorAll("[data-module]"), function (element) {
  element.getAttribute("data-module").split(" ").forEach(function (name) {
    if (modules[name]) modules[name](element);
  });
});
