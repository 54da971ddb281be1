"""The empty form of a complaint is kept: every reader gets the page that would be made for them."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from kiosk.flows.place.open_point import open_point
from kiosk.store.engine import connection, transaction
from kiosk.store.place import revision
from kiosk.web import complaint
from tests.factories import Clock, Place

if TYPE_CHECKING:
    from flask import Flask

HERE = "http://127.0.0.1:8000"


@pytest.mark.parametrize("look", ["", "?bahasa=en", "?tampilan=besar"])
@pytest.mark.parametrize("lane", [complaint.OPEN, complaint.PROTECTED])
def test_kept_or_made_for_one_reader_it_is_the_same_page(
    app: Flask,
    place: Place,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    lane: complaint.Lane,
    look: str,
) -> None:
    path = f"/s/{place.point}/{'integritas' if lane.protected else 'aduan'}{look}"
    monkeypatch.setattr("kiosk.web.complaint.secrets.token_urlsafe", lambda _: "Kunci-pertama_1")
    with app.test_request_context(path, base_url=HERE):
        point = open_point(place.point, clock.now()).point
        complaint.offer(point.languages)
        made = complaint._page(point, lane, {}).get_data()
    asked = app.test_client()
    for _ in range(2):
        assert asked.get(path, base_url=HERE).data == made
        packed = asked.get(path, base_url=HERE, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.data) == made


def test_two_readers_have_two_keys_and_two_receipts(app: Flask, place: Place) -> None:
    path, asked = f"/s/{place.point}/aduan", app.test_client()
    one, other = (asked.get(path, base_url=HERE).text for _ in range(2))
    assert one != other
    assert "@@" not in one + other
    lines = [(a, b) for a, b in zip(one.split("\n"), other.split("\n"), strict=True) if a != b]
    # Key, number and words; two of eight words are the same once in 256.
    assert 8 <= len(lines) <= 10


def test_a_place_that_changed_is_drawn_anew(app: Flask, place: Place) -> None:
    path, asked = f"/s/{place.point}/aduan", app.test_client()
    before = asked.get(path, base_url=HERE).text
    with app.app_context(), transaction():
        connection().exec_driver_sql("UPDATE services SET name = 'Layanan Baru'")
        revision.move()
    assert "Layanan Baru" not in before
    assert "Layanan Baru" in asked.get(path, base_url=HERE).text
