// Every half minute: what waits goes out, the desk hears how the tablet is, and the tablet whether the
// office is open. `detak` on the document carries the answer.
modules.beat = function (body) {
  var EVERY = 30000;
  var page = document.documentElement;
  var badge = document.querySelector("[data-waiting]");

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail: detail }));
  }
  async function power() {
    if (!navigator.getBattery) return { battery: null, charging: null };
    var found = await navigator.getBattery();
    return { battery: Math.round(found.level * 100), charging: found.charging };
  }
  async function count() {
    try { return await modules.store.count(); } catch (error) { return 0; }
  }
  async function showCount() {
    var waiting = await count();
    badge.hidden = !waiting;
    badge.textContent = badge.getAttribute("data-words").replace("{n}", waiting);
  }
  async function beat() {
    var how = await power().catch(function () { return { battery: null, charging: null }; });
    var body = { now: Date.now(), waiting: await count(), battery: how.battery, charging: how.charging, page: page.getAttribute("data-build") };
    var answer = await modules.sender.post(page.getAttribute("data-beat"), body);
    if (modules.sender.isRevoked(answer)) return tell("dicabut");
    if (answer.status !== 200) return;
    var told = answer.told;
    // An office that never opens again says no time; then it is asked again tomorrow.
    var next = told.next || 86400000;
    await modules.store.mark("jadwal", { open: told.open, until: Date.now() + next, opens: told.next && told.now + next }).catch(function () {});
    tell("detak", told);
  }
  function round() {
    modules.sender.flush();
    beat();
  }

  document.addEventListener("antrean", showCount);
  addEventListener("online", round);
  setInterval(round, EVERY);
  showCount();
  // After the page itself: the first seconds belong to the visitor.
  setTimeout(round, 500);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () {});
};
// A revoked tablet keeps what waits, closed as it is, and shows nothing else any more.
modules.revoked = function (template) {
  var shown = false;

  async function forget() {
    if (!navigator.serviceWorker) return;
    var found = await navigator.serviceWorker.getRegistration();
    if (found) await found.unregister();
    (await caches.keys()).forEach(function (name) { if (name.indexOf("tablet-") === 0) caches.delete(name); });
  }
  document.addEventListener("dicabut", function () {
    if (shown) return;
    shown = true;
    document.querySelectorAll("form").forEach(function (form) { form.reset(); });
    document.querySelectorAll("body > :not(template)").forEach(function (one) { one.remove(); });
    document.body.appendChild(document.importNode(template.content, true));
    document.querySelector("h1").focus();
    forget().catch(function () {});
  });
};
// Pages that open without a network, where the browser allows it.
modules.worker = function (body) {
  var page = document.documentElement;
  var isStart = page.hasAttribute("data-start");
  var had = navigator.serviceWorker && navigator.serviceWorker.controller;

  if (!navigator.serviceWorker || !modules.box.canClose()) {
    document.querySelectorAll("[data-online-only]").forEach(function (one) { one.hidden = false; });
    return;
  }
  function register() {
    navigator.serviceWorker.register(page.getAttribute("data-worker"), { scope: page.getAttribute("data-scope") }).catch(function () {});
  }
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
  // New pages are taken up where nobody is writing.
  navigator.serviceWorker.addEventListener("controllerchange", function () {
    if (had && isStart) location.replace(location.href);
    had = true;
  });
  document.addEventListener("detak", function (event) {
    // The counter's code was replaced: its pages lie under the new one.
    if (isStart && event.detail.code && event.detail.code !== page.getAttribute("data-code")) return location.replace(page.getAttribute("data-scope") + event.detail.code);
    if (event.detail.build !== page.getAttribute("data-build")) navigator.serviceWorker.getRegistration().then(function (found) { if (found) found.update(); }).catch(function () {});
  });
};
