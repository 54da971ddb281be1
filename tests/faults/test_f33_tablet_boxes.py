"""F33: whatever somebody with a tablet's key sends, it is answered, on both databases. A tablet
sends again what is answered with 5xx, and nothing behind it: one such box would stop it."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.flows import box_locks, boxes
from tests.factories import SKM, Place, make_place
from tests.tablets import enrol
from tests.tickets import form, house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

ODD = ("\0", "\ud800", "\u202e", "x" * 100_000)
FORMS: dict[str, list[list[str]]] = {
    "nilai": [["layanan", "ktp"], *[[code, "3"] for code in SKM]],
    "aduan": [[name, value] for name, value in form().items() if name != "kunci"],
    "ketuk": [["wajah", "3"]],
}
FIELDS = ("saran", "layanan", "isi", "kunci", "wajah", "detik", "umur", "kategori", SKM[0], "nama")
NESTED = '{"a":' * 900 + "1" + "}" * 900
BODIES = (
    "[" * 100_000, '{"a":' * 50_000, "NaN", "null", '"x"', "1e999", '"\\ud800"', "",
    '{"seq": ' + "9" * 6000 + "}",
    '{"seq": 1.0, "at": 1, "now": 1, "box": "AAAA"}',
    '{"seq": true, "at": 1, "now": 1, "box": "AAAA"}',
    '{"seq": 2147483648, "at": 1, "now": 1, "box": "AAAA"}',
    '{"seq": 1, "at": NaN, "now": Infinity, "box": "AAAA"}',
    '{"seq": 1, "at": 0, "now": 100000000000000, "box": "AAAA"}',
    '{"seq": 1, "at": 100000000000000, "now": 0, "box": "\\ud800"}',
    '{"seq": 1, "at": 0, "now": 0, "box": ["A"]}',
    '{"seq": 1, "at": 0, "now": 0, "terbuka": ' + NESTED + "}",
    '{"seq": 1, "at": 0, "now": 0, "terbuka": {"isi": [["\\ud800", "\\u0000"]]}}',
    '{"waiting": 1, "now": 100000000000000, "battery": 101, "charging": "x"}',
    '{"waiting": 99999999999, "now": 0}',
    '{"waiting": 0, "now": -1, "battery": true}',
)  # fmt: skip
LETTERS = ("[" * 100_000, "9" * 6000, "{", "NaN", "", "\x00", '{"isi": ' + "[" * 5000)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def tablet(app: Flask, place: Place, client: FlaskClient) -> FlaskClient:
    client.set_cookie("loket", enrol(app, place.point), path="/k/")
    return client


def locked(app: Flask, place: Place, text: str) -> str:
    """As `boxes.lock`, of a text that need not be JSON."""
    public, mine, nonce = (
        boxes.public_key(house(app).keys),
        ec.generate_private_key(_P256),
        b"n" * 12,
    )
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_P256, public)
    key = box_locks.derived(mine.exchange(ec.ECDH(), theirs))
    sealed = AESGCM(key).encrypt(nonce, text.encode("utf-8", "surrogatepass"), place.point.encode())
    return _text(box_locks.point_of(mine.public_key()) + nonce + sealed)


_P256 = ec.SECP256R1()


def boxed(app: Flask, place: Place, letter: Any) -> str:
    return _text(boxes.lock(boxes.public_key(house(app).keys), letter, place.point, os.urandom(12)))


def _text(box: bytes) -> str:
    return base64.urlsafe_b64encode(box).rstrip(b"=").decode()


def letters() -> Iterator[Any]:
    """Good forms, each with one thing in it that is none."""
    base = {"bahasa": "id", "token": ""}
    yield from (None, 1, [], {"x": 1}, {**base, "jalur": "x"}, {"jalur": "nilai", "isi": [[1, 2]]})
    for lane, good in FORMS.items():
        for odd in ODD:
            plain = [*good, ["kunci", "tablet-" + os.urandom(16).hex() + "A" * 11]]
            yield {**base, "jalur": lane, "isi": plain, "bahasa": odd}
            yield {**base, "jalur": lane, "isi": plain, "token": odd}
            yield {**base, "jalur": lane, "isi": [*plain, [odd, odd]]}
            for name in FIELDS:
                rest = [pair for pair in plain if pair[0] != name]
                yield {**base, "jalur": lane, "isi": [*rest, [name, odd]]}


def test_no_body_is_too_strange_to_be_answered(tablet: FlaskClient, place: Place) -> None:
    for body in BODIES:
        for way in ("kirim", "detak"):
            to = f"/k/{place.point}/{way}"
            answer = tablet.post(to, data=body, content_type="application/json")
            assert answer.status_code < 500, (way, body[:100])


def test_no_letter_is_too_strange_to_be_taken_or_put_aside(
    app: Flask, tablet: FlaskClient, place: Place
) -> None:
    sent = [boxed(app, place, letter) for letter in letters()]
    sent += [locked(app, place, text) for text in LETTERS]
    for seq, box in enumerate(sent):
        told = {"seq": seq, "at": 0, "now": 0, "box": box, "left": seq % 2 == 0}
        answer = tablet.post(f"/k/{place.point}/kirim", json=told)
        assert answer.status_code < 500, (seq, answer.data[:100])
