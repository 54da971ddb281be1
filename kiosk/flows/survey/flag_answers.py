"""Answers that came are looked at for signals, together with all others of their days.

Nothing of an answer is changed: signals are kept beside it, and are worked out anew whenever
one more comes for the same day, which it may do days later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.arrival import Clock
from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.month import Month
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.quality import CounterDay, Seen, signals_of
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.stored import scores_of
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.place import calendars
from kiosk.store.survey import flags, instruments
from kiosk.store.survey.flags import News

SLICE = 5_000
"""New answers of one point looked at together."""
SATISFACTION = "skm"
"""The survey whose answers the overall face can contradict."""


@dataclass(frozen=True)
class _Found:
    """What one slice comes to: signals to take away and to keep, and up to where it was."""

    gone: Sequence[int]
    fresh: Sequence[Mapping[str, int]]
    seen_id: int
    is_last: bool


def flag_answers() -> bool:
    """One round; True where more waits. Read without holding anybody up, then written at once:
    computing twice changes nothing, and a process that is killed is followed where it stopped."""
    this = Round()
    with reading():
        waiting = flags.news()
    unfinished: list[News] = []
    done = this.each(waiting, lambda one: _look(one, unfinished))
    return bool(unfinished) or (this.is_over and done < len(waiting))


def _look(news: News, unfinished: list[News]) -> None:
    with reading():
        found = _found(news)
    with transaction():
        flags.replace(found.gone, found.fresh)
        flags.mark(news.point_id, found.seen_id)
    if not found.is_last:
        unfinished.append(news)


def _found(news: News) -> _Found:
    ids = flags.newer(news.point_id, news.seen_id, SLICE + 1)
    taken = ids[:SLICE]
    if not taken:
        return _Found((), (), news.seen_id, is_last=True)
    calendar = calendars.of_units([news.unit_id])[news.unit_id]
    touched = flags.times(news.point_id, taken[0], taken[-1])
    rows = _rows(news, touched, calendar)
    before = flags.of_answers([row.id for row in rows])
    now = _signals(news, rows, calendar)
    changed = [row for row in rows if now.get(row.id, 0) != before.get(row.id, 0)]
    return _Found(
        gone=[row.id for row in changed if row.id not in now],
        fresh=[_kept(news, row, now[row.id]) for row in changed if row.id in now],
        seen_id=taken[-1],
        is_last=len(ids) == len(taken),
    )


def _rows(news: News, touched: Iterable[tuple[Month, datetime]], calendar: Calendar) -> list[Any]:
    """Every answer of the local days touched."""
    pairs = list(touched)
    if not pairs:
        return []
    days = {calendar.local_day(at) for _, at in pairs}
    months, (first, end) = {month for month, _ in pairs}, _span(days, calendar)
    found = flags.stream(news.point_id, months, first, end)
    return [row for row in found if calendar.local_day(row.at) in days]


def _span(days: Iterable[date], calendar: Calendar) -> tuple[datetime, datetime]:
    """From the first day's midnight to that after the last."""
    first, last, zone = min(days), max(days), ZoneInfo(calendar.zone)
    end = last + timedelta(days=1)
    return datetime.combine(first, time(), zone), datetime.combine(end, time(), zone)


def _signals(news: News, rows: Sequence[Any], calendar: Calendar) -> dict[int, Signal]:
    of_day: dict[date, list[Seen]] = {}
    for one in _seen(rows):
        of_day.setdefault(calendar.local_day(one.at), []).append(one)
    visits = _visits(news.point_id, of_day, calendar)
    found: dict[int, Signal] = {}
    for day, seen in of_day.items():
        found |= signals_of(seen, CounterDay(_hours(day, calendar), visits.get(day)))
    return found


def _hours(day: date, calendar: Calendar) -> tuple[datetime, datetime] | None:
    if not calendar.is_workday(day):
        return None
    return calendar.opening(day), calendar.closing(day)


def _visits(point_id: int, days: Iterable[date], calendar: Calendar) -> dict[date, int]:
    """A day without any is not there: nobody recorded them."""
    listed = list(days)
    found: dict[date, int] = {}
    if listed:
        for at in flags.visits(point_id, *_span(listed, calendar)):
            day = calendar.local_day(at)
            found[day] = found.get(day, 0) + 1
    return found


def _seen(rows: Sequence[Any]) -> list[Seen]:
    known = {number: instruments.by_code(code) for code, number in instruments.ids().items()}
    forms = _forms(rows)
    return [_one(row, known[row.instrument_id], forms[row.id]) for row in rows]


def _one(row: Any, instrument: Instrument, form: int) -> Seen:
    return Seen(
        id=row.id,
        at=row.at,
        source=Source(row.source),
        scores=tuple(scores_of(instrument, row.scores).values()),
        low=instrument.scale.low,
        high=instrument.scale.high,
        device=row.device_id,
        seconds=row.seconds,
        face=row.face if instrument.survey == SATISFACTION else None,
        form=form,
        timed=row.clock != Clock.NOT_BELIEVED,
    )


def _forms(rows: Iterable[Any]) -> dict[int, int]:
    """Answer id to the id of its form's first sheet: sheets of one form follow each other at the
    very same instant, each of another instrument."""
    found: dict[int, int] = {}
    form, last, held = 0, None, set[int]()
    for row in rows:
        this = (row.at, row.source, row.device_id)
        if this != last or row.instrument_id in held:
            form, last, held = row.id, this, set()
        held.add(row.instrument_id)
        found[row.id] = form
    return found


def _kept(news: News, row: Any, signals: Signal) -> dict[str, int]:
    return {
        "answer_id": row.id,
        "unit_id": news.unit_id,
        "month": row.month,
        "instrument_id": row.instrument_id,
        "source": row.source,
        "flags": int(signals),
    }
