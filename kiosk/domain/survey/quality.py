"""Signals of answers that may not be what they seem, from one counter's day.

Pure and independent of order: the same answers give the same signals however they came in.
Adding an answer never takes a signal from another. Numbers tuned on made streams
(`docs/signals.md`); a signal is a hint, refuses nothing and deletes nothing.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.domain.survey import contradiction
from kiosk.domain.survey.signal import NONE, Signal
from kiosk.domain.survey.source import Source

LIVE = frozenset({Source.STATIC_QR, Source.KIOSK, Source.VISIT_TOKEN, Source.ASSISTED})
"""Filled by the visitor there and then. Paper and files come when somebody types them."""
SMILEY_HIGH = 4
"""The scale a face can be held against."""


UNKNOWN_PACE = 60.0
"""Seconds a question of a form that told none: after those that told."""


@dataclass(frozen=True)
class Seen:
    """One answer sheet as the signals see it.

    ``at``: aware. ``low``, ``high``: its scale. ``device``: of an enrolled tablet. ``seconds``:
    from opening the form to sending it, for the whole form. ``face``: 1 to 4, given with the
    sheet it can contradict. ``form``: sheets of one form share it; None: a form of its own.
    ``timed``: False where the device's clock was not believed: such answers all bear the moment
    the tablet came back to the network, which says nothing."""

    id: int
    at: datetime
    source: Source
    scores: tuple[int, ...]
    low: int = 1
    high: int = 4
    device: int | None = None
    seconds: int | None = None
    face: int | None = None
    form: int | None = None
    timed: bool = True


@dataclass(frozen=True)
class CounterDay:
    """``hours``: when the counter opened and closed, as instants; None: closed that day.
    ``visits``: how many were recorded there; None: nobody recorded any."""

    hours: tuple[datetime, datetime] | None
    visits: int | None = None


@dataclass(frozen=True)
class Crowd:
    """``forms`` or more ``within`` so long."""

    forms: int
    within: timedelta


@dataclass(frozen=True)
class Limits:
    """The numbers of the rules, tuned together; speeds in tenths of a second a question.

    A form of nine takes an honest visitor some 15 seconds at the least, and the next one has to
    step up to the tablet: ``tablet_bursts``. ``point_bursts`` counts phones too."""

    tablet_bursts: tuple[Crowd, ...] = (Crowd(12, timedelta(minutes=10)),)
    point_bursts: tuple[Crowd, ...] = (
        Crowd(20, timedelta(minutes=10)),
        Crowd(40, timedelta(minutes=60)),
    )
    fast: int = 10
    straight_fast: int = 11
    straight_items: int = 5
    same_lines: Crowd = Crowd(7, timedelta(minutes=10))
    spare_visits: int = 2
    closing: Crowd = Crowd(8, timedelta(minutes=20))
    before_closing: timedelta = timedelta(minutes=25)
    after_closing: timedelta = timedelta(minutes=60)
    grace: timedelta = timedelta(minutes=45)
    evening_phones: int = 5


LIMITS = Limits()


@dataclass(frozen=True)
class _Form:
    """What one visitor sent at once."""

    sheets: tuple[Seen, ...]
    _first: Seen = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_first", self.sheets[0])

    @property
    def at(self) -> datetime:
        return self._first.at

    @property
    def source(self) -> Source:
        return self._first.source

    @property
    def device(self) -> int | None:
        return self._first.device

    @property
    def timed(self) -> bool:
        return all(one.timed for one in self.sheets)

    @property
    def items(self) -> int:
        return sum(len(one.scores) for one in self.sheets)

    @property
    def seconds(self) -> int | None:
        return self._first.seconds

    @property
    def line(self) -> tuple[tuple[int, int], ...] | None:
        """The one score of each sheet with its scale; None where a sheet has several."""
        if any(len(set(one.scores)) != 1 for one in self.sheets):
            return None
        return tuple(sorted((one.high, one.scores[0]) for one in self.sheets))

    def is_faster(self, tenths: int) -> bool:
        """Than so many tenths of a second a question."""
        return self.seconds is not None and 10 * self.seconds < tenths * self.items


_Rule = Callable[[Sequence[_Form], CounterDay, Limits], Iterable[_Form]]


def signals_of(seen: Iterable[Seen], day: CounterDay, limits: Limits = LIMITS) -> dict[int, Signal]:
    """The signals of each answer that has any, by its id. ``seen``: all of one point and day."""
    forms = _forms(one for one in seen if one.source in LIVE and one.scores)
    found: dict[int, Signal] = {}
    for signal, rule in _RULES.items():
        _mark(found, rule(forms, day, limits), signal)
    _mark(found, _beyond_visits(forms, day, limits, found), Signal.MORE_THAN_VISITS)
    return found


def _mark(found: dict[int, Signal], forms: Iterable[_Form], signal: Signal) -> None:
    for form in forms:
        for one in form.sheets:
            found[one.id] = found.get(one.id, NONE) | signal


def _forms(seen: Iterable[Seen]) -> list[_Form]:
    """In the order of time."""
    together: dict[tuple[bool, int], list[Seen]] = {}
    for one in sorted(seen, key=lambda sheet: (sheet.at, sheet.id)):
        key = (False, one.id) if one.form is None else (True, one.form)
        together.setdefault(key, []).append(one)
    return [_Form(tuple(sheets)) for sheets in together.values()]


def _bursts(forms: Sequence[_Form], _day: CounterDay, limits: Limits) -> list[_Form]:
    timed = [one for one in forms if one.timed]
    found = [form for crowd in limits.point_bursts for form in _crowded(timed, crowd)]
    tablets = _by((one for one in timed if one.device is not None), lambda one: one.device)
    for of_tablet in tablets.values():
        found += [form for crowd in limits.tablet_bursts for form in _crowded(of_tablet, crowd)]
    return found


def _hasty(forms: Sequence[_Form], _day: CounterDay, limits: Limits) -> list[_Form]:
    return [one for one in forms if one.is_faster(limits.fast)]


def _uniform(forms: Sequence[_Form], _day: CounterDay, limits: Limits) -> list[_Form]:
    """All the same says little by itself: many a contented visitor answers so. It says something
    of a form filled in a hurry, or of many alike one after another."""
    straight = [one for one in forms if one.line and one.items >= limits.straight_items]
    found = [one for one in straight if one.is_faster(limits.straight_fast)]
    timed = [one for one in straight if one.timed]
    for alike in _by(timed, lambda one: (one.device, one.line)).values():
        found += _crowded(alike, limits.same_lines)
    return found


def _beyond_visits(
    forms: Sequence[_Form], day: CounterDay, limits: Limits, found: Container[int]
) -> list[_Form]:
    """As many as there are too many: those that bear a signal already, then the most hurried. A
    token stands for a visit."""
    if day.visits is None or len(forms) <= day.visits + limits.spare_visits:
        return []
    doubtful = [one for one in forms if one.source != Source.VISIT_TOKEN]
    doubtful.sort(key=lambda one: (one.sheets[0].id not in found, *_haste(one)))
    return doubtful[: len(forms) - day.visits]


def _haste(form: _Form) -> tuple[float, int]:
    """Lowest first: seconds a question; by number where nothing else tells."""
    pace = UNKNOWN_PACE if form.seconds is None else form.seconds / form.items
    return pace, form.sheets[0].id


def _at_closing(forms: Sequence[_Form], day: CounterDay, limits: Limits) -> list[_Form]:
    if day.hours is None:
        return []
    first = day.hours[1] - limits.before_closing
    last = day.hours[1] + limits.after_closing
    late = [one for one in forms if one.timed and first <= one.at <= last]
    of_each = _by(late, lambda one: (one.device, one.source == Source.VISIT_TOKEN))
    return [one for its in of_each.values() for one in _crowded(its, limits.closing)]


def _outside(forms: Sequence[_Form], day: CounterDay, limits: Limits) -> list[_Form]:
    """A tablet stands in the office. A phone is carried home: one answer in the evening is
    somebody who remembered, many are a code that was passed on. A token is good for a day."""
    out = [one for one in forms if one.timed and not _is_open(one.at, day, limits)]
    phones = [one for one in out if one.source == Source.STATIC_QR]
    tablets = [one for one in out if one.source in (Source.KIOSK, Source.ASSISTED)]
    return tablets + (phones if len(phones) >= limits.evening_phones else [])


def _is_open(at: datetime, day: CounterDay, limits: Limits) -> bool:
    if day.hours is None:
        return False
    return day.hours[0] - limits.grace <= at <= day.hours[1] + limits.grace


def _contradictory(forms: Sequence[_Form], _day: CounterDay, _limits: Limits) -> list[_Form]:
    """The sheet alone: a face says nothing of what else came with it."""
    sheets = [sheet for one in forms for sheet in one.sheets]
    return [_Form((sheet,)) for sheet in sheets if _is_contradictory(sheet)]


def _is_contradictory(sheet: Seen) -> bool:
    scale = (sheet.low, sheet.high)
    return scale == (1, SMILEY_HIGH) and contradiction.contradicts(sheet.face, sheet.scores)


def _crowded(forms: Sequence[_Form], crowd: Crowd) -> list[_Form]:
    """Every form that lies in some window of that length with that many; ``forms`` by time."""
    found: set[int] = set()
    for last in range(crowd.forms - 1, len(forms)):
        first = last - crowd.forms + 1
        if forms[last].at - forms[first].at <= crowd.within:
            found.update(range(first, last + 1))
    return [forms[place] for place in sorted(found)]


def _by(forms: Iterable[_Form], key: Callable[[_Form], object]) -> dict[object, list[_Form]]:
    """Those of one tablet together. Phones tell nothing apart: one group of all of them."""
    found: dict[object, list[_Form]] = {}
    for one in forms:
        found.setdefault(key(one), []).append(one)
    return found


_RULES: dict[Signal, _Rule] = {
    Signal.BURST: _bursts,
    Signal.TOO_FAST: _hasty,
    Signal.STRAIGHT_LINE: _uniform,
    Signal.CLOSING_CLUSTER: _at_closing,
    Signal.CONTRADICTION: _contradictory,
    Signal.OUTSIDE_HOURS: _outside,
}
