// One tap on one of four faces: kept and sent as everything else, then thanks and a way on.
modules.ketuk = function (form) {
  var page = document.documentElement;
  var template = document.getElementById("ketuk-diterima");
  var kunci = modules.box.freshKey();
  var tapped = false;

  async function send(face) {
    var fields = [["csrf_token", form.elements.csrf_token.value], ["kunci", kunci], ["wajah", face]];
    var content = { jalur: "ketuk", isi: fields, bahasa: page.lang, token: "" };
    var now = Date.now();
    var to = page.getAttribute("data-send");
    if (modules.box.canClose()) {
      var box = await modules.box.close(content, page.getAttribute("data-key"), page.getAttribute("data-code"));
      modules.sender.leave(await modules.sender.submit({ at: now, to: to, box: box }, function () {}));
    } else {
      var seq = await modules.store.number();
      await modules.sender.post(to, { seq: seq, at: now, now: now, terbuka: content, left: true });
    }
  }
  function thank(face) {
    var main = document.querySelector("main");
    var part = document.importNode(template.content, true);
    part.querySelectorAll("[data-more]").forEach(function (link) { link.hash = "wajah=" + face; });
    part.querySelectorAll("[data-low]").forEach(function (one) { if (Number(face) > 2) one.remove(); });
    page.classList.add("after");
    main.textContent = "";
    main.appendChild(part);
    main.querySelectorAll("progress").forEach(function (bar) { modules.countDown(bar, Number(bar.getAttribute("data-seconds"))); });
    main.querySelector("h1").focus();
  }
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button || tapped) return;
    tapped = true;
    // A tap that no disk takes is one signal less, and nothing to trouble a visitor with.
    send(button.value).catch(function () {});
    thank(button.value);
  });
};
