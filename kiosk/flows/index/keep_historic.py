"""Indexes from before this system are entered for trends, or taken away again."""

from datetime import datetime

from kiosk.domain.index.historic import Historic, InvalidHistoric
from kiosk.domain.index.period import Period
from kiosk.domain.month import month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.flows import periods
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import reading, transaction
from kiosk.store.index import historic, tallies
from kiosk.store.place import units
from kiosk.store.survey import instruments


def list_historic(unit_code: str) -> tuple[UnitCard, tuple[Historic, ...]]:
    """The newest first. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        found = historic.of_unit(unit.id, instruments.id_of(DEFAULT_INSTRUMENT))
        return unit, tuple(found.values())


def enter_historic(actor: Actor, unit_code: str, given: Historic, now: datetime) -> None:
    """Raises `InvalidHistoric`: the period is not over, or has answers of its own."""
    with transaction():
        unit, number = units.by_code(unit_code), instruments.id_of(DEFAULT_INSTRUMENT)
        units.hold(unit.id)
        if given.period.last >= month_of(now, unit.zone):
            raise InvalidHistoric("%(period)s belum berakhir.", period=given.period.title)
        own = tallies.months_with(units.below(unit.id), number, given.period.first)
        if set(own) & set(given.period.months):
            raise InvalidHistoric(
                "%(period)s sudah mempunyai jawaban di sistem ini; angkanya dihitung dari sana.",
                period=given.period.title,
            )
        before = historic.of_unit(unit.id, number, [given.period]).get(given.period)
        historic.put(unit.id, number, given, now)
        _record(actor, unit, given.period, [_said(before), _said(given)], now)


def drop_historic(actor: Actor, unit_code: str, period: Period, now: datetime) -> None:
    with transaction():
        unit, number = units.by_code(unit_code), instruments.id_of(DEFAULT_INSTRUMENT)
        before = historic.of_unit(unit.id, number, [period]).get(period)
        if before is None:
            return
        historic.remove(unit.id, number, period)
        _record(actor, unit, period, [_said(before), None], now)


def _record(
    actor: Actor, unit: UnitCard, period: Period, change: list[str | None], now: datetime
) -> None:
    place = periods.Place(unit.id, DEFAULT_INSTRUMENT, period)
    periods.record(place, "isi-angka-lama", actor, now, {"ikm": change})


def _said(one: Historic | None) -> str | None:
    if one is None:
        return None
    return f"{one.ikm:f}; n {one.respondents or '-'}; pita {one.bands}; {one.document}"
