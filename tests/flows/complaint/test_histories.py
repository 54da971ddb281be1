"""Whatever happens to tickets, in any order: the queue sorts by the limit that is watched, a limit
is what the calendar and the pauses make of it, nobody's report is lost in another's, and the
figures of a day are later told as they were that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.deadline import Pause, compute
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import pause_cap
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.refusal import Refusal
from tests import clockwork, desk, tickets
from tests.factories import NOW, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

STEPS = (
    Move.VERIFY, Move.PROCESS, Move.ASK, Move.RESUME, Move.ANSWER, Move.REDIRECT, Move.ARCHIVE,
    Move.REOPEN,
)  # fmt: skip
SAID = (Move.REPLY, Move.ACCEPT, Move.OBJECT, Move.WITHDRAW)
CLASSES = {one.value for one in TicketClass}
OPEN_AT_THE_OFFICE = {"diterima", "terverifikasi", "diteruskan", "diproses", "keberatan"}


class Office:
    """Three tickets, an officer of two units, reporters who do anything, and a mayor."""

    def __init__(self, app: Flask, rng: Random) -> None:
        self.app, self.rng = app, rng
        self.place = make_place(app)
        self.other = make_place(app, "rsud-lerik", point="3C5D7E9F", name="RSUD Lerik")
        grants = [
            Grant(Role.COMPLAINT_OFFICER, Level.UNIT, one.unit_id)
            for one in (self.place, self.other)
        ]
        self.officer: Actor = desk.make_staff(app, grants)
        self.keys = tickets.house(app).keys
        self.days: list[date] = []
        self.tickets: list[tickets.Ticket] = []

    def begin(self, now: datetime) -> None:
        octet = self.rng.randrange(250)
        self.tickets = [
            tickets.file(self.app, self.place, now=now, address=f"198.51.{octet}.{number}")
            for number in range(3)
        ]

    def deeds(self) -> list[Callable[[str, datetime], None]]:
        made = [lambda number, now, s=one: self.move(number, s, now) for one in STEPS]
        made += [lambda number, now, s=one: self.reporter(number, s, now) for one in SAID]
        often = [made[2], made[4], made[8]]
        return [*made, *often, self.hand_on, self.merge, self.merge, self.unmerge, self.reclass,
                self.decree, self.look]  # fmt: skip

    def version(self, number: str) -> int:
        return int(tickets.row(self.app, number)["version"])

    def move(self, number: str, step: Move, now: datetime) -> None:
        from kiosk.flows.complaint.move_ticket import move_ticket
        from kiosk.flows.tickets import Told

        told = Told(message="Pesan", reason="Alasan")
        move_ticket(self.officer, number, step, self.version(number), told, self.keys, now)

    def reporter(self, number: str, step: Move, now: datetime) -> None:
        from kiosk.flows.complaint.accept_answer import accept_answer
        from kiosk.flows.complaint.object_to_answer import object_to_answer
        from kiosk.flows.complaint.reply_to_office import reply_to_office
        from kiosk.flows.complaint.withdraw_ticket import withdraw_ticket
        from kiosk.flows.reporting import Proof
        from kiosk.flows.writing import Letter

        ticket = next(one for one in self.tickets if one.number == number)
        proof, house = Proof(ticket.id, number, b""), tickets.house(self.app)
        letter = Letter("Dari pelapor", f"kunci-{self.rng.getrandbits(64):016x}", ticket.phrase)
        address = f"198.51.{self.rng.randrange(250)}.{self.rng.randrange(250)}"
        if step is Move.REPLY:
            reply_to_office(proof, letter, house, now, address)
        elif step is Move.OBJECT:
            object_to_answer(proof, letter, house, now, address)
        else:
            flow = accept_answer if step is Move.ACCEPT else withdraw_ticket
            flow(proof, house, now)

    def hand_on(self, number: str, now: datetime) -> None:
        from kiosk.flows.complaint.forward_ticket import forward_ticket

        here = tickets.row(self.app, number)["unit_id"]
        to = self.other.unit if here == self.place.unit_id else self.place.unit
        forward_ticket(self.officer, number, to, self.version(number), "lain", self.keys, now)

    def merge(self, number: str, now: datetime) -> None:
        from kiosk.flows.complaint.merge_tickets import merge_tickets

        into = self.rng.choice(self.tickets).number
        merge_tickets(self.officer, number, into, self.version(number), self.keys, now)

    def unmerge(self, number: str, now: datetime) -> None:
        from kiosk.flows.complaint.unmerge_ticket import unmerge_ticket

        unmerge_ticket(self.officer, number, self.version(number), self.keys, now)

    def reclass(self, number: str, now: datetime) -> None:
        from kiosk.flows.complaint.set_class import set_class

        wanted = self.rng.choice([one for one in TicketClass if not one.is_sealed])
        version = self.version(number)
        set_class(self.officer, number, wanted, version, "keliru", self.keys, now)

    def decree(self, _number: str, now: datetime) -> None:
        """A day off, or one taken back; every limit is right again before anything else."""
        from kiosk.domain.place.holiday import Kind
        from kiosk.flows.place.add_holiday import NewHoliday, add_holiday
        from kiosk.flows.place.withdraw_holiday import withdraw_holiday

        day = now.date() + timedelta(days=self.rng.randrange(1, 20))
        admin = desk.make_staff(self.app)
        if self.days and self.rng.random() < 0.3:
            gone = self.days.pop(self.rng.randrange(len(self.days)))
            withdraw_holiday(admin, self.place.unit, gone, "dicabut", now)
        elif day not in self.days:
            made = NewHoliday(day, "Hari jadi", clockwork.DECREE, Kind.LOCAL)
            add_holiday(admin, self.place.unit, made, now)
            self.days.append(day)
        clockwork.settle(self.app, now)

    def look(self, _number: str, now: datetime) -> None:
        clockwork.lapse(self.app, now)
        clockwork.escalate(self.app, now)


def current(app: Flask, ticket_id: int) -> list[dict[str, Any]]:
    return [
        one
        for one in rows(app, "ticket_deadlines")
        if one["ticket_id"] == ticket_id and one["replaced_at"] is None
    ]


def check(app: Flask, office: Office, now: datetime, what: object) -> None:
    from kiosk.flows.running import desk_of
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        its = desk_of(office.place.unit_id)
    known = {one["id"]: one for one in rows(app, "tickets")}
    for ticket in office.tickets:
        row, limits = known[ticket.id], current(app, ticket.id)
        kinds = [one["kind"] for one in limits]
        assert len(kinds) == len(set(kinds)), what
        assert [one for one in kinds if one in CLASSES] == [row["ticket_class"]], what
        check_watched(row, limits, what)
        parent = known.get(row["merged_into"])
        if parent is not None and row["state"] in OPEN_AT_THE_OFFICE:
            assert parent["queue"], (what, "handled within a report that is over")
        stops = [
            Pause(one["started_at"], one["ended_at"])
            for one in rows(app, "ticket_pauses")
            if one["ticket_id"] == ticket.id
        ]
        assert all(one.end for one in stops) == (row["state"] != "menunggu-pelapor"), what
        if row["queue"] != 1:
            continue
        for one in limits:
            if one["met_at"] is None:
                taken = stops if one["kind"] not in ("verifikasi", "tanggapan") else []
                right = compute(
                    its.calendar, one["started_at"], one["days"], taken, pause_cap(its.settings),
                    now=now,
                )  # fmt: skip
                assert one["due_at"] == right.due, (what, one["kind"])
                assert one["steps"] == right.kept(), (what, one["kind"])


def check_watched(row: dict[str, Any], limits: list[dict[str, Any]], what: object) -> None:
    """The row's own ``due_at`` is that of the limit it names: the nearest of those that run."""
    alive = [one for one in limits if one["met_at"] is None]
    if row["queue"] == 0:
        assert (row["due_at"], row["due_kind"]) == (None, None), what
        return
    mine = [one for one in alive if (one["kind"] == "tanggapan") == (row["queue"] == 2)]
    mine = mine or [one for one in limits if one["kind"] == row["ticket_class"]]
    nearest = min(mine, key=lambda one: one["due_at"])
    assert (row["due_at"], row["due_kind"]) == (nearest["due_at"], nearest["kind"]), what


def figures(app: Flask, unit: str, day: date, now: datetime) -> Any:
    from kiosk.flows.complaint.report_handling import Asked, report_handling

    with app.app_context():
        asked = Asked("2026-01-01", "2027-12-31", day.isoformat())
        return report_handling(unit, asked, now).figures


def comparable(found: Any) -> Any:
    """Without the class and kind, which are told as they are known now, and without ages, which
    go by the calendar as it is known now."""
    left = ("klasifikasi", "jenis")
    told = {name: one for name, one in found.breakdowns.items() if name not in left}
    stages = {
        name: (one.reached, one.median, one.p90, one.waiting, one.on_time, one.verdicts)
        for name, one in found.stages.items()
    }
    names = ("total", "endings", "merged", "handled", "closed", "objected", "reopened")
    told |= {name: getattr(found, name) for name in names}
    return {**told, "stages": stages, "open": found.open.count}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_limits_are_right_and_nobody_is_lost(app: Flask, seed: int) -> None:
    rng = Random(seed)
    office, now = Office(app, rng), NOW
    told: dict[date, Any] = {}
    for _ in range(3):
        now += timedelta(hours=rng.randrange(1, 48))
        office.begin(now)
        for _ in range(14):
            later = now + timedelta(hours=rng.randrange(1, 70))
            # The last moment of a day in Kupang: what its figures are, before they are history.
            midnight = datetime(now.year, now.month, now.day, 15, 59, 59, tzinfo=UTC)
            if now < midnight < later:
                told[now.date()] = comparable(figures(app, office.place.unit, now.date(), midnight))
            now, deed = later, rng.choice(office.deeds())
            number = rng.choice(office.tickets).number
            try:
                with app.app_context():
                    deed(number, now)
            except Refusal:
                continue
            check(app, office, now, (seed, getattr(deed, "__name__", ""), number))
    for day, stood in told.items():
        found = figures(app, office.place.unit, day, now + timedelta(days=2))
        assert found.adds_up
        again = comparable(found)
        assert {name: one for name, one in again.items() if one != stood[name]} == {}, (day, stood)
