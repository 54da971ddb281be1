"""A new secret for a used installation: everything sealed opens afterwards, the old secret opens
nothing, and a kill in between is made good by running it again (ASVS 5.0 V11.2.2)."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from kiosk import clock
from kiosk.config import NEXT_SECRET, SECRET_FILE, Config, make_secret
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Full
from kiosk.flows.upkeep.rotate_secret import CannotRotate, rotate_secret
from kiosk.store.complaint import persons
from kiosk.store.complaint.tables import Reporter
from kiosk.store.engine import connection, transaction
from kiosk.store.people import kept
from kiosk.store.people.tables import Staff
from kiosk.store.sealing import sealed_rows
from kiosk.store.upkeep import leases
from tests import desk, tickets
from tests.factories import make_place, rows

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def config(config: Config) -> Config:
    """A secret in its file, as `kiosk init` makes it."""
    make_secret(config.instance_dir)
    return replace(config, secret_key=(config.instance_dir / SECRET_FILE).read_text())


@pytest.fixture
def used(app: Flask) -> Flask:
    """Somebody with a second factor, and a reporter in confidence."""
    place = make_place(app)
    desk.start_audit(app)
    desk.make_staff(app, name="Ani Bana")
    tickets.file(app, place, identitas="rahasia", nama="Yohana Lede", kontak="0812 0000 1111")
    return app


def settings(app: Flask) -> Config:
    found: Config = app.config["KIOSK"]
    return found


def secret(app: Flask) -> str:
    return (settings(app).instance_dir / SECRET_FILE).read_text()


def names(app: Flask, keys: Keys) -> list[str]:
    key = keys.of("pelapor")
    found = rows(app, "reporters")
    return [persons.unseal(one["sealed"], key, one["ticket_id"]).name for one in found]


def factors(app: Flask, keys: Keys) -> list[str]:
    found = [one for one in rows(app, "staff") if one["totp_sealed"]]
    return [kept.unseal(one["totp_sealed"], keys.seal, one["id"]) for one in found]


def rotate(app: Flask, **how: bool) -> dict[str, int]:
    with app.app_context():
        return rotate_secret(settings(app), clock.now(), **how).rows


def test_everything_sealed_opens_under_the_new_secret_and_nothing_under_the_old(
    used: Flask,
) -> None:
    before = secret(used)
    held = factors(used, Keys(before))
    assert held
    assert rotate(used) == {"faktor kedua": len(held), "pelapor": 1, "tanda terlapor": 0}
    after = secret(used)
    assert after != before
    assert names(used, Keys(after)) == ["Yohana Lede"]
    assert factors(used, Keys(after)) == held
    with pytest.raises(persons.BrokenPerson):
        names(used, Keys(before))
    with pytest.raises(kept.BrokenSeal):
        factors(used, Keys(before))
    assert not (settings(used).instance_dir / NEXT_SECRET).exists()
    assert rows(used, "audit_records")[-1]["action"] == "ganti-kunci-instalasi"


@pytest.mark.parametrize("step", ["before", "after"])
def test_killed_before_or_after_the_rows_changed_it_is_run_again(
    used: Flask, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    held = factors(used, Keys(secret(used)))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if step == "after":
            patched.setattr(Path, "replace", killed)
        else:
            patched.setattr(sealed_rows, "reseal", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate(used)
    assert (settings(used).instance_dir / NEXT_SECRET).exists()
    rotate(used)
    assert names(used, Keys(secret(used))) == ["Yohana Lede"]
    assert factors(used, Keys(secret(used))) == held


def test_a_full_disk_leaves_no_half_secret_to_seal_under(
    used: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = factors(used, Keys(secret(used)))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Full):
            rotate(used)
    left = [one.name for one in settings(used).instance_dir.iterdir() if "secret-key" in one.name]
    assert left == [SECRET_FILE]
    rotate(used)
    assert len(secret(used)) == 64
    assert factors(used, Keys(secret(used))) == held


def test_a_row_that_does_not_open_changes_nothing_and_shuts_no_door(used: Flask) -> None:
    before = secret(used)
    with used.app_context(), transaction():
        connection().execute(update(Reporter).values(sealed=b"rusak"))
    sealed = rows(used, "staff")
    with pytest.raises(CannotRotate, match="tidak terbuka"):
        rotate(used)
    assert (secret(used), rows(used, "staff")) == (before, sealed)
    assert not (settings(used).instance_dir / NEXT_SECRET).exists()


def test_a_new_secret_the_rows_may_lie_under_is_never_thrown_away(
    used: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            rotate(used)
    coming = settings(used).instance_dir / NEXT_SECRET
    with used.app_context(), transaction():
        connection().execute(update(Staff).values(totp_sealed=b"rusak"))
    with pytest.raises(CannotRotate):
        rotate(used)
    assert names(used, Keys(coming.read_text())) == ["Yohana Lede"]


def test_no_door_opens_while_it_is_half_done(used: Flask) -> None:
    from kiosk.flows.upkeep.check_start import check_start

    make_secret(settings(used).instance_dir, NEXT_SECRET)
    with used.app_context():
        found = {one.name: one for one in check_start(settings(used), clock.now())}
    assert not found["kunci"].ok
    assert "kiosk secret rotate" in found["kunci"].text


def test_whom_a_sealed_case_names_is_still_kept_from_it(app: Flask) -> None:
    place = make_place(app)
    desk.start_audit(app)
    who = desk.make_staff(app, name="Dominggus Tapa")
    ticket = tickets.file(app, place, kategori="pungli")
    old = Keys(secret(app))
    with app.app_context(), transaction():
        from sqlalchemy import insert

        from kiosk.store.complaint.tables import TicketAccused
        from kiosk.store.engine import connection

        mark = old.accused(ticket.id, "orang", who.id)
        connection().execute(insert(TicketAccused).values(ticket_id=ticket.id, mark=mark))
    rotate(app)
    marks = {bytes(one["mark"]) for one in rows(app, "ticket_accused")}
    assert Keys(secret(app)).accused(ticket.id, "orang", who.id) in marks
    assert mark not in marks


def test_it_waits_for_the_service_to_stop(used: Flask) -> None:
    before = secret(used)
    with used.app_context(), transaction():
        now = clock.now()
        leases.take("jobs", "lain", now + timedelta(seconds=40), now)
    with pytest.raises(CannotRotate, match="Hentikan"):
        rotate(used)
    assert secret(used) == before


def test_it_does_not_lose_what_tablets_still_hold(
    used: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_rows, "waiting_in_boxes", lambda: (2, 5))
    with pytest.raises(CannotRotate, match="2 kiriman tertahan dan 5 kiriman di tablet"):
        rotate(used)
    assert rotate(used, give_up_boxes=True)["pelapor"] == 1


def test_a_secret_of_the_environment_is_not_ours_to_change(app: Flask, tmp_path: Path) -> None:
    other = replace(settings(app), secret_key="dari lingkungan, lebih dari tiga puluh dua huruf")
    with app.app_context(), pytest.raises(CannotRotate, match="KIOSK_SECRET_KEY"):
        rotate_secret(other, clock.now())
