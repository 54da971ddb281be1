// What waits to be sent, in IndexedDB: it survives a reload and a power cut. A record:
// {seq, at: when it was sent off (ms), to: the address that takes it, box}.
modules.store = (function () {
  var WAITING = "kiriman";
  var MARKS = "tanda";
  var LEASE = 30000;
  var opened = null;

  function open() {
    if (opened) return opened;
    opened = new Promise(function (resolve, reject) {
      var asked = indexedDB.open("antrean", 1);
      asked.onupgradeneeded = function () {
        // The database counts the numbers itself and never gives one twice, also not of what is gone.
        asked.result.createObjectStore(WAITING, { keyPath: "seq", autoIncrement: true });
        asked.result.createObjectStore(MARKS, { keyPath: "id" });
      };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { opened = null; reject(asked.error); };
    });
    return opened;
  }
  // Runs `work(store)` in a transaction that is on the disk when the promise is kept.
  async function within(name, work) {
    var base = await open();
    return new Promise(function (resolve, reject) {
      // A browser may call a thing written while it is still in memory; a power cut would take it.
      var deal = base.transaction(name, "readwrite", { durability: "strict" });
      var asked = work(deal.objectStore(name));
      deal.oncomplete = function () { resolve(asked && asked.result); };
      deal.onabort = deal.onerror = function () { reject(deal.error || new Error("aborted")); };
    });
  }
  function keep(item) { return within(WAITING, function (store) { return store.add(item); }); }
  function drop(seq) { return within(WAITING, function (store) { return store.delete(seq); }); }
  function all() { return within(WAITING, function (store) { return store.getAll(); }); }
  function count() { return within(WAITING, function (store) { return store.count(); }); }
  // A number for what is sent without waiting here.
  async function number() {
    var seq = await keep({ at: 0 });
    await drop(seq);
    return seq;
  }
  function mark(id, value) { return within(MARKS, function (store) { return store.put({ id: id, value: value }); }); }
  async function marked(id) {
    var found = await within(MARKS, function (store) { return store.get(id); });
    return found && found.value;
  }
  // The right to send, for half a minute: taken where nobody else holds it. For browsers without locks.
  function take(owner) {
    var mine = false;
    return within(MARKS, function (store) {
      var asked = store.get("pengirim");
      asked.onsuccess = function () {
        var now = Date.now();
        var held = asked.result;
        // One that ends later than it can was written while the clock was wrong.
        if (held && held.owner !== owner && held.until > now && held.until <= now + LEASE) return;
        mine = true;
        store.put({ id: "pengirim", owner: owner, until: now + LEASE });
      };
    }).then(function () { return mine; });
  }
  function release(owner) {
    return within(MARKS, function (store) {
      var asked = store.get("pengirim");
      asked.onsuccess = function () {
        if (asked.result && asked.result.owner === owner) store.delete("pengirim");
      };
    });
  }
  return { keep: keep, drop: drop, all: all, count: count, number: number, mark: mark, marked: marked, take: take, release: release };
})();
