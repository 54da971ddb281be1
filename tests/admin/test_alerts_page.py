"""Calls at the desk: what is wrong, a note, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import NOW, Place, rows

if TYPE_CHECKING:
    from flask import Flask

PAGE = "/admin/peringatan"


@pytest.fixture
def called(app: Flask, place: Place) -> int:
    from kiosk.store.engine import transaction
    from kiosk.store.index import alerts

    with app.app_context(), transaction():
        return alerts.add(
            place.unit_id, "bagian-rendah", NOW, date(2026, 10, 14), n=20, value=Decimal("45.0"),
            usual=Decimal("12.5"),
        )  # fmt: skip


def test_a_call_says_how_much_and_how_it_usually_is(head: desk.Window, called: int) -> None:
    page = head.get(PAGE)
    assert "45 persen dari 20 penilaian dua hari terakhir memuat nilai 1 atau 2" in page.seen
    assert "biasanya 12,5 persen" in page.seen


def test_a_note_too_short_is_refused_and_kept(app: Flask, head: desk.Window, called: int) -> None:
    head.get(PAGE)
    refused = head.post(f"{PAGE}/{called}/tanggapi", 422, catatan="ok").get_data(as_text=True)
    assert "5 sampai 500" in refused
    assert ">ok</textarea>" in refused
    page = head.follow(f"{PAGE}/{called}/tanggapi", catatan="Loket kedua dibuka")
    assert "“Loket kedua dibuka”" in page.seen
    assert rows(app, "audit_records")[-1]["action"] == "tanggapi-peringatan"


def test_whoever_only_reads_has_no_form(app: Flask, place: Place, called: int) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.AUDITOR, Level.UNIT, place.unit_id)])
    assert window.get(PAGE).find("//textarea") == []
    window.post(f"{PAGE}/{called}/tanggapi", 403, catatan="Loket kedua dibuka")


def test_an_empty_page_says_what_would_be_there(head: desk.Window) -> None:
    assert "Tidak ada peringatan yang menunggu" in head.get(PAGE).seen
