"""The words of receipts: everyday Indonesian, none to be mistaken for another, and unchanging."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from itertools import pairwise

import pytest

from kiosk.domain.complaint.phrase import BITS, HEAD, SIZE, Words
from kiosk.store.complaint.words import words

RAW = (files("kiosk.data") / "kata.txt").read_bytes()
LISTED = tuple(RAW.decode("ascii").split("\n")[:-1])
PRINTED = "8a866142e4f816a49a645845ffc4a9072b1a9f4fad66a7b24047d0fd2646f86a"
"""Receipts on paper cannot be recalled: another list would close them."""
UNFIT = frozenset((
    "anjing", "asu", "babi", "bangkai", "bangsat", "bodoh", "bom", "bugil", "bunuh", "calo",
    "cium", "dosa", "edan", "gila", "hantu", "haram", "iblis", "jahanam", "kafir", "kontol",
    "korupsi", "kubur", "kutil", "maling", "mati", "mayat", "mesum", "murtad", "najis", "neraka",
    "pelacur", "penjara", "perang", "perkosa", "pungli", "racun", "rampok", "santet", "seks",
    "setan", "siksa", "suap", "tai", "telanjang", "tewas", "tolol", "zina",
))  # fmt: skip


def test_it_is_the_list_that_receipts_were_printed_with() -> None:
    assert hashlib.sha256(RAW).hexdigest() == PRINTED


def test_there_is_a_word_for_every_eleven_bits() -> None:
    assert len(LISTED) == SIZE == 2**BITS == 2048
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in LISTED)
    assert all(one < other for one, other in pairwise(LISTED)), "sorted, each once"
    assert words().listed == LISTED


def test_four_letters_tell_any_two_words_apart() -> None:
    assert len({word[:HEAD] for word in LISTED}) == SIZE


def slips(word: str) -> set[str]:
    """Everything one letter away: missing, doubled up, mistaken or swapped."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    mistaken = {a + x + b[1:] for a, b in cuts if b for x in letters}
    return (missing | swapped | mistaken | {a + x + b for a, b in cuts for x in letters}) - {word}


def test_no_slip_of_one_letter_turns_a_word_into_another() -> None:
    known = set(LISTED)
    assert {word: slips(word) & known for word in LISTED if slips(word) & known} == {}


def test_no_word_frightens_or_shames() -> None:
    assert UNFIT.isdisjoint(LISTED)


@pytest.mark.parametrize(
    "broken",
    [
        LISTED[:-1],
        (*LISTED[:-1], LISTED[0]),
        (*LISTED[:-1], LISTED[0] + "nya"),
        (*LISTED, "zzzz"),
        (*LISTED, LISTED[0] + "h"),
    ],
)
def test_a_list_with_a_word_missing_or_twice_is_refused(broken: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="2048"):
        Words(broken)
