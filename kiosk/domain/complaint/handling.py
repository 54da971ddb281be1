"""The figures of handling: what the head and the public see of complaints, as of a day.

*Ditindaklanjuti* (a first answer was given) and *selesai* are different numbers; every share
names what it is a share of; open cases stay in the picture with their age; silence is neither
satisfaction nor its opposite. Percentiles are by nearest rank, in working days; only ``percent``
and ``published`` round, once, half up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.complaint.handling_counts import (
    TOLD,
    UNFINISHED,
    Dimension,
    HandlingCounts,
    Stage,
    StageCounts,
    Standing,
    Verdict,
)
from kiosk.domain.complaint.histogram import (
    Histogram,
    Key,
    added,
    highest,
    mean,
    nearest_rank,
    size,
)
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.limits import LIMITS, Clock
from kiosk.domain.complaint.share import Check, Denominator, Share
from kiosk.domain.complaint.ticket import PUBLIC, Ending, State, public_status
from kiosk.domain.rounding import half_up

_MEDIAN, _NINTH_TENTH = 50, 90
RATINGS = (1, 2, 3, 4)
_BANDS = (Clock.VERIFICATION, Clock.INFORMATION, Clock.ORDINARY, Clock.SUPERVISION)
BAND_ENDS = tuple(LIMITS[clock].days for clock in _BANDS)
"""Working days: 3, 5, 14 and 60, so that a band says which legal limit an open case has passed."""


@dataclass(frozen=True)
class Band:
    """Ages ``first`` to ``last`` working days, both included; ``last`` None: and older."""

    first: int
    last: int | None
    count: int

    @property
    def label(self) -> str:
        if self.last is None:
            return f"lebih dari {self.first - 1} hari kerja"
        return f"{self.first} sampai {self.last} hari kerja"


@dataclass(frozen=True)
class OpenCases:
    """What is not closed; ages in working days since receipt, None where nothing is open."""

    count: int
    bands: tuple[Band, ...]
    median: int | None
    oldest: int | None


@dataclass(frozen=True)
class StageFigures:
    """``median`` and ``p90`` of the ``reached``, in working days. ``waiting`` did not reach it
    and are still open; with them at their age so far the percentiles are at least
    ``median_at_least`` and ``p90_at_least``: an office that answers only the easy ones shows it
    there. ``on_time``: met, of all whose limit was met or has passed."""

    stage: Stage
    reached: int
    median: int | None
    p90: int | None
    waiting: int
    oldest_waiting: int | None
    median_at_least: int | None
    p90_at_least: int | None
    on_time: Share
    verdicts: Mapping[Verdict, int]


@dataclass(frozen=True)
class Satisfaction:
    """``asked``: finished, or rated before that. ``ratings``: 1 to 4, of those who answered."""

    asked: int
    ratings: Histogram
    answered: Share
    silent: Share

    @property
    def mean(self) -> Fraction | None:
        """1 to 4, of those who answered only."""
        return mean(self.ratings)

    @property
    def published(self) -> Decimal | None:
        """`mean`, two decimals."""
        return None if self.mean is None else half_up(self.mean, 2)


@dataclass(frozen=True)
class Handling:
    """``as_of``: the end of that day. ``handled``: ever answered; ``closed``: *selesai*; each
    among every `Denominator`, of which ``headline`` is the one to print large. ``by_officer``:
    answered or finished, no objection standing; ``by_reporter``: the reporter said so;
    ``by_silence``: closed because the reporter said nothing."""

    as_of: date
    total: int
    breakdowns: Mapping[Dimension, Mapping[str, int]]
    endings: Mapping[str, int]
    merged: int
    headline: Denominator
    handled: Mapping[Denominator, Share]
    closed: Mapping[Denominator, Share]
    by_officer: Share
    by_reporter: Share
    by_silence: Share
    stages: Mapping[Stage, StageFigures]
    open: OpenCases
    objected: Share
    reopened: Share
    satisfaction: Satisfaction
    checks: tuple[Check, ...]

    @property
    def shares(self) -> Mapping[str, Share]:
        """Those that are told in a row, by name."""
        return {
            "Ditindaklanjuti": self.handled[self.headline],
            "Selesai": self.closed[self.headline],
            "Selesai menurut petugas": self.by_officer,
            "Selesai menurut pelapor": self.by_reporter,
            "Ditutup karena pelapor diam": self.by_silence,
            "Keberatan": self.objected,
            "Dibuka lagi": self.reopened,
        }

    @property
    def adds_up(self) -> bool:
        return all(check.adds_up for check in self.checks)

    @property
    def faults(self) -> tuple[Check, ...]:
        """What a publication has to admit beside the figures."""
        return tuple(check for check in self.checks if not check.adds_up)


def handling(
    counts: HandlingCounts, as_of: date, headline: Denominator = Denominator.ALL
) -> Handling:
    """The figures of ``counts``, taken as of the end of ``as_of``."""
    found = counts.standings
    return Handling(
        as_of=as_of,
        total=counts.total,
        breakdowns=_breakdowns(counts),
        endings=_filled(_tally(found, lambda one: one.ending), Ending),
        merged=_many(found, lambda one: one.merged),
        headline=headline,
        handled={among: _among(found, among, _answered) for among in Denominator},
        closed={among: _among(found, among, _finished) for among in Denominator},
        by_officer=_of_all(found, lambda one: one.state is State.ANSWERED or one.finished),
        by_reporter=_of_all(found, lambda one: _ended(one, Ending.BY_REPORTER)),
        by_silence=_of_all(found, lambda one: _ended(one, Ending.BY_SILENCE)),
        stages={stage: _stage(stage, counts.stage(stage)) for stage in Stage},
        open=_open(counts.open_ages),
        objected=_returned(found, lambda one: one.objected),
        reopened=_returned(found, lambda one: one.reopened),
        satisfaction=_satisfaction(found),
        checks=_checks(counts),
    )


_Standings = Mapping[Standing, int]
_Test = Callable[[Standing], bool]


def _answered(one: Standing) -> bool:
    return one.answered


def _finished(one: Standing) -> bool:
    return one.finished


def _ended(one: Standing, ending: Ending) -> bool:
    return one.finished and one.ending is ending


def _public(one: Standing) -> str:
    return public_status(one.state, Ending.MERGED if one.merged else one.ending)


def _tally(standings: _Standings, key: Callable[[Standing], Key | None]) -> dict[Key, int]:
    """How many have each key; None is no key."""
    found: dict[Key, int] = {}
    for standing, count in standings.items():
        one = key(standing)
        if one is not None:
            found[one] = found.get(one, 0) + count
    return found


def _many(standings: _Standings, test: _Test) -> int:
    return sum(count for one, count in standings.items() if test(one))


def _share(standings: _Standings, whole: _Test, part: _Test, of: str) -> Share:
    """The part is looked for inside the whole only: no share can pass 100 %."""
    return Share(
        _many(standings, lambda one: whole(one) and part(one)), _many(standings, whole), of
    )


def _among(standings: _Standings, among: Denominator, part: _Test) -> Share:
    return _share(standings, lambda one: not one.marks & among.leaves_out, part, among.label)


def _of_all(standings: _Standings, part: _Test) -> Share:
    return _among(standings, Denominator.ALL, part)


def _returned(standings: _Standings, part: _Test) -> Share:
    of = "laporan yang pernah dijawab atau ditutup"
    return _share(standings, lambda one: one.concluded, part, of)


def _breakdowns(counts: HandlingCounts) -> Mapping[Dimension, Mapping[str, int]]:
    """Every class of a closed list is there, with 0 where nothing fell into it."""
    told = {by: dict(sorted(counts.breakdowns.get(by, {}).items())) for by in TOLD}
    return {
        Dimension.STATE: _filled(_tally(counts.standings, lambda one: one.state), State),
        Dimension.PUBLIC: {
            **dict.fromkeys(PUBLIC.values(), 0),
            **_tally(counts.standings, _public),
        },
        Dimension.TICKET_CLASS: _filled(told[Dimension.TICKET_CLASS], TicketClass),
        Dimension.KIND: _filled(told[Dimension.KIND], Kind),
        Dimension.CHANNEL: _filled(told[Dimension.CHANNEL], Channel),
        Dimension.UNIT: told[Dimension.UNIT],
        Dimension.MONTH: told[Dimension.MONTH],
    }


def _filled(counted: Mapping[str, int], names: type[StrEnum]) -> Mapping[str, int]:
    return {**{name.value: 0 for name in names}, **counted}


def _stage(stage: Stage, counts: StageCounts) -> StageFigures:
    both = added(counts.days, counts.waiting)
    return StageFigures(
        stage=stage,
        reached=size(counts.days),
        median=nearest_rank(counts.days, _MEDIAN),
        p90=nearest_rank(counts.days, _NINTH_TENTH),
        waiting=size(counts.waiting),
        oldest_waiting=highest(counts.waiting),
        median_at_least=nearest_rank(both, _MEDIAN),
        p90_at_least=nearest_rank(both, _NINTH_TENTH),
        on_time=_on_time(counts.verdicts),
        verdicts={one: counts.verdicts.get(one, 0) for one in Verdict},
    )


def _on_time(verdicts: Mapping[Verdict, int]) -> Share:
    met = verdicts.get(Verdict.MET, 0)
    missed = verdicts.get(Verdict.LATE, 0) + verdicts.get(Verdict.OVERDUE, 0)
    return Share(met, met + missed, "laporan yang dipenuhi atau sudah lewat tenggatnya")


def _open(ages: Histogram) -> OpenCases:
    firsts = (0, *(end + 1 for end in BAND_ENDS))
    bands = tuple(_band(ages, *edges) for edges in zip(firsts, (*BAND_ENDS, None), strict=True))
    return OpenCases(size(ages), bands, nearest_rank(ages, _MEDIAN), highest(ages))


def _band(ages: Histogram, first: int, last: int | None) -> Band:
    inside = (
        count for age, count in ages.items() if first <= age and (last is None or age <= last)
    )
    return Band(first, last, sum(inside))


def _satisfaction(standings: _Standings) -> Satisfaction:
    rated = {**dict.fromkeys(RATINGS, 0), **_tally(standings, lambda one: one.rating)}
    asked = _many(standings, lambda one: one.finished or one.rating is not None)
    answered, of = size(rated), "pelapor yang diminta menilai penanganan"
    return Satisfaction(
        asked, rated, Share(answered, asked, of), Share(asked - answered, asked, of)
    )


def _checks(counts: HandlingCounts) -> tuple[Check, ...]:
    """Each count held against one that was taken another way."""
    found, total = counts.standings, counts.total
    answer, closing = counts.stage(Stage.ANSWER), counts.stage(Stage.CLOSING)
    by_dimension = (Check(by.label, total, size(counts.breakdowns.get(by, {}))) for by in TOLD)
    by_verdict = (
        Check(f"Ketepatan: {stage.label}", total, size(counts.stage(stage).verdicts))
        for stage in Stage
    )
    return (
        Check(Dimension.STATE.label, total, size(found)),
        *by_dimension,
        *by_verdict,
        Check("Lama jawaban", _many(found, _answered), size(answer.days)),
        Check("Lama penutupan", _many(found, _finished), size(closing.days)),
        Check(
            "Umur laporan terbuka",
            _many(found, lambda one: one.state in UNFINISHED),
            size(counts.open_ages),
        ),
    )
