"""Steps that flows share: what was closed, as it was frozen, read from the events of periods."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from kiosk.domain.index import period as periods
from kiosk.domain.index import period_figures
from kiosk.domain.index.closing import Closing, Event, PeriodState
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.store.index import events
from kiosk.store.survey import instruments

DEFAULT = "skm-2017"


def closing_of(unit_id: int, instrument_code: str, period: Period) -> Closing | None:
    """As it stands: None where it was never closed, or has been opened again."""
    rows = events.of_unit(unit_id, instruments.id_of(instrument_code), str(period))
    return _standing(rows)


def closings_of(
    unit_id: int, instrument_code: str = DEFAULT, *, published: bool = False
) -> tuple[Closing, ...]:
    """Every closed period of a unit, the newest first; ``published``: only what the public sees."""
    found: dict[str, list[Any]] = {}
    for row in events.of_unit(unit_id, instruments.id_of(instrument_code)):
        found.setdefault(row.period, []).append(row)
    standing = [one for one in map(_standing, found.values()) if one]
    shown = [one for one in standing if not published or one.state is PeriodState.PUBLISHED]
    return tuple(sorted(shown, key=lambda one: (one.period.last, one.period.length), reverse=True))


def of_year(unit_id: int, year: int) -> tuple[Closing, ...]:
    """Every closed period of a year, of every survey, in order of their closing."""
    found: dict[tuple[int, str], list[Any]] = {}
    for row in events.of_year(unit_id, year):
        found.setdefault((row.instrument_id, row.period), []).append(row)
    standing = (one for one in map(_standing, found.values()) if one)
    return tuple(sorted(standing, key=lambda one: one.id))


def by_id(closing_id: int) -> Closing | None:
    """A closing by the number of its event, whatever happened since: its state is then that of
    the period now, `PeriodState.OPEN` where another edition or none took its place."""
    event = events.by_id(closing_id)
    if event is None or event.kind != Event.CLOSE:
        return None
    rows = events.of_unit(event.unit_id, event.instrument_id, event.period)
    now = _standing(rows)
    if now and now.id == closing_id:
        return now
    return _made(event, _edition(rows, closing_id), PeriodState.OPEN, None)


def kept_rows(closing_id: int) -> tuple[dict[int, int], frozenset[int]]:
    """Up to which row of each point's chain a closing counted, and the answers it left out."""
    body = json.loads(events.by_id(closing_id).body)
    return {int(key): value for key, value in body["heads"].items()}, frozenset(body["left_out"])


def digest_of(row: Any) -> str:
    """Of the document that an event of closing froze."""
    return period_figures.digest(json.loads(row.body)["figures"])


def _standing(rows: Iterable[Any]) -> Closing | None:
    """The rows of one period, in order."""
    closed, edition, state, published_at = None, 0, PeriodState.OPEN, None
    for row in rows:
        match Event(row.kind):
            case Event.CLOSE:
                closed, edition = row, edition + 1
                state, published_at = PeriodState.CLOSED, None
            case Event.REOPEN:
                closed, state, published_at = None, PeriodState.OPEN, None
            case Event.PUBLISH:
                state, published_at = PeriodState.PUBLISHED, row.at
            case Event.WITHDRAW:
                state, published_at = PeriodState.CLOSED, None
    return None if closed is None else _made(closed, edition, state, published_at)


def _edition(rows: Iterable[Any], closing_id: int) -> int:
    return sum(row.kind == Event.CLOSE and row.id <= closing_id for row in rows)


def _made(row: Any, edition: int, state: PeriodState, published_at: Any) -> Closing:
    figures, digest = _frozen(row.body)
    return Closing(
        id=row.id,
        unit_id=row.unit_id,
        unit=row.unit,
        period=periods.parse(row.period),
        instrument=instruments.code_of(row.instrument_id),
        edition=edition,
        state=state,
        closed_at=row.at,
        closed_by=row.actor_id,
        published_at=published_at,
        figures=figures,
        digest=digest,
        head=bytes(row.hash).hex(),
    )


@lru_cache(maxsize=400)
def _frozen(body: str) -> tuple[PeriodFigures, str]:
    """A millisecond each, and a list of units asks for hundreds; what is frozen never changes."""
    text = json.loads(body)["figures"]
    return period_figures.of_document(text), period_figures.digest(text)
