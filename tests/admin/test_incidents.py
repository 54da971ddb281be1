"""The breach kit: who saw what in a window, who is told, and the clock of 3 x 24 hours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.incident import Data
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.upkeep import inventory
from kiosk.flows.complaint.show_case import show_case
from tests import desk, lane, tickets
from tests.commands.console import run
from tests.factories import NOW, Clock, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

WHOLE = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
NAMED: dict[str, Any] = {
    "identitas": "terbuka",
    "nama": "Maria Bete",
    "kontak": "maria.bete@contoh.id",
}
TYPED: dict[str, Any] = {
    "title": "Akun petugas dipakai orang lain",
    "noticed": "2026-10-15T11:00",
    "since": "2026-10-15T10:00",
    "until": "2026-10-15T12:00",
    "data": "identitas",
    "happened": "Kata sandi petugas dipakai orang lain",
    "handling": "Akun ditutup dan semua sesi diakhiri",
}


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def seat(app: Flask, *grants: Grant) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, grants)
    return window


def officer(app: Flask, place: Place) -> desk.Window:
    return seat(app, Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id))


def forget(app: Flask, table: str) -> None:
    """What was told before: two that wait for one person are one."""
    from kiosk.store.engine import connection, db, transaction

    with app.app_context(), transaction():
        connection().execute(db.metadata.tables[table].delete())


def recorded(window: desk.Window, **more: str) -> str:
    window.get("/admin/insiden/baru")
    return window.post("/admin/insiden/baru", **{**TYPED, **more}).headers["Location"]


def test_from_the_record_to_the_reporters_and_the_agency(
    app: Flask, clock: Clock, place: Place
) -> None:
    seen, unseen = tickets.file(app, place, **NAMED), tickets.file(app, place)
    officer(app, place).get(f"/admin/laporan/{seen.number}")
    window = seat(app, WHOLE)
    path = recorded(window)
    page = window.get(path)
    assert "Sisa 72 jam" in page.seen
    assert seen.number in page.seen
    assert "halaman lacak dan surel" in page.seen
    assert unseen.number not in page.text
    assert NAMED["kontak"] not in page.text
    assert "Kata sandi petugas dipakai orang lain" in page.seen
    file = window.raw(f"{path}/akses.csv").get_data(as_text=True)
    assert seen.number in file
    assert "isi laporan dan pesan" in file
    for many in (1, 0):
        window.get(path)
        assert f"{many} laporan diberi tahu" in window.follow(f"{path}/kabari").seen
    told = [one["text"] for one in rows(app, "ticket_messages")]
    assert len(told) == 1
    assert "Pasal 46" in told[0]
    assert "Akun ditutup" in told[0]
    kinds = [one["kind"] for one in rows(app, "notices")]
    assert kinds.count("kegagalan-pelindungan") == 2, "by mail and by the gateway, once each"
    window.get(path)
    window.post(f"{path}/tutup", 422)
    window.get(path)
    window.post(f"{path}/lembaga")
    window.get(path)
    window.post(f"{path}/tutup")
    assert "Ditutup" in window.get(path).seen
    deeds = [one["action"] for one in rows(app, "audit_records")]
    assert {"catat-insiden", "kabari-insiden", "lapor-insiden", "tutup-insiden"} <= set(deeds)


def test_a_sealed_case_is_named_to_nobody_but_its_team_is_told(
    app: Flask, clock: Clock, place: Place
) -> None:
    team = lane.member(app, place)
    lane.set_up(app, team)
    case = tickets.file(app, place, kategori="pungli")
    with app.app_context():
        show_case(team.actor, case.number, team.unlocked, tickets.house(app).keys, NOW)
    forget(app, "notices")
    window = seat(app, WHOLE)
    path = recorded(window)
    assert case.number not in window.get(path).text
    assert case.number not in window.raw(f"{path}/akses.csv").get_data(as_text=True)
    window.get(path)
    window.post(f"{path}/kabari")
    assert [one["kind"] for one in rows(app, "notices")] == ["berkas-terlindungi"]
    assert rows(app, "ticket_messages") == []


def test_a_draft_with_gaps_is_not_sent(app: Flask, clock: Clock, place: Place) -> None:
    officer(app, place).get(f"/admin/laporan/{tickets.file(app, place, **NAMED).number}")
    window = seat(app, WHOLE)
    path = recorded(window, handling="")
    window.get(path)
    window.post(f"{path}/kabari", 422)
    assert rows(app, "ticket_messages") == []
    page = window.get(f"{path}/ubah")
    sent = {**TYPED, "version": page.find("//input[@name='version']/@value")[0]}
    window.post(f"{path}/ubah", **{**sent, "people_text": "Naskah yang disunting."})
    window.get(path)
    window.post(f"{path}/kabari")
    assert [one["text"] for one in rows(app, "ticket_messages")] == ["Naskah yang disunting."]


def test_the_clock_is_not_put_off_and_no_date_ends_the_register(app: Flask, clock: Clock) -> None:
    window = seat(app, WHOLE)
    path = recorded(window)
    window.get(f"{path}/ubah")
    far = {"noticed": "9999-12-31T23:59", "since": "9999-12-31T22:00", "until": "9999-12-31T23:59"}
    for wrong in (far, {"noticed": "2026-10-19T11:00"}, {"noticed": "0001-01-01T00:00"}):
        page = window.post(f"{path}/ubah", 422, **{**TYPED, "version": "0", **wrong})
        assert "masa depan" in page.get_data(as_text=True) or "2000" in page.get_data(as_text=True)
        window.post("/admin/insiden/baru", 422, **{**TYPED, **wrong})
    assert "Sisa 72 jam" in window.get("/admin/insiden").seen


def test_an_inspectorate_keeps_those_of_its_instansi_alone(app: Flask, place: Place) -> None:
    path = recorded(seat(app, WHOLE))
    mine = seat(app, Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id))
    assert TYPED["title"] not in mine.get("/admin/insiden").text
    assert mine.raw(path).headers["Location"] == "/admin/insiden"
    own = recorded(mine, title="Insiden instansi")
    assert "Insiden instansi" in mine.get(own).seen
    below = seat(app, Grant(Role.INSPECTORATE, Level.UNIT, place.unit_id))
    below.get("/admin/insiden/baru")
    below.post("/admin/insiden/baru", 422, **TYPED)


def test_what_may_be_seen_is_named_as_the_inventory_names_it(app: Flask) -> None:
    from kiosk.store.retention import permits

    kept = permits.shipped_inventory()
    for one in Data:
        assert one.tables
        for table in one.tables:
            assert kept[table].is_personal, (one, table)
    assert inventory.DataClass.SEALED in kept["reporters"].columns.values()


def test_the_command_says_who_is_affected(app: Flask, place: Place) -> None:
    ticket = tickets.file(app, place, **NAMED)
    officer(app, place).get(f"/admin/laporan/{ticket.number}")
    day = ("--since", "2020-01-01T00:00", "--until", "2020-02-01T00:00")
    assert run(app, "incident", "open", "Uji", *day).exit_code == 0
    recorded(seat(app, WHOLE), since="2026-01-01T00:00", until="2026-12-31T23:00")
    listed = json.loads(run(app, "incident", "list", "--json").output)
    assert {one["title"] for one in listed} == {"Uji", TYPED["title"]}
    number = next(one["id"] for one in listed if one["title"] != "Uji")
    shown = json.loads(run(app, "incident", "show", str(number), "--json").output)
    assert [one["number"] for one in shown["affected"]] == [ticket.number]
    assert ticket.number in run(app, "incident", "export", str(number)).output
