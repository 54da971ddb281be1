"""What each move does to the clocks of a ticket, and which limit is watched next.

Statutory clocks start once, at receipt. Reopening, objecting and merging start nothing of them
anew: they cannot be lengthened, only paused, and only while the reporter is awaited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType

from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.ticket import Move, State


class Queue(IntEnum):
    """Who has to act. Kept as its number."""

    DONE = 0
    OFFICE = 1
    REPORTER = 2


@dataclass(frozen=True)
class Effect:
    """``meets``: limits that are over by this move (``answers``: the class's own too);
    ``starts``: a limit that begins with it; ``again``: what still runs is computed anew, since no
    decree reached it while the ticket was over."""

    meets: tuple[Clock, ...] = ()
    answers: bool = False
    starts: Clock | None = None
    pauses: bool = False
    resumes: bool = False
    again: bool = False
    ends: bool = False


_SEEN = (Clock.VERIFICATION,)
_REACTED = (Clock.REPLY,)

EFFECTS: Mapping[Move, Effect] = MappingProxyType(
    {
        Move.VERIFY: Effect(_SEEN),
        Move.FORWARD: Effect(_SEEN),
        Move.SEND_BACK: Effect(),
        Move.PROCESS: Effect(_SEEN),
        Move.ASK: Effect(_SEEN, starts=Clock.REPLY, pauses=True),
        Move.REPLY: Effect(_REACTED, resumes=True),
        Move.RESUME: Effect(_REACTED, resumes=True),
        Move.ANSWER: Effect((*_SEEN, Clock.OBJECTION), answers=True, starts=Clock.REPLY),
        Move.ACCEPT: Effect(_REACTED, ends=True),
        Move.LAPSE: Effect(_REACTED, ends=True),
        Move.OBJECT: Effect(_REACTED, starts=Clock.OBJECTION),
        Move.REDIRECT: Effect(_SEEN, answers=True, ends=True),
        Move.WITHDRAW: Effect((*_REACTED, Clock.OBJECTION), resumes=True, ends=True),
        Move.ARCHIVE: Effect(_SEEN, answers=True, ends=True),
        Move.REOPEN: Effect(again=True),
    }
)

_REPORTERS = frozenset({State.WAITING, State.ANSWERED})
_OVER = frozenset({State.CLOSED, State.OUTSIDE, State.ARCHIVED})


def queue_of(state: State) -> Queue:
    """Where a ticket in ``state`` stands in the office's queue."""
    if state in _OVER:
        return Queue.DONE
    return Queue.REPORTER if state in _REPORTERS else Queue.OFFICE


@dataclass(frozen=True)
class Running:
    """A limit that is neither met nor replaced."""

    clock: Clock
    due: datetime


def watched(state: State, running: Sequence[Running], kind: TicketClass) -> Running | None:
    """The limit the queue shows: while the reporter is awaited theirs, else the nearest of the
    office's own. A reopened ticket shows the limit of its class, met or not, as the caller
    gives it."""
    if queue_of(state) is Queue.DONE:
        return None
    ours = {Clock.VERIFICATION, Clock(kind.value), Clock.OBJECTION, Clock.GRATIFICATION}
    wanted = {Clock.REPLY} if queue_of(state) is Queue.REPORTER else ours
    due = [one for one in running if one.clock in wanted]
    return min(due, key=lambda one: one.due, default=None)
