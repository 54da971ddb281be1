"""The database counts what a count of the tickets one by one finds, today and on days gone by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.complaint.handling import handling
from kiosk.domain.complaint.handling_counts import Case, Milestone, Verdict, of_cases, verdict
from kiosk.domain.complaint.handling_counts import HandlingCounts as Counts
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.ticket import STEPS, By, Ending, Move, State, possible
from tests import tickets
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

TODAY = date(2026, 10, 15)
DAYS = [TODAY, *(TODAY - timedelta(days=back) for back in (1, 2, 5, 9, 14, 20, 27, 40))]
OVER = (State.CLOSED, State.OUTSIDE, State.ARCHIVED)
ZONES = {"dukcapil-kupang": "Asia/Makassar", "dukcapil-jayapura": "Asia/Jayapura"}


@pytest.fixture
def lived(app: Flask) -> Flask:
    """Forty tickets of two zones that went every way the table of moves allows."""
    here = make_place(app)
    there = make_place(
        app, "dukcapil-jayapura", point="8G4M2RWZ", zone=ZONES["dukcapil-jayapura"],
        instansi="pemkot-jayapura",
    )  # fmt: skip
    rng = Random(20261015)
    for number in range(40):
        _live(app, rng, there if number % 3 == 0 else here)
    _join(app, rng)
    return app


def _live(app: Flask, rng: Random, place: Place) -> None:
    at = NOW - timedelta(hours=rng.randrange(1, 45 * 24))
    subject = rng.choice(["waktu", "waktu", "waktu", "pungli"])
    kind = rng.choice(["pengaduan", "informasi", "aspirasi"])
    made = tickets.file(app, place, now=at, kategori=subject, jenis=kind)
    while (at := at + timedelta(hours=rng.randrange(1, 200))) < NOW:
        _step(app, rng, made.number, at)


def _step(app: Flask, rng: Random, number: str, at: datetime) -> None:
    from kiosk.flows.tickets import REPORTER, Doer, make_move, note_change
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        row = kept.by_number(number)
        objected = row.objected_at is not None
        steps = [
            (one.move, by) for by in By for one in possible(State(row.state), by, objected=objected)
        ]
        if State(row.state) in OVER and row.rating is None and rng.random() < 0.4:
            note_change(row, "nilai", REPORTER, at, rating=rng.randint(1, 4), rated_at=at)
        elif steps and (State(row.state) not in OVER or rng.random() < 0.5):
            move, by = rng.choice(steps)
            make_move(row, move, Doer(by), at)


def _join(app: Flask, rng: Random) -> None:
    """Two are joined to a third; one is parted from it later."""
    from kiosk.flows.tickets import SYSTEM, note_change
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.complaint.handling import JOINED
    from kiosk.store.engine import transaction

    found = rng.sample([one for one in rows(app, "tickets") if not one["sealed"]], 3)
    with app.app_context(), transaction():
        for one in found[:2]:
            row, at = kept.by_id(one["id"]), NOW - timedelta(days=10)
            note_change(row, JOINED, SYSTEM, at, merged_into=found[2]["id"])
        row, at = kept.by_id(found[0]["id"]), NOW - timedelta(days=4)
        note_change(row, "pisahkan", SYSTEM, at, merged_into=None)


def counted(app: Flask, as_of: date, unit: str = "") -> Counts:
    """By the database, as the report asks it."""
    from kiosk.domain.complaint.handling_span import Span
    from kiosk.flows.counting import Sealed
    from kiosk.flows.handled import HandlingCounter
    from kiosk.store.complaint import handling as store
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        every = [one["id"] for one in rows(app, "units") if unit in ("", one["code"])]
        span = Span(date(2026, 1, 1), TODAY, as_of)
        return HandlingCounter(store.offices(every), span, Sealed(frozenset(every)), NOW).counts()


class Whole:
    """Everything the tables hold, ticket by ticket."""

    def __init__(self, app: Flask) -> None:
        from kiosk.store.engine import reading
        from kiosk.store.place import calendar

        self.tickets = rows(app, "tickets")
        self.units = {one["id"]: one for one in rows(app, "units")}
        self.moves = _by_ticket(rows(app, "ticket_moves"))
        self.limits = _by_ticket(rows(app, "ticket_deadlines"))
        self.pauses = _by_ticket(rows(app, "ticket_pauses"))
        with app.app_context(), reading():
            self.calendars = {one: calendar.of_unit(one) for one in self.units}

    def cases(self, as_of: date) -> Iterator[Case]:
        for row in self.tickets:
            zone = ZoneInfo(self.units[row["origin_id"]]["timezone"])
            end = datetime.combine(as_of + timedelta(days=1), time(), zone).astimezone(UTC)
            if row["received_at"] < end:
                yield self.case(row, as_of, end)

    def case(self, row: dict[str, Any], as_of: date, end: datetime) -> Case:
        from kiosk.domain.complaint.deadline import day_zero

        calendar = self.calendars[row["origin_id"]]
        done = [one for one in self.moves[row["id"]] if one["at"] < end]
        steps = [one for one in done if one["move"] in set(Move)]
        state = State(steps[-1]["state"])
        at = steps[-1]["at"] if state in OVER else None
        start = day_zero(calendar, row["received_at"])
        age = sum(
            calendar.is_workday(start + timedelta(days=n))
            for n in range(1, max(0, (as_of - start).days) + 1)
        )
        return Case(
            unit=self.units[row["origin_id"]]["code"],
            month=row["month"],
            ticket_class=TicketClass(row["ticket_class"]),
            kind=Kind(row["kind"]),
            channel=Channel(row["channel"]),
            state=state,
            age=age,
            verification=self.milestone(row, "verified", "verifikasi", end, at),
            answer=self.milestone(row, "answered", row["ticket_class"], end, at),
            closing=self.closing(row, at),
            ending=STEPS[Move(steps[-1]["move"])].ending if state in OVER else None,
            merged=_merged(done),
            objected=row["objected_at"] is not None and row["objected_at"] < end,
            reopened=any(one["move"] == "buka-lagi" for one in steps),
            rating=row["rating"] if row["rated_at"] and row["rated_at"] < end else None,
        )

    def closing(self, row: dict[str, Any], at: datetime | None) -> Milestone:
        from kiosk.domain.complaint.deadline import working_days_between

        calendar = self.calendars[row["origin_id"]]
        took = working_days_between(calendar, row["received_at"], at) if at else None
        return Milestone(took, Verdict.NONE)

    def milestone(
        self, row: dict[str, Any], what: str, kind: str, end: datetime, ended: datetime | None
    ) -> Milestone:
        reached = row[f"{what}_at"] is not None and row[f"{what}_at"] < end
        if reached:
            return Milestone(row[f"{what}_days"], verdict(row[f"{what}_met"], None, None, end))
        (due,) = [
            one["due_at"]
            for one in self.limits[row["id"]]
            if one["kind"] == kind
            and one["made_at"] < end
            and (one["replaced_at"] is None or one["replaced_at"] >= end)
        ]
        stops = [
            one["started_at"]
            for one in self.pauses[row["id"]]
            if one["started_at"] < end and (one["ended_at"] is None or one["ended_at"] >= end)
        ]
        now = min([end, NOW, *(stops if what == "answered" else [])])
        return Milestone(None, verdict(None, due, ended, now))


def _by_ticket(found: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    kept: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        kept[one["ticket_id"]].append(one)
    return kept


def _merged(done: list[dict[str, Any]]) -> bool:
    words = [one["move"] for one in done if one["move"] in ("gabung", "pisahkan")]
    return words[-1:] == ["gabung"]


def test_the_database_counts_what_counting_one_by_one_finds(lived: Flask) -> None:
    whole = Whole(lived)
    for as_of in DAYS:
        expected = of_cases(whole.cases(as_of))
        assert expected.total
        ours = counted(lived, as_of)
        assert ours.total == expected.total
        assert ours.standings == expected.standings, as_of
        assert ours.breakdowns == expected.breakdowns
        for stage, one in expected.stages.items():
            assert ours.stage(stage) == one, (as_of, stage)
        assert handling(ours, as_of).adds_up


def test_the_story_is_worth_the_test(lived: Flask) -> None:
    """Every state, ending and verdict is met on some day."""
    whole = Whole(lived)
    cases = [one for as_of in DAYS for one in whole.cases(as_of)]
    assert {one.state for one in cases} == set(State)
    assert {one.ending for one in cases} == {None, *Ending} - {Ending.MERGED}
    assert {one.answer.verdict for one in cases} == set(Verdict)
    assert {one.merged for one in cases} == {one.reopened for one in cases} == {True, False}
    assert any(one.rating for one in cases)


def test_units_add_up_to_the_whole(lived: Flask) -> None:
    parts = [counted(lived, DAYS[3], unit) for unit in ZONES]
    assert all(one.total for one in parts)
    assert parts[0] + parts[1] == counted(lived, DAYS[3])


def test_a_wait_for_the_reporter_is_not_overdue_while_it_lasts(app: Flask) -> None:
    from kiosk.domain.complaint.handling_counts import Stage
    from kiosk.flows.tickets import Doer, make_move
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    place, officer = make_place(app), Doer(By.OFFICER)
    asked = tickets.file(app, place, now=NOW - timedelta(days=60))
    tickets.file(app, place, now=NOW - timedelta(days=60))
    with app.app_context(), transaction():
        make_move(kept.by_number(asked.number), Move.VERIFY, officer, NOW - timedelta(days=59))
        make_move(kept.by_number(asked.number), Move.ASK, officer, NOW - timedelta(days=58))
    told = counted(app, TODAY).stage(Stage.ANSWER).verdicts
    assert told == {Verdict.PENDING: 1, Verdict.OVERDUE: 1}


def test_a_closing_that_was_undone_since_is_still_in_the_figures_of_its_day(app: Flask) -> None:
    from kiosk.domain.complaint.handling_counts import Stage
    from kiosk.flows.tickets import Doer, make_move
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    # Thursday 17 September; answered on Monday, accepted on Wednesday, objected to much later,
    # and accepted for good on Wednesday 14 October.
    made = tickets.file(app, make_place(app), now=NOW - timedelta(days=28))
    story = ((Move.VERIFY, 28), (Move.ANSWER, 24), (Move.ACCEPT, 22), (Move.OBJECT, 3))
    with app.app_context(), transaction():
        for move, back in (*story, (Move.ANSWER, 2), (Move.ACCEPT, 1)):
            doer = Doer(STEPS[move].by[0])
            make_move(kept.by_number(made.number), move, doer, NOW - timedelta(days=back))
    closing = counted(app, TODAY - timedelta(days=10)).stage(Stage.CLOSING)
    assert (closing.days, closing.waiting) == ({4: 1}, {})
    closing = counted(app, TODAY - timedelta(days=3)).stage(Stage.CLOSING)
    assert (closing.days, list(closing.waiting.values())) == ({}, [1])
    closing = counted(app, TODAY).stage(Stage.CLOSING)
    assert (closing.days, closing.waiting) == ({19: 1}, {})


def test_a_day_gone_by_knows_the_limit_of_the_class_of_that_day(app: Flask) -> None:
    from kiosk.domain.complaint.handling_counts import Stage
    from kiosk.domain.people.policy import Grant, Level, Role
    from kiosk.flows.complaint.set_class import set_class
    from tests import desk

    place = make_place(app)
    made = tickets.file(app, place, now=NOW - timedelta(days=28))
    officer = desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])
    keys, wanted = tickets.house(app).keys, TicketClass.INFORMATION
    with app.app_context():
        set_class(officer, made.number, wanted, 1, "keliru", keys, NOW - timedelta(days=2))
    for back, told in ((1, Verdict.OVERDUE), (3, Verdict.OVERDUE), (20, Verdict.PENDING)):
        found = counted(app, TODAY - timedelta(days=back))
        assert found.stage(Stage.ANSWER).verdicts == {told: 1}, back


def test_what_was_over_is_not_undone_by_going_along_to_another_unit(app: Flask) -> None:
    from kiosk.domain.complaint.handling_counts import Stage
    from kiosk.flows.tickets import Doer, make_move, note_change
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    made = tickets.file(app, make_place(app), now=NOW - timedelta(days=28))
    story = ((Move.VERIFY, 28), (Move.ANSWER, 24), (Move.ACCEPT, 22))
    with app.app_context(), transaction():
        for step, back in story:
            doer = Doer(STEPS[step].by[0])
            make_move(kept.by_number(made.number), step, doer, NOW - timedelta(days=back))
        row, at = kept.by_number(made.number), NOW - timedelta(days=10)
        note_change(row, Move.FORWARD.value, Doer(By.OFFICER), at)
    for as_of in (TODAY - timedelta(days=5), TODAY):
        found = counted(app, as_of)
        assert [one.ending for one in found.standings] == [Ending.BY_REPORTER], as_of
        assert found.stage(Stage.CLOSING).days == {4: 1}, as_of
