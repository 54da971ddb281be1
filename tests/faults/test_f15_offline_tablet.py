"""F15: a tablet was offline for eight hours and its clock is wrong; what it sends then, twice
and in any order, counts once and in its own month."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.arrival import judged
from kiosk.domain.place.device import KnownDevice
from kiosk.domain.survey.source import Source
from kiosk.flows import boxes
from kiosk.flows.delivering import Item
from kiosk.flows.survey.receive_box import Received, State, receive_box
from tests.factories import Place, filled, kept, make_place, rows
from tests.faults import ledger
from tests.tickets import form, house

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

# 00.30 WITA on 1 November: what was said eight hours ago belongs to October.
NOW = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
ANSWERS = ledger.sized(40, 300)
Sent = tuple[int, datetime, bytes]


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def device(app: Flask, place: Place) -> KnownDevice:
    from kiosk.flows.place.know_device import know_device
    from kiosk.store.engine import transaction
    from kiosk.store.place import devices

    with app.app_context():
        with transaction():
            devices.add(place.point_id, "Tablet depan", "kunci-tablet", 1, NOW)
        return know_device(place.point, "kunci-tablet", NOW)


def locked(app: Flask, place: Place, fields: dict[str, str], lane: str = "nilai") -> bytes:
    letter = {"jalur": lane, "isi": list(map(list, fields.items())), "bahasa": "id", "token": ""}
    public = boxes.public_key(house(app).keys)
    return boxes.lock(public, letter, place.point, random.randbytes(12))


def receive(
    app: Flask,
    device: KnownDevice,
    sent: Sent,
    *,
    now: datetime = NOW,
    shift: timedelta = timedelta(0),
    left: bool = True,
) -> Received:
    """As the front does: how long ago by the tablet's clock, and how wrong that clock is."""
    seq, pressed, box = sent
    arrival = judged(now, (now - shift) - pressed, shift)
    with app.app_context():
        item = Item(seq, device.point.code, arrival, box)
        return receive_box(device, item, house(app), now, left=left)


@pytest.mark.parametrize("shift", [timedelta(0), timedelta(days=3), timedelta(days=-3)])
def test_answers_of_eight_hours_replayed_twice_in_any_order_are_as_many_rows(
    app: Flask, place: Place, device: KnownDevice, shift: timedelta, held: Held
) -> None:
    chance = random.Random(15)
    start = NOW - timedelta(hours=8)
    count = ANSWERS if shift or ledger.FULL else ANSWERS // 10
    sent: list[Sent] = [
        (
            seq,
            start + timedelta(seconds=90 * seq) - shift,
            locked(app, place, filled(chance.randint(1, 4))),
        )
        for seq in range(count)
    ]
    states = []
    for _ in range(2):
        chance.shuffle(sent)
        states += [receive(app, device, one, shift=shift).state for one in sent]
    assert states == [State.STORED] * count + [State.AGAIN] * count
    answers = kept(app)
    assert len(answers) == count
    assert {one["source"] for one in answers} == {int(Source.KIOSK)}
    assert {one["month"] for one in answers} == {202610}
    assert sorted(one["at"] for one in answers) == [
        start + timedelta(seconds=90 * seq) for seq in range(count)
    ]
    origins = rows(app, "answer_origins")
    assert {one["device_id"] for one in origins} == {device.id}
    assert {one["clock"] for one in origins} == ({1} if shift else {None})
    assert len(rows(app, "late_answers")) == count
    assert {one["day"].isoformat() for one in rows(app, "late_answers")} == {"2026-11-01"}
    [tally] = rows(app, "tallies")
    assert (tally["month"], tally["respondents"]) == (202610, count)
    held(
        tried=f"{count} answers of 8 h, sent twice in any order, clock {shift.days:+d} days",
        figure=f"{len(answers)} rows, each at its own minute, in its own month",
    )


@pytest.mark.parametrize("ago", [timedelta(days=30), timedelta(hours=-2)])
def test_an_age_nobody_can_believe_is_counted_where_it_came_and_marked(
    app: Flask, place: Place, device: KnownDevice, ago: timedelta
) -> None:
    """No closed month is reached by setting a tablet's clock back."""
    receive(app, device, (1, NOW - ago, locked(app, place, filled(4))))
    [answer], [origin] = kept(app), rows(app, "answer_origins")
    assert (answer["month"], answer["at"]) == (202611, NOW)
    assert (origin["clock"], origin["received_at"]) == (2, None)
    assert rows(app, "late_answers") == []


AGES = {
    timedelta(minutes=-5): True,
    timedelta(minutes=-5, seconds=-1): False,
    timedelta(hours=8): True,
    timedelta(hours=72): True,
    timedelta(hours=72, seconds=1): False,
    timedelta(days=400): False,
}
"""How long ago by the tablet; whether its word counts."""


def test_the_tablets_time_counts_within_its_bounds_and_otherwise_the_servers_with_a_mark(
    app: Flask, place: Place, device: KnownDevice, held: Held
) -> None:
    for seq, age in enumerate(AGES):
        receive(app, device, (seq, NOW - age, locked(app, place, filled(4))))
    answers, origins = kept(app), {one["answer_id"]: one for one in rows(app, "answer_origins")}
    believed = [origins[one["id"]]["clock"] is None for one in answers]
    assert believed == list(AGES.values())
    assert [one["at"] for one in answers] == [
        NOW - max(age, timedelta(0)) if counts else NOW for age, counts in AGES.items()
    ]
    # Only what was said in October and is believed came into a month that had ended.
    assert {one["month"] for one, taken in zip(answers, believed, strict=True) if not taken} == {
        202611
    }
    held(
        tried=f"{len(AGES)} ages from -5 min 1 s to 400 days",
        figure=f"{sum(believed)} believed, {believed.count(False)} at the server's time and marked",
    )


def test_a_complaint_from_the_tablet_has_the_receipt_it_showed_offline(
    app: Flask, place: Place, device: KnownDevice
) -> None:
    from kiosk.domain.complaint.receipt import receipt_of
    from kiosk.store.complaint import words

    key = "tablet-" + "A" * 43
    told = form(kunci=key)
    pressed = NOW - timedelta(hours=8)
    sent = (1, pressed, locked(app, place, told, "aduan"))
    assert [receive(app, device, sent).state for _ in range(2)] == [State.STORED, State.AGAIN]
    [ticket] = rows(app, "tickets")
    # The same without the installation's secret: the tablet knows none.
    assert ticket["number"] == receipt_of(_no_keys(), key, words.words()).number
    assert ticket["received_at"] == pressed


def test_what_cannot_be_taken_is_told_while_the_visitor_is_there_and_kept_when_not(
    app: Flask, place: Place, device: KnownDevice
) -> None:
    from kiosk.domain.complaint.entry import InvalidComplaint

    sent = (1, NOW, locked(app, place, form(isi="", nama="Rahasia"), "aduan"))
    with pytest.raises(InvalidComplaint):
        receive(app, device, sent, left=False)
    assert rows(app, "parked_items") == []
    assert [receive(app, device, sent).state for _ in range(2)] == [State.PARKED] * 2
    [parked] = rows(app, "parked_items")
    assert parked["reason"] == "InvalidComplaint: isi"
    assert parked["box"] == sent[2]


def test_a_box_that_nobody_can_open_is_kept_too(
    app: Flask, place: Place, device: KnownDevice
) -> None:
    bent = bytearray(locked(app, place, filled(4)))
    bent[-1] ^= 1
    assert receive(app, device, (1, NOW, bytes(bent))).state is State.PARKED
    assert len(rows(app, "parked_items")) == 1
    assert kept(app) == []


def _no_keys() -> Any:
    class NoKeys:
        def of(self, purpose: str) -> bytes:
            raise AssertionError(purpose)

    return NoKeys()
