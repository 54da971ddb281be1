"""What the figures of handling need to know of any number of tickets: whole numbers only.

Counts add up: those of an instansi are the sum of its units', those of a year the sum of its
months'. A database fills them with a few ``GROUP BY`` and no ticket is ever loaded:

- ``standings``: tickets by every column of `Standing`, at most a few hundred rows;
- ``breakdowns``: tickets by unit, month, class, channel and kind;
- ``days`` and ``verdicts`` of a stage: tickets by the day count and verdict kept with the
  milestone (``days`` of the closing only where the ticket is `Standing.finished`);
- ``waiting`` of a stage: tickets still open by the day of receipt, turned into working days by
  the unit's calendar (one look-up a day, not a ticket).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.domain.complaint.histogram import Histogram, added
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.ticket import OPEN, Ending, State
from kiosk.domain.month import Month

UNFINISHED = OPEN | {State.ANSWERED}
"""Open in the figures: an answer that nobody has accepted or left alone long enough is no end."""
FINISHED = frozenset({Ending.BY_REPORTER, Ending.BY_SILENCE})
"""The endings that count as *selesai*: withdrawing, merging or sending away solves nothing."""


class Stage(StrEnum):
    """The three milestones, each with figures of its own."""

    VERIFICATION = "verifikasi"
    ANSWER = "jawaban"
    CLOSING = "penutupan"

    @property
    def label(self) -> str:
        return _STAGES[self]


_STAGES = {
    Stage.VERIFICATION: "Verifikasi",
    Stage.ANSWER: "Jawaban pertama",
    Stage.CLOSING: "Penutupan",
}


class Verdict(StrEnum):
    """How a stage stands to its limit."""

    MET = "tepat"
    LATE = "terlambat"
    OVERDUE = "lewat-tenggat"
    PENDING = "belum-jatuh-tempo"
    NONE = "tanpa-tenggat"

    @property
    def label(self) -> str:
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.MET: "Tepat waktu",
    Verdict.LATE: "Terlambat",
    Verdict.OVERDUE: "Lewat tenggat dan belum dilakukan",
    Verdict.PENDING: "Belum jatuh tempo",
    Verdict.NONE: "Tanpa tenggat",
}


def verdict(
    met: bool | None, due: datetime | None, ended: datetime | None, now: datetime
) -> Verdict:
    """``met``: whether the stage was done in time, None while it is not done; ``ended``: when
    the ticket left the office's hands without it. All instants are aware."""
    if met is not None:
        return Verdict.MET if met else Verdict.LATE
    if due is None:
        return Verdict.NONE
    if ended is not None:
        # A case withdrawn after its limit stays late: else a slow office gains by waiting.
        return Verdict.LATE if ended > due else Verdict.NONE
    return Verdict.OVERDUE if now > due else Verdict.PENDING


class Dimension(StrEnum):
    """What tickets are counted by. The first two follow from the standings."""

    STATE = "status"
    PUBLIC = "status-sp4n"
    TICKET_CLASS = "klasifikasi"
    KIND = "jenis"
    CHANNEL = "kanal"
    UNIT = "unit"
    MONTH = "bulan"

    @property
    def label(self) -> str:
        return _DIMENSIONS[self]


_DIMENSIONS = {
    Dimension.STATE: "Status",
    Dimension.PUBLIC: "Status SP4N-LAPOR!",
    Dimension.TICKET_CLASS: "Klasifikasi",
    Dimension.KIND: "Jenis",
    Dimension.CHANNEL: "Kanal",
    Dimension.UNIT: "Unit",
    Dimension.MONTH: "Bulan",
}
TOLD = (
    Dimension.TICKET_CLASS,
    Dimension.KIND,
    Dimension.CHANNEL,
    Dimension.UNIT,
    Dimension.MONTH,
)
"""The breakdowns a database counts; in the order they are shown."""


@dataclass(frozen=True)
class Standing:
    """How a ticket stands as of a day. ``answered``: it ever had an answer; ``merged``: it is a
    duplicate of another; ``rating``: 1 to 4, None where nobody rated."""

    state: State
    ending: Ending | None = None
    answered: bool = False
    merged: bool = False
    objected: bool = False
    reopened: bool = False
    rating: int | None = None

    @property
    def finished(self) -> bool:
        """*Selesai*, and not merely gone."""
        return self.state is State.CLOSED and self.ending in FINISHED

    @property
    def concluded(self) -> bool:
        """The office has once been done with it: only then is there anything to come back."""
        done = self.answered or self.state not in UNFINISHED
        return done or self.objected or self.reopened

    @property
    def marks(self) -> frozenset[Ending]:
        """What may leave it out of a denominator."""
        ending = () if self.ending is None else (self.ending,)
        return frozenset((*ending, Ending.MERGED) if self.merged else ending)


@dataclass(frozen=True)
class Milestone:
    """``days``: working days from receipt until the stage was reached, None where it was not.
    Of the closing they count while the ticket is finished: one that was objected to, or
    withdrawn, has not been closed."""

    days: int | None
    verdict: Verdict


UNREACHED = Milestone(None, Verdict.NONE)


@dataclass(frozen=True)
class Case:
    """One ticket as of a day; never a word a citizen wrote. ``age``: working days from receipt
    to that day, by the unit's calendar; the time the reporter was waited for is in it."""

    unit: str
    month: Month
    ticket_class: TicketClass
    kind: Kind
    channel: Channel
    state: State
    age: int
    verification: Milestone = UNREACHED
    answer: Milestone = UNREACHED
    closing: Milestone = UNREACHED
    ending: Ending | None = None
    merged: bool = False
    objected: bool = False
    reopened: bool = False
    rating: int | None = None

    @property
    def standing(self) -> Standing:
        return Standing(
            self.state,
            self.ending,
            self.answer.days is not None,
            self.merged,
            self.objected,
            self.reopened,
            self.rating,
        )

    @property
    def milestones(self) -> Mapping[Stage, Milestone]:
        closing = self.closing
        if not self.standing.finished:
            # The day of a closing undone stays in the history; counted, it would hide that the
            # case is open again.
            closing = Milestone(None, closing.verdict)
        return {
            Stage.VERIFICATION: self.verification,
            Stage.ANSWER: self.answer,
            Stage.CLOSING: closing,
        }

    @property
    def keys(self) -> Mapping[Dimension, str]:
        return {
            Dimension.TICKET_CLASS: self.ticket_class.value,
            Dimension.KIND: self.kind.value,
            Dimension.CHANNEL: self.channel.value,
            Dimension.UNIT: self.unit,
            Dimension.MONTH: month_key(self.month),
        }


def month_key(month: Month) -> str:
    """ "2026-10"."""
    return f"{month // 100}-{month % 100:02d}"


@dataclass(frozen=True)
class StageCounts:
    """``days``: of the tickets that reached the stage; ``waiting``: the ages of those still open
    that did not; ``verdicts``: of every ticket."""

    days: Histogram = field(default_factory=dict)
    waiting: Histogram = field(default_factory=dict)
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)

    def __add__(self, other: "StageCounts") -> "StageCounts":
        return StageCounts(
            added(self.days, other.days),
            added(self.waiting, other.waiting),
            added(self.verdicts, other.verdicts),
        )


@dataclass(frozen=True)
class HandlingCounts:
    """``total`` is counted on its own, so that breakdowns can be held against it;
    ``breakdowns``: every dimension of `TOLD`."""

    total: int
    standings: Mapping[Standing, int]
    breakdowns: Mapping[Dimension, Mapping[str, int]]
    stages: Mapping[Stage, StageCounts]

    def __add__(self, other: "HandlingCounts") -> "HandlingCounts":
        mine, theirs = self.breakdowns, other.breakdowns
        return HandlingCounts(
            self.total + other.total,
            added(self.standings, other.standings),
            {by: added(mine.get(by, {}), theirs.get(by, {})) for by in TOLD},
            {stage: self.stage(stage) + other.stage(stage) for stage in Stage},
        )

    def stage(self, stage: Stage) -> StageCounts:
        return self.stages.get(stage, StageCounts())

    @property
    def open_ages(self) -> Histogram:
        """Every ticket not closed, whatever else became of it."""
        return self.stage(Stage.CLOSING).waiting


EMPTY = HandlingCounts(0, {}, {by: {} for by in TOLD}, {stage: StageCounts() for stage in Stage})


def of_cases(cases: Iterable[Case]) -> HandlingCounts:
    """Count tickets one by one, in any order; for small sets and for tests of the queries."""
    standings: Counter[Standing] = Counter()
    breakdowns: dict[Dimension, Counter[str]] = {by: Counter() for by in TOLD}
    stages = {stage: _Growing() for stage in Stage}
    for case in cases:
        standings[case.standing] += 1
        for by, key in case.keys.items():
            breakdowns[by][key] += 1
        for stage, milestone in case.milestones.items():
            stages[stage].take(case, milestone)
    return HandlingCounts(
        sum(standings.values()),
        standings,
        breakdowns,
        {stage: growing.counts for stage, growing in stages.items()},
    )


class _Growing:
    def __init__(self) -> None:
        self.days: Counter[int] = Counter()
        self.waiting: Counter[int] = Counter()
        self.verdicts: Counter[Verdict] = Counter()

    def take(self, case: Case, milestone: Milestone) -> None:
        self.verdicts[milestone.verdict] += 1
        if milestone.days is not None:
            self.days[milestone.days] += 1
        elif case.state in UNFINISHED:
            self.waiting[case.age] += 1

    @property
    def counts(self) -> StageCounts:
        return StageCounts(dict(self.days), dict(self.waiting), dict(self.verdicts))
