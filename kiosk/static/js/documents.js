// Documents that are being made: the list is fetched anew until all are over. Without script the page refreshes itself.
modules.documents = function (box) {
  var EVERY = 3000;
  // Ten minutes: what is not made by then is stuck, and a page left open must not keep its session alive.
  var looks = 200;
  var told = document.getElementById("kemajuan");

  function replace(found) {
    var held = box.contains(document.activeElement) ? document.activeElement.id : "";
    if (found.innerHTML === box.innerHTML) return;
    var before = box.querySelector("details");
    var open = before && before.open;
    box.textContent = "";
    while (found.firstChild) box.appendChild(found.firstChild);
    var after = box.querySelector("details");
    if (after && open) after.open = true;
    var again = held && document.getElementById(held);
    if (again) again.focus();
  }
  function take(text) {
    var found = new DOMParser().parseFromString(text, "text/html").querySelector("[data-module~=documents]");
    // Signed out meanwhile: another page came.
    if (!found) return;
    replace(found);
    var said = found.getAttribute("data-told");
    if (told.textContent !== said) told.textContent = said;
    if (found.hasAttribute("data-moving")) later();
    else location.reload();
  }
  function look() {
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(take, later);
  }
  function later() {
    looks -= 1;
    if (looks > 0) setTimeout(look, EVERY);
  }
  if (box.hasAttribute("data-moving") && window.fetch && window.DOMParser) later();
};
