// What a visitor wrote, closed at once for the server alone: who takes the tablet away, or comes
// next, reads nothing. Ephemeral P-256 -> HKDF-SHA256 -> AES-256-GCM; the point's code is bound in.
modules.box = (function () {
  var INFO = "suara-loket kiriman v1";
  var CURVE = { name: "ECDH", namedCurve: "P-256" };

  function utf8(text) { return new TextEncoder().encode(text); }
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(parts) {
    var plain = "";
    parts.forEach(function (part) {
      new Uint8Array(part).forEach(function (byte) { plain += String.fromCharCode(byte); });
    });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function canClose() { return Boolean(window.crypto && crypto.subtle); }

  async function cipher(mine, theirs) {
    var shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
    var source = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    var how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8(INFO) };
    return crypto.subtle.deriveKey(how, source, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  }
  // `content` as JSON, closed to the public point `key` (base64url) for the point `code`.
  async function close(content, key, code) {
    var theirs = await crypto.subtle.importKey("raw", bytes(key), CURVE, false, []);
    var pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    var mine = await crypto.subtle.exportKey("raw", pair.publicKey);
    var nonce = crypto.getRandomValues(new Uint8Array(12));
    var how = { name: "AES-GCM", iv: nonce, additionalData: utf8(code) };
    var closed = await crypto.subtle.encrypt(how, await cipher(pair.privateKey, theirs), utf8(JSON.stringify(content)));
    return text([mine, nonce, closed]);
  }
  // 256 bits, with the mark by which the server knows that the receipt was made here.
  function freshKey() {
    return "tablet-" + text([crypto.getRandomValues(new Uint8Array(32))]);
  }
  return { canClose: canClose, close: close, freshKey: freshKey };
})();
