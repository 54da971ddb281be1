// Keys for the queue: j k to move, Enter to open, x to mark, c to take, / to search, ? for help.
// The page is whole without this. One who types with one switch or by voice can turn them off.
modules.queue = function (form) {
  var KEPT = "antrean-tombol";
  var rows = Array.prototype.slice.call(form.querySelectorAll("[data-row]"));
  var dialog = form.querySelector("dialog");
  var help = form.querySelector("[data-help]");
  var all = form.querySelector("[data-all]");
  var choice = form.querySelector("[data-keys]");
  var here = -1;

  function isOn() {
    try { return localStorage.getItem(KEPT) !== "mati"; } catch (error) { return true; }
  }
  function keep() {
    try { localStorage.setItem(KEPT, choice.checked ? "hidup" : "mati"); } catch (error) { return; }
  }
  function box(row) { return row.querySelector("[type=checkbox]"); }

  function go(number) {
    var next = Math.max(0, Math.min(number, rows.length - 1));
    rows[next].querySelector("a").focus();
  }
  function arrive(event) {
    var row = event.target.closest("[data-row]");
    rows.forEach(function (one) { one.classList.toggle("here", one === row); });
    here = rows.indexOf(row);
  }
  function mark() {
    if (here >= 0) box(rows[here]).checked = !box(rows[here]).checked;
  }
  function take() {
    var button = form.querySelector("[value=ambil]");
    if (here < 0 || !button) return;
    rows.forEach(function (row, number) { box(row).checked = number === here; });
    button.click();
  }
  function find(event) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
  function show() { dialog.showModal(); }

  var acts = {
    j: function () { go(here + 1); },
    k: function () { go(here - 1); },
    x: mark,
    c: take,
    "/": find,
    "?": show
  };
  function isTyping(element) {
    return /^(TEXTAREA|SELECT)$/.test(element.tagName) || (element.tagName === "INPUT" && element.type !== "checkbox");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || dialog.open) return;
    if (!acts[event.key] || isTyping(event.target) || !isOn()) return;
    acts[event.key](event);
  });
  form.addEventListener("focusin", arrive);
  if (dialog.showModal) {
    help.hidden = false;
    help.addEventListener("click", show);
    form.querySelector("[data-close]").addEventListener("click", function () { dialog.close(); });
  }
  choice.checked = isOn();
  choice.addEventListener("change", keep);
  all.hidden = false;
  all.addEventListener("change", function (event) {
    rows.forEach(function (row) { box(row).checked = event.target.checked; });
  });
};
