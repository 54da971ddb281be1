// The shared tablet's worker: its pages and their files are there without a network. Runs as /k/sw.js
// behind a line of the server that names them: self.SUSUNAN = {build, kode, halaman, berkas}.
(function () {
  var told = self.SUSUNAN;
  var NAME = "tablet-" + told.kode + "-" + told.build;
  var files = told.berkas;
  // Only the language makes another page: what else stands in an address is for the page's script.
  function keyOf(address) {
    var url = new URL(address, self.location.href);
    var lang = url.searchParams.get("bahasa");
    return url.pathname + (lang && lang !== "id" ? "?bahasa=" + lang : "");
  }
  var pages = told.halaman.map(keyOf);

  async function fetchPage(key) {
    var answer = await fetch(key, { cache: "no-store", credentials: "same-origin" });
    // A page of other files would stand there undressed; those come with the next worker.
    if (answer.ok && !answer.redirected && answer.headers.get("X-Susunan") === told.build) return answer;
    throw new Error(String(answer.status));
  }
  async function renew(key) {
    var answer = await fetchPage(key);
    var cache = await caches.open(NAME);
    await cache.put(key, answer);
  }
  async function fill() {
    var cache = await caches.open(NAME);
    await cache.addAll(files);
    await Promise.all(pages.map(renew));
  }
  async function clean() {
    var names = await caches.keys();
    await Promise.all(names.filter(function (name) { return name.indexOf("tablet-") === 0 && name !== NAME; }).map(function (name) { return caches.delete(name); }));
    await self.clients.claim();
  }
  async function answerFrom(event, key, isPage) {
    var cache = await caches.open(NAME);
    var kept = await cache.match(key);
    if (!kept) return fetch(event.request);
    if (isPage) event.waitUntil(renew(key).catch(function () {}));
    return kept;
  }

  self.addEventListener("install", function (event) {
    self.skipWaiting();
    event.waitUntil(fill());
  });
  self.addEventListener("activate", function (event) { event.waitUntil(clean()); });
  self.addEventListener("fetch", function (event) {
    var request = event.request;
    var url = new URL(request.url);
    // What is sent is never kept, and never answered from here.
    if (request.method !== "GET" || url.origin !== self.location.origin) return;
    var isFile = files.indexOf(url.pathname) >= 0;
    var key = isFile ? url.pathname : keyOf(url);
    if (isFile || pages.indexOf(key) >= 0) event.respondWith(answerFrom(event, key, !isFile));
  });
})();
