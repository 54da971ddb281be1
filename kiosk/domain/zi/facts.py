"""What the counter's own records say of a unit's year, for the LKE, PEKPPP and the evidence pack.

A survey and its plans belong to the year of its period: the fourth quarter, closed in January,
counts for the year before. Reports belong to the year they were received in, and stand as they
do at its end, or today while it runs. A sealed case is never counted here, for nobody: these
figures are printed beside the unit's name, and a difference of two would give one away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.share import Share
from kiosk.domain.index import plan_share
from kiosk.domain.index.period import Period
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.index.plan_share import Shares
from kiosk.domain.zi.lke import ComplaintHandling, InvalidShare, MoreHandledThanReceived

SATISFACTION = ("skm", "spkp")
"""Surveys that ask how content users are. A SPAK asks after corruption."""


@dataclass(frozen=True)
class Surveyed:
    """A closed period of the year. ``survey``: "skm", "spkp", "spak". ``ikm`` None: too few
    answered to show a figure. ``enough``: the sample reached its minimum. ``published_on`` None:
    the public does not see it. ``posters``: papan IKM made of this very closing."""

    closing_id: int
    instrument: str
    survey: str
    period: Period
    closed_on: date
    respondents: int
    ikm: Decimal | None
    enough: bool
    published_on: date | None = None
    posters: int = 0
    last_poster_on: date | None = None

    @property
    def is_held(self) -> bool:
        """Whether a figure came of it: a period closed empty is no survey."""
        return self.ikm is not None


@dataclass(frozen=True)
class Complaints:
    """Reports received in the year at the unit and all below. ``due`` had to be followed up
    (valid, within authority, not withdrawn); ``answered`` and ``finished`` among them.
    ``on_time``: first answers. Medians in working days. ``linked``: of ``due``, those with a
    number of SP4N-LAPOR!, and ``linked_finished`` of those. Raises `MoreHandledThanReceived`,
    `InvalidShare`."""

    received: int
    due: int
    answered: int
    finished: int
    overdue: int
    on_time: Share
    median_answer: int | None
    median_close: int | None
    channels: Mapping[Channel, int]
    linked: int = 0
    linked_finished: int = 0

    def __post_init__(self) -> None:
        for part, whole in (
            (self.due, self.received),
            (self.answered, self.due),
            (self.linked, self.due),
            (self.finished, self.due),
            (self.linked_finished, self.linked),
        ):
            _require_part(part, whole)

    @property
    def handled(self) -> ComplaintHandling:
        return ComplaintHandling(self.due, self.finished, self.due - self.finished)


def _require_part(part: int, whole: int) -> None:
    if part < 0:
        raise InvalidShare("Jumlah pengaduan tidak boleh negatif.")
    if part > whole:
        raise MoreHandledThanReceived(
            "Pengaduan yang ditangani (%(part)s) melebihi yang diterima (%(whole)s). Periksa "
            "kembali jumlahnya.",
            part=part,
            whole=whole,
        )


@dataclass(frozen=True)
class Channels:
    """What is open now, and what reports really came by. ``points``: open counters, each with a
    QR code; ``tablets`` enrolled there."""

    points: int
    tablets: int
    used: frozenset[Channel]

    @property
    def online(self) -> bool:
        return self.points > 0

    @property
    def offline(self) -> bool:
        """Without a phone of one's own: a tablet at the counter, or an officer writes it down."""
        return self.tablets > 0 or bool(self.used & _BY_HAND)

    @property
    def open(self) -> frozenset[Channel]:
        return self.used | ({Channel.WEB} if self.online else frozenset())


_BY_HAND = frozenset({Channel.COUNTER, Channel.PHONE, Channel.LETTER})


@dataclass(frozen=True)
class Lane:
    """The protected lane (WBS) of the unit's instansi: whether it works, never how many cases.
    ``members``: of its team, those who have a key and can open what comes."""

    has_team: bool
    members: int

    @property
    def works(self) -> bool:
        return self.has_team and self.members > 0


@dataclass(frozen=True)
class Standards:
    """Open services of the unit and all below, those whose standard is published now, those
    whose standard got a newer edition in the year, and whether a maklumat holds."""

    services: int
    published: int
    maklumat: bool
    reviewed: int = 0


class Scope(StrEnum):
    """What an evaluation was of."""

    COMPLAINTS = "pengaduan"
    WBS = "wbs"

    @property
    def label(self) -> str:
        return _SCOPES[self]


_SCOPES = {
    Scope.COMPLAINTS: "Penanganan pengaduan dan konsultasi",
    Scope.WBS: "Whistle-blowing system",
}


@dataclass(frozen=True)
class Evaluation:
    """A meeting or paper that evaluated the handling, as somebody recorded it."""

    id: int
    scope: Scope
    held_on: date
    recommendations: int
    followed: int
    summary: str
    version: int = 1


@dataclass(frozen=True)
class Facts:
    """``unit_ids``: the unit and all below, of which reports, channels and visits are counted;
    surveys, plans and evaluations are the unit's own. ``officers``: people who hold the role of
    complaint officer for it. ``deadlines``: name of a limit to its working days. ``visits``:
    tokens given out. ``standards`` None: not known."""

    unit: str
    year: int
    as_of: date
    unit_ids: tuple[int, ...]
    surveys: tuple[Surveyed, ...]
    plans: tuple[Plan, ...]
    complaints: Complaints
    channels: Channels
    officers: int
    deadlines: Mapping[str, int]
    evaluations: tuple[Evaluation, ...]
    lane: Lane
    visits: int
    standards: Standards | None = None

    @property
    def satisfaction(self) -> tuple[Surveyed, ...]:
        """Closed surveys of satisfaction that gave a figure, oldest first."""
        return self._held(SATISFACTION)

    @property
    def integrity(self) -> tuple[Surveyed, ...]:
        return self._held(("spak",))

    def _held(self, surveys: Iterable[str]) -> tuple[Surveyed, ...]:
        found = (one for one in self.surveys if one.is_held and one.survey in surveys)
        return tuple(sorted(found, key=lambda one: (one.period.last, one.period, one.instrument)))

    @property
    def rounds(self) -> int:
        """How often users were asked."""
        return rounds(one.period for one in self.satisfaction)

    @property
    def published(self) -> tuple[Surveyed, ...]:
        return tuple(one for one in self.satisfaction if one.published_on)

    @property
    def posted(self) -> tuple[Surveyed, ...]:
        return tuple(one for one in self.satisfaction if one.posters)

    @property
    def plan_shares(self) -> Shares:
        return plan_share.share_done(self.plans, self.as_of)

    @property
    def unplanned(self) -> tuple[Surveyed, ...]:
        """Surveys of satisfaction that no plan answers."""
        planned = {(one.instrument, one.period) for one in self.plans}
        return tuple(
            one for one in self.satisfaction if (one.instrument, one.period) not in planned
        )

    @property
    def improved(self) -> frozenset[str]:
        """Codes of the unsur that a finished plan improved."""
        return frozenset(one.unsur for one in self.plans if one.state is PlanState.DONE)

    def evaluated(self, scope: Scope) -> tuple[Evaluation, ...]:
        return tuple(one for one in self.evaluations if one.scope is scope)


def rounds(periods: Iterable[Period]) -> int:
    """The most of these periods of which no two overlap: four quarters are four surveys, the
    year's report made of the same answers is none besides, nor is SPKP beside SKM in one month."""
    count, reached = 0, 0
    for one in sorted(periods, key=lambda one: one.last):
        if one.first > reached:
            count, reached = count + 1, one.last
    return count
