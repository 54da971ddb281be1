"""The receipt: the same for a form sent twice, hard to guess, easy to read from paper."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.complaint import receipt
from kiosk.domain.complaint.receipt import Receipt, receipt_of
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import ALPHABET
from kiosk.store.complaint.words import words

KEYS = Keys("rahasia-instalasi-untuk-uji-0123456789")
KUNCI = "mB3vY1pQx0Zr8tLw5nKc2g"
WORDS = words()
GIVEN = receipt_of(KEYS, KUNCI, WORDS)


def tidy(typed: str) -> str | None:
    return receipt.tidy_phrase(typed, WORDS)


def test_the_phrase_has_at_least_88_bits() -> None:
    assert receipt.PHRASE_BITS >= 88
    assert receipt.NUMBER_BITS == 45
    assert len(GIVEN.phrase.split()) == 8
    assert len(set(WORDS.listed)) ** len(GIVEN.phrase.split()) >= 2**88


def test_a_receipt_shown_before_an_update_still_holds_after_it() -> None:
    """Worked out once; a change here would give a citizen two receipts for one complaint."""
    assert Receipt("KJBKF7DR7", "rendam tindak meter mikrofon safir tumbuh tulip delegasi") == GIVEN


def test_a_form_sent_twice_has_one_receipt() -> None:
    assert receipt_of(Keys(KEYS.secret), KUNCI, WORDS) == GIVEN


def test_another_form_or_another_installation_has_another() -> None:
    for other in (
        receipt_of(KEYS, KUNCI + "x", WORDS),
        receipt_of(Keys(KEYS.secret + "x"), KUNCI, WORDS),
    ):
        assert other.number != GIVEN.number
        assert other.phrase != GIVEN.phrase


def test_receipts_spread_over_all_words_and_symbols() -> None:
    many = [receipt_of(KEYS, f"kunci-{n}", WORDS) for n in range(3000)]
    assert len({one.number for one in many}) == len({one.phrase for one in many}) == 3000
    assert {letter for one in many for letter in one.number} == set(ALPHABET)
    for place in range(8):
        assert len({one.phrase.split()[place] for one in many}) > 1500
    for place in range(9):
        assert len({one.number[place] for one in many}) == 32


def test_the_number_tells_nothing_of_the_phrase() -> None:
    places = [WORDS.listed.index(word) for word in GIVEN.phrase.split()]
    phrase = sum(place << 11 * (7 - at) for at, place in enumerate(places))
    number = sum(ALPHABET.index(one) << 5 * (8 - at) for at, one in enumerate(GIVEN.number))
    assert phrase >> 88 - 45 != number


def test_the_phrase_is_in_no_log_line() -> None:
    assert GIVEN.phrase not in repr(GIVEN)
    assert GIVEN.phrase.split()[0] not in f"{GIVEN}"


def test_a_number_is_shown_in_three_groups() -> None:
    assert receipt.spoken_number("7F3K9QWX2") == "7F3-K9Q-WX2"


@pytest.mark.parametrize(
    "typed",
    ["7F3-K9Q-WX2", " 7f3 k9q wx2 ", "7f3k9qwx2", "7F3 - K9Q - WX2", "7F3.K9Q.WX2", "7F3–K9Q–WX2"],
)
def test_a_number_may_be_typed_as_people_type(typed: str) -> None:
    assert receipt.tidy_number(typed) == "7F3K9QWX2"


def test_letters_that_look_like_digits_are_read_as_them() -> None:
    assert receipt.tidy_number("oil-O1L-i0l") == "011011101"


@pytest.mark.parametrize(
    "typed", ["", "7F3-K9Q-WX", "7F3-K9Q-WX22", "7F3-K9Q-WX*", "é" * 9, "9" * 500]
)
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert receipt.tidy_number(typed) is None


FIRST, *REST = GIVEN.phrase.split()


@pytest.mark.parametrize(
    "typed",
    [
        GIVEN.phrase.upper(),
        "\n".join(GIVEN.phrase.split()),
        "  " + GIVEN.phrase.replace(" ", "   ") + "\t",
        GIVEN.phrase.replace(" ", "-"),
        GIVEN.phrase.replace(" ", ", ") + ".",
        " ".join(f"{n}. {word}" for n, word in enumerate(GIVEN.phrase.split(), 1)),
        " ".join(f"{n}){word.title()}" for n, word in enumerate(GIVEN.phrase.split(), 1)),
        " ".join(word[:4] for word in GIVEN.phrase.split()),
        " ".join(word + "h" for word in GIVEN.phrase.split()),
        GIVEN.phrase.replace("a", "á").replace("e", "è").replace("u", "u\u0308"),
        GIVEN.phrase.replace("a", "'a").replace("i", "’i"),
    ],
)
def test_a_phrase_may_be_typed_as_people_type(typed: str) -> None:
    assert tidy(typed) == GIVEN.phrase


@pytest.mark.parametrize(
    "typed",
    [
        "",
        FIRST,
        " ".join(REST),
        f"{GIVEN.phrase} {FIRST}",
        f"{GIVEN.phrase} qqqq",
        "." * 600 + GIVEN.phrase,
        " ".join([FIRST[:3], *REST]),
        " ".join(["qqqq", *REST]),
        GIVEN.phrase.replace(" ", ""),
        "12345678",
        (GIVEN.phrase + " ") * 1000,
    ],
)
def test_what_cannot_be_a_phrase_is_none(typed: str) -> None:
    assert tidy(typed) is None


def test_two_words_swapped_are_another_phrase() -> None:
    assert tidy(" ".join([REST[0], FIRST, *REST[1:]])) not in (None, GIVEN.phrase)


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(typed: str) -> None:
    assert receipt.tidy_number(typed) is None or len(receipt.tidy_number(typed) or "") == 9
    assert tidy(typed) is None or len((tidy(typed) or "").split()) == 8


@given(
    st.integers(1, 24).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 2 ** (11 * n) - 1)))
)
def test_any_number_is_read_back_from_its_words(drawn: tuple[int, int]) -> None:
    count, number = drawn
    assert WORDS.read(WORDS.spell(number, count), count) == number


@pytest.mark.parametrize("number", [-1, 2**22])
def test_a_number_too_large_for_its_words_is_an_error(number: Any) -> None:
    with pytest.raises(ValueError, match="2 words"):
        WORDS.spell(number, 2)
