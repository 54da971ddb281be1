"""The figures of a unit and year that speak to each dimension of the Ombudsman's Opini."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kiosk.domain.complaint.handling import Satisfaction
from kiosk.domain.complaint.handling_counts import Stage
from kiosk.domain.complaint.share import Denominator, Share
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.period import Period, parse
from kiosk.domain.index.plan import PlanState
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import opini
from kiosk.domain.zi.hasil import SurveyIndex
from kiosk.domain.zi.opini import SATISFIED, Counted, Dimension, Material
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import shown_in
from kiosk.flows import handled, hasil_steps, measuring, standing_orders
from kiosk.flows.hasil_steps import HasilReport
from kiosk.store.engine import reading
from kiosk.store.index import plans
from kiosk.store.people import holders, reach
from kiosk.store.place import units
from kiosk.store.survey import instruments
from kiosk.store.zi import registers


@dataclass(frozen=True)
class OpiniView:
    unit: UnitCard
    dimensions: tuple[Dimension, ...]


def show_opini(unit_code: str, year: int, now: datetime) -> OpiniView:
    """Covers the unit and all below it; plans and findings are its own. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        return OpiniView(unit, opini.dimensions(_material(unit, year, now)))


def _material(unit: UnitCard, year: int, now: datetime) -> Material:
    period = parse(str(year))
    report, served = hasil_steps.report_of(unit, period), handled.of_year(unit, year, now)
    standing = standing_orders.standing_of(unit, units.below(unit.id))
    spot = reach.spot_of_unit_id(unit.id) or Spot(0)
    answer = served.stages[Stage.ANSWER]
    inputs = report.hasil.inputs
    findings = registers.of_units(Subject.FINDING, [unit.id])
    return Material(
        services=Counted(standing.published, len(standing.services)),
        pledge=standing.pledge is not None,
        officers=len(holders.allowed(Action.HANDLE_TICKETS, spot)),
        plans=_plans(unit, year),
        unsur=_unsur(report.ikm),
        items=tuple((name, value) for _, name, value in _unsur(_spak(report, period))),
        ikm=report.ikm.four if report.ikm else None,
        ipkp=_own(inputs.ipkp),
        ipak=_own(inputs.ipak),
        answered=_counted(served.handled[Denominator.OBLIGED]),
        on_time=_counted(answer.on_time),
        median=answer.median,
        rated=_rated(served.satisfaction, int(report.settings["n-terkecil"])),
        findings=tuple(one for one in findings if shown_in(one, year)),
    )


def _own(index: SurveyIndex | None) -> Fraction | None:
    """An estimate from the IKM is no second figure beside it."""
    return None if index is None or index.provisional else index.value


def _unsur(found: Ikm | None) -> tuple[tuple[str, str, Fraction], ...]:
    each = found.unsur if found else ()
    return tuple((one.code, str(one.name["id"]), Fraction(one.value)) for one in each)


def _spak(report: HasilReport, period: Period) -> Ikm | None:
    """Of the questionnaire that counts; None where too few answered."""
    code = report.own["ipak"].instrument if "ipak" in report.own else None
    if code is None:
        return None
    return measuring.series(report.unit, instruments.by_code(code), [period])[0].value


def _plans(unit: UnitCard, year: int) -> Counted:
    mine = [one for one in plans.of_unit(unit.id) if one.period.year == year]
    return Counted(sum(one.state is PlanState.DONE for one in mine), len(mine))


def _counted(share: Share) -> Counted:
    return Counted(share.part, share.whole)


def _rated(found: Satisfaction, smallest: int) -> Counted | None:
    """None where so few rated that the share would tell what one of them said."""
    every = sum(found.ratings.values())
    content = sum(count for rating, count in found.ratings.items() if rating >= SATISFIED)
    return Counted(content, every) if every >= smallest else None
