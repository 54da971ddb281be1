"""What a tablet sent and could not be taken is kept once, taken in once, and never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.arrival import judged
from kiosk.domain.place.tablet_watch import SettledItem, StillParked, TooManyParked
from kiosk.flows.delivering import Item
from kiosk.flows.place.renew_code import renew_code
from kiosk.flows.place.revoke_device import revoke_device
from kiosk.flows.survey import receive_box
from kiosk.flows.survey.receive_box import State
from kiosk.flows.survey.settle_parked import retry_parked, settle_parked
from kiosk.store.engine import transaction
from kiosk.store.place import edits, points, revision
from tests import tablets
from tests.factories import NOW, Place, filled, kept, make_place, rows
from tests.tickets import form, house

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

HOUR = timedelta(hours=1)


@pytest.fixture
def key(app: Flask, place: Place) -> str:
    return tablets.enrol(app, place.point, NOW)


def close(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        points.close(place.point, NOW)


def reopen(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        assert edits.mark_closed(edits.point(place.point), None)
        revision.move()


def settle(app: Flask, place: Place, item: int = 1, code: str = "") -> None:
    with app.app_context():
        settle_parked(7, code or place.point, item, house(app), NOW + 9 * HOUR)


def test_it_is_kept_once_and_goes_in_once_as_of_when_it_was_pressed(
    app: Flask, place: Place, key: str
) -> None:
    close(app, place)
    fields, pressed = filled(3), NOW - 2 * HOUR
    sent = tablets.send(app, place.point, key, fields, NOW, pressed=pressed)
    assert sent.state is State.PARKED
    with pytest.raises(StillParked, match="Buka loketnya"):
        settle(app, place)
    reopen(app, place)
    settle(app, place)
    with pytest.raises(SettledItem):
        settle(app, place)
    [answer], [item] = kept(app), rows(app, "parked_items")
    [origin] = rows(app, "answer_origins")
    assert answer["at"] == pressed
    assert origin["received_at"] == NOW
    assert (item["settled_by"], item["settled_at"], item["box"]) == (7, NOW + 9 * HOUR, b"")
    # The tablet never heard that it was kept.
    again = tablets.send(app, place.point, key, fields, NOW + 10 * HOUR, pressed=pressed)
    assert again.state is State.AGAIN
    assert len(kept(app)) == 1


def test_two_who_try_at_once_count_it_once(app: Flask, place: Place, key: str) -> None:
    close(app, place)
    tablets.send(app, place.point, key, filled(4), NOW)
    reopen(app, place)

    def tried(_who: str) -> None:
        with suppress(SettledItem):
            settle(app, place)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tried, "ab"))
    assert len(kept(app)) == 1
    records = [one for one in rows(app, "audit_records") if one["action"] == "masukkan-titipan"]
    assert len(records) == 1


def test_every_day_all_are_tried_again_and_the_bad_ones_stay(
    app: Flask, place: Place, key: str, admin: Actor
) -> None:
    close(app, place)
    for seq in (1, 2):
        tablets.send(app, place.point, key, filled(4), NOW, seq=seq)
    tablets.send(app, place.point, key, form(), NOW, seq=3, lane="aduan")
    tablets.send(app, place.point, key, {"kunci": "x" * 20}, NOW, seq=4)
    # That the tablet is gone meanwhile takes nothing from what it brought.
    with app.app_context():
        revoke_device(admin.id, place.point, rows(app, "devices")[0]["id"], NOW)
        assert retry_parked(house(app), NOW) == "0 titipan masuk, 4 masih menunggu"
    reopen(app, place)
    with app.app_context():
        assert retry_parked(house(app), NOW) == "3 titipan masuk, 1 masih menunggu"
        assert retry_parked(house(app), NOW) == "0 titipan masuk, 1 masih menunggu"
    [left] = [one for one in rows(app, "parked_items") if one["settled_at"] is None]
    assert left["reason"].startswith("InvalidAnswer: ")
    assert len(left["box"]) > 0
    assert (len(kept(app)), len(rows(app, "tickets"))) == (2, 1)


def test_a_tablet_parks_so_much_and_no_more_and_may_repeat_what_lies_there(
    app: Flask, place: Place, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds a stolen key fills no disk; of an honest tablet nothing is lost: it keeps
    what is not taken."""
    now, lent = NOW, house(app)
    device = tablets.known(app, place.point, key, now)
    arrival = judged(now, timedelta(0))
    monkeypatch.setattr(receive_box, "MOST", 3)
    boxes = [bytes([number]) * 200 for number in range(4)]

    def park(number: int) -> State:
        item = Item(number, place.point, arrival, boxes[number])
        with app.app_context():
            return receive_box.receive_box(device, item, lent, now, left=True).state

    assert {park(number) for number in (0, 1, 2)} == {State.PARKED}
    with pytest.raises(TooManyParked):
        park(3)
    assert park(2) is State.PARKED
    monkeypatch.setattr(receive_box, "MOST", 9)
    monkeypatch.setattr(receive_box, "HEAVIEST", 700)
    with pytest.raises(TooManyParked):
        park(3)
    assert len(rows(app, "parked_items")) == 3


def test_of_an_item_that_went_in_nobody_reads_when_it_was_pressed_or_what_it_was(
    app: Flask, place: Place, key: str
) -> None:
    """F55: of an anonymous complaint only the day is kept."""
    close(app, place)
    tablets.send(app, place.point, key, form(), NOW, pressed=NOW - timedelta(hours=2), lane="aduan")
    reopen(app, place)
    later = NOW + timedelta(days=1)
    with app.app_context():
        assert retry_parked(house(app), later) == "1 titipan masuk, 0 masih menunggu"
    [item] = rows(app, "parked_items")
    assert {item["pressed_at"], item["received_at"], item["settled_at"]} == {later}
    assert (item["box"], item["reason"], item["seq"]) == (b"", "", 0)


def test_what_was_locked_before_the_code_was_renewed_still_opens(
    app: Flask, place: Place, key: str, admin: Actor
) -> None:
    with app.app_context():
        code = renew_code(admin, place.point, NOW).code
    sent = tablets.send(app, code, key, filled(4), NOW, locked_with=place.point)
    assert sent.state is State.STORED
    foreign = make_place(app, "rsud", point="3C5D7E9F")
    sent = tablets.send(app, code, key, filled(4), NOW, locked_with=foreign.point)
    assert sent.state is State.PARKED


def test_an_item_is_tried_at_its_own_counter_only(app: Flask, place: Place, key: str) -> None:
    other = make_place(app, "rsud", point="3C5D7E9F")
    close(app, place)
    tablets.send(app, place.point, key, filled(4), NOW)
    for item, code in ((1, other.point), (2**63, place.point), (99, place.point)):
        with pytest.raises(SettledItem):
            settle(app, place, item, code)
