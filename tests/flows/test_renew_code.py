"""A renewed QR: the old print works for a week, then points elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.place.point import ClosedPoint, RetiredCode, UnknownPoint
from kiosk.flows.place.open_point import open_point
from kiosk.flows.place.renew_code import look_at_codes, renew_code
from kiosk.flows.survey.submit_answer import submit_answer
from kiosk.store.engine import transaction
from kiosk.store.place import points
from tests import desk
from tests.factories import NOW, Place, as_fields, filled, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

WEEK = timedelta(days=7)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def new(app: Flask, place: Place) -> str:
    with app.app_context():
        return renew_code(desk.make_staff(app), place.point, NOW).code


def test_both_codes_lead_to_the_counter_for_a_week(app: Flask, place: Place, new: str) -> None:
    with app.app_context():
        for code in (place.point, new, place.point.lower(), "-".join(place.point)):
            found = open_point(code, NOW + WEEK - MOMENT).point
            assert (found.id, found.code) == (place.point_id, new)


def test_answers_under_the_old_code_are_the_counters_own(
    app: Flask, place: Place, new: str
) -> None:
    with app.app_context():
        for code in (place.point, new):
            submit_answer(code, as_fields(filled()), NOW + WEEK - MOMENT)
    assert [one["point_id"] for one in rows(app, "answers")] == [place.point_id] * 2


def test_after_the_week_the_old_code_is_retired_and_takes_nothing(
    app: Flask, place: Place, new: str
) -> None:
    before = snapshot(app)
    with app.app_context():
        with pytest.raises(RetiredCode) as retired:
            open_point(place.point, NOW + WEEK)
        with pytest.raises(RetiredCode):
            submit_answer(place.point, as_fields(filled()), NOW + WEEK)
        assert open_point(new, NOW + WEEK).takes_answers
    assert retired.value.values["unit"] == "Dinas Dukcapil Kota Kupang"
    assert snapshot(app) == before


def test_a_second_renewal_keeps_each_old_code_for_its_own_week(
    app: Flask, place: Place, new: str
) -> None:
    with app.app_context():
        later = NOW + timedelta(days=3)
        newest = renew_code(desk.make_staff(app), new, later).code
        at = NOW + WEEK
        with pytest.raises(RetiredCode):
            open_point(place.point, at)
        assert open_point(new, at).point.code == newest
        old = look_at_codes(newest).old
    assert old == ((new, later + WEEK), (place.point, NOW + WEEK))


def test_sent_twice_it_is_renewed_once(app: Flask, place: Place, new: str) -> None:
    before = snapshot(app)
    with app.app_context(), pytest.raises(UnknownPoint):
        renew_code(desk.make_staff(app), place.point, NOW)
    after = snapshot(app)
    assert (before["points"], before["old_codes"]) == (after["points"], after["old_codes"])


def test_a_closed_counter_gets_no_new_code(app: Flask, place: Place) -> None:
    with app.app_context():
        with transaction():
            points.close(place.point, NOW)
        before = snapshot(app)["points"]
        with pytest.raises(ClosedPoint):
            renew_code(desk.make_staff(app), place.point, NOW)
    assert snapshot(app)["points"] == before


def test_the_renewal_is_in_the_record_and_moves_the_version(
    app: Flask, place: Place, new: str
) -> None:
    record = rows(app, "audit_records")[-1]
    assert (record["action"], record["object_id"]) == ("ganti-kode-loket", new)
    assert f'["{place.point}", "{new}"]' in record["details"]
    assert rows(app, "points")[0]["version"] == 2
