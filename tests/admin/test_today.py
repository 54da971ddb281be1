"""The desk's first page: what is due, what is wrong, what changed; nothing out of reach."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.upkeep.jobs import JOBS
from kiosk.flows.index.ask_reopening import ask_reopening
from kiosk.flows.upkeep.run_due_jobs import hold_lease, run_due_jobs
from tests import desk, periods
from tests.factories import NOW, Clock, Place, answer, make_place, rows

if TYPE_CHECKING:
    from flask import Flask


def at_desk(app: Flask, *grants: Grant) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, grants)
    return window


def test_a_sample_behind_the_calendar_is_due(app: Flask, head: desk.Window, place: Place) -> None:
    answer(app, place, times=3)
    page = head.get("/admin/")
    assert "Kamis, 15 Oktober 2026" in page.seen
    assert "Baru 3 dari 30 responden bulan ini; sisa 17 hari." in page.seen
    answer(app, place, times=12)
    assert "responden bulan ini" not in head.get("/admin/").seen


def test_an_instrument_that_ends_without_another_is_due(
    app: Flask, head: desk.Window, place: Place
) -> None:
    end = f"/admin/instrumen/{place.unit}/skm-2017/202001/akhiri"
    head.get(end)
    head.post(end, last="2026-10")
    assert "skm-2017 berakhir bulan ini dan belum ada gantinya" in head.get("/admin/").seen
    add = f"/admin/instrumen/{place.unit}/tambah"
    head.get(add)
    head.post(add, instrument="skm-2025", on_form="ya", first="2026-11", last="")
    assert "belum ada gantinya" not in head.get("/admin/").seen


def test_a_unit_nobody_can_rate_is_wrong(app: Flask, head: desk.Window, place: Place) -> None:
    assert "Semua berjalan seperti seharusnya" in head.get("/admin/").seen
    make_place(
        app, "kel-oebobo", point="0000AAAA", name="Kelurahan Oebobo", parent=place.unit_id,
        services=(),
    )  # fmt: skip
    page = head.get("/admin/")
    assert "Kelurahan Oebobo Belum ada layanan, jadi warga belum dapat menilai." in page.seen


def test_the_machine_is_shown_to_who_looks_after_it(
    app: Flask, head: desk.Window, place: Place
) -> None:
    operator = at_desk(app, Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))
    assert "Proses berkala tidak berjalan" in operator.get("/admin/").seen
    assert "Proses berkala" not in head.get("/admin/").seen
    with app.app_context():
        hold_lease("uji", NOW)
        broken = {**{one.name: _right for one in JOBS}, "check-tallies": _wrong}
        run_due_jobs(broken, NOW + timedelta(minutes=1), "Asia/Makassar")
    page = operator.get("/admin/")
    assert "Proses berkala" not in page.seen
    assert "Pencocokan rekap dengan jawaban: tidak cocok Jalankan di server" in page.seen


def _right() -> str:
    return "selesai"


def _wrong() -> str:
    return "tidak cocok: 1 irisan"


def test_changes_are_told_within_reach_and_without_people(app: Flask, place: Place) -> None:
    other = make_place(app, "dukcapil-alor", point="0000CCCC", instansi="pemkab-alor")
    alor = at_desk(app, Grant(Role.HEAD, Level.UNIT, other.unit_id))
    kupang = at_desk(app, Grant(Role.HEAD, Level.UNIT, place.unit_id))
    for window, code in ((alor, other.point), (kupang, place.point)):
        window.get(f"/admin/titik/{code}/tutup")
        window.post(f"/admin/titik/{code}/tutup", reason="loket dibongkar")
    kupang.get("/admin/pegawai")
    page = kupang.get("/admin/")
    assert f"menutup loket {place.point}" in page.seen
    assert other.point not in page.seen
    assert "pegawai," not in page.seen.casefold(), "reading people is the auditor's to see"


def test_an_empty_desk_says_where_to_begin(app: Flask) -> None:
    operator = at_desk(app, Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))
    page = operator.get("/admin/")
    assert "/admin/instansi/baru" in page.links()
    assert "Belum ada instansi" in operator.get("/admin/unit").seen
    assert rows(app, "units") == []


def test_what_the_month_asks_of_a_head_and_of_the_second_person(
    app: Flask, place: Place, clock: Clock
) -> None:
    answer(app, place, times=3)
    clock.instant = periods.AFTER
    head = at_desk(app, Grant(Role.HEAD, Level.UNIT, place.unit_id))
    second = at_desk(app, Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id))
    month = f"/admin/periode/{place.unit}/2026-10"
    before = head.get("/admin/")
    assert "Oktober 2026 sudah lewat dan belum ditutup." in before.seen
    assert f"/admin/ikm/{place.unit}/2026-11" in before.text
    asker = periods.head_of(app, place)
    periods.close(app, place, asker)
    assert "belum ditutup" not in head.get("/admin/").seen
    assert "membuka kembali" not in second.get("/admin/").seen
    with app.app_context():
        ask_reopening(
            asker, place.unit, parse("2026-10"), "Kiriman tablet tiba terlambat", periods.AFTER
        )
    waiting = second.get("/admin/")
    assert "Oktober 2026: ada usulan membuka kembali; putuskan." in waiting.seen
    assert month in waiting.text
    assert "membuka kembali" not in head.get("/admin/").seen
