"""A unit with everything it needs is made at one go, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role
from kiosk.domain.place.edit import InvalidEntry
from kiosk.flows.place.make_unit import NewUnit, make_unit
from kiosk.flows.place.open_point import open_point
from tests import desk
from tests.factories import NOW, Place, make_place, rows, snapshot
from tests.flows.place.conftest import Records

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

SERVICES = "\n".join(f"Layanan {number}" for number in range(1, 11))
POINTS = "\n".join(f"Loket {number}" for number in range(1, 6))


def wanted(**changes: str) -> NewUnit:
    given = {
        "place": "instansi:pemkot-kupang",
        "name": "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Timor Tengah Selatan",
        "timezone": "Asia/Makassar",
        "services": SERVICES,
        "points": POINTS,
        "instrument": "skm-2017",
        **changes,
    }
    return NewUnit(**given)  # type: ignore[arg-type]


def test_ten_services_and_five_points_take_answers_at_once(
    app: Flask, admin: Actor, records: Records
) -> None:
    with app.app_context():
        code = make_unit(admin, wanted(), NOW)
        made = [one for one in rows(app, "points") if one["name"].startswith("Loket ")][-5:]
        counters = [open_point(one["code"], NOW) for one in made]
    assert code == "DISDUKCAPIL-TTS"
    assert {one.point.unit.code for one in counters} == {code}
    assert all(one.takes_answers and len(one.point.services) == 10 for one in counters)
    assert len({one.point.code for one in counters}) == 5
    [record] = [one for one in records() if one["action"] == "buat-unit"]
    assert (record["actor_id"], record["object_id"]) == (admin.id, code)
    assert record["details"]["points"][1] == [one["code"] for one in made]


def test_a_second_unit_of_the_same_name_gets_a_code_of_its_own(app: Flask, admin: Actor) -> None:
    with app.app_context():
        codes = [make_unit(admin, wanted(), NOW) for _ in range(3)]
    assert codes == ["DISDUKCAPIL-TTS", "DISDUKCAPIL-TTS-2", "DISDUKCAPIL-TTS-3"]


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(app: Flask, admin: Actor) -> None:
    before = snapshot(app)
    bad = wanted(
        name=" ", timezone="Asia/Tokyo", phone="hubungi Ani", services="KTP\nktp", instrument="x"
    )
    with app.app_context(), pytest.raises(InvalidEntry) as refused:
        make_unit(admin, bad, NOW)
    assert set(refused.value.wrong) == {"name", "timezone", "phone", "services", "instrument"}
    assert snapshot(app) == before


@pytest.mark.parametrize("above", ["instansi:lain", "unit:dukcapil-lain", "unit:tidak-ada", "x"])
def test_nobody_builds_below_what_is_not_theirs(app: Flask, admin: Actor, above: str) -> None:
    make_place(app, "dukcapil-lain", point="0000AAAA", instansi="lain")
    before = snapshot(app)
    with app.app_context(), pytest.raises(NotAllowed):
        make_unit(admin, wanted(place=above), NOW)
    assert snapshot(app) == before


def test_a_head_builds_below_the_own_unit_only(app: Flask, place: Place) -> None:
    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    with app.app_context():
        code = make_unit(head, wanted(place=f"unit:{place.unit}"), NOW)
        with pytest.raises(NotAllowed):
            make_unit(head, wanted(), NOW)
    [made] = [one for one in rows(app, "units") if one["code"] == code]
    assert made["parent_id"] == place.unit_id


def test_without_an_audit_record_there_is_no_unit(
    app: Flask, admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_values: object) -> int:
        raise RuntimeError("tidak dapat mencatat")

    monkeypatch.setattr("kiosk.store.people.audit.append", broken)
    before = snapshot(app)
    with app.app_context(), pytest.raises(RuntimeError):
        make_unit(admin, wanted(), NOW)
    assert snapshot(app) == before
