"""Anda sampaikan, kami kerjakan: what everybody reads of an office's follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.plan import Move
from tests import plans
from tests.periods import AFTER, head_of, publish
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.factories import Clock, Place


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return head_of(app, place, name="Maria Bere")


@pytest.fixture
def board(app: Flask, place: Place, head: Actor, clock: Clock) -> str:
    """October is closed, not published; one plan is done with two photos, one of them public, and
    one is late."""
    plans.opened(app, place, head)
    plans.fill(app, place, head, public_answer="Sejak 2 November <b>dua</b> loket buka")
    plans.move(app, place, head, Move.FINISH, note="Rahasia dapur", sent=plans.photo(public=True))
    plans.fill(app, place, head, plan=2, due="2026-11-10", action="Papan tarif baru")
    clock.instant = AFTER
    clock.later(days=20)
    return f"/publik/{place.unit}/tindak-lanjut"


def page(app: Flask, path: str) -> Page:
    return Page(app.test_client().get(path))


def test_nothing_is_told_before_the_period_is_published(app: Flask, board: str) -> None:
    seen = page(app, board).seen
    assert "Belum ada rencana tindak lanjut" in seen
    assert "loket" not in seen.casefold().replace("suara loket", "")
    assert app.test_client().get(f"{board}.json").get_json()["periods"] == []
    assert app.test_client().get(f"{board}/1/1.jpg").status_code == 404


def test_everybody_reads_what_was_said_what_is_done_and_what_is_late(
    app: Flask, board: str, place: Place, head: Actor
) -> None:
    publish(app, place, head)
    found = page(app, board)
    assert "3 rencana, 1 selesai, 1 terlambat." in found.seen
    assert "Waktu Penyelesaian bernilai 25,00 dari 100" in found.seen
    assert "Sudah selesai: 2 November 2026" in found.seen
    assert "Terlambat 12 hari" in found.seen
    assert "Tindakannya sedang disusun." in found.seen
    assert "<b>dua</b> loket" in found.seen, "as text"
    assert "Penanggung jawab: Kepala Seksi Pelayanan" in found.seen
    for hidden in ("Maria Bere", "Rahasia dapur", "Antrean panjang"):
        assert hidden not in found.seen
    (picture,) = found.find("//main//li//img/@src")
    assert app.test_client().get(str(picture)).mimetype == "image/jpeg"
    assert app.test_client().get(f"{board}.svg").mimetype == "image/svg+xml"
    english = page(app, f"{board}?bahasa=en").seen
    assert "You said it, we do it" in english
    assert "12 days late" in english


def test_programs_read_the_same(app: Flask, board: str, place: Place, head: Actor) -> None:
    publish(app, place, head)
    answer = app.test_client().get(f"{board}.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told = answer.get_json()
    assert told["counts"] == {
        "semua": 3, "diusulkan": 2, "berjalan": 0, "selesai": 1, "batal": 0, "terlambat": 1,
    }  # fmt: skip
    (period,) = told["periods"]
    first, second, _ = period["plans"]
    assert (first["unsur"], first["value"], first["done"]) == ("waktu", "25.00", "2026-11-02")
    assert (second["late"], second["due"], second["photos"]) == (True, "2026-11-10", [])
    assert "problem" not in first
    assert "Maria" not in answer.get_data(as_text=True)


def test_an_unknown_office_has_no_board(app: Flask, place: Place) -> None:
    for path in ("", ".json", ".svg", "/1/1.jpg"):
        answer = app.test_client().get(f"/publik/tiada/tindak-lanjut{path}")
        assert answer.status_code == 404
    for number in (0, 2**31, 10**30):
        path = f"/publik/{place.unit}/tindak-lanjut/{number}/{number}.jpg"
        assert app.test_client().get(path).status_code == 404
