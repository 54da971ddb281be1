"""Tablets of a counter: how one becomes known, how long, and who hears when it falls silent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people import throttle
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.place.device import CODE_LIFE, DeadCode, InvalidDeviceName, UnknownDevice
from kiosk.domain.place.point import ClosedPoint, RetiredCode
from kiosk.domain.place.tablet_watch import RenamedMeanwhile, Trouble
from kiosk.flows.place.list_devices import list_devices
from kiosk.flows.place.make_device_code import make_device_code
from kiosk.flows.place.rename_device import rename_device
from kiosk.flows.place.renew_code import GRACE, renew_code
from kiosk.flows.place.revoke_device import revoke_device
from kiosk.flows.place.watch_devices import watch_devices
from kiosk.store.engine import transaction
from kiosk.store.place import devices, points
from tests import desk, tablets
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.flows.place.conftest import Records

MINUTE = timedelta(minutes=1)
MORNING = datetime(2026, 10, 16, 0, 0, tzinfo=UTC)
"""Friday, 08.00 WITA: the office opens."""


def refused(app: Flask, point: str, code: str, now: datetime = NOW, address: str = "") -> bool:
    try:
        tablets.use(app, point, code, now, address or tablets.ADDRESS)
    except DeadCode:
        return True
    return False


def test_with_its_code_a_tablet_is_known_and_the_server_keeps_neither_code_nor_key(
    app: Flask, place: Place
) -> None:
    code = tablets.code_at(app, place.point, NOW)
    key = tablets.use(app, place.point, f" {code[:4].lower()}-{code[4:]} ", NOW)
    found = tablets.known(app, place.point, key, NOW)
    assert (found.name, found.point.id) == ("Tablet depan", place.point_id)
    assert len(key) >= 43, "256 bits"
    kept = repr(rows(app, "devices") + rows(app, "device_codes") + rows(app, "audit_records"))
    assert code not in kept
    assert key not in kept


def test_of_two_tablets_with_one_code_one_becomes_known(app: Flask, place: Place) -> None:
    with ThreadPoolExecutor(2) as pool:
        for trial in range(10):
            code = tablets.code_at(app, place.point, NOW, f"Tablet {trial}")
            tries = [pool.submit(refused, app, place.point, code) for _ in "ab"]
            assert sorted(one.result() for one in tries) == [False, True], trial
    assert len(rows(app, "devices")) == 10


def test_a_code_that_ran_out_was_used_or_is_of_another_counter_is_dead_alike(
    app: Flask, place: Place
) -> None:
    other = make_place(app, "rsud", point="3C5D7E9F")
    code = tablets.code_at(app, place.point, NOW)
    assert refused(app, other.point, code)
    assert refused(app, place.point, code, NOW + CODE_LIFE)
    assert not refused(app, place.point, code, NOW + CODE_LIFE - MINUTE)
    assert refused(app, place.point, code)
    for guess in ("", "00000000", "x" * 5_000, "’; DROP TABLE", "\0"):
        assert refused(app, place.point, guess)
    assert len(rows(app, "devices")) == 1


def test_who_guesses_waits_and_who_types_it_right_is_not_held_against_the_office(
    app: Flask, place: Place
) -> None:
    for _ in range(throttle.NETWORK.free):
        tablets.enrol(app, place.point, NOW)
        assert refused(app, place.point, "00000000")
    code = tablets.code_at(app, place.point, NOW)
    with pytest.raises(TooManyTries):
        tablets.use(app, place.point, code, NOW)
    assert not refused(app, place.point, code, NOW, "198.51.100.7"), "another network"


def test_a_closed_counter_gets_no_tablet(app: Flask, place: Place) -> None:
    code = tablets.code_at(app, place.point, NOW)
    with app.app_context():
        with transaction():
            points.close(place.point, NOW)
        with pytest.raises(ClosedPoint):
            make_device_code(0, place.point, "Tablet", NOW)
    with pytest.raises(ClosedPoint):
        tablets.use(app, place.point, code, NOW)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb", "a\0b"])
def test_a_name_people_cannot_read_is_refused(app: Flask, place: Place, name: str) -> None:
    with app.app_context(), pytest.raises(InvalidDeviceName):
        make_device_code(0, place.point, name, NOW)
    assert rows(app, "device_codes") == []


def test_a_revoked_tablet_is_unknown_at_once_and_for_good(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    key = tablets.enrol(app, place.point, NOW)
    [made] = rows(app, "devices")
    with app.app_context():
        for _ in "ab":
            revoke_device(admin.id, place.point, made["id"], NOW)
    with pytest.raises(UnknownDevice):
        tablets.known(app, place.point, key, NOW)
    [device] = rows(app, "devices")
    assert (device["revoked_at"], device["revoked_by"]) == (NOW, admin.id)
    [record] = records()
    assert (record["action"], record["object_id"]) == ("cabut-tablet", str(made["id"]))


def test_a_tablet_is_revoked_and_renamed_at_its_own_counter_only(
    app: Flask, place: Place, admin: Actor
) -> None:
    other = make_place(app, "rsud", point="3C5D7E9F")
    tablets.enrol(app, place.point, NOW)
    [made] = rows(app, "devices")
    with app.app_context():
        with pytest.raises(UnknownDevice):
            revoke_device(admin.id, other.point, made["id"], NOW)
        with pytest.raises(UnknownDevice):
            rename_device(admin, other.point, made["id"], "Tablet depan", "Punya kami", NOW)
        with pytest.raises(UnknownDevice):
            revoke_device(admin.id, place.point, 2**63, NOW)
    assert rows(app, "devices") == [made]


def test_of_two_new_names_the_second_is_asked_to_look_again(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    tablets.enrol(app, place.point, NOW)
    number = rows(app, "devices")[0]["id"]
    with app.app_context():
        rename_device(admin, place.point, number, "Tablet depan", "Tablet  kiri", NOW)
        with pytest.raises(RenamedMeanwhile, match="Tablet kiri"):
            rename_device(admin, place.point, number, "Tablet depan", "Tablet kanan", NOW)
    assert rows(app, "devices")[0]["name"] == "Tablet kiri"
    assert [one["details"]["nama"] for one in records()] == [["Tablet depan", "Tablet kiri"]]


def test_a_key_opens_its_own_counter_under_every_code_that_ever_had(
    app: Flask, place: Place, admin: Actor
) -> None:
    """A tablet that was without a line for weeks still brings what it holds."""
    other = make_place(app, "rsud", point="3C5D7E9F")
    key = tablets.enrol(app, place.point, NOW)
    with app.app_context():
        code = renew_code(admin, place.point, NOW).code
        foreign = renew_code(admin, other.point, NOW).code
    later = NOW + GRACE
    for asked in (place.point, code):
        assert tablets.known(app, asked, key, later).point.code == code
    for asked in (foreign, other.point):
        with pytest.raises((UnknownDevice, RetiredCode)):
            tablets.known(app, asked, key, later)
    with pytest.raises(RetiredCode):
        tablets.known(app, place.point, "tebakan", later)


def watch(app: Flask, now: datetime) -> list[dict[str, Any]]:
    """All that was told until now."""
    with app.app_context():
        watch_devices(now)
    return [one for one in rows(app, "notices") if one["kind"] == "tablet-sunyi"]


@pytest.fixture
def people(app: Flask, place: Place) -> set[int]:
    """Who is to be told: head and counter officer of the unit, and nobody else."""
    unit = [desk.make_staff(app, [Grant(role, Level.UNIT, place.unit_id)]) for role in Role]
    desk.make_staff(app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)])
    return {one.id for one in unit if one.roles[0] in (Role.HEAD, Role.COUNTER_OFFICER)}


def test_a_silence_is_told_once_to_those_nearby_and_the_next_one_again(
    app: Flask, place: Place, people: set[int]
) -> None:
    keys = [tablets.enrol(app, place.point, NOW, name) for name in ("Kiri", "Kanan")]
    assert watch(app, NOW + 14 * MINUTE) == []
    told = watch(app, NOW + 15 * MINUTE)
    assert {one["to_id"] for one in told} == people
    assert len(told) == len(people), "one for both tablets"
    assert "Kanan" in told[0]["values"]
    assert "11.00 WITA" in told[0]["values"]
    assert watch(app, NOW + 60 * MINUTE) == told
    tablets.beat(app, place.point, keys[0], NOW + 61 * MINUTE)
    again = [one for one in watch(app, NOW + 76 * MINUTE) if one not in told]
    assert {one["to_id"] for one in again} == people
    assert "Kanan" not in again[0]["values"]


def test_who_speaks_while_the_notice_is_written_is_not_told_of(app: Flask, place: Place) -> None:
    key = tablets.enrol(app, place.point, NOW)
    number = rows(app, "devices")[0]["id"]
    tablets.beat(app, place.point, key, NOW + MINUTE)
    with app.app_context(), transaction():
        assert not devices.mark_told(number, NOW, NOW + 2 * MINUTE)
        assert devices.mark_told(number, NOW + MINUTE, NOW + 2 * MINUTE)
        assert not devices.mark_told(number, NOW + MINUTE, NOW + 3 * MINUTE), "told before"
        devices.revoke(number, 0, NOW)
        assert not devices.revoke(number, 0, NOW)


def test_nobody_is_told_at_night_on_a_holiday_or_in_the_first_minutes_of_the_day(
    app: Flask, place: Place, people: set[int]
) -> None:
    tablets.enrol(app, place.point, NOW + timedelta(hours=4, minutes=55))
    evening, night = NOW + timedelta(hours=6), NOW + timedelta(hours=14)
    christmas = datetime(2026, 12, 25, 3, 0, tzinfo=UTC)
    sunday = datetime(2026, 10, 18, 3, 0, tzinfo=UTC)
    for now in (evening, night, christmas, sunday, MORNING, MORNING + 14 * MINUTE):
        assert watch(app, now) == [], now
    assert watch(app, MORNING + 15 * MINUTE) != []


def test_what_is_closed_or_revoked_is_missed_by_nobody(
    app: Flask, place: Place, people: set[int], admin: Actor
) -> None:
    tablets.enrol(app, place.point, NOW)
    other = make_place(app, "upt", point="2B4C6D8E", parent=place.unit_id)
    tablets.enrol(app, other.point, NOW)
    gone = rows(app, "devices")[0]["id"]
    with app.app_context():
        revoke_device(admin.id, place.point, gone, NOW)
        with transaction():
            points.close(other.point, NOW)
    assert watch(app, NOW + 60 * MINUTE) == []


def test_where_nobody_sits_nearby_whoever_keeps_the_tablets_is_told(
    app: Flask, place: Place, admin: Actor
) -> None:
    tablets.enrol(app, place.point, NOW)
    assert [one["to_id"] for one in watch(app, NOW + 15 * MINUTE)] == [admin.id]


def test_the_list_says_what_is_wrong_with_each_tablet(app: Flask, place: Place) -> None:
    below = make_place(app, "upt", point="2B4C6D8E", parent=place.unit_id)
    beside = make_place(app, "rsud", point="3C5D7E9F")
    wrong = {"waiting": 51, "battery": 14, "charging": False, "behind": 301}
    well = {"waiting": 50, "battery": 15, "charging": False, "behind": 300}
    charging = {"battery": 3, "charging": True}
    told = {"A": wrong, "B": well, "C": charging}
    at = {"A": place, "B": below, "C": beside}
    for name, how in told.items():
        key = tablets.enrol(app, at[name].point, NOW, name)
        tablets.beat(app, at[name].point, key, NOW, **how)
    with app.app_context():
        found = {one.name: one for one in list_devices(place.unit, NOW).tablets}
        every = list_devices(None, NOW + 15 * MINUTE).tablets
    assert {name: one.troubles for name, one in found.items()} == {
        "A": (Trouble.CROWDED, Trouble.LOW, Trouble.CLOCK),
        "B": (),
    }
    assert {one.name for one in every if one.troubles[0] is Trouble.SILENT} == {"A", "B", "C"}
