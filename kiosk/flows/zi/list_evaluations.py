"""Evaluations of complaint handling that a unit recorded in a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.evaluation_entry import UnknownEvaluation
from kiosk.domain.zi.facts import Evaluation
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import dossier, evidencing
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.zi import evaluations


@dataclass(frozen=True)
class EvaluationList:
    """``regular``: from how many a year they are "berkala". ``today`` where the unit is.
    ``proofs``: id to files."""

    unit: UnitCard
    year: int
    today: date
    evaluations: tuple[Evaluation, ...]
    proofs: Mapping[int, tuple[Proof, ...]]
    regular: int


def list_evaluations(unit_code: str, year: int, now: datetime) -> EvaluationList:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        found = evaluations.of_year(unit.id, year)
        keys = {proof_key(year, one.id): one.id for one in found}
        proofs = dossier.proofs_of(unit.id, Subject.PEKPPP, keys)
        regular = evidencing.rules_of(unit).regular
    today = now.astimezone(ZoneInfo(unit.zone)).date()
    by_id = {keys[key]: files for key, files in proofs.items()}
    return EvaluationList(unit, year, today, found, by_id, regular)


def find_evaluation(unit_code: str, number: int) -> tuple[UnitCard, Evaluation]:
    """Raises `UnknownEvaluation`, `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        found = evaluations.by_id(unit.id, number)
    if found is None:
        raise UnknownEvaluation
    return unit, found


def proof_key(year: int, number: int) -> str:
    return f"{year}:evaluasi-{number}"
