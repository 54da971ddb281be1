"""The sealed cases somebody may know of, and no trace of any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.badge import Badge, badge
from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.kinds import Category, TicketClass
from kiosk.domain.complaint.receipt import spoken_number, tidy_number
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action
from kiosk.flows import cases, running
from kiosk.flows.casefiles import opened, words_of
from kiosk.flows.running import Desk
from kiosk.flows.sealing import Unlocked
from kiosk.store.complaint import casekeys, sealed, tickets
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units

PAGE = 100
BATCH = 200
"""Rows read at once: of some, this person may not know."""


@dataclass(frozen=True)
class ListedCase:
    """``opens``: this member's key is wrapped to it. ``title`` None while the key is locked."""

    number: str
    spoken: str
    unit: str
    ticket_class: TicketClass
    category: Category
    state: State
    due: Badge | None
    is_mine: bool
    opens: bool
    title: str | None


@dataclass(frozen=True)
class Cases:
    """``after``: the number to go on from, of a case on this page; None on the last one.
    ``held_over``: some of these can be read by the server's administrator."""

    cases: tuple[ListedCase, ...]
    after: str | None
    held_over: bool


def list_sealed(
    actor: Actor,
    unlocked: Unlocked | None,
    keys: Keys,
    now: datetime,
    *,
    is_open: bool = True,
    after: str = "",
) -> Cases:
    """By what is due first, a page at a time. ``after``: the last number of the page before; one
    that is unknown here begins anew. Titles read are recorded, once for the list."""
    with transaction():
        found = _known(actor, keys, after, is_open=is_open)
        mine = found[:PAGE]
        desks = {one: running.desk_of(one) for one in {row.origin_id for row in mine}}
        listed = [_shown(row, actor, unlocked, desks[row.origin_id], now) for row in mine]
        held = any(casekeys.wrapped(row.id, Holder.HOLDING) is not None for row in mine)
        if any(one.title is not None for one in listed):
            _record(actor, listed, now)
    more = mine[-1].number if len(found) > PAGE else None
    return Cases(tuple(listed), more, held)


def _known(actor: Actor, keys: Keys, after: str, *, is_open: bool) -> list[Any]:
    """A page and one more of the rows this person may know of. No other's number is ever the one
    to go on from: an address would tell that there is such a case."""
    within = reach.unit_ids(actor.grants, Action.HANDLE_SEALED, also_closed=True)
    last = tickets.by_number(tidy_number(after) or "")
    if last is not None and not (last.sealed and cases.may_see(last, actor, keys)):
        last = None
    found: list[Any] = []
    while len(found) <= PAGE:
        rows = sealed.listed(within, is_open=is_open, limit=BATCH, after=last)
        found += [row for row in rows if cases.may_see(row, actor, keys)]
        if len(rows) < BATCH:
            break
        last = rows[-1]
    return found


def _shown(
    row: Any, actor: Actor, unlocked: Unlocked | None, desk: Desk, now: datetime
) -> ListedCase:
    case = opened(row, unlocked, actor)
    return ListedCase(
        number=row.number,
        spoken=spoken_number(row.number),
        unit=units.name_of(row.origin_id),
        ticket_class=TicketClass(row.ticket_class),
        category=Category(row.category),
        state=State(row.state),
        due=badge(desk.calendar, row.due_at, Queue(row.queue), now),
        is_mine=row.owner_id == actor.id,
        opens=casekeys.wrapped(row.id, Holder.HANDLER, actor.id) is not None,
        title=words_of(row, case)["judul"] if case else None,
    )


def _record(actor: Actor, listed: Sequence[ListedCase], now: datetime) -> None:
    audit.append(
        at=now,
        actor_id=actor.id,
        action="lihat-daftar-berkas",
        object_kind=cases.SEALED_KIND,
        object_id="",
        details={"banyak": sum(one.title is not None for one in listed)},
    )
