"""Steps that flows of Zona Integritas share: capaian kinerja of a unit and year. All inside the
caller's look."""

from collections.abc import Mapping
from datetime import datetime

from kiosk.domain.complaint.handling import Handling
from kiosk.domain.complaint.handling_counts import Stage
from kiosk.domain.complaint.share import Denominator
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import kinerja
from kiosk.domain.zi.board import Performance
from kiosk.domain.zi.lke import ZeroComplaints
from kiosk.domain.zi.targets import Achievement, ComplaintYear, achieved, proposed
from kiosk.flows import handled
from kiosk.store.index import official
from kiosk.store.zi import targets


def performance_of(
    unit: UnitCard, year: int, settings: Mapping[str, str], now: datetime
) -> Performance:
    """Complaints are counted only where a target asks for them, and never a sealed one."""
    entered = official.performance(unit.id, year)
    option, basis = entered or (None, "")
    found = _achievements(unit, year, settings, now)
    choice = targets.chosen(unit.id, year)
    return Performance(
        option=option,
        basis=basis,
        achievements=found,
        proposal=proposed(found),
        choice=choice if choice and choice.option == option else None,
        points=kinerja.option(option).points if option else None,
    )


def _achievements(
    unit: UnitCard, year: int, settings: Mapping[str, str], now: datetime
) -> tuple[Achievement, ...]:
    adopted = targets.of(unit.id, year)
    if not adopted:
        return ()
    this, last = (complaints_of(unit, one, now) for one in (year, year - 1))
    return achieved(adopted, this, last, ZeroComplaints(settings["aduan-nol"]))


def complaints_of(unit: UnitCard, year: int, now: datetime) -> ComplaintYear:
    """Reports of the year at the unit and all below it."""
    return counted(handled.of_year(unit, year, now))


def counted(found: Handling) -> ComplaintYear:
    obliged = found.handled[Denominator.OBLIGED]
    answer = found.stages[Stage.ANSWER].on_time
    return ComplaintYear(
        due=obliged.whole,
        handled=obliged.part,
        judged=answer.whole,
        on_time=answer.part,
        median=found.stages[Stage.CLOSING].median,
    )
