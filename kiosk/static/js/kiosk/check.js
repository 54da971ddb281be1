// What the server would refuse, said before a form is put away to be sent later: by then nobody is
// there to mend it. The sentences are the server's own (data-said: {field or rule: sentence}).
modules.check = function (form, given) {
  var said = JSON.parse(form.getAttribute("data-said"));
  var lengths = JSON.parse(form.getAttribute("data-lengths"));
  var problems = [];

  function object(field, rule) { problems.push([field, said[rule]]); }
  function first(name) { return (given[name] || "").replace(/\r\n?/g, "\n").trim(); }
  // As the server counts: an emoji is one character, not two.
  function size(text) { return Array.from(text).length; }

  function survey() {
    if (!first("layanan")) object("layanan", "layanan");
    var scores = form.querySelectorAll(".four input:checked, .numbers input:checked");
    if (!scores.length) object(form.querySelector(".four input, .numbers input").name, "nilai");
  }
  function complaint() {
    if (!first("isi")) object("isi", "isi");
    if (first("identitas") !== "anonim" && !first("nama")) object("nama", "nama");
  }
  if (form.getAttribute("data-lane") === "nilai") survey();
  else complaint();
  Object.keys(lengths).forEach(function (name) {
    if (size(first(name)) > lengths[name]) object(name, "panjang-" + name);
  });
  return problems;
};
// Shows problems [[field, sentence]] in the form as the server's page would: a list above it that
// leads to each, and each at its field.
modules.object = function (form, problems) {
  var OTHER_IDS = { isi: "uraian" };

  function clear() {
    var old = document.querySelector("[data-errors]");
    if (old) old.remove();
    form.querySelectorAll("[data-objection]").forEach(function (one) { one.remove(); });
    form.querySelectorAll("[data-objected]").forEach(function (one) {
      one.removeAttribute("aria-invalid");
      one.setAttribute("aria-describedby", one.getAttribute("data-objected"));
      one.removeAttribute("data-objected");
    });
  }
  function open(element) {
    for (var part = element; part && part !== form; part = part.parentNode) {
      if (part.tagName === "DETAILS") part.open = true;
      if (part.classList.contains("named")) part.hidden = false;
    }
  }
  function mark(id, sentence) {
    var field = document.getElementById(id);
    if (!field || !form.contains(field)) return;
    var line = document.createElement("p");
    line.className = "wrong";
    line.id = id + "-error";
    line.textContent = sentence;
    line.setAttribute("data-objection", "");
    var group = field.type === "radio" ? field.closest("fieldset") : null;
    if (group) group.insertBefore(line, group.querySelector("legend").nextSibling);
    else field.parentNode.insertBefore(line, field);
    field.setAttribute("data-objected", field.getAttribute("aria-describedby") || "");
    field.setAttribute("aria-describedby", (field.getAttribute("aria-describedby") || "") + " " + line.id);
    field.setAttribute("aria-invalid", "true");
    open(field);
  }
  function row(id, sentence) {
    var item = document.createElement("li");
    var field = document.getElementById(id);
    var part = document.createElement(field ? "a" : "span");
    if (field) part.href = "#" + id;
    part.textContent = sentence;
    item.appendChild(part);
    return item;
  }

  clear();
  var box = document.importNode(document.getElementById("perbaiki").content, true).firstElementChild;
  problems.forEach(function (one) {
    var id = OTHER_IDS[one[0]] || one[0];
    mark(id, one[1]);
    box.querySelector("ul").appendChild(row(id, one[1]));
  });
  form.parentNode.insertBefore(box, form);
  box.focus();
  box.scrollIntoView();
};
