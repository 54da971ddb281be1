"""What is closed keeps its history, and can be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.flows.place.close_point import close_point
from kiosk.flows.place.close_service import OnlyService, close_service
from kiosk.flows.place.close_unit import StillUsed, close_unit
from kiosk.flows.place.edit_point import edit_point
from kiosk.flows.place.open_point import open_point
from kiosk.flows.place.reopen_point import reopen_point
from kiosk.flows.place.reopen_service import reopen_service
from kiosk.flows.place.reopen_unit import ParentClosed, reopen_unit
from tests.factories import NOW, Place, answer, make_place, rows
from tests.flows.place.conftest import Records

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

WHY = "pindah ke mal pelayanan publik"


def test_a_closed_point_keeps_its_answers_and_its_code(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    answer(app, place)
    with app.app_context():
        close_point(admin, place.point, WHY, NOW)
        assert not open_point(place.point, NOW).takes_answers
        assert len(rows(app, "answers")) == 1
        reopen_point(admin, place.point, NOW)
        assert open_point(place.point, NOW).takes_answers
    assert [one["action"] for one in records()] == ["tutup-loket", "buka-loket"]
    [text] = rows(app, "audit_texts")
    assert text["text"] == WHY
    assert all(WHY not in str(one["details"]) for one in records())


def test_closing_twice_is_recorded_once(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    with app.app_context():
        close_point(admin, place.point, WHY, NOW)
        close_point(admin, place.point, WHY, NOW)
    assert len(records()) == 1


def test_a_closed_service_is_no_longer_offered(app: Flask, place: Place, admin: Actor) -> None:
    def offered() -> list[str]:
        return [one.code for one in open_point(place.point, NOW).point.services]

    with app.app_context():
        close_service(admin, place.unit, "kk", WHY, NOW)
        assert offered() == ["ktp"]
        reopen_service(admin, place.unit, "kk", NOW)
        assert sorted(offered()) == ["kk", "ktp"]


def test_a_counters_only_service_is_not_closed_under_it(
    app: Flask, place: Place, admin: Actor
) -> None:
    """It would offer nothing at all, and take no answer."""
    with app.app_context():
        edit_point(admin, place.point, 1, "Loket KTP", ["ktp"], NOW)
        with pytest.raises(OnlyService, match="Loket KTP"):
            close_service(admin, place.unit, "ktp", WHY, NOW)
        close_service(admin, place.unit, "kk", WHY, NOW)


def test_a_unit_closes_after_those_below_and_opens_before_them(
    app: Flask, place: Place, admin: Actor
) -> None:
    below = make_place(app, "kel-oebobo", point="0000AAAA", parent=place.unit_id)
    with app.app_context():
        with pytest.raises(StillUsed):
            close_unit(admin, place.unit, WHY, NOW)
        close_unit(admin, below.unit, WHY, NOW)
        close_unit(admin, place.unit, WHY, NOW)
        assert not open_point(below.point, NOW).takes_answers
        with pytest.raises(ParentClosed):
            reopen_unit(admin, below.unit, NOW)
        reopen_unit(admin, place.unit, NOW)
        reopen_unit(admin, below.unit, NOW)
        assert open_point(below.point, NOW).takes_answers
