// A survey or a complaint on the shared tablet. What is typed leaves the page only in a closed box.
modules.tablet = function (form) {
  // So long a visitor waits for the server's word, in ms; what is not there by then goes by itself.
  var PATIENCE = 8000;
  var page = document.documentElement;
  var lane = form.getAttribute("data-lane");
  var button = form.querySelector("[type=submit]");
  var words = button.textContent;
  var brought = fragment();
  var kunci = modules.box.freshKey();
  var receipt = { number: "", words: [] };
  var busy = false;

  // What an earlier screen hands on: codes only, and behind "#", which no server and no cache sees.
  function fragment() {
    var found = {};
    new URLSearchParams(location.hash.slice(1)).forEach(function (value, name) { found[name] = value; });
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    return found;
  }
  // The same visitor in another language: still this visit, still read aloud.
  function carryOn() {
    var codes = new URLSearchParams(brought).toString();
    if (codes) document.querySelectorAll(".langs a").forEach(function (link) { link.hash = codes; });
  }
  function preset(name) {
    var field = form.elements[name];
    if (field && brought[name]) field.value = brought[name];
  }
  // Under another name at every opening, so that no browser offers what the one before typed.
  function disguise(field) {
    field.setAttribute("data-name", field.name);
    field.name = "f" + Math.random().toString(36).slice(2);
    field.autocomplete = "off";
    field.spellcheck = false;
  }
  function fields() {
    var found = [];
    Array.prototype.forEach.call(form.elements, function (one) {
      var name = one.getAttribute("data-name") || one.name;
      var silent = !name || name === "bahasa" || name === "tampilan" || one.type === "submit" || one.type === "button" || one.type === "fieldset";
      if (silent || ((one.type === "radio" || one.type === "checkbox") && !one.checked)) return;
      found.push([name, one.value]);
    });
    return found;
  }
  function asTable(pairs) {
    var table = {};
    pairs.forEach(function (pair) { table[pair[0]] = pair[1]; });
    return table;
  }

  async function fillReceipt() {
    var place = form.querySelector(".receipt");
    if (!place) return;
    try {
      var answer = await fetch(page.getAttribute("data-words"));
      if (!answer.ok) throw new Error(answer.status);
      receipt = { number: modules.receipt.numberOf(kunci), words: modules.receipt.wordsOf(kunci, (await answer.text()).split(/\s+/)) };
      modules.show(place, receipt);
    } catch (error) {
      // A complaint whose receipt nobody has seen could never be read again.
      object([["", said("kata")]]);
      button.disabled = true;
    }
  }
  function said(rule) { return JSON.parse(form.getAttribute("data-said"))[rule]; }

  function rest() {
    busy = false;
    button.removeAttribute("aria-disabled");
    button.textContent = words;
  }
  function object(problems) {
    // A refused form is shown whole: its list leads to any part of it.
    page.classList.remove("walking", "last");
    form.querySelectorAll(".moves").forEach(function (one) { one.hidden = true; });
    form.querySelectorAll("progress").forEach(function (one) { one.parentNode.hidden = true; });
    rest();
    modules.object(form, problems);
  }
  function end(state, told) {
    var service = form.querySelector("[name=layanan]:checked, [name=layanan][type=hidden]");
    receipt.service = service ? service.value : "";
    modules.after(lane, state, receipt, told || {});
  }

  async function sendLater(content) {
    var item = { at: Date.now(), to: page.getAttribute("data-send") };
    item.box = await modules.box.close(content, page.getAttribute("data-key"), page.getAttribute("data-code"));
    var seq = null;
    var answer = await new Promise(function (resolve, reject) {
      setTimeout(resolve, PATIENCE, null);
      modules.sender.submit(item, resolve).then(function (number) { seq = number; }, reject);
    });
    modules.sender.leave(seq);
    return answer;
  }
  // A page that came over plain HTTP can close no box: it sends at once, or not at all.
  async function sendNow(content) {
    var seq = await modules.store.number();
    var now = Date.now();
    return modules.sender.post(page.getAttribute("data-send"), { seq: seq, at: now, now: now, terbuka: content, left: false });
  }
  function judge(answer, later) {
    if (answer && modules.sender.isTaken(answer)) end("sent", answer.told);
    else if (answer && answer.status === 422 && answer.told.problems) object(answer.told.problems);
    else if (later) end("kept");
    else object([["", said("jaringan")]]);
  }
  async function submit() {
    var given = fields();
    var problems = modules.check(form, asTable(given));
    if (problems.length) return object(problems);
    busy = true;
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.getAttribute("data-busy");
    var content = { jalur: lane, isi: given, bahasa: page.lang, token: brought.token || "" };
    var later = modules.box.canClose();
    var answer;
    try {
      answer = await (later ? sendLater(content) : sendNow(content));
    } catch (error) {
      return object([["", said("penuh")]]);
    }
    judge(answer, later);
  }

  form.elements.kunci.value = kunci;
  carryOn();
  form.querySelectorAll("input.input, textarea.input").forEach(disguise);
  ["layanan", "kategori", "wajah"].forEach(preset);
  // Asked for at the counter; a browser that waits for a finger first stays silent.
  if (brought.bacakan) form.addEventListener("shown", function () {
    setTimeout(function () { document.dispatchEvent(new CustomEvent("bacakan")); }, 0);
  });
  form.noValidate = true;
  // Another language is another page: no such way once something is typed, which would be lost.
  if (lane !== "nilai") form.addEventListener("input", function () { page.classList.add("moved"); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!busy) submit();
  });
  fillReceipt();
};
// Number and words into a receipt on the page.
modules.show = function (place, receipt) {
  place.querySelector(".number").textContent = receipt.number;
  var list = place.querySelector(".secret");
  list.textContent = "";
  receipt.words.forEach(function (word) {
    list.appendChild(document.createElement("li")).textContent = word;
  });
};
