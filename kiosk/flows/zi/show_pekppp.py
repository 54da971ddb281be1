"""The indicators of PEKPPP of a unit and year, with what each rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import pekppp
from kiosk.domain.zi.pekppp import Score, Total, Weights
from kiosk.domain.zi.pekppp_facts import measured
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import dossier, evidencing
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import settings, units
from kiosk.store.zi import pekppp as store


@dataclass(frozen=True)
class PekpppSheet:
    """``proofs``: indicator to its files. ``names``: staff id to name, of who entered."""

    unit: UnitCard
    year: int
    scores: tuple[Score, ...]
    weights: Weights
    proofs: Mapping[int, tuple[Proof, ...]]
    names: Mapping[int, str]

    @property
    def total(self) -> Total:
        return pekppp.total(self.scores)

    def score_of(self, number: int) -> Score:
        """Raises `UnfitScore`."""
        found = next((one for one in self.scores if one.indicator.number == number), None)
        if found is None:
            raise pekppp.UnfitScore("Indikator itu tidak ada di halaman ini.")
        return found


def show_pekppp(unit_code: str, year: int, now: datetime) -> PekpppSheet:
    """Raises `UnknownUnit`, `WeightsDoNotAddUp`, `MoreHandledThanReceived`."""
    with reading():
        unit = units.by_code(unit_code)
        weights = pekppp.weights_from(settings.of_unit(unit.id))
        entered = store.of_year(unit.id, year)
        scores = pekppp.scored(measured(evidencing.facts_of(unit, year, now)), entered, weights)
        keys = {proof_key(year, number): number for number in pekppp.INDICATORS}
        proofs = dossier.proofs_of(unit.id, Subject.PEKPPP, keys)
        names = roster.names({one.actor_id for one in entered.values()})
    found = {keys[key]: files for key, files in proofs.items()}
    return PekpppSheet(unit, year, scores, weights, found, names)


def proof_key(year: int, number: int) -> str:
    return f"{year}:{number}"
