"""Papan hasil at the desk: every number with its line and source, targets, files, and a guest."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import transaction
from kiosk.store.index import official
from tests import desk, tickets
from tests.factories import NOW, Place, answer, rows

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def known(app: Flask, place: Place) -> Place:
    """An official IPAK on its line, an estimate of the IPKP, and an option."""
    answer(app, place, 4, times=6)
    with app.app_context(), transaction():
        official.enter_official(place.unit_id, 2026, "ipak", Decimal("3.60"), "Surat B/1", NOW)
        official.enter_performance(place.unit_id, 2026, "B", "LKjIP 2026", NOW)
    return place


@pytest.fixture
def evaluator(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.EVALUATOR, Level.UNIT, place.unit_id)])
    return window


def test_every_line_has_its_margin_and_every_number_its_source(
    head: desk.Window, known: Place
) -> None:
    page = head.get(f"/admin/hasil/{known.unit}/2026")
    for shown in (
        "tepat pada batas", "lebih 1,25 poin", "Surat B/1", "perkiraan dari IKM",
        "Perkiraan tidak pernah menjadi dasar lulus", "Berkas buktinya belum diunggah",
        "LKE belum lengkap", "Pilihan B: LKjIP 2026", "V.p.iii.a", "Oktober",
    ):  # fmt: skip
        assert shown in page.seen, shown
    pictures = page.find("//main//*[local-name()='svg'][@role='img']")
    assert len(pictures) == 4, "two drawings, each for a phone and for a desk"
    assert len(page.find("//main//table")) >= 3


def test_a_year_without_anything_says_what_to_do_next(head: desk.Window, place: Place) -> None:
    page = head.get(f"/admin/hasil/{place.unit}/2019")
    assert "belum ada jawaban SPAK" in page.seen
    assert "Belum ada indikator pengaduan yang dijadikan target" in page.seen
    assert "belum dapat dinilai" in page.seen
    head.get(f"/admin/hasil/{place.unit}/1999", 404)


def test_a_unit_adopts_targets_and_a_better_option_asks_why(
    app: Flask, head: desk.Window, place: Place
) -> None:
    tickets.file(app, place, now=NOW.replace(month=5))
    address = f"/admin/zi/{place.unit}/2026/target"
    head.get(address)
    refused = head.post(address, 422, ditindaklanjuti="101")
    assert "Pengaduan yang ditindaklanjuti (persen) harus" in refused.get_data(as_text=True)
    head.get(address)
    wanted = {"ditindaklanjuti": "90", "ditindaklanjuti_rata": "80"}
    page = head.follow(address, **wanted, ditindaklanjuti_sumber="LAKIP nasional 2025")
    assert "mengikuti pilihan D" in page.seen
    assert "80: LAKIP nasional 2025" in page.seen
    form = head.get(address)
    assert form.find("//input[@name='ditindaklanjuti']/@value") == ["90"]
    choice = f"/admin/angka/{place.unit}/kinerja/2026"
    assert "mengikuti pilihan D" in head.get(choice).seen
    head.post(choice, 422, option="A", basis="LKjIP 2026")
    assert rows(app, "zi_performance_choices") == []
    head.get(choice)
    page = head.follow(choice, option="A", basis="LKjIP 2026", reason="Dinilai dari semua target")
    assert "Alasan memilih A: Dinilai dari semua target" in page.seen


def test_proof_of_a_number_is_added_beside_it(head: desk.Window, known: Place) -> None:
    page = head.get(f"/admin/hasil/{known.unit}/2026")
    links = page.find("//main//a[contains(@href, '/bukti/')]/@href")
    assert [link.split("/bukti/")[1] for link in links] == [
        "survei/2026:ipak/tambah", "kinerja/2026/tambah", "survei/2026:ipkp/tambah",
    ]  # fmt: skip
    form = head.get(links[0])
    back = f"/admin/hasil/{known.unit}/2026"
    assert back in form.find("//main//form//a/@href")


def test_the_files_are_taken_from_the_page(head: desk.Window, known: Place) -> None:
    page = head.get(f"/admin/hasil/{known.unit}/2026")
    [xlsx] = page.find("//main//a[contains(@href, 'hasil.xlsx')]/@href")
    found = head.raw(xlsx)
    assert "hasil-dukcapil-kupang-2026.xlsx" in found.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(found.data), data_only=True)
    cells = {str(row[0]): row for row in book["Papan hasil"].iter_rows(values_only=True)}
    assert cells["IPAK"][3] == 15.75
    assert head.raw(f"/admin/zi/{known.unit}/2014/hasil.xlsx").status_code == 404


def test_an_evaluator_reads_and_takes_everything_and_changes_nothing(
    app: Flask, evaluator: desk.Window, known: Place
) -> None:
    page = evaluator.get(f"/admin/hasil/{known.unit}/2026")
    links = page.find("//main//a/@href")
    assert sum("hasil.pdf" in link or "hasil.xlsx" in link for link in links) == 2
    for address in links:
        assert evaluator.raw(address).status_code == 200, address
    assert not page.find("//main//form")
    assert not page.find("//main//a[contains(@href, 'tambah') or contains(@href, '/angka/')]")
    before = rows(app, "performance")
    for address in (f"zi/{known.unit}/2026/target", f"angka/{known.unit}/kinerja/2026"):
        assert evaluator.raw(f"/admin/{address}").status_code == 404
        sent = {"option": "A", "basis": "LKjIP 2026", "csrf_token": desk.csrf(app)}
        assert evaluator.raw(f"/admin/{address}", "POST", data=sent).status_code == 404
    assert rows(app, "performance") == before
    assert rows(app, "zi_targets") == []


def test_the_board_costs_few_queries_whatever_is_known(
    app: Flask, head: desk.Window, known: Place
) -> None:
    """Whatever stands in the year, the board asks about as often: no query a month or an item."""
    from sqlalchemy import event

    from kiosk.store.engine import db

    asked: list[str] = []

    def count(*given: object) -> None:
        asked.append(str(given[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        head.get(f"/admin/hasil/{known.unit}/2026")
        full = len(asked)
        asked.clear()
        head.get(f"/admin/hasil/{known.unit}/2020")
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert full < 110
    assert full - len(asked) < 20
