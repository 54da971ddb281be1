"""The desk's queue of ordinary tickets: one page of a tab, and how much is in each.

A page is found in an index alone and by its last row (no offset), then read whole: its cost does
not grow with the tickets. Few units are asked one by one and merged, many in one walk. Every
query says that it wants no sealed ticket and none that was merged into another, in the words of
the indexes, which hold no other: SQLite compares words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, null, or_, select, text

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.listing import COUNTED, Tab
from kiosk.domain.complaint.ticket import State
from kiosk.store.complaint.tables import Ticket, TicketText
from kiosk.store.engine import connection
from kiosk.store.people.tables import Staff
from kiosk.store.place.tables import Service, Unit
from kiosk.store.types import Instant

FEW_UNITS = 20
ANYBODY, NOBODY = -1, 0
"""Owners that are no person."""

_ORDINARY = "tickets.sealed = false AND tickets.merged_into IS NULL"
_OPEN = text(f"tickets.queue > 0 AND {_ORDINARY}")
_DONE = text(f"tickets.queue < 1 AND {_ORDINARY}")
_queue = Ticket.queue + 0
"""As a sum it leads into no other index than the queue's own."""


@dataclass(frozen=True)
class Wanted:
    """``units``: ids within reach, None for every one. ``now`` with ``ends`` (when today ends in
    each time zone) say what is late and what is due today. The rest filters; ``owner`` an id,
    `ANYBODY` or `NOBODY`."""

    tab: Tab
    units: Sequence[int] | None
    me: int
    now: datetime
    ends: Mapping[str, datetime]
    service: int | None = None
    ticket_class: str | None = None
    kind: str | None = None
    channel: str | None = None
    state: str | None = None
    owner: int = ANYBODY
    since: datetime | None = None
    before: datetime | None = None
    lapor: bool | None = None

    @property
    def is_done(self) -> bool:
        return self.tab is Tab.DONE


Key = tuple[datetime, int]
"""A row's place in the order: its limit (done: its receipt) and its id."""


def id_of(number: str) -> int:
    """0 where there is none: the place before every other of the same moment. A sealed one is as
    none: whoever typed its number into an address would see that it exists."""
    query = select(Ticket.id).where(Ticket.number == number, Ticket.sealed.is_(False))
    return connection().scalar(query) or 0


def page(wanted: Wanted, limit: int, start: Key | None = None, *, back: bool = False) -> list[Any]:
    """Rows after ``start``, or (``back``) the nearest before it, in the tab's order: (number,
    version, state, ticket_class, kind, channel, queue, received_at, due_at, due_kind, unit_id,
    origin_id, unit, unit_code, timezone, service, owner_id, owner, title, lapor_number). Open
    ones: the nearest limit first; done ones: the latest receipt first."""
    picked = _picked(wanted, limit, start, back=back)
    if not picked:
        return []
    rows = {row.id: row for row in connection().execute(_READ, {"ids": list(picked)})}
    return [rows[one] for one in sorted(picked, key=picked.__getitem__, reverse=wanted.is_done)]


_READ: Any = (
    select(
        Ticket.id,
        Ticket.number,
        Ticket.version,
        Ticket.state,
        Ticket.ticket_class,
        Ticket.kind,
        Ticket.channel,
        Ticket.queue,
        Ticket.received_at,
        Ticket.due_at,
        Ticket.due_kind,
        Ticket.unit_id,
        Ticket.origin_id,
        Unit.name.label("unit"),
        Unit.code.label("unit_code"),
        Unit.timezone,
        Service.name.label("service"),
        Ticket.owner_id,
        Staff.name.label("owner"),
        TicketText.title,
        Ticket.lapor_number,
    )
    .join(Unit, Unit.id == Ticket.unit_id)
    .outerjoin(TicketText, TicketText.ticket_id == Ticket.id)
    .outerjoin(Service, Service.id == Ticket.service_id)
    .outerjoin(Staff, Staff.id == Ticket.owner_id)
    .where(Ticket.id.in_(bindparam("ids", expanding=True)))
)
"""Apart from the finding, which has as many shapes as there are filters: compiling this one for
each of them would cost more than both run."""

_Place = tuple[bool, Any, int]


def _picked(wanted: Wanted, limit: int, start: Key | None, *, back: bool) -> dict[int, _Place]:
    """The page's rows by id, with their place in the order."""
    conditions = [*_filters(wanted), *_after(wanted, start, back=back)]
    ordered = _ordered(wanted, back=back)
    if _is_few(wanted):
        whole = [[Ticket.unit_id == one, *conditions] for one in wanted.units or ()]
    else:
        whole = [[*conditions, *_within(wanted)]]
    rows = [
        row
        for part in whole
        for row in connection().execute(ordered(_ids(wanted, part)).limit(limit))
    ]
    last_first = wanted.is_done is not back
    return dict(sorted(map(_place, rows), key=lambda one: one[1], reverse=last_first)[:limit])


def _place(row: Any) -> tuple[int, _Place]:
    """What is open has a limit; one that lost it stands first, where it is seen."""
    return row.id, (row.key is not None, row.key or 0, row.id)


def _ids(wanted: Wanted, conditions: Sequence[Any]) -> Select[Any]:
    query: Any = select(Ticket.id, _key(wanted).label("key"))
    found: Select[Any] = query.where(_DONE if wanted.is_done else _OPEN, *conditions)
    return found


def _key(wanted: Wanted) -> Any:
    return Ticket.received_at if wanted.is_done else Ticket.due_at


def _ordered(wanted: Wanted, *, back: bool) -> Callable[[Select[Any]], Select[Any]]:
    key = _key(wanted)
    if wanted.is_done is not back:
        return lambda query: query.order_by(key.desc(), Ticket.id.desc())
    return lambda query: query.order_by(key, Ticket.id)


def _after(wanted: Wanted, start: Key | None, *, back: bool) -> list[ColumnElement[bool]]:
    if start is None:
        return []
    key, (at, number) = _key(wanted), start
    if wanted.is_done is not back:
        return [key <= at, or_(key < at, Ticket.id < number)]
    return [key >= at, or_(key > at, Ticket.id > number)]


def _is_few(wanted: Wanted) -> bool:
    return wanted.units is not None and len(wanted.units) <= FEW_UNITS


def _within(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Of many units, as a sum: one walk in the tab's order ends with its page, while an index
    of each would be read whole and sorted."""
    if wanted.units is None:
        return []
    if _is_few(wanted):
        return [Ticket.unit_id.in_(wanted.units)]
    reach = select(Unit.id).where(Unit.id.in_(wanted.units)).cte("reach")
    return [(Ticket.unit_id + 0).in_(select(reach.c.id))]


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    same = {
        Ticket.service_id: wanted.service,
        Ticket.ticket_class: wanted.ticket_class,
        Ticket.kind: wanted.kind,
        Ticket.channel: wanted.channel,
        Ticket.state: wanted.state,
    }
    found: list[ColumnElement[bool]] = [
        column == value for column, value in same.items() if value is not None
    ]
    if wanted.owner != ANYBODY:
        found.append(
            Ticket.owner_id.is_(None) if wanted.owner == NOBODY else Ticket.owner_id == wanted.owner
        )
    if wanted.lapor is not None:
        handed = Ticket.lapor_number
        found.append(handed.is_not(None) if wanted.lapor else handed.is_(None))
    return [*found, *_received(wanted), *_tab(wanted)]


def _received(wanted: Wanted) -> list[ColumnElement[bool]]:
    """A filter only, where the order is another: no way into an index of its own."""
    received: Any = Ticket.received_at
    if not wanted.is_done:
        received = func.nullif(received, null(), type_=Instant())
    found = []
    if wanted.since is not None:
        found.append(received >= wanted.since)
    if wanted.before is not None:
        found.append(received < wanted.before)
    return found


def _tab(wanted: Wanted) -> list[ColumnElement[bool]]:
    ours = _queue == int(Queue.OFFICE)
    rules: Mapping[Tab, Callable[[], list[ColumnElement[bool]]]] = {
        Tab.TODAY: lambda: [ours, Ticket.due_at >= wanted.now, *_ending(wanted.ends)],
        Tab.LATE: lambda: [ours, Ticket.due_at < wanted.now],
        Tab.NEW: lambda: [ours, Ticket.state == State.RECEIVED.value],
        Tab.MINE: lambda: [ours, Ticket.owner_id == wanted.me],
        Tab.REPORTER: lambda: [_queue == int(Queue.REPORTER)],
    }
    return rules.get(wanted.tab, list)()


def _ending(ends: Mapping[str, datetime]) -> list[ColumnElement[bool]]:
    """Before the day ends where the unit is."""
    if not ends:
        return []
    last = Ticket.due_at < max(ends.values())
    if len(set(ends.values())) == 1:
        return [last]
    there = [
        and_(
            Ticket.due_at < end,
            Ticket.unit_id.in_(select(Unit.id).where(Unit.timezone == zone)),
        )
        for zone, end in ends.items()
    ]
    return [last, or_(*there)]


def counts(wanted: Wanted, tabs: Sequence[Tab]) -> dict[Tab, int]:
    """How much is in each tab, filters left aside; at most `COUNTED`."""
    if wanted.units is not None and not wanted.units:
        return dict.fromkeys(tabs, 0)
    within = _within(wanted)
    columns = [_count(wanted, tab, within).label(f"n{at}") for at, tab in enumerate(tabs)]
    row = connection().execute(select(*columns)).one()
    return {tab: int(row[at]) for at, tab in enumerate(tabs)}


def _count(wanted: Wanted, tab: Tab, within: Sequence[Any]) -> Any:
    of_tab = Wanted(tab, wanted.units, wanted.me, wanted.now, wanted.ends)
    found = _ids(of_tab, [*_tab(of_tab), *within]).limit(COUNTED)
    # In the tab's order, or SQLite takes an index that does not hold what it has to look at.
    walked = found if _is_few(wanted) else _ordered(of_tab, back=False)(found)
    return select(func.count()).select_from(walked.subquery()).scalar_subquery()


def zones() -> list[str]:
    """Every time zone that a unit lies in."""
    return list(connection().scalars(select(Unit.timezone).distinct()))
