// How many characters are left in an open field. Its limit is the server's; nothing typed is cut off.
modules.counter = function (field) {
  var limit = Number(field.getAttribute("data-limit"));
  var line = document.getElementById(field.id + "-left");

  function tell() {
    var left = limit - field.value.length;
    var words = line.getAttribute(left < 0 ? "data-over" : "data-left");
    line.classList.toggle("over", left < 0);
    line.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    // Said aloud only near the end: a number after every key would drown the typing.
    line.setAttribute("aria-live", left < 100 ? "polite" : "off");
  }

  field.addEventListener("input", tell);
  addEventListener("pageshow", tell);
  tell();
};
