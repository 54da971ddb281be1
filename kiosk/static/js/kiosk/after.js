// After sending: thanks or receipt in place of the form, of which nothing stays in the page.
// `state`: "sent" or "kept"; `told`: what the server answered.
modules.after = function (lane, state, receipt, told) {
  var main = document.querySelector("main");
  var page = document.documentElement;
  var name = lane === "nilai" ? "terima-kasih" : "tanda-terima-jadi";

  function keepOnly(part) {
    part.querySelectorAll("[data-if]").forEach(function (one) {
      if (one.getAttribute("data-if").split(" ").indexOf(state) < 0) one.remove();
    });
  }
  // The server's drawing; parsed as XML, so that it is a drawing or nothing.
  function draw(place) {
    if (!told.qr) return place.remove();
    var drawing = new DOMParser().parseFromString(told.qr, "image/svg+xml").documentElement;
    if (drawing.nodeName !== "svg") return place.remove();
    drawing.setAttribute("class", "qr");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", place.getAttribute("data-label"));
    place.parentNode.replaceChild(document.importNode(drawing, true), place);
  }
  function propose(section) {
    var offer = told.offer;
    if (!offer) return section.remove();
    section.querySelectorAll("[data-offer]").forEach(function (one) {
      if ((one.getAttribute("data-offer") === "terlindungi") !== Boolean(offer.terlindungi)) one.remove();
    });
    var codes = new URLSearchParams({ layanan: receipt.service || "", kategori: offer.kategori || "" });
    section.querySelectorAll("a").forEach(function (link) { link.hash = codes.toString(); });
  }
  document.querySelectorAll("form").forEach(function (form) { form.reset(); });
  page.classList.remove("walking", "moved", "last");
  page.classList.add("after");
  var part = document.importNode(document.getElementById(name).content, true);
  keepOnly(part);
  part.querySelectorAll(".receipt").forEach(function (place) { modules.show(place, receipt); });
  part.querySelectorAll("[data-qr]").forEach(draw);
  part.querySelectorAll("[data-propose]").forEach(propose);
  main.textContent = "";
  main.appendChild(part);
  main.querySelectorAll("progress").forEach(function (bar) {
    modules.countDown(bar, told.offer ? 20 : Number(bar.getAttribute("data-seconds")));
  });
  main.querySelector("h1").focus();
  scrollTo(0, 0);
};
// Back to the start page by itself; every touch, such as reading on, begins the time anew.
modules.countDown = function (bar, seconds) {
  var left = seconds;
  bar.max = bar.value = seconds;
  setInterval(function () {
    left -= 1;
    bar.value = left;
    if (left <= 0) modules.leaveAll();
  }, 1000);
  addEventListener("pointerdown", function () { left = seconds; });
  addEventListener("keydown", function () { left = seconds; });
};
