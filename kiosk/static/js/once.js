// One tap sends once. The key in the form makes a second sending harmless; this makes it rare.
modules.once = function (form) {
  var button = form.querySelector("[type=submit]");
  var words = button.textContent;
  var sent = false;

  form.addEventListener("submit", function (event) {
    if (sent) event.preventDefault();
    sent = true;
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.getAttribute("data-busy");
  });
  // Another language is another page: no such way once words are typed, which would be lost.
  form.addEventListener("input", function (event) {
    if (event.target.matches("textarea, input.input")) document.documentElement.classList.add("moved");
  });
  // Back from the next page: the form must be usable again.
  addEventListener("pageshow", function () {
    sent = false;
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  });
};
