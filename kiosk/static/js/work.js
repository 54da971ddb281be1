// Counts until the hash of the page's text and a number begins with enough zero bits (SHA-256, FIPS
// 180-4; domain/complaint/work.py checks it). Plain script: browsers hide theirs from plain HTTP,
// and one call of it for each try would take longer than the counting. In slices, so that the page
// stays usable; one block of 64 bytes holds text and number.
modules.work = function (box) {
  var SLICE = 40;
  var text = box.getAttribute("data-text") + ":";
  var bits = Number(box.getAttribute("data-bits"));
  var form = box.closest("form");
  var status = box.querySelector("[data-status]");
  var button = form.querySelector("[type=submit]");
  var field = box.querySelector("[name=kerja]");
  var wanted = false;
  var number = 0;
  var first = new Int32Array(8);
  var round = new Int32Array(64);
  var words = new Int32Array(64);
  var block = new Uint8Array(64);

  function isPrime(one) {
    for (var by = 2; by * by <= one; by += 1) if (one % by === 0) return false;
    return true;
  }
  // The first 32 bits behind the point of square and cube roots of primes.
  for (var prime = 2, found = 0; found < 64; prime += 1) {
    if (!isPrime(prime)) continue;
    if (found < 8) first[found] = (Math.sqrt(prime) % 1) * 4294967296 | 0;
    round[found] = (Math.cbrt(prime) % 1) * 4294967296 | 0;
    found += 1;
  }

  function write(digits) {
    var size = text.length + digits.length;
    block.fill(0);
    for (var at = 0; at < size; at += 1) {
      block[at] = at < text.length ? text.charCodeAt(at) : digits.charCodeAt(at - text.length);
    }
    block[size] = 0x80;
    block[62] = size >> 5;
    block[63] = size << 3;
  }
  function spread() {
    for (var i = 0; i < 16; i += 1) {
      words[i] = block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
    }
    for (; i < 64; i += 1) {
      var a = words[i - 15];
      var b = words[i - 2];
      var small = (a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ a >>> 3;
      var large = (b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ b >>> 10;
      words[i] = words[i - 16] + small + words[i - 7] + large | 0;
    }
  }
  // The first 32 bits of the hash.
  function hashed() {
    var a = first[0], b = first[1], c = first[2], d = first[3];
    var e = first[4], f = first[5], g = first[6], h = first[7];
    for (var i = 0; i < 64; i += 1) {
      var high = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      var one = h + high + (e & f ^ ~e & g) + round[i] + words[i] | 0;
      var low = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      var two = low + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
    }
    return first[0] + a | 0;
  }

  function tell(what) { status.textContent = status.getAttribute("data-" + what); }
  function finish() {
    field.value = bits + "-" + number;
    tell("done");
    if (wanted) button.click();
  }
  function count() {
    for (var until = Date.now() + SLICE; Date.now() < until;) {
      for (var many = 0; many < 256; many += 1, number += 1) {
        write(String(number));
        spread();
        if (hashed() >>> 32 - bits === 0) return finish();
      }
    }
    setTimeout(count, 0);
  }

  // Before the module that lets a form go once hears of it.
  addEventListener("submit", function (event) {
    if (event.target !== form || field.value) return;
    event.preventDefault();
    event.stopPropagation();
    wanted = true;
    tell("waiting");
  }, true);
  box.hidden = false;
  tell("doing");
  setTimeout(count, 0);
};
