// Sends what waits: one sender over all windows, in order, and nothing is deleted before the server
// has said that it has it.
modules.sender = (function () {
  var PATIENCE = 20000;
  var LONGEST_WAIT = 60000;
  var TAKEN = ["tersimpan", "sudah", "dititipkan"];
  var page = document.documentElement;
  var visitors = {};
  var owner = String(Math.random());
  var running = null;
  var again = false;
  var failures = 0;
  var timer = null;

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail: detail }));
  }
  // To the address under which it was closed: a counter's code may have changed since.
  async function post(to, body) {
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, PATIENCE);
    try {
      var answer = await fetch(to, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: stop.signal,
        redirect: "error",
        cache: "no-store"
      });
      // A gate of somebody's network answers 200, too, with a page of its own: that is no receipt.
      return { status: answer.status, told: await answer.json().catch(function () { return {}; }) };
    } catch (error) {
      return { status: 0, told: {} };
    } finally {
      clearTimeout(late);
    }
  }
  function isTaken(answer) { return answer.status >= 200 && answer.status < 300 && TAKEN.indexOf(answer.told.state) >= 0; }
  function isRevoked(answer) { return answer.status === 401 && answer.told.state === "dicabut"; }
  function isMeanwhile(answer) {
    return answer.status === 0 || answer.status === 408 || answer.status === 429 || answer.status >= 500 || answer.status < 400;
  }
  function report(seq, answer) {
    if (visitors[seq]) visitors[seq](answer);
  }

  // Sends one; says whether the next may follow.
  async function send(item) {
    var left = !visitors[item.seq];
    var answer = await post(item.to, { seq: item.seq, at: item.at, now: Date.now(), box: item.box, left: left });
    if (isTaken(answer)) {
      await modules.store.drop(item.seq);
      report(item.seq, answer);
      return true;
    }
    if (isRevoked(answer)) {
      tell("dicabut");
      return false;
    }
    if (answer.status === 422 && !left) {
      if (visitors[item.seq]) {
        await modules.store.drop(item.seq);
        report(item.seq, answer);
        return true;
      }
      // Its visitor went while it was on its way: now the server puts it aside instead.
      return send(item);
    }
    // What the server will not have is kept, and does not hold up what comes after it.
    return !isMeanwhile(answer);
  }
  async function sendAll() {
    var tried = {};
    for (;;) {
      if (!navigator.locks && !(await modules.store.take(owner))) return false;
      var next = (await modules.store.all()).filter(function (item) { return !tried[item.seq]; })[0];
      if (!next) return Object.keys(tried).length === 0 || (await modules.store.count()) === 0;
      tried[next.seq] = true;
      if (!(await send(next))) return false;
      tell("antrean");
    }
  }
  async function alone() {
    if (navigator.locks) return navigator.locks.request("suara-loket-antrean", sendAll);
    try {
      return await sendAll();
    } finally {
      await modules.store.release(owner);
    }
  }
  async function run() {
    do {
      again = false;
      var done = await alone().catch(function () { return false; });
      failures = done ? 0 : failures + 1;
    } while (again && failures === 0);
    running = null;
    clearTimeout(timer);
    // Whoever waits for an answer is not to stand there until the line is back.
    if (failures) Object.keys(visitors).forEach(function (seq) { report(seq, { status: 0, told: {} }); });
    if (failures) timer = setTimeout(flush, Math.min(LONGEST_WAIT, 1000 * Math.pow(2, failures - 1)));
    tell("antrean");
  }
  function flush() {
    again = true;
    if (!running) running = run();
    return running;
  }
  // Keeps `item` and sends it; `hear(answer)` is called if the server says something in time.
  async function submit(item, hear) {
    var seq = await modules.store.keep(item);
    visitors[seq] = hear;
    tell("antrean");
    flush();
    return seq;
  }
  function leave(seq) { delete visitors[seq]; }

  return { flush: flush, submit: submit, leave: leave, post: post, isTaken: isTaken, isRevoked: isRevoked };
})();
