"""Steps that flows of Zona Integritas share: the LKE of a unit and year, put together from the
data, from what people answered, and from its proof. All inside the caller's transaction or look."""

from datetime import datetime

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import lke_sheet
from kiosk.domain.zi.automatic import answers
from kiosk.domain.zi.facts import Facts
from kiosk.domain.zi.lke import ZeroComplaints
from kiosk.domain.zi.lke_sheet import LkeSheet
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import dossier, evidencing
from kiosk.store.place import settings
from kiosk.store.zi import lke_answers, lke_versions


def sheet_of(unit: UnitCard, year: int, now: datetime) -> LkeSheet:
    """Raises `ChangedLke`."""
    return sheet_from(unit, evidencing.facts_of(unit, year, now))


def sheet_from(unit: UnitCard, facts: Facts) -> LkeSheet:
    """The same, for whoever has the facts of the year already. Raises `ChangedLke`."""
    year = facts.year
    return lke_sheet.build(
        version=lke_versions.of(unit.id, year),
        year=year,
        automatic=answers(facts, evidencing.rules_of(unit)),
        kept=lke_answers.of(unit.id, year),
        proofs=proofs_of(unit, year),
        zero=zero_of(unit),
    )


def zero_of(unit: UnitCard) -> ZeroComplaints:
    """What a year without any complaint scores here."""
    return ZeroComplaints(settings.of_unit(unit.id)["aduan-nol"])


def proofs_of(unit: UnitCard, year: int) -> dict[str, tuple[Proof, ...]]:
    """Item to its proofs."""
    start = lke_sheet.proof_key(year, "")
    every = dossier.proofs_of(unit.id, Subject.LKE)
    return {key.removeprefix(start): found for key, found in every.items() if key.startswith(start)}
