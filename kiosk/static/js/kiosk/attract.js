// The start page: awake while the office is open, dim when it is closed, and woken by a touch.
modules.attract = function (main) {
  var AWAKE = 60000;
  var page = document.documentElement;
  var curtain = document.querySelector("[data-sleep]");
  var line = curtain.querySelector("[data-opens]");
  var faces = document.querySelector(".faces");
  var wait = Number(page.getAttribute("data-wait")) * 1000;
  var known = null;
  var woken = 0;
  var lock = null;
  var home = null;
  var changing = null;

  function isOpen() {
    if (!known) return true;
    return Date.now() < known.until ? known.open : !known.open;
  }
  async function hold(awake) {
    if (!navigator.wakeLock) return;
    if (!awake && lock) {
      await lock.release();
      lock = null;
    }
    if (awake && !document.hidden && (!lock || lock.released)) lock = await navigator.wakeLock.request("screen");
  }
  function when() {
    var how = { weekday: "long", hour: "2-digit", minute: "2-digit", timeZone: page.getAttribute("data-zone") };
    return new Date(known.opens).toLocaleString(page.lang, how);
  }
  function settle() {
    var awake = isOpen() || Date.now() < woken;
    curtain.hidden = awake;
    page.classList.toggle("asleep", !awake);
    line.hidden = awake || !known || known.open || !known.opens || Date.now() >= known.until;
    if (!line.hidden) line.textContent = line.getAttribute("data-words").replace("{when}", when());
    hold(isOpen()).catch(function () {});
    clearTimeout(changing);
    if (known) changing = setTimeout(settle, Math.max(1000, Math.min(known.until - Date.now(), 3600000)));
    if (woken > Date.now()) setTimeout(settle, woken - Date.now() + 50);
  }
  async function recall() {
    known = (await modules.store.marked("jadwal")) || null;
    settle();
  }
  function wake() {
    woken = Date.now() + AWAKE;
    settle();
  }
  // A short motion now and then, still as soon as somebody is there.
  function dance() {
    faces.classList.remove("dance");
    void faces.getBoundingClientRect();
    faces.classList.add("dance");
  }
  // Whoever chose a language and went away is not to leave it to the next.
  function chosen() {
    return location.pathname + location.search !== new URL(page.getAttribute("data-home"), location.href).pathname;
  }
  function touched() {
    if (faces) faces.classList.remove("dance");
    woken = Date.now() + AWAKE;
    clearTimeout(home);
    if (chosen()) {
      home = setTimeout(function () { location.replace(page.getAttribute("data-home")); }, wait);
    }
  }

  curtain.addEventListener("click", wake);
  addEventListener("keydown", function () { if (!curtain.hidden) wake(); });
  ["pointerdown", "keydown"].forEach(function (name) { addEventListener(name, touched, true); });
  document.addEventListener("visibilitychange", settle);
  document.addEventListener("detak", function () {
    recall().catch(settle);
    if (faces) dance();
  });
  touched();
  // A language or a view was chosen a moment ago: whoever did it is still there.
  if (!chosen()) woken = 0;
  recall().catch(settle);
  if (faces) dance();
};
// The counter asks the tablet to show the survey: for a visit, in a language, read aloud. Told once,
// so it is kept a while where somebody is still writing; a start page goes there by itself.
modules.call = function (body) {
  var LIFE = 120000;
  var isStart = document.documentElement.hasAttribute("data-start");

  async function follow() {
    var call = await modules.store.marked("panggilan");
    if (!call) return;
    await modules.store.mark("panggilan", null);
    if (Math.abs(Date.now() - call.at) < LIFE) location.replace(call.url);
  }
  document.addEventListener("detak", function (event) {
    var call = event.detail.call;
    if (!call) return;
    modules.store.mark("panggilan", { url: call.url, at: Date.now() }).then(function () { if (isStart) follow(); }).catch(function () {});
  });
  if (isStart) follow().catch(function () {});
};
