"""One step for many tickets of the queue: each on its own, so that one refusal stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, cases, owning, tickets
from kiosk.flows.acting import Taken
from kiosk.flows.tickets import NOTHING
from kiosk.store.engine import transaction

MOST = 100


class Deed(StrEnum):
    """What can be done to many at once: nothing that says a word to a citizen."""

    VERIFY = "verifikasi"
    CLAIM = "ambil"
    ASSIGN = "tugaskan"

    @property
    def label(self) -> str:
        return {"verifikasi": "Verifikasi", "ambil": "Ambil", "tugaskan": "Serahkan"}[self]


class TooMany(Refusal):
    """More than one look can answer for."""


class NoneChosen(Refusal):
    """No ticket was marked."""


@dataclass(frozen=True)
class Chosen:
    """A ticket as the page showed it."""

    number: str
    version: int


@dataclass(frozen=True)
class Outcome:
    """``refused``: the sentence why not; None where it was done."""

    number: str
    refused: str | None


def move_many(
    actor: Actor,
    chosen: Sequence[Chosen],
    deed: Deed,
    keys: Keys,
    now: datetime,
    *,
    colleague: str = "",
) -> list[Outcome]:
    """In the order given, each in a transaction of its own. ``colleague``: the code of who gets
    them, for `Deed.ASSIGN`. A sealed case answers as one that does not exist. Raises `TooMany`,
    `NoneChosen`."""
    if not chosen:
        raise NoneChosen("Tandai dahulu laporan yang dimaksud.")
    if len(chosen) > MOST:
        raise TooMany("Paling banyak %(most)s laporan sekaligus.", most=MOST)
    act = _ACTS[deed]
    return [_done(one, lambda taken: act(taken, actor, keys, now, colleague), actor, keys)
            for one in dict.fromkeys(chosen)]  # fmt: skip


def _done(one: Chosen, act: Callable[[Taken], None], actor: Actor, keys: Keys) -> Outcome:
    try:
        with transaction():
            act(_taken(one, actor, keys))
    except Refusal as refused:
        return Outcome(one.number, str(refused))
    return Outcome(one.number, None)


def _taken(one: Chosen, actor: Actor, keys: Keys) -> Taken:
    try:
        return acting.take_ordinary(one.number, actor, keys, one.version)
    except acting.SealedHere:
        raise cases.unknown() from None


def _verify(taken: Taken, actor: Actor, keys: Keys, now: datetime, _colleague: str) -> None:
    row, doer = taken
    state = tickets.make_move(row, Move.VERIFY, doer, now, NOTHING)
    tickets.mirror(row, Move.VERIFY, doer, now, NOTHING)
    cases.record(actor.id, "verifikasi-laporan", row, now, {"status": [row.state, state]})


def _claim(taken: Taken, actor: Actor, keys: Keys, now: datetime, _colleague: str) -> None:
    owning.claim(taken.row, taken.doer, actor, now)


def _assign(taken: Taken, actor: Actor, keys: Keys, now: datetime, colleague: str) -> None:
    owning.assign(taken.row, taken.doer, colleague, keys, now)


_ACTS = {Deed.VERIFY: _verify, Deed.CLAIM: _claim, Deed.ASSIGN: _assign}
