// Big type and high contrast at once, in place: what was typed stays. Links and forms carry it on.
modules.views = function (nav) {
  var page = document.documentElement;
  var links = Array.prototype.slice.call(nav.querySelectorAll("a"));

  function each(what, act) { Array.prototype.forEach.call(document.querySelectorAll(what), act); }
  function chosen() {
    return links.filter(function (link) { return link.classList.contains("on"); })
      .map(function (link) { return link.getAttribute("data-name"); });
  }
  function carrying(address) {
    var url = new URL(address, location.href);
    url.searchParams.delete("tampilan");
    if (chosen().length) url.searchParams.set("tampilan", chosen().join("-"));
    return url.href;
  }
  function carry(name) {
    return function (element) {
      var address = element.getAttribute(name);
      var own = new URL(address, location.href).origin === location.origin;
      if (own && address[0] !== "#" && !nav.contains(element)) element.setAttribute(name, carrying(address));
    };
  }
  function keep(form) {
    var field = form.querySelector("[name=tampilan]");
    if (!field) {
      field = form.appendChild(document.createElement("input"));
      field.type = "hidden";
      field.name = "tampilan";
    }
    field.value = chosen().join("-");
  }

  nav.hidden = false;
  nav.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    link.querySelector("i").hidden = !link.classList.toggle("on");
    page.setAttribute("data-view", chosen().join(" "));
    each("a[href]", carry("href"));
    each("form[action]", carry("action"));
    each("form", keep);
    // A page that came by POST has no address of its own.
    if (!nav.hasAttribute("data-posted")) history.replaceState(history.state, "", carrying(location.href));
  });
};
