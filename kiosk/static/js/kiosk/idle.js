// Nothing of a visitor stays for the next: not in the page, not in storage, not behind Back.
modules.leaveAll = function () {
  // A second call would stop the first one's page on its way.
  modules.leaveAll = function () {};
  modules.wipe();
  location.replace(document.documentElement.getAttribute("data-home"));
};
modules.wipe = function () {
  document.querySelectorAll("form").forEach(function (form) { form.reset(); });
  document.body.textContent = "";
  // We write to neither; a browser's own helper might.
  [function () { return sessionStorage; }, function () { return localStorage; }].forEach(function (storage) {
    try { storage().clear(); } catch (error) { return; }
  });
};
// Asks "are you still here?" after a while without a touch or a key, and then starts anew.
modules.idle = function (dialog) {
  var page = document.documentElement;
  var wait = Number(page.getAttribute("data-wait")) * 1000;
  var seconds = Number(dialog.getAttribute("data-seconds"));
  var number = dialog.querySelector("[data-number]");
  var aloud = dialog.querySelector("[data-aloud]");
  var timer = null;
  var ticking = null;
  var touched = Date.now();
  var before = null;

  function isOpen() { return dialog.hasAttribute("open"); }
  function tick() {
    var left = Number(number.textContent) - 1;
    if (left <= 0) return modules.leaveAll();
    number.textContent = left;
    // Every number aloud would be a stutter; once more, halfway, is enough.
    if (left === 5) aloud.textContent = aloud.getAttribute("data-words").replace("{n}", left);
  }
  function ask() {
    before = document.activeElement;
    number.textContent = seconds;
    aloud.textContent = "";
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
    dialog.querySelector("[data-stay]").focus();
    ticking = setInterval(tick, 1000);
  }
  function stay() {
    if (isOpen()) {
      clearInterval(ticking);
      if (dialog.close) dialog.close();
      else dialog.removeAttribute("open");
      if (before && before.focus) before.focus({ preventScroll: true });
    }
    touched = Date.now();
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  }
  function live() { if (!isOpen()) stay(); }

  ["pointerdown", "touchstart", "keydown", "input", "wheel"].forEach(function (name) {
    addEventListener(name, live, { capture: true, passive: true });
  });
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", function (event) { event.preventDefault(); stay(); });
  // Whoever touches the page behind the question is there.
  dialog.addEventListener("click", function (event) { if (event.target === dialog) stay(); });
  // A tablet that slept kept no time.
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && Date.now() - touched > wait + seconds * 1000) modules.leaveAll();
  });
  stay();
};
// Every way on the tablet takes the place of the page before it, so that Back leads nowhere.
modules.ways = function (body) {
  var isStart = document.documentElement.hasAttribute("data-start");

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (event.target.closest("[data-done]")) return modules.leaveAll();
    // How the page is seen changes in place (js/views.js): what was typed stays.
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    var inside = link.getAttribute("href").charAt(0) === "#" && document.getElementById(link.hash.slice(1));
    if (!inside) return location.replace(modules.look.carried(link.href));
    inside.focus();
    inside.scrollIntoView({ block: "center" });
  });
  addEventListener("pagehide", function () { if (!isStart) modules.wipe(); });
  // Kept whole in memory by the browser, and shown again by Back.
  addEventListener("pageshow", function (event) { if (event.persisted) location.replace(document.documentElement.getAttribute("data-home")); });
};
// A screen keyboard covers half the page: what is typed in, and the button below it, stay within reach.
modules.keyboard = function (body) {
  var page = document.documentElement;

  function follow() {
    var seen = window.visualViewport ? visualViewport.height : innerHeight;
    page.style.setProperty("--keyboard", Math.max(0, Math.round(innerHeight - seen)) + "px");
    var field = document.activeElement;
    if (field && /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) && field.type !== "radio") field.scrollIntoView({ block: "center" });
  }
  if (window.visualViewport) visualViewport.addEventListener("resize", follow);
  addEventListener("resize", follow);
};
// Kept pages know nothing of how a visitor wants to see them: the address does.
modules.look = function (body) {
  var page = document.documentElement;
  var chosen = (new URLSearchParams(location.search).get("tampilan") || "").split("-");

  document.querySelectorAll(".views a").forEach(function (link) {
    if (chosen.indexOf(link.getAttribute("data-name")) < 0) return;
    link.classList.add("on");
    link.querySelector("i").hidden = false;
  });
  var found = chosen.filter(function (name) { return document.querySelector(".views a.on[data-name='" + name.replace(/[^a-z]/g, "") + "']"); });
  if (found.length) page.setAttribute("data-view", found.join(" "));
};
// An address inside the tablet, with the look of this page.
modules.look.carried = function (address) {
  var url = new URL(address, location.href);
  var seen = document.documentElement.getAttribute("data-view");
  if (seen) url.searchParams.set("tampilan", seen.replace(" ", "-"));
  return url.href;
};
