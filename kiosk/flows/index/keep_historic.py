"""Indexes from before this system are entered for trends, or taken away again."""

from datetime import datetime

from kiosk.domain.index.historic import Historic, InvalidHistoric
from kiosk.domain.index.period import Period
from kiosk.domain.month import month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument, say
from kiosk.domain.zi.versions import SURVEYS
from kiosk.flows import periods
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import reading, transaction
from kiosk.store.index import historic, tallies
from kiosk.store.place import units
from kiosk.store.survey import instruments

OFFERED = tuple(code for name in ("ikm", "ipkp", "ipak") for code in SURVEYS[name])
"""Questionnaires of which old reports may be entered."""


def titles() -> dict[str, str]:
    """Code to title of every questionnaire offered; that of another scale than 4 says so."""
    return {code: _title(instruments.by_code(code)) for code in OFFERED}


def _title(instrument: Instrument) -> str:
    top = instrument.scale.high
    return say(instrument.title, "id") + ("" if top == 4 else f", skala {top}")


def survey_of(instrument_code: str) -> str:
    """ "skm", "spkp" or "spak". Raises `UnknownInstrument`."""
    return instruments.by_code(instrument_code).survey


def list_historic(unit_code: str) -> tuple[UnitCard, tuple[tuple[str, Historic], ...]]:
    """With the code of the questionnaire, by questionnaire, then the newest first. Raises
    `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        found = tuple(
            (code, one)
            for code in OFFERED
            for one in historic.of_unit(unit.id, instruments.id_of(code)).values()
        )
        return unit, found


def enter_historic(
    actor: Actor,
    unit_code: str,
    given: Historic,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> None:
    """Raises `InvalidHistoric`: the period is not over, or has answers of its own;
    `UnknownInstrument`."""
    with transaction():
        unit, number = units.by_code(unit_code), _number(instrument_code)
        units.hold(unit.id)
        if given.period.last >= month_of(now, unit.zone):
            raise InvalidHistoric("%(period)s belum berakhir.", period=given.period.title)
        if any(_answered(unit, code, given.period) for code in _family(instrument_code)):
            raise InvalidHistoric(
                "%(period)s sudah mempunyai jawaban di sistem ini; angkanya dihitung dari sana.",
                period=given.period.title,
            )
        before = historic.of_unit(unit.id, number, [given.period]).get(given.period)
        historic.put(unit.id, number, given, now)
        change = [_said(before), _said(given)]
        _record(actor, unit, instrument_code, given.period, change, now)


def drop_historic(
    actor: Actor,
    unit_code: str,
    period: Period,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> None:
    """Raises `UnknownInstrument`."""
    with transaction():
        unit, number = units.by_code(unit_code), _number(instrument_code)
        before = historic.of_unit(unit.id, number, [period]).get(period)
        if before is None:
            return
        historic.remove(unit.id, number, period)
        _record(actor, unit, instrument_code, period, [_said(before), None], now)


def _number(instrument_code: str) -> int:
    if instrument_code not in OFFERED:
        raise instruments.UnknownInstrument(
            'Kuesioner "%(code)s" tidak menerima angka lama.', code=instrument_code[:40]
        )
    return instruments.id_of(instrument_code)


def _family(instrument_code: str) -> tuple[str, ...]:
    """Every version of the same survey: its answers give the index of the period already."""
    return next(codes for codes in SURVEYS.values() if instrument_code in codes)


def _answered(unit: UnitCard, code: str, period: Period) -> bool:
    own = tallies.months_with(units.below(unit.id), instruments.id_of(code), period.first)
    return bool(set(own) & set(period.months))


def _record(
    actor: Actor,
    unit: UnitCard,
    instrument_code: str,
    period: Period,
    change: list[str | None],
    now: datetime,
) -> None:
    place = periods.Place(unit.id, instrument_code, period)
    periods.record(place, "isi-angka-lama", actor, now, {"ikm": change})


def _said(one: Historic | None) -> str | None:
    if one is None:
        return None
    return f"{one.ikm:f}; n {one.respondents or '-'}; pita {one.bands}; {one.document}"
