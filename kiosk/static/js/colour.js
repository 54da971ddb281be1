// A picker beside a field for a colour. The field is what is sent: it alone can be empty.
modules.colour = function (place) {
  var field = document.getElementById(place.getAttribute("data-for"));
  var picker = document.createElement("input");

  function follow() {
    if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value.toLowerCase();
  }

  picker.type = "color";
  // An old browser has no such thing and would show a second field of text.
  if (picker.type !== "color") return;
  picker.className = "picker";
  picker.setAttribute("aria-label", place.getAttribute("data-label"));
  picker.value = place.getAttribute("data-house");
  follow();
  picker.addEventListener("input", function () {
    field.value = picker.value;
  });
  field.addEventListener("input", follow);
  field.parentNode.insertBefore(picker, field.nextSibling);
};
