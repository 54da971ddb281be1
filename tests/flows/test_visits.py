"""Visits: offered once however often it is asked, told to the tablet once, counted by month."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.arrival import judged
from kiosk.domain.place.device import Beat, KnownDevice
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import VisitCount
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows import boxes
from kiosk.flows.delivering import Item
from kiosk.flows.place.beat import Heard, beat
from kiosk.flows.survey.call_tablet import LIFE, call_tablet
from kiosk.flows.survey.count_visits import count_visits
from kiosk.flows.survey.offer_visit import offer_visit
from kiosk.flows.survey.receive_box import State, receive_box
from kiosk.flows.survey.refuse_visit import refuse_at_desk, refuse_visit, take_back
from kiosk.flows.survey.show_counter import show_counter
from kiosk.flows.survey.submit_visit import submit_visit
from kiosk.flows.visiting import ChangedVisit, Offered, TooManyVisits, UnknownService
from tests import desk, visits
from tests.factories import NOW, Place, as_fields, filled, make_place, rows
from tests.tickets import house

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


@pytest.fixture
def officer(app: Flask) -> Actor:
    return desk.make_staff(app)


@pytest.fixture
def device(app: Flask, place: Place) -> KnownDevice:
    from kiosk.flows.place.know_device import know_device
    from kiosk.store.engine import transaction
    from kiosk.store.place import devices

    with app.app_context():
        with transaction():
            devices.add(place.point_id, "Tablet depan", "kunci-tablet", 1, NOW)
        return know_device(place.point, "kunci-tablet", NOW)


def tap(app: Flask, officer: Actor, place: Place, service: str, key: str) -> Offered:
    with app.app_context():
        return offer_visit(officer, place.point, service, key, visits.keys(app), NOW)


def answer(app: Flask, token: str) -> None:
    with app.app_context():
        submit_visit(token, as_fields(filled()), visits.keys(app), NOW)


def refuse(app: Flask, token: str) -> None:
    with app.app_context():
        refuse_visit(token, visits.keys(app), NOW)


def deliver(app: Flask, device: KnownDevice, token: str, minutes_ago: int = 0) -> State:
    """A form the visitor filled in on the tablet."""
    letter = {
        "jalur": "nilai",
        "isi": list(map(list, filled().items())),
        "bahasa": "id",
        "token": token,
    }
    box = boxes.lock(boxes.public_key(house(app).keys), letter, device.point.code, b"n" * 12)
    arrival = judged(NOW, timedelta(minutes=minutes_ago), timedelta(0))
    with app.app_context():
        item = Item(1, device.point.code, arrival, box)
        return receive_box(device, item, house(app), NOW, left=True).state


def heard(app: Flask, device: KnownDevice, later: timedelta = timedelta(0)) -> Heard:
    with app.app_context():
        return beat(device, Beat(NOW, 0), visits.keys(app), NOW + later)


def test_two_taps_on_one_button_are_one_visit_and_two_buttons_two(
    app: Flask, place: Place, officer: Actor
) -> None:
    first, again = (tap(app, officer, place, "ktp", "k1") for _ in range(2))
    assert first == again
    with pytest.raises(ChangedVisit):
        tap(app, officer, place, "kk", "k1")
    assert tap(app, officer, place, "kk", "k2").number != first.number
    with pytest.raises(UnknownService):
        tap(app, officer, place, "paspor", "k3")
    assert len(rows(app, "visits")) == 2


def test_no_counter_completes_two_hundred_services_in_ten_minutes(
    app: Flask, place: Place, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.flows.visiting.MOST", 3)
    for number in range(3):
        tap(app, officer, place, "ktp", f"k{number}")
    with pytest.raises(TooManyVisits):
        tap(app, officer, place, "ktp", "k9")
    assert tap(app, officer, place, "ktp", "k0").is_open, "one that is there is told again"


def test_a_visit_holds_no_identity_and_no_time_of_its_answer(app: Flask, place: Place) -> None:
    answer(app, visits.offer(app, place).token)
    [kept] = rows(app, "visits")
    assert kept.keys() == {
        "number", "point_id", "service_id", "offered_at", "expires_at", "month", "channel",
        "outcome",
    }  # fmt: skip
    [answered] = rows(app, "answers")
    assert str(kept["number"]) not in str(answered)


def test_a_refusal_is_taken_back_and_an_answer_is_not(
    app: Flask, place: Place, officer: Actor
) -> None:
    one = visits.offer(app, place)
    with app.app_context():
        for _ in range(2):
            refuse_at_desk(officer, place.point, one.number, NOW)
        take_back(officer, place.point, one.number, NOW)
    answer(app, one.token)
    with app.app_context():
        for act in (refuse_at_desk, take_back):
            with pytest.raises(DeadVisit):
                act(officer, place.point, one.number, NOW)
    assert [row["outcome"] for row in rows(app, "visits")] == [1]


def test_another_counter_settles_nothing(app: Flask, place: Place, officer: Actor) -> None:
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    one = visits.offer(app, place)
    with app.app_context(), pytest.raises(DeadVisit):
        refuse_at_desk(officer, other.point, one.number, NOW)
    with app.app_context():
        assert show_counter(other.point, one.number, visits.keys(app), NOW).visit is None


def test_the_rate_is_answered_of_offered_by_unit_and_local_month(
    app: Flask, place: Place, officer: Actor
) -> None:
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    tokens = [visits.offer(app, place).token for _ in range(3)]
    answer(app, tokens[0])
    refuse(app, tokens[1])
    # 00.10 WITA on 1 November.
    visits.offer(app, place, now=NOW.replace(day=31, hour=16, minute=10))
    units, months = [place.unit_id, other.unit_id], [202610, 202611]
    with app.app_context():
        found = count_visits(units, months)
        today = show_counter(place.point, None, visits.keys(app), NOW).today
    assert found == {
        (place.unit_id, 202610): VisitCount(3, 1, 1),
        (place.unit_id, 202611): VisitCount(1),
    }
    assert today == VisitCount(3, 1, 1)
    assert [str(one.rate) for one in (today, VisitCount(1), VisitCount())] == [
        "33.3",
        "0.0",
        "None",
    ]


def test_the_tablet_hears_what_the_counter_asks_once(
    app: Flask, place: Place, officer: Actor, device: KnownDevice
) -> None:
    one = visits.offer(app, place, "kk")
    with app.app_context():
        call_tablet(officer, place.point, None, "id", aloud=False, now=NOW)
        call_tablet(officer, place.point, one.number, "en", aloud=True, now=NOW)
    call = heard(app, device).call
    assert call is not None
    assert (call.token, call.service, call.lang, call.aloud) == (one.token, "kk", "en", True)
    assert heard(app, device).call is None
    with app.app_context():
        call_tablet(officer, place.point, one.number, "xx", aloud=False, now=NOW)
    assert heard(app, device, LIFE).call is None, "nobody waits there any more"
    assert rows(app, "kiosk_calls") == []


def test_a_language_or_reading_aloud_alone_marks_nothing(
    app: Flask, place: Place, officer: Actor, device: KnownDevice
) -> None:
    with app.app_context():
        call_tablet(officer, place.point, None, "en", aloud=True, now=NOW)
    call = heard(app, device).call
    assert call is not None
    assert call.token is None
    deliver(app, device, "")
    assert [row["source"] for row in rows(app, "answers")] == [Source.KIOSK]


def test_a_tablets_answer_with_a_living_sign_is_the_visits(
    app: Flask, place: Place, device: KnownDevice
) -> None:
    assert deliver(app, device, visits.offer(app, place).token) is State.STORED
    assert [row["source"] for row in rows(app, "answers")] == [Source.VISIT_TOKEN]
    assert [row["outcome"] for row in rows(app, "visits")] == [1]


def test_an_answer_pressed_in_time_counts_for_its_visit_however_late_it_comes(
    app: Flask, place: Place, device: KnownDevice
) -> None:
    early = visits.offer(app, place, now=NOW - timedelta(hours=5)).token
    deliver(app, device, early, minutes_ago=4 * 60)
    deliver(app, device, visits.offer(app, place, now=NOW - timedelta(hours=5)).token)
    assert [row["source"] for row in rows(app, "answers")] == [Source.VISIT_TOKEN, Source.KIOSK]


def test_a_bad_sign_from_a_tablet_loses_no_answer(
    app: Flask, place: Place, device: KnownDevice
) -> None:
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    used, refused = (visits.offer(app, place).token for _ in range(2))
    answer(app, used)
    refuse(app, refused)
    bad = (used, refused, visits.offer(app, other).token, used[:-1] + "_", "x", "0" * 51)
    assert {deliver(app, device, token) for token in bad} == {State.STORED}
    sources = [row["source"] for row in rows(app, "answers")]
    assert sources == [Source.VISIT_TOKEN, *[Source.KIOSK] * len(bad)]
