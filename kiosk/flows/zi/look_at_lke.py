"""The LKE of a unit and year as its pages show it, and one item with its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.index import period as periods
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.areas import AreaRule
from kiosk.domain.zi.assessment import Assessment
from kiosk.domain.zi.hasil import Hasil
from kiosk.domain.zi.lke_sheet import Answered, LkeSheet
from kiosk.domain.zi.proof import Proof
from kiosk.flows import assessing, hasil_steps, lke_steps
from kiosk.flows.receiving import House
from kiosk.store.complaint import files
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import settings, units
from kiosk.store.zi import lke_answers


@dataclass(frozen=True)
class LkeView:
    """``rule``: whether the line of an area is held against both halves together or each.
    ``names``: of whoever filled it in, by id. ``judged``: by item, TPI before TPN."""

    unit: UnitCard
    sheet: LkeSheet
    hasil: Hasil
    rule: AreaRule
    names: dict[int, str]
    judged: Mapping[str, tuple[Assessment, ...]]


@dataclass(frozen=True)
class ItemView:
    """``history``: (at, actor_id, before, after, automatic, raised, note), newest first."""

    unit: UnitCard
    sheet: LkeSheet
    found: Answered
    history: tuple[Any, ...]
    names: dict[int, str]
    judged: tuple[Assessment, ...]


def look_at_lke(unit_code: str, year: int, now: datetime) -> LkeView:
    """Raises `UnknownUnit`, `ChangedLke`."""
    with reading():
        unit = units.by_code(unit_code)
        sheet = lke_steps.sheet_of(unit, year, now)
        report = hasil_steps.report_of(unit, periods.parse(str(year)), sheet.pengungkit)
        rule = AreaRule(settings.of_unit(unit.id)["uji-area"])
        names, judged = roster.names(sheet.staff), assessing.assessments_of(unit, year)
        return LkeView(unit, sheet, report.hasil, rule, names, judged)


def look_at_item(unit_code: str, year: int, item: str, now: datetime) -> ItemView:
    """Raises `UnknownItem`, `UnknownUnit`, `ChangedLke`."""
    with reading():
        unit = units.by_code(unit_code)
        sheet = lke_steps.sheet_of(unit, year, now)
        found = sheet.item(item)
        history = tuple(lke_answers.moves(unit.id, year, item))
        judged = assessing.assessments_of(unit, year).get(item, ())
        names = roster.names({one.actor_id for one in (*history, *judged)})
        return ItemView(unit, sheet, found, history, names, judged)


def lost_of(proofs: Iterable[Proof], house: House) -> frozenset[int]:
    """Ids of those whose file is gone or is not what was kept. Reads every one of them whole."""
    return frozenset(one.id for one in proofs if not _is_whole(one, house))


def _is_whole(one: Proof, house: House) -> bool:
    try:
        files.read(house.uploads, one.digest)
    except LostFile:
        return False
    return True
