"""The number of a sheet: no slip of one finger, and no two symbols swapped, is another sheet's."""

import random

import pytest

from kiosk.domain.place.code import ALPHABET
from kiosk.domain.survey import serial
from kiosk.domain.survey.paper import LETTERS, chosen, differences, options_now, settled
from kiosk.domain.survey.serial import WrongSerial, read, serial_of


def taken(text: str) -> bool:
    try:
        read(text)
    except WrongSerial:
        return False
    return True


def test_a_serial_reads_as_it_is_spoken_typed_or_misheard() -> None:
    one = serial_of("1V0KM", 500)
    assert (serial.batch_of(one), serial.number_of(one), len(one)) == ("1V0KM", 500, 8)
    for said in (one, one.lower(), serial.spoken(one), f" {one} ", one.replace("1", "l"),
                 one.replace("0", "O").replace("V", "u")):  # fmt: skip
        assert read(said) == one


def test_every_single_slip_and_every_swap_is_found() -> None:
    chance = random.Random(7)
    for _ in range(20):
        one = serial_of(serial.new_batch(chance.choice), chance.randrange(1, 501))
        for at in range(8):
            for letter in set(ALPHABET) - {one[at]}:
                assert not taken(one[:at] + letter + one[at + 1 :])
        for at in range(7):
            swapped = one[:at] + one[at + 1] + one[at] + one[at + 2 :]
            assert swapped == one or not taken(swapped)


@pytest.mark.parametrize("text", ["", "7QK2M0", "7QK2M012X", "*QK2M012", "\0", "٣٣٣٣٣٣٣٣"])
def test_what_is_no_serial_is_refused(text: str) -> None:
    assert not taken(text)


def test_letters_are_those_on_the_paper() -> None:
    for codes in options_now().values():
        assert [chosen(LETTERS[at].lower(), codes) for at in range(len(codes))] == codes
        assert chosen(LETTERS[len(codes)], codes) is None
        assert chosen(" ", codes) == chosen("0", codes) == ""


def test_two_entries_differ_in_what_counts_and_not_in_a_comma() -> None:
    first = {"tanggal": "2026-10-15", "waktu": "3", "saran": "Kursi, tolong."}
    assert differences([first, first | {"saran": "kursi tolong"}]) == ()
    blank = {"tanggal": "2026-10-15", "saran": "Kursi"}
    assert differences([first, blank]) == ("waktu", "saran"), "a blank is another answer"
    assert settled([first, blank], {"waktu": 1, "saran": 0}) == {
        "tanggal": "2026-10-15", "saran": "Kursi, tolong.",
    }  # fmt: skip
