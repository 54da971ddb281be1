"""A guest at the desk: let in until a day, told of it, and out at that midnight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.commands.console import run
from tests.factories import Place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.factories import Clock

GUEST = {"email": "pemantau@contoh.go.id", "name": "Yohanes Tefa", "role": "pemantau"}
MIDNIGHT = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)


def test_a_guest_is_invited_with_a_day_extended_and_out_at_its_midnight(
    app: Flask, place: Place, clock: Clock
) -> None:
    admin = desk.Window(app)
    boss = [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)]
    actor = desk.sign_in(admin.client, app, boss)
    typed = {**GUEST, "place": f"unit:{place.unit}"}
    page = admin.get("/admin/pegawai/undang")
    assert "paling lama 180 hari" in page.seen
    refused = Page(admin.post("/admin/pegawai/undang", 422, **typed, until=""))
    assert refused.problems() == [
        "Pilih sampai kapan peran ini berlaku, paling lama 180 hari. Peran tamu selalu berakhir "
        "sendiri."
    ]
    admin.post("/admin/pegawai/undang", 200, **typed, until="2026-10-31")
    [code] = [one["code"] for one in rows(app, "staff") if one["email"] == GUEST["email"]]
    page = admin.get(f"/admin/pegawai/{code}")
    assert "sampai Sabtu, 31 Oktober 2026" in page.seen
    [change] = [str(url) for url in page.find("//main//a[contains(., 'Ubah akhirnya')]/@href")]
    assert admin.get(change).find("//input[@name='until']/@value") == ["2026-10-31"]
    far = Page(admin.post(change, 422, until="2027-04-14"))
    assert "paling lama 180 hari" in far.problems()[0]
    admin.get(change)
    assert "sampai Senin, 30 November 2026" in admin.follow(change, until="2026-11-30").seen
    guest, who = desk.Window(app), _actor(app, code)
    desk.sign_in(guest.client, app, actor=who)
    assert (
        guest.raw(f"/admin/zi/{place.unit}/2026/opini")
        .headers["Location"]
        .endswith("/admin/akun/faktor-kedua")
    ), "a second factor, like everybody who reads as much"
    clock.instant = MIDNIGHT - timedelta(minutes=1)
    seated = desk.Window(app)
    one = desk.sign_in(
        seated.client, app, [Grant(Role.OMBUDSMAN, Level.UNIT, place.unit_id)], name="Tamu lain"
    )
    _until(app, one.id, MIDNIGHT)
    assert seated.raw("/admin/").status_code == 200
    clock.instant = MIDNIGHT
    for address, status in (("/admin/", 403), (f"/admin/zi/{place.unit}/2026/opini", 404)):
        assert seated.raw(address).status_code == status, "the session lives, the role does not"
    desk.sign_in(admin.client, app, actor=actor)
    assert admin.raw(f"/admin/pegawai/{one.code}").status_code == 404


def _actor(app: Flask, code: str) -> Actor:
    from kiosk.store.engine import reading
    from kiosk.store.people import staff

    with app.app_context(), reading():
        found = staff.actor(staff.by_code(code).id)
    assert found is not None
    return found


def _until(app: Flask, staff_id: int, instant: datetime) -> None:
    from kiosk.domain.people.guest import Until
    from kiosk.store.engine import transaction
    from kiosk.store.people import grant_ends, staff

    with app.app_context(), transaction():
        [row] = staff.grant_rows(staff_id)
        grant_ends.put(row.id, Until(instant.date(), instant))


def test_the_operator_gives_a_guest_a_day_too(app: Flask, place: Place, clock: Clock) -> None:
    desk.start_audit(app)
    command = ["user", "add", "--email", "tpi@contoh.go.id", "--name", "Tim Penilai"]
    command += ["--role", "penilai-zi", "--unit", place.unit]
    refused = run(app, *command)
    assert refused.exit_code != 0
    assert "Pilih sampai kapan" in refused.output
    assert run(app, *command, "--until", "2027-01-31").exit_code == 0
    [end] = rows(app, "grant_ends")
    assert str(end["last_day"]) == "2027-01-31"
