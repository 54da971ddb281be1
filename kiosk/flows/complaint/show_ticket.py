"""One ticket with all its history, as far as whoever looks may read it; the look is recorded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.complaint.kinds import Category, Channel, Identity, Kind, TicketClass
from kiosk.domain.complaint.ticket import By, Ending, Move, State, possible
from kiosk.domain.complaint.ticket import Step as Possible
from kiosk.domain.complaint.ticket_view import Colleague, ShownReporter, TicketView
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import NotAllowed
from kiosk.flows import acting, cases, owning, sealing, viewing
from kiosk.flows.receiving import House
from kiosk.flows.sealing import Case, LockedCase, Unlocked
from kiosk.store.complaint import drafts, relations
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading, transaction
from kiosk.store.people import roster
from kiosk.store.place import units

ONCE_IN = timedelta(hours=1)
"""A look is recorded at most once in this time, for each person and ticket."""


def show_ticket(
    actor: Actor, number: str, house: House, now: datetime, unlocked: Unlocked | None = None
) -> TicketView:
    """``unlocked``: a sealed case without it shows its clock only. Raises `UnknownTicket`."""
    with reading():
        row = cases.seen(number, actor, house.keys)
        case = _case(row, unlocked, actor)
        view = _view(row, case, actor, house)
        last = drafts.last_read(actor.id, row.id)
    if last is None or now - last >= ONCE_IN:
        _record(row, actor, now, locked=view.locked)
    return view


def _record(row: Any, actor: Actor, now: datetime, *, locked: bool) -> None:
    with transaction():
        if not locked:
            # Else the words read a minute later, with the key, would be in no record.
            drafts.note_read(actor.id, row.id, now)
        cases.record(actor.id, "baca-laporan", row, now, {"terkunci": True} if locked else None)


def _case(row: Any, unlocked: Unlocked | None, actor: Actor) -> Case | None:
    if not row.sealed:
        return None
    try:
        return sealing.case_of(row, unlocked, actor)
    except LockedCase:
        return None


def _view(row: Any, case: Case | None, actor: Actor, house: House) -> TicketView:
    known = _known(row, actor, house)
    if row.sealed and case is None:
        hidden = ShownReporter(Identity(row.identity), hidden=True)
        return TicketView(locked=True, reporter=hidden, **known)
    by = _by(row, actor)
    handles = by is By.OFFICER and row.owner_id == actor.id
    files = viewing.files_of(row, case, house)
    return TicketView(
        locked=False,
        reporter=viewing.reporter_of(row, case, house, handles=handles, answers=by is By.OFFICER),
        story=viewing.story_of(row, case),
        files=tuple(files.get(0, ())),
        timeline=viewing.timeline_of(row, case, files),
        steps=_steps(row, by),
        drafts=_drafts(row, case, actor),
        colleagues=tuple(
            Colleague(one.code, one.name)
            for one in (owning.could_hold(row, house.keys) if by else ())
        ),
        **known,
    )


def _known(row: Any, actor: Actor, house: House) -> dict[str, Any]:
    """What needs no key."""
    unit = units.by_code(units.code_of(row.unit_id))
    by = _by(row, actor)
    near = relations.numbers([one for one in (row.merged_into, row.split_from) if one])
    return {
        "number": row.number,
        "sealed": row.sealed,
        "ticket_class": TicketClass(row.ticket_class),
        "kind": Kind(row.kind),
        "category": Category(row.category),
        "channel": Channel(row.channel),
        "state": State(row.state),
        "ending": Ending(row.ending) if row.ending else None,
        "unit_code": unit.code,
        "unit_name": unit.name,
        "origin_name": units.name_of(row.origin_id),
        "zone": viewing.zone_of(row.origin_id),
        "service": _service(row),
        "received_at": row.received_at,
        "version": row.version,
        "last_seq": row.last_seq,
        "owner": _owner(row),
        "is_mine": row.owner_id == actor.id,
        "may_act": by is not None and row.merged_into is None,
        "may_verify_only": by is By.VERIFIER,
        "limits": viewing.limits_of(row, viewing.zone_of(row.origin_id)),
        "merged_into": near.get(row.merged_into) if row.merged_into else None,
        "merged": tuple(relations.merged_into(row.id)),
        "parts": tuple(relations.split_off(row.id)),
        "split_from": near.get(row.split_from) if row.split_from else None,
        "lapor_number": row.lapor_number,
        "lapor_state": row.lapor_state,
        "rating": row.rating,
    }


def _by(row: Any, actor: Actor) -> By | None:
    try:
        return cases.role_in(row, actor)
    except NotAllowed:
        return None


def _steps(row: Any, by: By | None) -> tuple[Possible, ...]:
    """What the table allows; a sealed case stays with its team, a merged one follows another."""
    if by is None or row.merged_into is not None:
        return ()
    found = possible(State(row.state), by, objected=row.objected_at is not None)
    barred = set(acting.ELSEWHERE) if row.sealed else set()
    if viewing.previous_unit(row.id) is None:
        barred.add(Move.SEND_BACK)
    return tuple(one for one in found if one.move not in barred)


def _owner(row: Any) -> Colleague | None:
    if row.owner_id is None:
        return None
    found = roster.cards([row.owner_id])
    return Colleague(*found[row.owner_id]) if found else Colleague("", "pegawai lain")


def _service(row: Any) -> str:
    known = {one.id: one.name for one in units.services_of([row.origin_id])}
    return str(known.get(row.service_id, "")) if row.service_id else ""


def _drafts(row: Any, case: Case | None, actor: Actor) -> Mapping[str, str]:
    return {
        one.field: _opened(one, case, actor) if one.sealed is not None else one.text or ""
        for one in drafts.of(actor.id, row.id)
    }


def _opened(one: Any, case: Case | None, actor: Actor) -> str:
    return case.unseal(actor.id, Place.DRAFT, one.sealed) if case is not None else ""
