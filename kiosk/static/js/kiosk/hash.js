// SHA-256 and HMAC in plain script: browsers hide theirs from pages that came over plain HTTP, and a
// tablet in an office's own network must show its receipts all the same (FIPS 180-4, RFC 2104).
modules.hash = (function () {
  var BLOCK = 64;
  var FIRST = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
  var ROUND = [];

  function isPrime(number) {
    for (var by = 2; by * by <= number; by += 1) if (number % by === 0) return false;
    return true;
  }
  // The first 32 bits behind the point of the cube roots of the first 64 primes.
  for (var prime = 2; ROUND.length < 64; prime += 1) {
    if (isPrime(prime)) ROUND.push((Math.cbrt(prime) % 1) * 4294967296 | 0);
  }

  function turn(word, by) { return (word >>> by) | (word << (32 - by)); }

  function padded(bytes) {
    var size = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
    var whole = new Uint8Array(size);
    whole.set(bytes);
    whole[bytes.length] = 0x80;
    var view = new DataView(whole.buffer);
    view.setUint32(size - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(size - 4, bytes.length << 3);
    return view;
  }
  function schedule(view, at) {
    var words = [];
    for (var i = 0; i < 64; i += 1) {
      if (i < 16) { words.push(view.getInt32(at + 4 * i)); continue; }
      var early = words[i - 15];
      var late = words[i - 2];
      var small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      var large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words.push((words[i - 16] + small + words[i - 7] + large) | 0);
    }
    return words;
  }
  function mixed(state, words) {
    var s = state.slice();
    for (var i = 0; i < 64; i += 1) {
      var high = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
      var one = (s[7] + high + ((s[4] & s[5]) ^ (~s[4] & s[6])) + ROUND[i] + words[i]) | 0;
      var low = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
      var two = (low + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
      s = [(one + two) | 0, s[0], s[1], s[2], (s[3] + one) | 0, s[4], s[5], s[6]];
    }
    return state.map(function (word, at) { return (word + s[at]) | 0; });
  }
  function sha256(bytes) {
    var view = padded(bytes);
    var state = FIRST;
    for (var at = 0; at < view.byteLength; at += BLOCK) state = mixed(state, schedule(view, at));
    var sum = new DataView(new ArrayBuffer(32));
    state.forEach(function (word, place) { sum.setInt32(4 * place, word); });
    return new Uint8Array(sum.buffer);
  }
  function joined(first, second) {
    var whole = new Uint8Array(first.length + second.length);
    whole.set(first);
    whole.set(second, first.length);
    return whole;
  }
  function hmac(key, message) {
    var block = new Uint8Array(BLOCK);
    block.set(key.length > BLOCK ? sha256(key) : key);
    var inner = block.map(function (byte) { return byte ^ 0x36; });
    var outer = block.map(function (byte) { return byte ^ 0x5c; });
    return sha256(joined(outer, sha256(joined(inner, message))));
  }
  return { sha256: sha256, hmac: hmac };
})();
