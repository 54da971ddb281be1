"""Steps that flows share about showing a ticket to a colleague: its story, history and limits."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.attachment import FileKind, FileState
from kiosk.domain.complaint.attachment_name import neutral_name
from kiosk.domain.complaint.contact import masked
from kiosk.domain.complaint.history import details_of, title_of
from kiosk.domain.complaint.kinds import Identity, TicketClass
from kiosk.domain.complaint.limits import LIMITS, Clock, StatuteLimit
from kiosk.domain.complaint.steps import numbered, steps_of
from kiosk.domain.complaint.ticket import Move, State
from kiosk.domain.complaint.ticket_view import (
    Entry,
    EntryKind,
    ShownFile,
    ShownLimit,
    ShownReporter,
    Story,
)
from kiosk.domain.place.point import UnknownUnit
from kiosk.flows import running
from kiosk.flows.receiving import House
from kiosk.flows.running import FIRST
from kiosk.flows.sealing import Case
from kiosk.store.complaint import attachments, clocks, persons, tickets, timeline
from kiosk.store.complaint.seals import Place
from kiosk.store.people import roster
from kiosk.store.place import units

_LIMIT_TITLE = "Tenggat {} dihitung"


def story_of(row: Any, case: Case | None) -> Story:
    """What the citizen wrote, in the clear or opened by ``case``."""
    kept = tickets.text_of(row.id)
    if case is None or kept.sealed is None:
        return Story(kept.title, kept.body, kept.place, kept.happened)
    told = json.loads(case.unseal(0, Place.TEXT, kept.sealed))
    return Story(told["judul"], told["isi"], told["tempat"], told["waktu"], told["terlapor"])


def reporter_of(
    row: Any, case: Case | None, house: House, *, handles: bool, answers: bool
) -> ShownReporter:
    """``handles``: whoever looks is the one officer that a confidential reporter is known to.
    ``answers``: they may answer it; others see no address of an open reporter either."""
    identity = Identity(row.identity)
    sealed = tickets.reporter_of(row.id)
    if identity is Identity.ANONYMOUS or sealed is None:
        return ShownReporter(identity)
    if identity is Identity.CONFIDENTIAL:
        # Of a sealed case two others have to agree; it is asked for elsewhere.
        return ShownReporter(identity, hidden=True, may_reveal=handles and not row.sealed)
    key = case.key if case is not None else house.keys.of("pelapor")
    person = persons.unseal(sealed, key, row.id)
    shown = person.contact if answers else masked(person.contact)
    return ShownReporter(identity, person.name, shown)


def files_of(row: Any, case: Case | None, house: House) -> dict[int, list[ShownFile]]:
    """Attachments by the place of the message they came with; 0: with the complaint."""
    found: dict[int, list[ShownFile]] = {}
    for one in attachments.of(row.id):
        found.setdefault(one.message, []).append(_file(one, case, house))
    return found


def _file(one: Any, case: Case | None, house: House) -> ShownFile:
    kind, state = FileKind(one.kind), FileState(one.state)
    return ShownFile(
        one.seq,
        file_name(one, case),
        kind,
        one.size,
        state,
        state.may_be_served(bool(house.scanner)),
        one.thumbnail is not None,
    )


def file_name(one: Any, case: Case | None) -> str:
    if one.sealed is not None and case is not None:
        return case.unseal(one.id, Place.FILE_NAME, one.sealed)
    return one.name or neutral_name(one.seq, FileKind(one.kind).extension)


def timeline_of(
    row: Any, case: Case | None, files: Mapping[int, Sequence[ShownFile]]
) -> tuple[Entry, ...]:
    """Messages, moves, limits computed anew and notes, as they came. One counter numbers them
    all, so the order is the order of writing."""
    said = [*timeline.messages(row.id), *timeline.moves(row.id), *timeline.notes(row.id)]
    names = roster.names({one.actor_id for one in said if one.actor_id})
    entries = [_message(one, case, names, files) for one in timeline.messages(row.id)]
    entries += [_move(one, case, names, files) for one in timeline.moves(row.id)]
    entries += [_note(one, case, names) for one in timeline.notes(row.id)]
    entries += [_limit(one) for one in clocks.of(row.id) if one.cause != FIRST]
    return tuple(sorted(entries, key=lambda one: one.seq))


def _message(
    one: Any, case: Case | None, names: Mapping[int, str], files: Mapping[int, Sequence[ShownFile]]
) -> Entry:
    kind = EntryKind.FROM_REPORTER if one.from_reporter else EntryKind.TO_REPORTER
    title = "Pesan pelapor" if one.from_reporter else "Pesan kepada pelapor"
    who = "Pelapor" if one.from_reporter else names.get(one.actor_id, "Sistem")
    told = _text(one, "text", "pesan", case)
    return Entry(one.seq, one.at, kind, who, title, told, files=tuple(files.get(one.seq, ())))


def _move(
    one: Any, case: Case | None, names: Mapping[int, str], files: Mapping[int, Sequence[ShownFile]]
) -> Entry:
    who = "Pelapor" if one.by == "pelapor" else names.get(one.actor_id, "Sistem")
    details = details_of(json.loads(one.details), _look_up)
    label = State(one.state).label if one.state in set(State) else one.state
    return Entry(
        one.seq,
        one.at,
        EntryKind.MOVE,
        who,
        title_of(one.move, one.state),
        _text(one, "reason", "alasan", case),
        (*details, f"Status: {label}"),
        tuple(files.get(one.seq, ())),
    )


def _note(one: Any, case: Case | None, names: Mapping[int, str]) -> Entry:
    who = names.get(one.actor_id, "Pegawai")
    told = _text(one, "text", "catatan", case)
    return Entry(one.seq, one.at, EntryKind.NOTE, who, "Catatan internal", told)


def _limit(one: Any) -> Entry:
    label = LIMITS[Clock(one.kind)].label
    title = _LIMIT_TITLE.format(label)
    return Entry(
        one.seq, one.made_at, EntryKind.LIMIT, "Sistem", title, one.cause, until=one.due_at
    )


def _text(one: Any, column: str, kind: str, case: Case | None) -> str:
    if one.sealed is not None and case is not None:
        return case.read(one.seq, kind, one) or ""
    return getattr(one, column) or ""


def _look_up(field: str, value: Any) -> str:
    if field == "pemegang":
        return roster.names([int(value)]).get(int(value), "pegawai lain")
    if field in ("dari", "ke"):
        return unit_name(str(value))
    return str(value)


def unit_name(code: str) -> str:
    try:
        return units.by_code(code).name
    except UnknownUnit:
        return code


def limits_of(row: Any, zone: str) -> tuple[ShownLimit, ...]:
    """Every limit as it was computed last, the watched one first."""
    watched = running.watched_of(row.id, State(row.state), TicketClass(row.ticket_class))
    kind = watched.clock.value if watched else None
    received = row.received_at.astimezone(ZoneInfo(zone)).date()
    shown = [
        _shown_limit(one, received, is_watched=one.kind == kind) for one in clocks.current(row.id)
    ]
    return tuple(sorted(shown, key=lambda one: (not one.is_watched, one.due)))


def _shown_limit(one: Any, received: Any, *, is_watched: bool) -> ShownLimit:
    limit = LIMITS[Clock(one.kind)]
    return ShownLimit(
        limit,
        one.due_at,
        one.started_at,
        one.days,
        tuple(numbered(steps_of(one.steps))),
        tuple(_beside(limit.statute, received)),
        one.met_at,
        one.met_at is not None and one.met_at <= one.due_at,
        is_watched,
    )


def _beside(statutes: Iterable[StatuteLimit], received: Any) -> Iterable[tuple[str, str, Any]]:
    return ((one.sentence, one.article, one.last_day(received)) for one in statutes)


def previous_unit(ticket_id: int) -> str | None:
    """The code of the unit it was forwarded from; None where it never was, or went back."""
    path: list[str] = []
    for one in timeline.moves(ticket_id):
        if one.move == Move.FORWARD:
            path.append(json.loads(one.details).get("dari", ""))
        elif one.move == Move.SEND_BACK and path:
            path.pop()
    return path[-1] if path else None


def zone_of(unit_id: int) -> str:
    return units.by_code(units.code_of(unit_id)).zone
