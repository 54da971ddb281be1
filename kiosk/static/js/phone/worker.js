// On a citizen's own phone: a survey that finds no network is kept and sent later. Runs as /s/sw.js
// behind a line of the server: self.SUSUNAN = {build, halaman: {language: page that says so}}.
(function () {
  var told = self.SUSUNAN;
  var NAME = "ponsel-" + told.build;
  var PAGE = /\/s\/[^/]+(\/nilai)?$/i;
  var FORM = /\/s\/[^/]+\/nilai$/i;
  var FILE = /\/(static|warna)\/.+\.[0-9a-f]{8,}\.\w+$/;
  var running = null;
  var refused = 0;

  function store(work) {
    return new Promise(function (resolve, reject) {
      var asked = indexedDB.open("tertunda", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("kiriman", { keyPath: "kunci" }); };
      asked.onerror = function () { reject(asked.error); };
      asked.onsuccess = function () {
        var deal = asked.result.transaction("kiriman", "readwrite", { durability: "strict" });
        var found = work(deal.objectStore("kiriman"));
        deal.oncomplete = function () {
          asked.result.close();
          resolve(found.result);
        };
        deal.onabort = function () { reject(deal.error); };
      };
    });
  }
  function all() { return store(function (kept) { return kept.getAll(); }); }

  async function tell() {
    var waiting = (await all()).length;
    var pages = await self.clients.matchAll();
    pages.forEach(function (page) { page.postMessage({ waiting: waiting, refused: refused }); });
  }
  // Says whether the next may follow. The key made when the form opened makes twice once.
  async function send(item) {
    var age = Math.max(0, Math.round((Date.now() - item.at) / 1000));
    var answer = await fetch(item.url, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: item.body + "&umur=" + age
    });
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429) return false;
    if (!answer.ok) refused += 1;
    await store(function (kept) { return kept.delete(item.kunci); });
    return true;
  }
  async function sendAll() {
    var items = await all();
    items.sort(function (one, other) { return one.at - other.at; });
    for (var i = 0; i < items.length; i += 1) {
      if (!(await send(items[i]))) break;
    }
  }
  function flush() {
    if (!running) running = sendAll().catch(function () {}).then(function () { running = null; return tell(); });
    return running;
  }
  async function keep(url, body) {
    var fields = new URLSearchParams(body);
    refused = 0;
    await store(function (kept) { return kept.put({ kunci: fields.get("kunci"), url: url, body: body, at: Date.now() }); });
    if (self.registration.sync) await self.registration.sync.register("kirim").catch(function () {});
    var page = told.halaman[fields.get("bahasa")] || told.halaman.id;
    var headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'" };
    return new Response(page.replace("@@loket@@", new URL(url).pathname.replace(/\/nilai$/i, "")), { headers: headers });
  }
  async function post(request) {
    var copy = request.clone();
    try {
      return await fetch(request);
    } catch (error) {
      return keep(request.url, await copy.text());
    }
  }

  // A form out of the cache was opened before: with its old key a second answer would be the first again.
  async function withFreshKey(page) {
    var key = "hp-" + Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    var text = (await page.text()).replace(/(name="kunci" value=")[^"]*/, "$1" + key);
    var headers = new Headers(page.headers);
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    return new Response(text, { headers: headers });
  }
  async function newest(request) {
    var cache = await caches.open(NAME);
    try {
      var answer = await fetch(request);
      if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
      return answer;
    } catch (error) {
      var kept = await cache.match(request);
      if (!kept) throw error;
      return FORM.test(new URL(request.url).pathname) ? withFreshKey(kept) : kept;
    }
  }
  async function kept(request) {
    var cache = await caches.open(NAME);
    var found = await cache.match(request);
    if (found) return found;
    var answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  }
  async function clean() {
    var names = await caches.keys();
    await Promise.all(names.filter(function (name) { return name.indexOf("ponsel-") === 0 && name !== NAME; }).map(function (name) { return caches.delete(name); }));
    await self.clients.claim();
  }

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) { event.waitUntil(clean()); });
  self.addEventListener("message", function (event) { event.waitUntil(flush()); });
  self.addEventListener("sync", function (event) { event.waitUntil(flush()); });
  self.addEventListener("fetch", function (event) {
    var request = event.request;
    var url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    if (request.method === "POST" && FORM.test(url.pathname)) return event.respondWith(post(request));
    if (request.method !== "GET") return;
    // Complaints and their tracking never lie in a cache.
    if (request.mode === "navigate" && PAGE.test(url.pathname)) return event.respondWith(newest(request));
    if (FILE.test(url.pathname)) event.respondWith(kept(request));
  });
})();
