"""A period on paper at the desk: asked for, watched, taken, and only by whoever may."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.document import NO_ROOM, DocumentState
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, papers
from tests.factories import MONTH, Clock, Place, answer, make_place, rows
from tests.periods import AFTER, close, head_of

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(autouse=True)
def small_maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with papers.installed(monkeypatch):
        yield


@pytest.fixture
def closed(app: Flask, place: Place, clock: Clock) -> Place:
    answer(app, place, 3, times=12)
    clock.instant = AFTER
    close(app, place, head_of(app, place))
    return place


def address(place: Place) -> str:
    return f"/admin/periode/{place.unit}/{MONTH}/dokumen"


def test_asked_watched_and_taken(
    app: Flask, closed: Place, clock: Clock, head: desk.Window
) -> None:
    page = head.get(address(closed))
    assert page.h1 == "Dokumen Oktober 2026"
    assert "tertutup, edisi 1" in page.seen
    assert page.find("//meta[@http-equiv='refresh']") == []
    page = head.follow(address(closed), jenis="laporan-pdf")
    assert "1 antre" in page.seen
    assert page.find("//noscript/meta[@http-equiv='refresh']")
    assert page.find("//input[@value='laporan-pdf']/following-sibling::button") == []
    head.post(address(closed), jenis="laporan-pdf")
    with app.app_context():
        from kiosk.flows.index.make_document import make_next

        make_next(papers.press(app, clock))
    page = head.get(address(closed))
    (link,) = page.find("//ul[@class='documents']//a[contains(@class, 'main')]/@href")
    one = papers.state(app, papers.ask(app, closed, clock))
    done = one.id - 1
    answer_ = head.raw(link)
    assert link.endswith(f"/{done}")
    assert answer_.headers["Content-Disposition"].startswith(
        f'attachment; filename="laporan-{closed.unit}-{MONTH}.pdf"'
    )
    assert answer_.data.endswith(MONTH.encode())
    assert head.raw(f"/admin/periode/{closed.unit}/{MONTH}/dokumen/{one.id}").status_code == 404
    (seal,) = page.find("//a[contains(@href, '/publik/segel/')]/@href")
    assert app.test_client().get(seal).status_code == 200


def test_a_draft_says_so_and_an_unknown_kind_is_refused(
    app: Flask, place: Place, clock: Clock, head: desk.Window
) -> None:
    answer(app, place, 3, times=12)
    assert "bertanda DRAF" in head.get(address(place)).seen
    assert "DRAF, belum ditutup" in head.follow(address(place), jenis="papan-a4").seen
    assert head.post(address(place), status=422, jenis="lain").status_code == 422


def test_what_failed_says_what_to_do_and_can_be_asked_again(
    app: Flask, closed: Place, clock: Clock, head: desk.Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_material: object, _tell: object) -> bytes:
        raise OSError(28, "penuh")

    monkeypatch.setattr(papers, "make", full)
    papers.make_one(app, closed, clock)
    page = head.get(address(closed))
    assert NO_ROOM in page.seen
    assert page.find("//input[@value='laporan-pdf']/following-sibling::button")
    papers.ask(app, closed, clock)
    clock.later(minutes=3)
    assert "tidak ada yang mengerjakannya" in head.get(address(closed)).seen


def test_whoever_may_not_make_reports_gets_no_document(
    app: Flask, closed: Place, clock: Clock
) -> None:
    one = papers.make_one(app, closed, clock)
    assert one.state is DocumentState.READY
    other = make_place(app, "lain", point="8G4M2RTY")
    for grant, status in (
        (Grant(Role.ZI_TEAM, Level.UNIT, closed.unit_id), 200),
        (Grant(Role.AUDITOR, Level.UNIT, closed.unit_id), 404),
        (Grant(Role.HEAD, Level.UNIT, other.unit_id), 404),
    ):
        window = desk.Window(app)
        desk.sign_in(window.client, app, [grant])
        for path in (address(closed), f"{address(closed)}/{one.id}"):
            assert window.raw(path).status_code == status
    own = f"/admin/periode/{other.unit}/{MONTH}/dokumen/{one.id}"
    assert window.raw(own).status_code == 404


def test_rows_of_answers_are_for_whoever_may_see_answers(
    app: Flask, closed: Place, head: desk.Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two drafts of an open month, before and after a visitor, differ by that visitor's row."""
    from kiosk.domain.index.document import DocumentKind

    monkeypatch.setattr("kiosk.paper.makers.offered", cache(lambda: tuple(DocumentKind)))
    assert head.get(address(closed)).find("//input[@value='lembar-xlsx']")
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.ZI_TEAM, Level.UNIT, closed.unit_id)])
    page = window.get(address(closed))
    assert page.find("//input[@value='laporan-pdf']")
    assert page.find("//input[@value='lembar-xlsx']") == []
    window.post(address(closed), 422, jenis="lembar-xlsx")
    assert rows(app, "documents") == []
