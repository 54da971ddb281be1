"""Which questionnaires a unit asks: shown, begun, ended, or taken back before they begin."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.month import Month, month_of, shift
from kiosk.domain.people.actor import Actor
from kiosk.domain.place import uses as rules
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnitCard, Use
from kiosk.domain.survey.instrument import say
from kiosk.flows import edits as steps
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, points, revision, units, uses
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class UnitUses:
    """``own``: newest first. ``inherited``: what holds while there is no own, from ``giver``.
    ``known``: code to title of every questionnaire."""

    unit: UnitCard
    this_month: Month
    own: tuple[Use, ...]
    inherited: tuple[Use, ...]
    giver: str | None
    known: dict[str, str]


def list_uses(unit_code: str, now: datetime) -> UnitUses:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        own, giver = uses.own(unit.id), uses.giver(unit.id)
        above = giver if giver not in (None, unit.id) else None
        return UnitUses(
            unit=unit,
            this_month=month_of(now, unit.zone),
            own=own,
            inherited=() if above is None else points.uses_of(above),
            giver=None if above is None else units.name_of(above),
            known=_titles(),
        )


def list_instruments(survey: str) -> dict[str, str]:
    """Code to title of every questionnaire of a survey ("skm", "spkp", "spak")."""
    return {
        code: title
        for code, title in _titles().items()
        if instruments.by_code(code).survey == survey
    }


def _titles() -> dict[str, str]:
    return {code: say(instruments.by_code(code).title, "id") for code in instruments.codes()}


def use_instrument(actor: Actor, unit_code: str, use: Use, now: datetime) -> None:
    """Raises `InvalidEntry` on ``instrument``, ``first`` or ``last``."""
    with transaction():
        revision.move()
        unit = edits.unit(unit_code)
        month = month_of(now, unit.values["timezone"])
        surveys = {code: instruments.by_code(code).survey for code in instruments.codes()}
        rules.check_new(use, uses.own(unit.id), surveys, month)
        units.use_instrument(unit.id, use.instrument, use.first, use.last, on_form=use.on_form)
        details = {
            "instrument": [None, use.instrument],
            "first": [None, use.first],
            "last": [None, use.last],
            "on_form": [None, use.on_form],
        }
        steps.record(actor, now, "pakai-instrumen", unit, details)


def end_instrument(
    actor: Actor, unit_code: str, instrument: str, first: Month, last: Month, now: datetime
) -> None:
    """``last``: the last month it is used. Raises `InvalidEntry` on ``last``."""
    with transaction():
        revision.move()
        unit = edits.unit(unit_code)
        use = _use(unit.id, instrument, first)
        rules.check_end(use, last, shift(month_of(now, unit.values["timezone"]), -1))
        uses.end(unit.id, use, last)
        details = {"instrument": [instrument, instrument], "last": [use.last, last]}
        steps.record(actor, now, "akhiri-instrumen", unit, details)


def cancel_instrument(
    actor: Actor, unit_code: str, instrument: str, first: Month, now: datetime
) -> None:
    """Only before its first month. Raises `InvalidEntry` on ``last``."""
    with transaction():
        revision.move()
        unit = edits.unit(unit_code)
        use = _use(unit.id, instrument, first)
        if use.first <= month_of(now, unit.values["timezone"]):
            raise InvalidEntry({"last": "Instrumen ini sudah mulai dipakai; akhiri saja."})
        uses.remove(unit.id, use)
        details = {"instrument": [instrument, None], "first": [first, None]}
        steps.record(actor, now, "batalkan-instrumen", unit, details)


def _use(unit_id: int, instrument: str, first: Month) -> Use:
    for one in uses.own(unit_id):
        if (one.instrument, one.first) == (instrument, first):
            return one
    raise edits.UnknownPlace("Unit ini tidak memakai instrumen itu.")
