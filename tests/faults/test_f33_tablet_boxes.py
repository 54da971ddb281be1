"""F33: whatever somebody with a tablet's key sends, it is answered, on both databases: an answer
of 5xx would be sent again for ever, and hold up everything behind it."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import SKM, Place, make_place
from tests.tablets import enrol
from tests.tickets import form, house

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

GOOD = [["layanan", "ktp"], *[[code, "3"] for code in SKM]]
HUGE = "9" * 6000
DEEP = "[" * 100_000


def kunci(number: int) -> str:
    return f"tablet-{number:043d}"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def tablet(app: Flask, place: Place, client: FlaskClient) -> FlaskClient:
    client.set_cookie("loket", enrol(app, place.point), path="/k/")
    return client


def boxed(app: Flask, place: Place, letter: Any) -> str:
    from kiosk.flows import boxes

    box = boxes.lock(boxes.public_key(house(app).keys), letter, place.point, os.urandom(12))
    return base64.urlsafe_b64encode(box).rstrip(b"=").decode()


def raw_box(app: Flask, place: Place, plain: str) -> str:
    """As `boxed`, of a text that is no JSON of ours."""
    import json

    from kiosk.flows import boxes

    real = json.dumps
    try:
        boxes.json.dumps = lambda _letter: plain  # type: ignore[attr-defined]
        return boxed(app, place, None)
    finally:
        boxes.json.dumps = real  # type: ignore[attr-defined]


BODIES = [
    DEEP, '{"a":' * 50_000, "NaN", "null", '"x"', "1e999", f'{{"seq": {HUGE}}}', '"\\ud800"',
    '{"seq": 1.0, "at": 1, "now": 1, "box": "AAAA"}',
    '{"seq": true, "at": 1, "now": 1, "box": "AAAA"}',
    '{"seq": 2147483648, "at": 1, "now": 1, "box": "AAAA"}',
    '{"seq": 1, "at": 1e14, "now": 1, "box": "AAAA"}',
    '{"seq": 1, "at": NaN, "now": Infinity, "box": "AAAA"}',
    '{"seq": 1, "at": 0, "now": 100000000000000, "box": "AAAA"}',
    '{"seq": 1, "at": 100000000000000, "now": 0, "box": "\\ud800"}',
    '{"seq": 1, "at": 0, "now": 0, "box": ["A"]}',
    '{"seq": 1, "at": 0, "now": 0, "terbuka": ' + '{"a":' * 900 + "1" + "}" * 900 + "}",
    '{"seq": 1, "at": 0, "now": 0, "terbuka": {"isi": [["\\ud800", "\\u0000"]]}}',
    '{"seq": 1, "at": 0, "now": 0, "box": "' + "A" * 300_000 + '"}',
    '{"waiting": 1, "now": 100000000000000, "battery": 101, "charging": "x"}',
    '{"waiting": 99999999999, "now": 0}',
    '{"waiting": 0, "now": -1}',
    '{"waiting": 0, "now": 99999999999999, "battery": true}',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_body_is_too_strange_to_be_answered(
    tablet: FlaskClient, place: Place, body: str
) -> None:
    for way in ("kirim", "detak"):
        answer = tablet.post(
            f"/k/{place.point}/{way}", data=body, content_type="application/json"
        )
        assert answer.status_code < 500, (way, answer.data[:200])


def _letters() -> list[Any]:
    long = "x" * 100_000
    base = {"jalur": "nilai", "isi": [], "bahasa": "id", "token": ""}
    complaint = [list(pair) for pair in form().items() if pair[0] != "kunci"]
    found: list[Any] = [None, 1, [], {"x": 1}, {**base, "jalur": "x"}, {**base, "isi": [[1, 2]]}]
    strange = ["\0", "\ud800", "\u202e", "\x7f", long, "", "\U000e0041", "ÿ" * 9]
    number = 0
    for lane, good in (("nilai", GOOD), ("aduan", complaint), ("integritas", complaint), ("ketuk", [["wajah", "3"]])):
        for odd in strange:
            number += 1
            key = [["kunci", kunci(number)]]
            found.append({**base, "jalur": lane, "isi": [*good, *key], "bahasa": odd})
            key = [["kunci", kunci(1000 + number)]]
            found.append({**base, "jalur": lane, "isi": [*good, *key], "token": odd})
            key = [["kunci", kunci(2000 + number)]]
            found.append({**base, "jalur": lane, "isi": [*good, *key, [odd, odd]]})
            for name in ("saran", "layanan", "isi", "judul", "kunci", "wajah", "detik", "umur", "identitas", "kategori", SKM[0], "nama", "profil"):
                key = [["kunci", kunci(3000 + number * 50 + len(name))]] if name != "kunci" else []
                rest = [pair for pair in good if pair[0] != name]
                found.append({**base, "jalur": lane, "isi": [*rest, *key, [name, odd]]})
    return found


def test_no_letter_is_too_strange(app: Flask, tablet: FlaskClient, place: Place) -> None:
    bad = []
    for seq, letter in enumerate(_letters()):
        sealed = boxed(app, place, letter)
        for left in (False, True):
            told = {"seq": seq, "at": 0, "now": 0, "box": sealed, "left": left}
            answer = tablet.post(f"/k/{place.point}/kirim", json=told)
            if answer.status_code >= 500:
                bad.append((str(letter)[-150:], left, answer.status_code))
    for plain in (DEEP, HUGE, "{", "NaN", '{"isi": ' + "[" * 5000):
        told = {"seq": 1, "at": 0, "now": 0, "box": raw_box(app, place, plain), "left": True}
        answer = tablet.post(f"/k/{place.point}/kirim", json=told)
        if answer.status_code >= 500:
            bad.append((plain[:20], True, answer.status_code))
    assert bad == []
