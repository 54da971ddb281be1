"""Keadaan sistem: what the installation found out about itself, and what to do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.upkeep.check import OLDEST, Checked, CheckKind
from kiosk.domain.upkeep.jobs import CHECK_TALLIES, JOBS
from kiosk.flows.upkeep.run_due_jobs import hold_lease, run_due_jobs
from kiosk.flows.upkeep.tell_looks import tell_looks
from kiosk.store import damage
from kiosk.store.engine import transaction
from kiosk.store.upkeep import checks
from tests import desk
from tests.factories import NOW, Clock, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

PAGE = "/admin/keadaan"
ZONE = "Asia/Makassar"


@pytest.fixture
def keeper(app: Flask, clock: Clock) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(
        window.client, app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)], name="Yos"
    )
    return window


def run_all(app: Flask, failing: str = "") -> None:
    def fail() -> str:
        raise OSError

    with app.app_context():
        hold_lease("loket-1", NOW)
        work = {one.name: lambda: "selesai" for one in JOBS}
        run_due_jobs(work | ({failing: fail} if failing else {}), NOW, ZONE)


def look(app: Flask, kind: CheckKind, ok: bool = True, told: str = "Baik.", hours: int = 0) -> None:
    with app.app_context(), transaction():
        checks.add(Checked(kind, NOW - timedelta(hours=hours), ok, told))


def look_well(app: Flask) -> None:
    for kind in CheckKind:
        look(app, kind)


def test_damage_is_told_on_every_page_and_no_older_look_says_all_is_well(
    app: Flask, keeper: desk.Window
) -> None:
    head = desk.Window(app)
    place = make_place(app)
    desk.sign_in(head.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)], name="Ina")
    look_well(app)
    run_all(app)
    told = "Tidak ada yang dapat disimpan sampai pengelola sistem memulihkannya"
    assert "Semua berjalan seperti seharusnya." in keeper.get("/admin/").seen
    assert told not in keeper.get("/admin/").seen
    folder = app.config["KIOSK"].instance_dir
    damage.mark(damage.marker(folder), "Basis data rusak: 3 temuan pada 1 tabel (answers).")
    page = keeper.get(PAGE)
    assert "Keutuhan basis data: salah" in page.seen
    assert "3 temuan pada 1 tabel (answers). Belum ada cadangan yang sudah diperiksa." in page.seen
    assert "Keutuhan basis data: salah Jangan ubah apa pun" in keeper.get("/admin/").seen
    assert told in page.seen
    assert told in head.get("/admin/").seen


def test_a_new_installation_is_told_what_to_start(keeper: desk.Window) -> None:
    page = keeper.get(PAGE)
    assert page.h1 == "Keadaan sistem"
    assert "Proses berkala belum pernah berjalan" in page.seen
    assert "kiosk serve" in page.seen


def test_where_all_is_well_it_says_so_and_names_every_job_in_words(
    app: Flask, keeper: desk.Window
) -> None:
    run_all(app)
    look_well(app)
    page = keeper.get(PAGE)
    assert "Tidak ada yang perlu dikerjakan." in page.seen
    assert "Kabar terakhir 0 detik lalu" in page.seen
    assert "Pencocokan rekap dengan jawaban" in page.seen
    assert "tiap hari pukul 02.00" in page.seen
    assert not [one.name for one in JOBS if f"{one.name} " in page.seen]


def test_what_is_red_stands_first_with_what_to_do(
    app: Flask, keeper: desk.Window, clock: Clock
) -> None:
    run_all(app, failing=CHECK_TALLIES.name)
    look_well(app)
    look(app, CheckKind.FILES, ok=False, told="1 berkas hilang dan 1 berkas asing dari 100.")
    seen = keeper.get(PAGE).seen
    assert "Kecocokan berkas: salah. Jalankan: kiosk doctor." in seen
    assert "1 berkas hilang" in seen
    assert "akan dicoba lagi" in seen, "a job that waits for its next try is nobody's yet"
    assert "Proses berkala tidak berjalan" not in seen
    clock.later(seconds=61)
    assert "Proses berkala tidak berjalan" in keeper.get(PAGE).seen
    look(app, CheckKind.BACKUP, hours=27)
    assert "Cadangan: sudah lama" in keeper.get(PAGE).seen


def test_it_is_for_whoever_keeps_the_installation(
    keeper: desk.Window, head: desk.Window, place: Place
) -> None:
    assert PAGE in keeper.get("/admin/").links()
    assert PAGE not in head.get("/admin/").links()
    assert head.client.get(PAGE).status_code == 403


def told(app: Flask, minutes: int = 0) -> list[str]:
    with app.app_context():
        tell_looks(NOW + timedelta(minutes=minutes))
    return [one["values"] for one in rows(app, "notices") if one["kind"] == "keadaan-sistem"]


def test_a_look_that_turns_bad_is_told_once_until_it_is_good_again(
    app: Flask, keeper: desk.Window
) -> None:
    run_all(app)
    look_well(app)
    assert told(app) == []
    for turn in (1, 2):
        look(app, CheckKind.BACKUP, ok=False, told="Cadangan gagal.")
        assert len(told(app)) == len(told(app)) == turn
        assert "Cadangan (salah)" in told(app)[-1]
        look(app, CheckKind.BACKUP)
        assert len(told(app)) == turn


def test_a_look_nobody_makes_any_more_is_told_of(app: Flask, keeper: desk.Window) -> None:
    run_all(app)
    later = NOW + OLDEST[CheckKind.BACKUP] + timedelta(minutes=1)
    with app.app_context():
        tell_looks(later - timedelta(minutes=2))
        assert not [one for one in rows(app, "notices") if "Cadangan" in one["values"]]
        tell_looks(later)
    assert [one for one in rows(app, "notices") if "Cadangan (belum pernah)" in one["values"]]


def test_a_job_that_failed_is_told_of_when_it_is_not_tried_again(
    app: Flask, keeper: desk.Window
) -> None:
    run_all(app, failing=CHECK_TALLIES.name)
    look_well(app)
    assert told(app) == []

    def fail() -> str:
        raise OSError

    for minutes in (6, 40, 80):
        with app.app_context():
            run_due_jobs({CHECK_TALLIES.name: fail}, NOW + timedelta(minutes=minutes), ZONE)
    assert ["Pencocokan rekap dengan jawaban (gagal)" in one for one in told(app, 80)] == [True]
