"""A ticket as its page shows it to one colleague: what that person may read, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kiosk.domain.complaint.attachment import FileKind, FileState
from kiosk.domain.complaint.kinds import Category, Channel, Identity, Kind, TicketClass
from kiosk.domain.complaint.limits import Limit
from kiosk.domain.complaint.steps import Step as Day
from kiosk.domain.complaint.ticket import Ending, State, public_status
from kiosk.domain.complaint.ticket import Step as Possible


class EntryKind(StrEnum):
    """What a line of the timeline is; a page draws each in its own way."""

    FROM_REPORTER = "dari-pelapor"
    TO_REPORTER = "kepada-pelapor"
    MOVE = "langkah"
    LIMIT = "tenggat"
    NOTE = "catatan"


@dataclass(frozen=True)
class ShownFile:
    """``seq``: its number within the ticket, as in addresses. ``served``: it may be opened."""

    seq: int
    name: str
    kind: FileKind
    size: int
    state: FileState
    served: bool
    has_thumbnail: bool


@dataclass(frozen=True)
class Entry:
    """``seq``: its place in the ticket's history. ``text``: the message, the note or the reason
    given; ``details``: what changed, in words; ``until``: a limit's new end."""

    seq: int
    at: datetime
    kind: EntryKind
    who: str
    title: str
    text: str = ""
    details: tuple[str, ...] = ()
    files: tuple[ShownFile, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True)
class ShownLimit:
    """A limit as it stands. ``days``: each calendar day with its number as a working day.
    ``beside``: (sentence, article, last day or None) of limits in calendar days."""

    limit: Limit
    due: datetime
    started: datetime
    length: int
    days: tuple[tuple[int | None, Day], ...]
    beside: tuple[tuple[str, str, date | None], ...]
    met_at: datetime | None
    is_met: bool
    is_watched: bool

    def left(self, today: date) -> int:
        """Working days of it from ``today`` on; today's with them until it closes."""
        return sum(1 for number, day in self.days if number is not None and day.date >= today)


@dataclass(frozen=True)
class ShownReporter:
    """``hidden``: there is a name, kept from this person; ``may_reveal``: unless it is asked for,
    which is written down."""

    identity: Identity
    name: str = ""
    contact: str = ""
    hidden: bool = False
    may_reveal: bool = False


@dataclass(frozen=True)
class Story:
    """What the citizen wrote."""

    title: str
    body: str
    place: str
    happened: str
    accused: str = ""


@dataclass(frozen=True)
class Colleague:
    code: str
    name: str


@dataclass(frozen=True)
class TicketView:
    """``locked``: a sealed case whose key is not at hand; then there is no story, no reporter and
    no message. ``steps``: what this person may do now. ``drafts``: field to what was typed."""

    number: str
    sealed: bool
    locked: bool
    ticket_class: TicketClass
    kind: Kind
    category: Category
    channel: Channel
    state: State
    ending: Ending | None
    unit_code: str
    unit_name: str
    origin_name: str
    zone: str
    service: str
    received_at: datetime
    version: int
    last_seq: int
    owner: Colleague | None
    is_mine: bool
    may_act: bool
    may_verify_only: bool
    reporter: ShownReporter
    limits: tuple[ShownLimit, ...]
    steps: tuple[Possible, ...] = ()
    story: Story | None = field(default=None, repr=False)
    files: tuple[ShownFile, ...] = ()
    timeline: tuple[Entry, ...] = field(default=(), repr=False)
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    split_from: str | None = None
    lapor_number: str | None = None
    lapor_state: str | None = None
    rating: int | None = None
    colleagues: tuple[Colleague, ...] = ()

    @property
    def public(self) -> str:
        """The status SP4N-LAPOR! would show."""
        return public_status(self.state, self.ending)

    @property
    def watched(self) -> ShownLimit | None:
        return next((one for one in self.limits if one.is_watched), None)

    def since(self, seq: int) -> tuple[Entry, ...]:
        """What happened after a page was opened that showed everything up to ``seq``."""
        return tuple(one for one in self.timeline if one.seq > seq)
