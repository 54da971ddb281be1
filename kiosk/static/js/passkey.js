// A button that asks the device for a passkey and sends what it answers in its form.
// data-options: what to ask, as JSON; data-act: "create" or "get".
modules.passkey = function (button) {
  var form = button.form;
  var options = JSON.parse(button.getAttribute("data-options"));
  var act = button.getAttribute("data-act");

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function known(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }
  function asked() {
    var wanted = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (act === "get") return { publicKey: Object.assign(wanted, { allowCredentials: known(options.allowCredentials) }) };
    wanted.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
    return { publicKey: Object.assign(wanted, { excludeCredentials: known(options.excludeCredentials) }) };
  }
  function told(found) {
    var answer = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (found.response[name]) answer[name] = text(found.response[name]);
    });
    return JSON.stringify({ id: found.id, rawId: text(found.rawId), type: found.type, response: answer, clientExtensionResults: {} });
  }

  if (!window.PublicKeyCredential) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.credentials[act](asked()).then(function (found) {
      form.elements.jawaban.value = told(found);
      form.submit();
    }, function () {
      form.querySelector("[data-failed]").hidden = false;
    });
  });
};
