"""A QR code drawn without looking for the best: its text as bytes, its pattern given.

For pages that are made by the thousand. What a size and a pattern have in common is asked of the
library once, with the place of every bit; a code is then its bits put there. The library takes 3
ms for one, this 0.4.
"""

from functools import cache

from kiosk.plain_qrcode import ERROR_CORRECT_Q, LUT, DataOverflowError, QRCode, base, util

_BYTES = 4
"""The mode of what follows, in the first four bits."""
_PADDING = bytes((util.PAD0, util.PAD1))


def rows(text: str, mask: int) -> list[bytes]:
    """Level Q; 1 for a dark module. Raises `DataOverflowError` above 1,663 bytes."""
    content = text.encode()
    version = _version_of(len(content))
    empty, places = _frame(version, mask)
    words = _codewords(content, version)
    cells = bytearray(empty)
    bits = f"{int.from_bytes(words, 'big'):0{8 * len(words)}b}"
    for place, bit in zip(places, bits, strict=True):
        if bit == "1":
            cells[place] ^= 1
    side = 17 + 4 * version
    return [bytes(cells[at : at + side]) for at in range(0, side * side, side)]


def _version_of(length: int) -> int:
    for version in range(1, 41):
        if 4 + _length_bits(version) + 8 * length <= 8 * sum(_blocks(version)[0]):
            return version
    raise DataOverflowError


def _length_bits(version: int) -> int:
    return 8 if version < 10 else 16


@cache
def _blocks(version: int) -> tuple[tuple[int, ...], int]:
    """Bytes of text in each block, and of correction after it."""
    found = base.rs_blocks(version, ERROR_CORRECT_Q)
    return tuple(one.data_count for one in found), found[0].total_count - found[0].data_count


def _codewords(content: bytes, version: int) -> bytes:
    """Text and correction in the order they are drawn: the first of every block, the second..."""
    sizes, extra = _blocks(version)
    head = _BYTES << _length_bits(version) | len(content)
    # Mode and end are four bits each: what lies between ends on a whole byte.
    whole = (head << 8 * len(content) | int.from_bytes(content, "big")) << 4
    told = whole.to_bytes(len(content) + 1 + _length_bits(version) // 8, "big")
    left = sum(sizes) - len(told)
    told += (_PADDING * (left // 2 + 1))[:left]
    blocks, at = [], 0
    for size in sizes:
        blocks.append(told[at : at + size])
        at += size
    corrections = [_correction(one, extra) for one in blocks]
    return _in_turn(blocks) + _in_turn(corrections)


def _in_turn(blocks: list[bytes]) -> bytes:
    longest = max(map(len, blocks))
    return bytes(one[at] for at in range(longest) for one in blocks if at < len(one))


def _correction(block: bytes, extra: int) -> bytes:
    """Reed-Solomon: what is left of the block's polynomial, a byte at a time."""
    table, left = _remainders(extra), 0
    top, room = 8 * (extra - 1), (1 << 8 * extra) - 1
    for byte in block:
        left = (left << 8 & room) ^ table[left >> top ^ byte]
    return left.to_bytes(extra, "big")


@cache
def _remainders(extra: int) -> tuple[int, ...]:
    """What each leading byte leaves behind."""
    powers = [base.glog(one) for one in LUT.rsPoly_LUT[extra][1:]]
    rest = (bytes(base.gexp(base.glog(byte) + power) for power in powers) for byte in range(1, 256))
    return (0, *(int.from_bytes(one, "big") for one in rest))


@cache
def _frame(version: int, mask: int) -> tuple[bytes, tuple[int, ...]]:
    """The code of nothing but zeros, and where the first bit goes, the second... Each place tells
    its number by the drawings in which it changes."""
    sizes, extra = _blocks(version)
    count = 8 * (sum(sizes) + extra * len(sizes))
    empty = _drawn(bytes(count // 8), version, mask)
    numbers = [0] * len(empty)
    for power in range(count.bit_length()):
        bits = "".join(str(number >> power & 1) for number in range(1, count + 1))
        seen = _drawn(int(bits, 2).to_bytes(count // 8, "big"), version, mask)
        for place, (one, other) in enumerate(zip(seen, empty, strict=True)):
            numbers[place] |= (one != other) << power
    placed = sorted((number, place) for place, number in enumerate(numbers) if number)
    return empty, tuple(place for _, place in placed)


def _drawn(codewords: bytes, version: int, mask: int) -> bytes:
    code = QRCode(version, ERROR_CORRECT_Q, mask_pattern=mask)
    code.data_cache = list(codewords)
    code.makeImpl(False, mask)
    return bytes(bool(one) for line in code.modules for one in line)
