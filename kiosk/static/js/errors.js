// After a refusal, start reading at the summary.
modules.errors = function (summary) {
  summary.focus();
};
