"""The desk's page of evidence packs: asked by the ZI team, taken by an evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, papers
from tests.factories import Clock, Place, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


def seat(app: Flask, place: Place, role: Role) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)])
    return window


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A maker of two words: what a real one makes is looked at in tests/flows/test_evidence."""
    from kiosk.domain.index.document import DocumentKind
    from kiosk.flows import pressing

    with papers.installed(monkeypatch, "tests.papers:make_pack"):
        monkeypatch.setattr(pressing, "_OF_YEAR", {DocumentKind.EVIDENCE: lambda one, _where: one})
        yield


def test_a_pack_is_asked_made_and_taken_by_an_evaluator(
    app: Flask, place: Place, clock: Clock, small: None
) -> None:
    from kiosk.flows.index.make_document import make_next

    page = f"/admin/zi/{place.unit}/2026/paket"
    team = seat(app, place, Role.ZI_TEAM)
    assert "Belum ada paket untuk tahun ini." in team.get(page).seen
    team.post(page, 422, jenis="laporan-pdf")
    assert "Sedang dikerjakan" in team.follow(page, jenis="paket-zip").seen
    with app.app_context():
        make_next(papers.press(app, clock))
    guest = seat(app, place, Role.EVALUATOR)
    seen = guest.get(page)
    assert "Minta tim ZI" not in seen.seen
    assert not seen.find("//main//form"), "who evaluates asks for nothing"
    (link,) = seen.find("//main//a[contains(., 'Unduh')]/@href")
    answer = guest.raw(str(link))
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.get_data()[:2] == b"PK"
    assert f"paket-{place.unit}-2026.zip" in answer.headers["Content-Disposition"]
    assert "unduh-dokumen" in [one["action"] for one in rows(app, "audit_records")]
    assert guest.raw(page, "POST", data={"jenis": "paket-zip"}).status_code == 404
    # By the address of a period's documents it would be taken without a record.
    assert team.raw(f"/admin/periode/{place.unit}/2026/dokumen/1").status_code == 404


def test_whoever_does_not_read_the_dossier_finds_nothing(app: Flask, place: Place) -> None:
    for role in (Role.COUNTER_OFFICER, Role.COMPLAINT_OFFICER, Role.OMBUDSMAN):
        found = seat(app, place, role).raw(f"/admin/zi/{place.unit}/2026/paket")
        assert found.status_code == 404, role


def test_a_year_nobody_means_and_a_document_of_a_period_are_not_there(
    app: Flask, place: Place, head: desk.Window, clock: Clock, small: None
) -> None:
    from kiosk.flows.index.make_document import make_next

    assert head.raw(f"/admin/zi/{place.unit}/1999/paket").status_code == 404
    papers.ask(app, place, clock)
    with app.app_context():
        make_next(papers.press(app, clock))
    assert rows(app, "documents")[0]["state"] == "siap"
    assert head.raw(f"/admin/zi/{place.unit}/2026/paket/1").status_code == 404
