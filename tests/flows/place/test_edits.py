"""Two people save one object: the first wins, the second learns both and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.place.edit import InstansiEntry, InvalidEntry, UnitEntry
from kiosk.domain.place.point import UnknownUnit
from kiosk.domain.stale import StaleEdit
from kiosk.flows.place.change_setting import change_setting, show_settings
from kiosk.flows.place.edit_instansi import edit_instansi
from kiosk.flows.place.edit_point import edit_point, open_counter
from kiosk.flows.place.edit_service import edit_service
from kiosk.flows.place.edit_unit import edit_unit, open_unit
from tests.factories import NOW, Place, make_place, rows, snapshot
from tests.flows.place.conftest import Records

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

KUPANG = UnitEntry("Dukcapil Kupang", "Asia/Makassar", "Jl. Timor Raya 1", "0380 123456")


def unit_edit(actor: Actor, place: Place, version: int, name: str) -> None:
    edit_unit(actor, place.unit, version, replace(KUPANG, name=name), NOW)


def service_edit(actor: Actor, place: Place, version: int, name: str) -> None:
    edit_service(actor, place.unit, "ktp", version, name, NOW, asks_fee=True)


def point_edit(actor: Actor, place: Place, version: int, name: str) -> None:
    edit_point(actor, place.point, version, name, [], NOW)


def instansi_edit(actor: Actor, place: Place, version: int, name: str) -> None:
    edit_instansi(actor, "pemkot-kupang", version, InstansiEntry(name), None, NOW)


EDITS: dict[str, Callable[..., None]] = {
    "units": unit_edit,
    "services": service_edit,
    "points": point_edit,
    "instansi": instansi_edit,
}


@pytest.mark.parametrize("table", EDITS)
def test_the_second_to_save_sees_both_versions(
    app: Flask, place: Place, admin: Actor, table: str
) -> None:
    edit = EDITS[table]
    with app.app_context():
        edit(admin, place, 1, "Nama dari Ani")
        before = snapshot(app)
        with pytest.raises(StaleEdit) as met:
            edit(admin, place, 1, "Nama dari Budi")
        assert snapshot(app) == before
        [difference] = [one for one in met.value.differences if one.field == "name"]
        assert (difference.theirs, difference.yours) == ("Nama dari Ani", "Nama dari Budi")
        edit(admin, place, met.value.version, "Nama dari Budi")
    assert "Nama dari Budi" in {one["name"] for one in rows(app, table)}


@pytest.mark.parametrize("table", EDITS)
def test_of_many_at_the_same_moment_one_wins(
    app: Flask, place: Place, admin: Actor, table: str, records: Records
) -> None:
    def save(number: int) -> bool:
        with app.app_context():
            try:
                EDITS[table](admin, place, 1, f"Nama ke-{number}")
            except StaleEdit:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        won = [number for number, done in enumerate(pool.map(save, range(8))) if done]
    assert len(won) == 1
    assert f"Nama ke-{won[0]}" in {one["name"] for one in rows(app, table)}
    assert len([one for one in records() if one["action"].startswith("ubah-")]) == 1


def test_saving_what_is_there_already_writes_nothing(
    app: Flask, place: Place, admin: Actor
) -> None:
    with app.app_context():
        kept = open_unit(place.unit)
        before = snapshot(app)
        edit_unit(admin, place.unit, 99, UnitEntry(**kept.values), NOW)
    changed = {name for name, found in snapshot(app).items() if found != before[name]}
    assert changed <= {"place_revision"}


def test_what_changed_is_recorded_before_and_after(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    with app.app_context():
        edit_unit(admin, place.unit, 1, replace(KUPANG, name="Dinas Baru"), NOW)
    record = records()[-1]
    assert record["details"] == {"name": ["Dinas Dukcapil Kota Kupang", "Dinas Baru"]}
    assert (record["instansi_id"], record["unit_id"]) == (place.instansi_id, place.unit_id)


def test_a_point_may_offer_some_services_or_all(app: Flask, place: Place, admin: Actor) -> None:
    with app.app_context():
        edit_point(admin, place.point, 1, "Loket KTP", ["ktp"], NOW)
        assert open_counter(place.point).chosen == ("ktp",)
        edit_point(admin, place.point, 2, "Loket KTP", ["ktp", "kk"], NOW)
        assert open_counter(place.point).chosen == ()
        with pytest.raises(InvalidEntry):
            edit_point(admin, place.point, 3, "Loket KTP", ["layanan-unit-lain"], NOW)


def test_another_units_service_is_unknown(app: Flask, place: Place, admin: Actor) -> None:
    other = make_place(app, "dukcapil-alor", point="0000AAAA")
    with app.app_context(), pytest.raises(UnknownUnit):
        edit_service(admin, other.unit, "tidak-ada", 1, "Nama", NOW, asks_fee=True)


def test_a_setting_changed_meanwhile_is_not_overwritten(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    with app.app_context():
        change_setting(admin, place.unit, "n-terkecil", "7", None, NOW)
        with pytest.raises(StaleEdit) as met:
            change_setting(admin, place.unit, "n-terkecil", "9", None, NOW)
        assert met.value.theirs == {"value": "7"}
        change_setting(admin, place.unit, "n-terkecil", "9", "7", NOW)
        shown = {one.setting.name: one for one in show_settings(admin, place.unit)}
    found = shown["n-terkecil"]
    assert (found.value, found.origin, found.changed_by) == ("9", "sendiri", admin.name)
    assert [one["details"] for one in records()] == [{"value": [None, "7"]}, {"value": ["7", "9"]}]


def test_a_setting_comes_from_the_nearest_place_above(
    app: Flask, place: Place, admin: Actor
) -> None:
    below = make_place(app, "kel-oebobo", point="0000AAAA", parent=place.unit_id)

    def shown(name: str) -> Any:
        return {one.setting.name: one for one in show_settings(admin, below.unit)}[name]

    with app.app_context():
        assert shown("n-terkecil").origin == "baku"
        change_setting(admin, None, "n-terkecil", "6", None, NOW)
        assert (shown("n-terkecil").value, shown("n-terkecil").origin) == ("6", "instalasi")
        change_setting(admin, place.unit, "n-terkecil", "7", None, NOW)
        found = shown("n-terkecil")
        assert (found.value, found.origin, found.giver) == (
            "7",
            "di atas",
            "Dinas Dukcapil Kota Kupang",
        )
        change_setting(admin, below.unit, "n-terkecil", "8", None, NOW)
        assert (shown("n-terkecil").value, shown("n-terkecil").inherited) == ("8", "7")
        change_setting(admin, below.unit, "n-terkecil", None, "8", NOW)
        assert (shown("n-terkecil").value, shown("n-terkecil").own) == ("7", None)
