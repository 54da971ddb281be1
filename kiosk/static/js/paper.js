// Keying paper forms (templates/desk/paper_key.html): the serial is checked before anything is sent.
modules.serial = function (form) {
  var ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  var field = form.querySelector("#seri");
  var told = form.querySelector("[data-told]");
  var sheet = form.getAttribute("data-sheet");

  // As kiosk/domain/survey/serial.py reads it.
  function heard(text) {
    return text.trim().toUpperCase().replace(/[- ]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0").replace(/U/g, "V");
  }
  function fits(code) {
    var total = 0;
    for (var at = 0; at < 7; at++) {
      var value = ALPHABET.indexOf(code.charAt(at));
      if (value < 0) return false;
      total = (total ^ value) << 1;
      if (total > 31) total = (total & 31) ^ 5;
    }
    return code.length === 8 && code.charAt(7) === ALPHABET.charAt(total);
  }
  function tell(wrong) {
    told.hidden = !wrong;
    told.textContent = wrong ? field.getAttribute("data-wrong") : "";
    field.setAttribute("aria-invalid", String(wrong));
  }

  form.addEventListener("submit", function (event) {
    var code = heard(field.value);
    var wrong = !fits(code);
    tell(wrong);
    if (wrong || code === sheet) event.preventDefault();
    if (wrong) return field.select();
    // The number on the paper is the one that was expected: on to the first box.
    if (code === sheet) document.dispatchEvent(new Event("sheet"));
  });
  field.addEventListener("input", function () { tell(false); });
  if (sheet && !form.hasAttribute("data-keep")) field.focus();
  if (sheet && !form.hasAttribute("data-keep")) field.select();
};

// One key a box; 0 or space says that it is blank, which differs from not being there yet.
modules.keyed = function (form) {
  var said = form.querySelector("[data-said]");
  var boxes = Array.prototype.slice.call(form.querySelectorAll("[data-key]"));
  var all = Array.prototype.slice.call(form.querySelectorAll("input:not([type=hidden]), textarea"));
  var day = form.querySelector("#k-tanggal");

  function words(box) { return document.getElementById("w-" + box.name); }
  function show(box) {
    var key = box.hasAttribute("data-done") ? box.value || "0" : "";
    Array.prototype.forEach.call(words(box).children, function (one) {
      one.classList.toggle("keyed-in", one.getAttribute("data-word") === key);
    });
  }
  function put(box, value) {
    box.value = value;
    box.toggleAttribute("data-done", true);
    box.placeholder = value === "" ? "–" : "";
    box.parentNode.classList.remove("unkeyed");
    show(box);
    said.textContent = value === "" ? said.getAttribute("data-blank") : words(box).querySelector(".keyed-in").textContent;
  }
  function go(from, by) {
    var next = all[all.indexOf(from) + by];
    if (next) { next.focus(); if (next.select) next.select(); }
  }
  function clear(box) {
    box.value = box.placeholder = "";
    box.removeAttribute("data-done");
    show(box);
  }
  function back(box) {
    if (box.hasAttribute("data-done")) {
      return clear(box);
    }
    go(box, -1);
    var before = document.activeElement;
    if (before !== box && before.hasAttribute("data-key")) clear(before);
  }
  function save() {
    var left = boxes.filter(function (one) { return !one.hasAttribute("data-done"); })[0];
    if (!left) return form.requestSubmit ? form.requestSubmit() : form.submit();
    left.focus();
    said.textContent = said.getAttribute("data-left");
    left.parentNode.classList.add("unkeyed");
  }

  boxes.forEach(function (box) {
    if (box.value) box.toggleAttribute("data-done", true);
    show(box);
    box.addEventListener("keydown", function (event) {
      var key = event.key.toUpperCase();
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (key === "BACKSPACE") { event.preventDefault(); return back(box); }
      if (key === "ARROWDOWN" || key === "ARROWUP") { event.preventDefault(); return go(box, key === "ARROWUP" ? -1 : 1); }
      if (key.length !== 1) return;
      event.preventDefault();
      if (key === "0" || key === " ") put(box, "");
      else if (box.getAttribute("data-key").indexOf(key) < 0) { said.textContent = said.getAttribute("data-other") + box.getAttribute("data-key"); return; }
      else put(box, key);
      go(box, 1);
    });
  });
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.shiftKey || event.target.type === "submit" || event.target.href) return;
    event.preventDefault();
    save();
  });
  document.addEventListener("sheet", function () { (day.value ? all[1] : day).focus(); });
};
