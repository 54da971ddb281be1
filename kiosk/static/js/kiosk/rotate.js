// Of several surveys this visitor gets one. The page is kept for all to come, with a network or
// without: so it is drawn here, once an opening, and the others' questions leave the page. Runs
// before the modules that walk through the questions.
modules.rotate = function (form) {
  var steps = Array.prototype.slice.call(form.querySelectorAll("[data-instrumen]"));
  var codes = [];

  function codeOf(step) { return step.getAttribute("data-instrumen"); }
  // Every number below `many` as likely as any other: what lies above the last whole round is drawn
  // again.
  function below(many) {
    var most = Math.floor(4294967296 / many) * many;
    var word = new Uint32Array(1);
    do crypto.getRandomValues(word);
    while (word[0] >= most);
    return word[0] % many;
  }
  steps.forEach(function (step) { if (codes.indexOf(codeOf(step)) < 0) codes.push(codeOf(step)); });
  var drawn = codes[below(codes.length)];
  steps.forEach(function (step) { if (codeOf(step) !== drawn) step.remove(); });
  form.elements.instrumen.value = drawn;
};
