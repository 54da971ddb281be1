"""What a tablet locks away, only this installation opens, and only for that counter."""

import json
from collections.abc import Mapping

import pytest

from kiosk.domain.people.keys import Keys
from kiosk.flows import boxes
from kiosk.flows.boxes import BrokenBox

KEYS = Keys("a key of the tests, longer than thirty-two characters")
NONCE = bytes(range(12))
LETTER = {
    "jalur": "nilai",
    "isi": [["waktu", "4"], ["saran", "“é”\n"]],
    "bahasa": "en",
    "token": "",
}


def box(letter: object = LETTER, code: str = "7F3K9QWX", keys: Keys = KEYS) -> bytes:
    return boxes.lock(boxes.public_key(keys), letter, code, NONCE)


def test_what_went_in_comes_out() -> None:
    found = boxes.unlock(KEYS, box(), "7F3K9QWX")
    assert found.fields == {"waktu": ["4"], "saran": ["“é”\n"]}
    assert (found.lane, found.lang, found.token) == ("nilai", "en", "")


def test_the_key_is_the_same_as_long_as_the_secret_is() -> None:
    assert boxes.public_key(KEYS) == boxes.public_key(Keys(KEYS.secret))
    assert boxes.public_key(KEYS) != boxes.public_key(Keys(KEYS.secret + "x"))
    assert len(boxes.public_key(KEYS)) == 65


def test_nothing_of_a_form_can_be_read_in_its_box() -> None:
    assert b"saran" not in box()
    assert box() != box(), "each with a key of its own"


def test_another_counter_or_installation_opens_nothing() -> None:
    with pytest.raises(BrokenBox):
        boxes.unlock(KEYS, box(), "7F3K9QWY")
    with pytest.raises(BrokenBox):
        boxes.unlock(Keys("another key of the tests, just as long as it"), box(), "7F3K9QWX")


def test_a_flipped_bit_anywhere_is_noticed() -> None:
    whole = box()
    for place in (*range(0, len(whole), 7), len(whole) - 1):
        bent = bytearray(whole)
        bent[place] ^= 1
        with pytest.raises(BrokenBox):
            boxes.unlock(KEYS, bytes(bent), "7F3K9QWX")


def test_pieces_and_rubbish_are_refused() -> None:
    whole = box()
    for piece in (b"", whole[:93], whole[:-1], whole + b"x", b"\4" * 200, b"x" * 200_000):
        with pytest.raises(BrokenBox):
            boxes.unlock(KEYS, piece, "7F3K9QWX")


@pytest.mark.parametrize(
    "change",
    [
        {"isi": "x"},
        {"isi": [["a"]]},
        {"isi": [["a", 1]]},
        {"isi": [["a", "b", "c"]]},
        {"isi": [["a", "b"]] * 201},
        {"isi": {"a": "b"}},
        {"jalur": 1},
        {"bahasa": None},
        {"token": ["x"]},
        {"admin": "ya"},
    ],
    ids=lambda change: json.dumps(change)[:30],
)
def test_what_no_page_of_ours_locks_is_refused(change: Mapping[str, object]) -> None:
    with pytest.raises(BrokenBox):
        boxes.unlock(KEYS, box({**LETTER, **change}), "7F3K9QWX")
    with pytest.raises(BrokenBox):
        boxes.unlock(KEYS, box([change]), "7F3K9QWX")
