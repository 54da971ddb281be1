"""The sign of a visit: short enough for a coarse QR, the same for the same visit, and nothing in
it can be changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_Q

from kiosk import qr
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import ALPHABET
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.visit_token import DeadVisit, VisitToken

KEYS = Keys("a secret of the tests that is long enough")
NOW = datetime(2026, 11, 22, 4, 10, 3, tzinfo=UTC)
TOKEN = VisitToken("7F3K9QWX", 12, visit_token.minute_of(NOW), 120, 2**61 + 12345)


def test_what_was_written_is_read_and_the_same_visit_has_the_same_sign() -> None:
    text = visit_token.write(TOKEN, KEYS)
    assert visit_token.read(text, KEYS) == TOKEN
    assert visit_token.write(TOKEN, KEYS) == text
    assert set(text) <= set(ALPHABET)


@pytest.mark.parametrize(
    "token",
    [
        VisitToken("00000000", 0, 0, 10, 0),
        VisitToken("ZZZZZZZZ", 2**31 - 1, 2**25 - 1, 2**11 - 1, 2**62 - 1),
    ],
    ids=["the least", "the most"],
)
def test_the_least_and_the_most_it_can_hold(token: VisitToken) -> None:
    assert visit_token.read(visit_token.write(token, KEYS), KEYS) == token


def test_what_does_not_fit_is_never_cut_off() -> None:
    for field in ({"service": 2**31}, {"number": 2**62}, {"life": 2**11}, {"minute": -1}):
        with pytest.raises(ValueError, match="does not fit"):
            visit_token.write(VisitToken(**{**vars(TOKEN), **field}), KEYS)


def test_every_bit_flipped_is_dead() -> None:
    """255 of the sign, and the three of each letter's byte that no letter uses."""
    text = visit_token.write(TOKEN, KEYS)
    flipped = [
        text[:at] + ALPHABET[ALPHABET.index(letter) ^ 1 << bit] + text[at + 1 :]
        for at, letter in enumerate(text)
        for bit in range(5)
    ]
    assert len(flipped) == 255
    flipped += [
        text[:at] + chr(ord(letter) ^ 1 << bit) + text[at + 1 :]
        for at, letter in enumerate(text)
        for bit in range(8)
    ]
    for one in flipped:
        with pytest.raises(DeadVisit):
            visit_token.read(one, KEYS)


def test_garbage_old_keys_and_signs_of_another_purpose_are_dead() -> None:
    text = visit_token.write(TOKEN, KEYS)
    with pytest.raises(DeadVisit):
        visit_token.read(text, Keys("another secret of another installation"))
    for garbage in ("", "x", text[:-1], text + "0", text.lower(), "é" * 51, "\0" * 51, " " + text):
        with pytest.raises(DeadVisit):
            visit_token.read(garbage, KEYS)


def test_a_key_of_another_purpose_signs_no_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_token, "PURPOSE", "tanda-lain")
    other = visit_token.write(TOKEN, KEYS)
    monkeypatch.undo()
    with pytest.raises(DeadVisit):
        visit_token.read(other, KEYS)


def test_a_sign_of_a_version_to_come_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_token, "VERSION", 2)
    later = visit_token.write(TOKEN, KEYS)
    monkeypatch.undo()
    with pytest.raises(DeadVisit):
        visit_token.read(later, KEYS)


def test_it_lives_its_minutes_in_full_and_at_most_one_more() -> None:
    lives = TOKEN.expires_at - NOW
    assert timedelta(minutes=120) <= lives < timedelta(minutes=121)
    assert visit_token.minutes_between(TOKEN.minute, TOKEN.expires_at) == 120


@pytest.mark.parametrize("host", ["loket.kupangkota.go.id", "x" * 46])
def test_its_qr_is_of_version_six_at_most(host: str) -> None:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q)
    code.add_data(qr.visit_address(f"https://{host}", visit_token.write(TOKEN, KEYS)))
    code.make(fit=True)
    assert code.version <= 6
