"""A ticket as its reporter may see it: no note, no name of staff, no word between colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.complaint.attachment import FileState
from kiosk.domain.complaint.kinds import Category, Identity, Kind, TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.steps import Step
from kiosk.domain.complaint.ticket import Ending, Move, State


@dataclass(frozen=True)
class SeenFile:
    """``seq``: its place in the ticket, by which the reporter asks for it. ``size`` in bytes."""

    seq: int
    name: str = field(repr=False)
    size: int
    state: FileState
    is_served: bool


@dataclass(frozen=True)
class SeenMessage:
    at: datetime
    from_reporter: bool
    text: str = field(repr=False)
    files: tuple[SeenFile, ...] = ()


@dataclass(frozen=True)
class SeenLimit:
    """A limit that is neither replaced nor met, with the days it was counted by."""

    clock: Clock
    due: datetime
    days: int
    steps: tuple[Step, ...]
    late: bool


@dataclass(frozen=True)
class Report:
    """What the reporter wrote; ``accused`` only in a sealed case."""

    title: str
    body: str
    place: str
    happened: str
    accused: str = ""


@dataclass(frozen=True)
class Tracked:
    """``by_day``: moments are true to the day only. ``handler``: the unit that holds it; "" where
    the integrity team does. ``moves``: what the reporter may do now. ``identity_opened``: when
    two people agreed to look at the name of a confidential reporter."""

    number: str
    zone: str
    by_day: bool
    sealed: bool
    origin: str
    handler: str
    kind: Kind
    category: Category
    ticket_class: TicketClass
    identity: Identity
    state: State
    ending: Ending | None
    received: datetime
    report: Report = field(repr=False)
    files: tuple[SeenFile, ...]
    messages: tuple[SeenMessage, ...] = field(repr=False)
    limits: Sequence[SeenLimit]
    moves: frozenset[Move]
    can_write: bool
    can_rate: bool
    rating: int | None
    objected: bool
    merged: bool
    identity_opened: datetime | None

    def limit(self, clock: Clock | None) -> SeenLimit | None:
        return next((one for one in self.limits if one.clock is clock), None)
