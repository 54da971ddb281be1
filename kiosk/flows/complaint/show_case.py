"""Who opened a sealed case and when, and whom its words may name; for its own team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.kinds import Category, Identity
from kiosk.domain.complaint.named_people import named_people
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.ticket import STEPS, Move, State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import casefiles, cases, tellings
from kiosk.flows.sealing import Unlocked
from kiosk.store.complaint import casekeys, sealed, tickets
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.engine import transaction
from kiosk.store.people import audit, roster


@dataclass(frozen=True)
class Access:
    at: datetime
    who: str
    action: str


@dataclass(frozen=True)
class Named:
    """Staff the words may mean who are not marked yet."""

    code: str
    name: str


@dataclass(frozen=True)
class ShownCase:
    """``readers``: names of the team, with whether the case is wrapped to their key. ``words``
    None while the key is locked; then nobody is named in ``marked`` either. ``held_over``: the
    server's administrator can read it."""

    number: str
    spoken: str
    version: int
    category: Category
    state: State
    is_confidential: bool
    may_release: bool
    held_over: bool
    readers: tuple[tuple[str, bool], ...]
    accesses: tuple[Access, ...]
    words: dict[str, str] | None
    suggested: tuple[Named, ...]
    marked: tuple[Named, ...] = ()


def show_case(
    actor: Actor, number: str, unlocked: Unlocked | None, keys: Keys, now: datetime
) -> ShownCase:
    """Raises `UnknownTicket`, for an ordinary complaint as well. The look is recorded."""
    with transaction():
        row = casefiles.seen(number, actor, keys)
        case = casefiles.opened(row, unlocked, actor)
        words = casefiles.words_of(row, case) if case else None
        cases.record(actor.id, "lihat-akses-berkas", row, now)
        have = set(sealed.handlers(row.id))
        team = tellings.team_of(row, keys)
        return ShownCase(
            number=row.number,
            spoken=spoken_number(row.number),
            version=row.version,
            category=Category(row.category),
            state=State(row.state),
            is_confidential=row.identity == Identity.CONFIDENTIAL,
            may_release=State(row.state) in STEPS[Move.ARCHIVE].sources,
            held_over=casekeys.wrapped(row.id, Holder.HOLDING) is not None,
            readers=tuple((one.name, one.id in have) for one in team),
            accesses=_accesses(row.number),
            words=words,
            suggested=_suggested(row, words, keys),
            marked=_marked(row, keys) if words is not None else (),
        )


def _accesses(number: str) -> tuple[Access, ...]:
    return tuple(
        Access(one.at, one.actor or "sistem", one.action) for one in audit.of_sealed(number)
    )


def _suggested(row: Any, words: dict[str, str] | None, keys: Keys) -> tuple[Named, ...]:
    if words is None:
        return ()
    everybody, marks = roster.everybody(), tickets.accused(row.id)
    text = "\n".join(words[name] for name in ("terlapor", "judul", "isi"))
    meant = named_people(text, [one.name for one in everybody])
    return _unmarked(row, [one for one in everybody if one.name in meant], marks, keys)


def _marked(row: Any, keys: Keys) -> tuple[Named, ...]:
    """Known by trying every colleague's mark: the table says only that there are some."""
    marks = tickets.accused(row.id)
    return tuple(
        Named(one.code, one.name)
        for one in (roster.everybody() if marks else [])
        if keys.accused(row.id, "orang", one.id) in marks
    )


def _unmarked(
    row: Any, people: Sequence[Any], marks: frozenset[bytes], keys: Keys
) -> tuple[Named, ...]:
    return tuple(
        Named(one.code, one.name)
        for one in people
        if keys.accused(row.id, "orang", one.id) not in marks
    )
