"""Where a unit's year stands, to be asked what else it could be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.method_settings import method_of
from kiosk.domain.index.period import Period
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.answer_steps import Cells, cells_of
from kiosk.domain.zi.automatic_answer import Rules, rules_from
from kiosk.domain.zi.board import Board
from kiosk.domain.zi.facts import Facts
from kiosk.domain.zi.lke_sheet import LkeSheet
from kiosk.domain.zi.versions import SURVEYS, counting
from kiosk.flows import evidencing, lke_steps
from kiosk.flows.boarding import board_of
from kiosk.store.engine import reading
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import instruments, left_out


@dataclass(frozen=True)
class Standpoint:
    """``cells``: of "ipak" and "ipkp", the answers of the questionnaire that counts; without those
    nobody answered."""

    unit: UnitCard
    board: Board
    sheet: LkeSheet
    facts: Facts
    rules: Rules
    settings: Mapping[str, str]
    cells: Mapping[str, Cells]


def ask_what_if(unit_code: str, year: int, now: datetime) -> Standpoint:
    """Raises `UnknownUnit`."""
    period = Period(year * 100 + 1, 12)
    with reading():
        unit = units.by_code(unit_code)
        settings = kept_settings.of_unit(unit.id)
        found = ((name, _cells(unit, name, period, settings)) for name in ("ipak", "ipkp"))
        facts = evidencing.facts_of(unit, year, now)
        sheet = lke_steps.sheet_from(unit, facts)
        return Standpoint(
            unit=unit,
            board=board_of(unit, period, now, sheet=sheet),
            sheet=sheet,
            facts=facts,
            rules=rules_from(settings),
            settings=settings,
            cells={name: cells for name, cells in found if cells},
        )


def _cells(unit: UnitCard, name: str, period: Period, settings: Mapping[str, str]) -> Cells | None:
    below = units.below(unit.id)
    tallies = {
        code: left_out.kept(
            instruments.by_code(code), instruments.id_of(code), below, period.months
        )
        for code in SURVEYS[name]
    }
    code = counting({code: tally.respondents for code, tally in tallies.items()})
    if code is None or tallies[code].respondents < int(settings["n-terkecil"]):
        return None
    instrument = instruments.by_code(code)
    return cells_of(instrument, tallies[code], method_of(settings, instrument))
