"""How a unit and all below it handled the reports they received, as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint.handling_span import read_span, year_until
from kiosk.domain.complaint.share import Denominator
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnitCard
from kiosk.flows import handled
from kiosk.flows.counting import Sealed, sealed_for
from kiosk.flows.handled import HandlingReport
from kiosk.store.engine import reading
from kiosk.store.people import reach
from kiosk.store.place import units


@dataclass(frozen=True)
class Asked:
    """As somebody typed it; "" is left to `read_span`."""

    first: str = ""
    last: str = ""
    as_of: str = ""
    headline: Denominator = Denominator.ALL


def report_handling(unit_code: str, asked: Asked, now: datetime) -> HandlingReport:
    """Everything, sealed cases too: for the operator's command line only. Raises `UnknownUnit`,
    `InvalidSpan`."""
    with reading(stale_ok=True):
        unit = units.by_code(unit_code)
        below = units.below(unit.id)
        return _report(unit, asked, now, below, Sealed(frozenset(below)))


def show_handling(
    actor: Actor, unit_code: str, asked: Asked, keys: Keys, now: datetime
) -> HandlingReport:
    """What ``actor`` may see counted. Raises `UnknownUnit`, `InvalidSpan`."""
    with reading(stale_ok=True):
        unit = units.by_code(unit_code)
        allowed = set(reach.unit_ids(actor.grants, Action.SEE_HANDLING, also_closed=True))
        below = [one for one in units.below(unit.id) if one in allowed]
        return _report(unit, asked, now, below, sealed_for(actor, keys, below))


def publish_handling(unit_code: str, now: datetime) -> HandlingReport:
    """The twelve months until today without a sealed case, for everybody. Raises
    `UnknownUnit`."""
    with reading(stale_ok=True):
        unit = units.by_code(unit_code)
        span = year_until(handled.today(unit, now))
        return handled.counted(
            unit, span, Denominator.ALL, now, units.below(unit.id), handled.NOBODYS
        )


def _report(
    unit: UnitCard, asked: Asked, now: datetime, below: Sequence[int], sealed: Sealed
) -> HandlingReport:
    span = read_span(asked.first, asked.last, asked.as_of, handled.today(unit, now))
    return handled.counted(unit, span, asked.headline, now, below, sealed)
