// What is typed is sent on its way two seconds after the last key: a crash of the browser loses nothing.
modules.draft = function (form) {
  var told = form.querySelector("[data-draft-told]");
  var button = form.querySelector("[data-draft-button]");
  var wait = 2000;
  var timer = null;

  function say(text) {
    if (told) told.textContent = text;
  }
  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + "." + ("0" + now.getMinutes()).slice(-2);
  }
  function save() {
    var request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("data-draft"));
    request.setRequestHeader("X-Draf", "1");
    request.onload = function () {
      var kept = request.status === 204;
      say(kept ? form.getAttribute("data-saved").replace("{at}", clock()) : form.getAttribute("data-failed"));
    };
    request.onerror = function () {
      say(form.getAttribute("data-failed"));
    };
    request.send(new FormData(form));
  }

  if (button) button.hidden = true;
  form.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  });
  form.addEventListener("submit", function () {
    clearTimeout(timer);
  });
};
