// The receipt of a complaint that this tablet made the key of: the same nine symbols and eight words
// the server makes (kiosk/domain/complaint/receipt.py), also where there is no network.
modules.receipt = (function () {
  var ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  function utf8(text) { return new TextEncoder().encode(text); }

  // The first `count` groups of `width` bits.
  function groups(bytes, width, count) {
    var found = [];
    for (var group = 0; group < count; group += 1) {
      var number = 0;
      for (var bit = group * width; bit < (group + 1) * width; bit += 1) {
        number = number * 2 + ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
      }
      found.push(number);
    }
    return found;
  }
  function numberOf(kunci) {
    var mac = modules.hash.hmac(utf8("suara-loket nomor"), utf8(kunci));
    var symbols = groups(mac, 5, 9).map(function (place) { return ALPHABET[place]; }).join("");
    return symbols.replace(/(...)(?=.)/g, "$1-");
  }
  function wordsOf(kunci, list) {
    var mac = modules.hash.hmac(utf8("suara-loket frasa"), utf8(kunci));
    return groups(mac, 11, 8).map(function (place) { return list[place]; });
  }
  return { numberOf: numberOf, wordsOf: wordsOf };
})();
