"""The outbox as it is kept: written with what it tells about, held by one worker at a time."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.upkeep.delivery import Failure, Verdict
from kiosk.domain.upkeep.notice import (
    DUE_SOON,
    NEWS,
    SEALED,
    SIGNALS,
    Channel,
    Draft,
    Kind,
    Recipient,
)
from kiosk.store.engine import reading, transaction
from kiosk.store.upkeep import notices
from kiosk.store.upkeep.notices import Claimed, Tally
from tests.factories import NOW, rows

if TYPE_CHECKING:
    from flask import Flask

MAIL = (Channel.MAIL,)
BOTH = (Channel.MAIL, Channel.HOOK)
VALUES = {"number": "SL-1", "unit": "Unit é", "due": "besok"}
HELD = timedelta(minutes=2)


def draft(to_id: int = 1, **more: Any) -> Draft:
    return Draft(DUE_SOON, Recipient.STAFF, to_id, values=VALUES, **more)


def add(app: Flask, one: Draft | None = None, seconds: float = 0, **when: Any) -> int | None:
    with app.app_context(), transaction():
        return notices.add(one or draft(), NOW + timedelta(seconds=seconds), **when)


def claim(
    app: Flask, owner: str = "satu", seconds: float = 0, channels: tuple[Channel, ...] = MAIL
) -> Claimed | None:
    now = NOW + timedelta(seconds=seconds)
    with app.app_context(), transaction():
        return notices.claim(owner, channels, now, now + HELD)


def fail(app: Flask, held: Claimed, what: Verdict, owner: str = "satu") -> bool:
    with app.app_context(), transaction():
        return notices.mark_failed(held, owner, what, Failure.CLOSED.value, NOW)


def only(app: Flask) -> dict[str, Any]:
    (row,) = rows(app, "notices")
    return row


def test_a_notice_is_gone_with_the_transaction_it_was_written_in(app: Flask) -> None:
    def fails() -> None:
        with transaction():
            notices.add(draft(), NOW)
            raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        fails()
    assert rows(app, "notices") == []


def test_a_notice_keeps_whom_it_is_for_and_no_address(app: Flask) -> None:
    made = add(app, draft(to_id=2**62))
    row = only(app)
    assert row["id"] == made
    assert row["to_id"] == 2**62
    assert not any("@" in str(value) for value in row.values())
    held = claim(app)
    assert held is not None
    assert held.values == VALUES
    assert (held.id, held.to, held.to_id) == (made, Recipient.STAFF, 2**62)


def test_numbers_are_random_and_large(app: Flask) -> None:
    made = [add(app) or 0 for _ in range(20)]
    assert made != sorted(made)
    assert max(made) > 2**55


def test_one_worker_holds_a_notice_until_its_lease_is_over(app: Flask) -> None:
    add(app)
    assert claim(app) is not None
    assert claim(app, "dua", seconds=119) is None
    taken = claim(app, "dua", seconds=121)
    assert taken is not None
    assert (taken.attempts, taken.unsure) == (2, 1), "the first try may have arrived"


def test_the_longest_due_goes_first_and_nothing_before_its_time(app: Flask) -> None:
    add(app, draft(2), due_at=NOW + timedelta(seconds=20))
    add(app, draft(1), due_at=NOW + timedelta(seconds=10))
    assert claim(app, seconds=9) is None
    assert [held.to_id for at in (30, 30) if (held := claim(app, seconds=at))] == [1, 2]


def test_only_the_channels_asked_for_are_claimed(app: Flask) -> None:
    add(app, draft(channel=Channel.HOOK))
    assert claim(app) is None
    assert claim(app, channels=()) is None
    assert claim(app, channels=BOTH) is not None


def test_what_was_sent_is_never_claimed_again(app: Flask) -> None:
    add(app)
    held = claim(app)
    assert held is not None
    with app.app_context(), transaction():
        notices.mark_sent(held.id, NOW)
    assert claim(app, seconds=10**6) is None
    assert only(app)["sent_at"] == NOW


def test_a_failure_is_given_back_with_its_next_time(app: Flask) -> None:
    add(app)
    held = claim(app)
    assert held is not None
    assert fail(app, held, Verdict(NOW + timedelta(minutes=1), 0))
    assert claim(app, seconds=59) is None
    again = claim(app, seconds=60)
    assert again is not None
    assert (again.attempts, again.unsure) == (2, 0), "a known failure did not arrive"


def test_a_late_failure_does_not_take_the_notice_from_its_new_holder(app: Flask) -> None:
    """Also where the new holder has the old one's name: a container's process has the same."""
    add(app)
    held = claim(app)
    newer = claim(app, seconds=121)
    assert held is not None
    assert newer is not None
    assert not fail(app, held, Verdict(NOW, 0))
    assert claim(app, "dua", seconds=122) is None


def test_a_very_late_failure_does_not_end_a_try_that_a_person_asked_for(app: Flask) -> None:
    number = add(app)
    held, newer = claim(app), claim(app, "dua", seconds=121)
    assert held is not None
    assert newer is not None
    assert fail(app, newer, Verdict(None, 2), "dua")
    with app.app_context(), transaction():
        assert notices.requeue(number, NOW) == 1
    assert claim(app, "tiga", seconds=130) is not None
    assert not fail(app, held, Verdict(None, 0))


def test_a_late_success_counts_whoever_holds_it(app: Flask) -> None:
    add(app)
    held, newer = claim(app), claim(app, "dua", seconds=121)
    assert held is not None
    assert newer is not None
    with app.app_context(), transaction():
        notices.mark_sent(held.id, NOW)
    assert not fail(app, newer, Verdict(None, 1), "dua")
    assert only(app)["dead_at"] is None


def test_two_workers_never_hold_the_same(app: Flask) -> None:
    """Forty notices, four workers at once, each claimed by one."""
    for number in range(1, 41):
        add(app, draft(number))
    found: list[int] = []

    def work(owner: str) -> None:
        while (held := claim(app, owner)) is not None:
            found.append(held.to_id)

    workers = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(found) == list(range(1, 41))


def test_a_sealed_case_leaves_no_time_and_no_second_notice(app: Flask) -> None:
    for seconds in (0, 1234.5):
        add(app, Draft(SEALED, Recipient.STAFF, 1), seconds=seconds)
    row = only(app)
    assert row["made_at"] == row["due_at"] == row["next_at"] == NOW.replace(hour=6)
    assert row["values"] == "{}"
    add(app, Draft(SEALED, Recipient.STAFF, 2))
    assert len(rows(app, "notices")) == 2


def test_an_anonymous_case_leaves_no_time_but_each_of_its_notices(app: Flask) -> None:
    for seconds in (0, 1234.5):
        add(app, draft(quiet=True), seconds=seconds)
    assert {row["made_at"] for row in rows(app, "notices")} == {NOW.replace(hour=6)}
    assert len(rows(app, "notices")) == 2


def test_when_a_channel_answers_again_what_waited_for_it_is_due(app: Flask) -> None:
    later = Verdict(NOW + timedelta(hours=1), 0)
    for number in (1, 2):
        add(app, draft(number))
        held = claim(app)
        assert held is not None
        fail(app, held, later)
    add(app, due_at=NOW + timedelta(hours=2))
    with app.app_context(), transaction():
        assert notices.wake(Channel.HOOK, NOW) == 0
        assert notices.wake(Channel.MAIL, NOW) == 2
    due = [held.to_id for _ in "abc" if (held := claim(app))]
    assert sorted(due) == [1, 2]


def test_dead_letters_are_listed_sent_again_or_taken_out(app: Flask) -> None:
    number = add(app)
    held = claim(app)
    assert held is not None
    assert number is not None
    with app.app_context(), transaction():
        assert not notices.requeue(number, NOW)
        assert not notices.drop(number)
    fail(app, held, Verdict(None, 2))
    with app.app_context(), transaction():
        (letter,) = notices.dead(10)
        assert (letter.to_id, letter.attempts) == (1, 1)
        assert letter.last_error == Failure.CLOSED.value
        assert notices.tally(MAIL, NOW).dead == 1
        assert notices.requeue(None, NOW) == 1
        assert [row.id for row in notices.waiting(10)] == [number]
    again = claim(app)
    assert again is not None
    assert (again.attempts, again.unsure) == (1, 0)
    fail(app, again, Verdict(None, 0))
    with app.app_context(), transaction():
        assert notices.drop(number)
    assert rows(app, "notices") == []


def test_what_nobody_set_up_is_counted_apart_and_given_up_in_time(app: Flask) -> None:
    add(app)
    add(app, draft(channel=Channel.HOOK))
    with app.app_context(), transaction():
        found = notices.tally((Channel.HOOK,), NOW + timedelta(hours=1))
        assert (found.waiting, found.dead, found.unset, found.due_since) == (1, 0, 1, NOW)
        assert notices.give_up(Channel.MAIL, NOW, NOW) == 0
        assert notices.give_up(Channel.MAIL, NOW + timedelta(seconds=1), NOW) == 1
        found = notices.tally((Channel.HOOK,), NOW)
        assert (found.waiting, found.dead, found.unset) == (1, 0, 1)
        assert notices.dead(10)[0].last_error == Failure.UNSET.value


@pytest.mark.parametrize("kind", [SEALED, SIGNALS])
def test_of_a_sealed_case_nobody_counts_what_waits_or_could_not_be_delivered(
    app: Flask, kind: Kind
) -> None:
    add(app, Draft(kind, Recipient.STAFF, 1))
    late = NOW + timedelta(days=1)

    def seen() -> list[object]:
        with app.app_context(), reading():
            told = notices.tally(MAIL, late), notices.tally((), late)
            return [*told, notices.dead(10), notices.waiting(10)]

    nothing: list[object] = [Tally(0, 0, 0, None), Tally(0, 0, 0, None), [], []]
    assert seen() == nothing
    held = claim(app, seconds=86_400)
    assert held is not None
    fail(app, held, Verdict(None, 2))
    assert seen() == nothing
    with app.app_context(), transaction():
        assert notices.requeue(held.id, late) == 0
    assert claim(app, seconds=86_400) is not None, "sent again with the others all the same"


def test_overdue_counts_from_when_it_should_have_gone(app: Flask) -> None:
    add(app)
    held = claim(app)
    assert held is not None
    fail(app, held, Verdict(NOW + timedelta(hours=1), 0))
    add(app, due_at=NOW + timedelta(hours=5))
    with app.app_context(), reading():
        assert notices.overdue_since(MAIL, NOW + timedelta(minutes=30)) == NOW
        assert notices.overdue_since((Channel.HOOK,), NOW) is None


def test_old_ones_are_forgotten_and_waiting_ones_never(app: Flask) -> None:
    for number, what in ((1, "sent"), (2, "dead"), (3, "waiting")):
        add(app, draft(number))
        held = claim(app)
        assert held is not None
        with app.app_context(), transaction():
            if what == "sent":
                notices.mark_sent(held.id, NOW)
        if what != "sent":
            fail(app, held, Verdict(None if what == "dead" else NOW + timedelta(days=999), 0))
    with app.app_context(), transaction():
        assert notices.purge(NOW, NOW) == 0
        assert notices.purge(NOW + timedelta(seconds=1), NOW) == 1
        assert notices.purge(NOW, NOW + timedelta(seconds=1)) == 1
    assert only(app)["to_id"] == 3


def test_a_reporters_language_is_kept(app: Flask) -> None:
    add(app, Draft(NEWS, Recipient.REPORTER, 5, language="en"))
    held = claim(app)
    assert held is not None
    assert held.language == "en"
