// One tap counts once: while it is on its way the other faces do not answer.
modules.tap = function (form) {
  var sent = false;

  form.addEventListener("submit", function (event) {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", function () { sent = false; });
};
