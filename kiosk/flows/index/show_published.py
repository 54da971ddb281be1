"""What a unit lets the public see of its index: closed and published periods, nothing else.

An open, closed, withdrawn or reopened period is not told apart from one that never was.
"""

from dataclasses import dataclass

from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period import Period
from kiosk.domain.place.point import InstansiCard, UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows import closings
from kiosk.flows.revising import Days, late_days
from kiosk.store.engine import reading
from kiosk.store.index import published
from kiosk.store.place import units
from kiosk.store.survey import instruments

TREND_LENGTH = 12


@dataclass(frozen=True)
class Published:
    """``closings``: everything published of one survey, the newest period first. ``chosen``: the
    one asked for, None where it is not published; ``late``: days on which answers came to it after
    it was closed. ``surveys``: all with something published."""

    unit: UnitCard
    instansi: InstansiCard
    surveys: tuple[Instrument, ...]
    instrument: Instrument
    closings: tuple[Closing, ...]
    chosen: Closing | None
    late: Days

    @property
    def newest(self) -> Closing | None:
        return self.closings[0] if self.closings else None

    @property
    def usual(self) -> str:
        """The survey shown to whoever asks for none."""
        codes = [one.code for one in self.surveys]
        return closings.DEFAULT if closings.DEFAULT in codes or not codes else codes[0]

    @property
    def trend(self) -> tuple[Closing, ...]:
        """Up to the chosen period those as long as it, oldest first."""
        if self.chosen is None:
            return ()
        until, length = self.chosen.period.first, self.chosen.period.length
        alike = [
            one
            for one in self.closings
            if one.period.length == length and one.period.first <= until
        ]
        return tuple(reversed(alike[:TREND_LENGTH]))


def show_published(
    unit_code: str, period: Period | None = None, survey: str | None = None
) -> Published:
    """``period`` None: the newest. ``survey`` None: the usual one, or else one that the unit has
    published. Raises `UnknownUnit`."""
    with reading(stale_ok=True):
        unit = units.by_code(unit_code)
        found = _published(unit.id)
        code = survey if survey in found else _usual(found)
        shown = found.get(code, ()) if survey in (None, code) else ()
        chosen = next((one for one in shown if period in (None, one.period)), None)
        return Published(
            unit=unit,
            instansi=published.owner(unit.id),
            surveys=tuple(instruments.by_code(one) for one in found),
            instrument=instruments.by_code(code),
            closings=shown,
            chosen=chosen,
            late=late_days(chosen) if chosen else (),
        )


def _published(unit_id: int) -> dict[str, tuple[Closing, ...]]:
    known = published.instruments(unit_id)
    codes = sorted(code for code, number in instruments.ids().items() if number in known)
    every = {code: closings.closings_of(unit_id, code, published=True) for code in codes}
    return {code: shown for code, shown in every.items() if shown}


def _usual(found: dict[str, tuple[Closing, ...]]) -> str:
    if closings.DEFAULT in found or not found:
        return closings.DEFAULT
    return next(iter(found))
