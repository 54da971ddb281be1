"""One page of the desk's queue, with what its filters can be set to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.badge import Badge, badge
from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.kinds import Channel, TicketClass
from kiosk.domain.complaint.listing import Cursor, Filter, Tab
from kiosk.domain.complaint.ticket import State
from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.tree import Node
from kiosk.flows import reaching
from kiosk.flows.reaching import Reach
from kiosk.store.complaint import filters, queue
from kiosk.store.engine import reading
from kiosk.store.people import colleagues
from kiosk.store.place import calendars, units

PAGE = 25
FEW_UNITS = 40
"""Within more units than this colleagues are not listed: there would be too many to choose from."""


@dataclass(frozen=True)
class QueueRow:
    """``mine``: the reader holds it. ``handed``: its number at SP4N-LAPOR!, None where it is only
    ours."""

    number: str
    version: int
    title: str
    state: State
    ticket_class: TicketClass
    channel: Channel
    unit: str
    zone: str
    service: str | None
    owner: str | None
    mine: bool
    received: datetime
    due: datetime | None
    badge: Badge | None
    handed: str | None


@dataclass(frozen=True)
class Named:
    """A choice of a filter: its code in addresses, its name."""

    code: str
    name: str


@dataclass(frozen=True)
class Saved:
    id: int
    name: str
    query: str


@dataclass(frozen=True)
class QueuePage:
    """``before`` and ``after``: where the pages next to this one go on from, None at the ends.
    ``counts``: tab to how many, `COUNTED` for that many or more; filters left aside. ``unit``:
    the one filtered by. ``may_verify``, ``may_handle``: what this reader may do somewhere."""

    rows: tuple[QueueRow, ...]
    counts: dict[Tab, int]
    before: Cursor | None
    after: Cursor | None
    units: Sequence[Node]
    unit: Node | None
    services: tuple[Named, ...]
    people: tuple[Named, ...]
    saved: tuple[Saved, ...]
    may_verify: bool
    may_handle: bool


@dataclass(frozen=True)
class _Page:
    rows: list[Any]
    more_before: bool
    more_after: bool


def list_queue(actor: Actor, asked: Filter, now: datetime, zone: str) -> QueuePage:
    """``zone``: the installation's. Sealed cases are in no row and no count; titles only are
    read, so that looking leaves no record."""
    with reading():
        reach = reaching.reach_of(actor)
        wanted = reaching.wanted_of(asked, actor, reach, zone, now)
        found = _page(wanted, asked.cursor)
        unit = reach.by_code(asked.unit)
        places = calendars.of_units(row.origin_id for row in found.rows)
        ends = _ends(found, is_done=wanted.is_done)
        return QueuePage(
            rows=tuple(_row(row, places[row.origin_id], actor, now) for row in found.rows),
            counts=queue.counts(reaching.plain(wanted, reach), list(Tab)),
            before=ends[0],
            after=ends[1],
            units=reach.nodes,
            unit=unit,
            services=_services(unit),
            people=_people(reach, unit),
            saved=tuple(Saved(*row) for row in filters.of(actor.id)),
            may_verify=actor.may_anywhere(Action.VERIFY_TICKETS),
            may_handle=actor.may_anywhere(Action.HANDLE_TICKETS),
        )


def _page(wanted: queue.Wanted, cursor: Cursor | None) -> _Page:
    """A row more than is shown tells whether there is another page."""
    if wanted.units is not None and not wanted.units:
        return _Page([], False, False)
    if cursor is None:
        rows = queue.page(wanted, PAGE + 1)
        return _Page(rows[:PAGE], False, len(rows) > PAGE)
    start = (cursor.at, queue.id_of(cursor.number))
    rows = queue.page(wanted, PAGE + 1, start, back=cursor.back)
    if not cursor.back:
        return _Page(rows[:PAGE], True, len(rows) > PAGE)
    return _Page(rows[-PAGE:], len(rows) > PAGE, True)


def _ends(found: _Page, *, is_done: bool) -> tuple[Cursor | None, Cursor | None]:
    def cursor(row: Any, *, back: bool) -> Cursor | None:
        at = row.received_at if is_done else row.due_at
        return Cursor(at, row.number, back) if at else None

    if not found.rows:
        return None, None
    before = cursor(found.rows[0], back=True) if found.more_before else None
    return before, cursor(found.rows[-1], back=False) if found.more_after else None


def _row(row: Any, calendar: Calendar, actor: Actor, now: datetime) -> QueueRow:
    return QueueRow(
        number=row.number,
        version=row.version,
        title=row.title or "",
        state=State(row.state),
        ticket_class=TicketClass(row.ticket_class),
        channel=Channel(row.channel),
        unit=row.unit,
        zone=row.timezone,
        service=row.service,
        owner=row.owner,
        mine=row.owner_id == actor.id,
        received=row.received_at,
        due=row.due_at,
        badge=badge(calendar, row.due_at, Queue(row.queue), now),
        handed=row.lapor_number,
    )


def _services(unit: Node | None) -> tuple[Named, ...]:
    if unit is None:
        return ()
    return tuple(Named(one.code, one.name) for one in units.services_of([unit.id]))


def _people(reach: Reach, unit: Node | None) -> tuple[Named, ...]:
    """Who may hold what is shown."""
    shown = reach.below(unit) if unit else [one.id for one in reach.nodes]
    if len(shown) > FEW_UNITS:
        return ()
    tree = reach.places.tree
    places = {above for one in shown for above in tree.path(one)}
    instansi = {tree[one].instansi_id for one in shown}
    held = colleagues.at(Action.HANDLE_TICKETS, places, instansi)
    return tuple(Named(one.code, one.name) for one in held)
