"""`kiosk device` and what `kiosk doctor` says of tablets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import desk, tablets
from tests.commands.console import document, refused, run, said
from tests.factories import NOW, Clock, Place, rows

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What is asked of the database is tried on both in tests/flows/place."""
    return sqlite_database


def test_a_code_of_the_operator_makes_a_tablet_known_and_the_list_shows_it(
    app: Flask, place: Place
) -> None:
    desk.start_audit(app)
    assert said(app, "device", "list") == "Belum ada tablet.\n"
    told = said(app, "device", "code", "--point", place.point, "--name", "Tablet depan")
    assert f"/k/{place.point}" in told
    tablets.use(app, place.point, told.partition("Kode: ")[2][:9], NOW)
    assert "Tablet depan" in said(app, "device", "list")
    [found] = document(app, "device", "list", "--unit", place.unit)["devices"]
    assert (found["name"], found["point"], found["troubles"]) == ("Tablet depan", place.point, [])


def test_a_tablet_is_revoked_by_its_number(app: Flask, place: Place) -> None:
    tablets.enrol(app, place.point, NOW)
    number = rows(app, "devices")[0]["id"]
    assert "dicabut" in said(app, "device", "revoke", number)
    assert "dicabut" in said(app, "device", "list")
    assert rows(app, "audit_records")[-1]["actor_id"] == 0


def test_what_is_not_there_is_refused_in_one_line(app: Flask, place: Place) -> None:
    assert "Tablet nomor 99 tidak ada" in refused(app, "device", "revoke", 99)
    refused(app, "device", "revoke", 2**70)
    refused(app, "device", "list", "--unit", "tidak-ada")
    refused(app, "device", "code", "--point", "9Q9Q9Q9Q", "--name", "Tablet")
    refused(app, "device", "code", "--point", place.point, "--name", " ")


def test_the_doctor_tells_of_silent_tablets(app: Flask, place: Place, clock: Clock) -> None:
    tablets.enrol(app, place.point, NOW)
    key = tablets.enrol(app, place.point, NOW)
    assert doctor(app) == (True, "2 terdaftar, 0 tidak memberi kabar, 0 kiriman tertahan")
    tablets.send(app, place.point, key, {"kunci": "x" * 20}, NOW)
    clock.later(minutes=15)
    tablets.beat(app, place.point, key, clock.now())
    assert doctor(app) == (False, "2 terdaftar, 1 tidak memberi kabar, 1 kiriman tertahan")


def doctor(app: Flask) -> tuple[bool, str]:
    import json

    checks = json.loads(run(app, "doctor", "--json").stdout)["checks"]
    [one] = [one for one in checks if one["name"] == "tablet"]
    return one["ok"], one["text"]
