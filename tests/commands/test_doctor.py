"""`kiosk doctor`: one line a check, exit 1 where one is wrong, and nothing changed."""

from __future__ import annotations

import dataclasses
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.app import create_app
from kiosk.config import make_secret
from kiosk.domain.upkeep.check import CheckKind
from kiosk.domain.upkeep.delivery import Verdict
from kiosk.domain.upkeep.jobs import CHECKPOINT, LEASE
from kiosk.domain.upkeep.notice import NEWS, Channel, Draft, Recipient
from kiosk.store.engine import transaction
from kiosk.store.upkeep import leases, notices
from tests import factories, lane, tickets
from tests.commands.console import document, run, said
from tests.factories import NOW, Clock, snapshot
from tests.services.databases import config_for, let_go

if TYPE_CHECKING:
    from flask import Flask

CHECKS = {
    "konfigurasi", "kunci", "folder", "jam", "cakram", "skema", "tugas", "riwayat", "kotak keluar",
    "terlindungi", "bahasa", "lampiran", "tablet", "sistem berkas", "proksi", "zona waktu",
    *(kind.label.lower() for kind in CheckKind),
}  # fmt: skip
DURABLE = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes", "data_checksums"), "on")


@pytest.fixture(autouse=True)
def a_cluster_that_keeps_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cluster of the tests forces nothing to the disk."""
    from kiosk.store.upkeep import integrity

    known = integrity.durability
    monkeypatch.setattr(integrity, "durability", lambda: DURABLE if known() else {})


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of the two: their checks differ."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


def checks(app: Flask, exit_code: int = 0) -> dict[str, Any]:
    found = document(app, "doctor", exit_code=exit_code)
    assert found["ok"] == (exit_code == 0)
    return {one["name"]: one for one in found["checks"]}


def test_a_sound_installation_is_all_good_and_unchanged(app: Flask, clock: Clock) -> None:
    before = snapshot(app)
    found = checks(app)
    assert found.keys() - {"pragma", "ruang cadangan", "ketahanan"} == CHECKS
    assert all(one["ok"] for one in found.values())
    lines = said(app, "doctor").splitlines()
    assert len(lines) == len(found)
    assert all(line.startswith("baik") for line in lines)
    assert snapshot(app) == before


def test_the_pragmas_of_sqlite_are_looked_at(app: Flask, clock: Clock, database_url: str) -> None:
    assert ("pragma" in checks(app)) == database_url.startswith("sqlite")


def test_the_ballast_of_sqlite_is_looked_at(app: Flask, clock: Clock, database_url: str) -> None:
    from kiosk.store.upkeep import ballast

    if not database_url.startswith("sqlite"):
        assert "ruang cadangan" not in checks(app)
        return
    assert "belum ada" in checks(app)["ruang cadangan"]["text"]
    with app.app_context():
        assert ballast.lay()
        assert "16 MB" in checks(app)["ruang cadangan"]["text"]
        assert ballast.give_up()
    assert "kosongkan cakram" in checks(app, exit_code=1)["ruang cadangan"]["text"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_cluster_that_forces_nothing_to_the_disk_is_told(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = DURABLE | {"data_checksums": "off"}
    monkeypatch.setattr("kiosk.store.upkeep.integrity.durability", lambda: told)
    assert "pg_checksums" in checks(app)["ketahanan"]["text"]
    told["fsync"] = "off"
    assert "listrik padam" in checks(app, exit_code=1)["ketahanan"]["text"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_looks_at_itself_are_told_and_red_when_bad_or_old(app: Flask, clock: Clock) -> None:
    from kiosk.domain.upkeep.check import Checked
    from kiosk.store.upkeep import checks as kept

    with app.app_context(), transaction():
        kept.add(Checked(CheckKind.FILES, NOW, True, "Berkas cocok."))
    assert checks(app)["kecocokan berkas"]["text"].startswith("Berkas cocok.")
    clock.later(hours=27)
    assert "sudah lama" in checks(app, exit_code=1)["kecocokan berkas"]["text"]
    with app.app_context(), transaction():
        kept.add(Checked(CheckKind.FILES, clock.now(), False, "1 hilang."))
    assert "1 hilang" in checks(app, exit_code=1)["kecocokan berkas"]["text"]


def test_no_schema_is_told_with_what_to_do(empty_database_url: str, tmp_path: Path) -> None:
    app = create_app(config_for(empty_database_url, tmp_path))
    assert "kiosk init" in checks(app, exit_code=1)["skema"]["text"]
    let_go(app)


def test_what_a_restore_moved_away_is_told_and_wrong_once_it_is_old(
    app: Flask, clock: Clock
) -> None:
    aside = app.config["KIOSK"].instance_dir / "lama-2026-10-15-030000"
    aside.mkdir()
    for days, code in ((30, 0), (36, 1)):
        then = (NOW - timedelta(days=days)).timestamp()
        os.utime(aside, (then, then))
        found = checks(app, exit_code=code)["instalasi lama"]
        assert (found["ok"], "1 folder lama-" in found["text"]) == (code == 0, True)


def test_no_secret_is_told(app: Flask, clock: Clock) -> None:
    app.config["KIOSK"] = dataclasses.replace(app.config["KIOSK"], secret_key="")
    assert "kiosk init" in checks(app, exit_code=1)["kunci"]["text"]


@pytest.mark.parametrize(("mode", "good"), [(0o600, True), (0o640, False), (0o644, False)])
def test_a_secret_others_can_read_is_told(
    app: Flask, clock: Clock, tmp_path: Path, mode: int, good: bool
) -> None:
    make_secret(tmp_path)
    (tmp_path / "secret-key").chmod(mode)
    assert checks(app, exit_code=0 if good else 1)["kunci"]["ok"] is good


def test_a_clock_that_cannot_be_right_is_told(app: Flask, clock: Clock) -> None:
    clock.later(days=-3650)
    assert not checks(app, exit_code=1)["jam"]["ok"]


def test_jobs_that_stopped_are_told(app: Flask, clock: Clock) -> None:
    with app.app_context(), transaction():
        leases.take(LEASE, "loket-1", NOW + timedelta(seconds=45), NOW)
    assert "loket-1" in checks(app)["tugas"]["text"]
    clock.later(seconds=46)
    assert "lewat waktu" in checks(app, exit_code=1)["tugas"]["text"]


def test_a_job_that_failed_is_named(app: Flask, clock: Clock) -> None:
    with app.app_context(), transaction():
        leases.begin(CHECKPOINT.name, "2026-10-15T11", NOW)
        leases.end(CHECKPOINT.name, "2026-10-15T11", NOW, "gagal: OSError")
    assert CHECKPOINT.name in checks(app, exit_code=1)["riwayat"]["text"]
    assert "SALAH" in run(app, "doctor").stdout


def test_no_password_is_shown(app: Flask, clock: Clock) -> None:
    secret = app.config["KIOSK"].secret_key
    assert secret not in said(app, "doctor")
    assert secret not in repr(app.config["KIOSK"])


def hold(app: Flask, **more: str) -> None:
    """A notice that is due now; ``more``: settings of the installation."""
    app.config["KIOSK"] = dataclasses.replace(app.config["KIOSK"], **more)
    with app.app_context(), transaction():
        notices.add(Draft(NEWS, Recipient.REPORTER, 7), NOW)


MAIL = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "a@b.id"}


def outbox(app: Flask, exit_code: int = 0) -> str:
    found = checks(app, exit_code)["kotak keluar"]
    assert found["ok"] == (exit_code == 0)
    return str(found["text"])


def test_an_installation_without_mail_is_told_and_no_fault(app: Flask, clock: Clock) -> None:
    hold(app)
    clock.later(hours=2)
    told = outbox(app)
    assert "surel belum diatur" in told
    assert "1 tidak dapat dikirim" in told


def test_a_notice_that_does_not_leave_is_a_fault_after_half_an_hour(
    app: Flask, clock: Clock
) -> None:
    hold(app, **MAIL)
    clock.later(minutes=30)
    assert outbox(app).startswith("1 menunggu, 0 surat mati")
    clock.later(seconds=1)
    outbox(app, exit_code=1)


def test_a_dead_letter_is_a_fault(app: Flask, clock: Clock) -> None:
    hold(app, **MAIL)
    with app.app_context(), transaction():
        held = notices.claim("satu", [Channel.MAIL], NOW, NOW)
        assert held is not None
        notices.mark_failed(held, "satu", Verdict(None, 0), "ditolak", NOW)
    assert outbox(app, exit_code=1).startswith("0 menunggu, 1 surat mati")


def ready(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/readyz").get_json()
    return found


def test_readyz_tells_how_late_the_outbox_is(app: Flask, clock: Clock) -> None:
    assert ready(app)["outbox"] is None
    hold(app, **MAIL)
    clock.later(minutes=7)
    found = ready(app)
    assert found["outbox"] == 420
    assert found["ok"], "late mail does not stop the counter"


def test_cases_held_for_a_team_and_cases_without_a_handler_are_told_without_a_number(
    app: Flask, clock: Clock
) -> None:
    place = factories.make_place(app)
    ticket = tickets.file(app, place, kategori="pungli")
    told = checks(app, exit_code=1)["terlindungi"]["text"]
    assert "dapat dibaca pengelola server sampai tim menyiapkan kunci" in told
    assert "tanpa penangan" in told
    assert ticket.number not in told
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    assert checks(app)["terlindungi"]["ok"]
