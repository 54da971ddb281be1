"""A person says what records cannot of an indicator of PEKPPP, or takes it back."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi import pekppp
from kiosk.domain.zi.pekppp import Entered
from kiosk.domain.zi.pekppp_facts import measured
from kiosk.flows import dossier, evidencing
from kiosk.store.engine import transaction
from kiosk.store.zi import pekppp as store

KIND = "pekppp"


def enter_pekppp(
    actor: Actor, unit_code: str, year: int, number: int, score: int, reason: str, version: int,
    now: datetime,
) -> None:  # fmt: skip
    """``version`` 0: nobody had said anything. Raises `InvalidEntry`, `StaleEdit`,
    `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        found = measured(evidencing.facts_of(unit, year, now))
        try:
            clean = pekppp.check_entry(number, score, reason, found[number])
        except pekppp.UnfitScore as why:
            raise InvalidEntry({"reason": str(why)}) from why
        kept = _kept(unit, year, number, version, {"score": str(score), "reason": clean})
        if kept is None or (kept.score, kept.reason) != (score, clean):
            _put(actor, unit, year, number, kept, (score, clean), now)


def withdraw_pekppp(
    actor: Actor, unit_code: str, year: int, number: int, reason: str, version: int, now: datetime
) -> None:
    """The records count again. Raises `InvalidEntry`, `StaleEdit`, `UnknownUnit`."""
    why = edit.reason(reason)
    with transaction():
        unit = dossier.held(unit_code)
        kept = _kept(unit, year, number, version, {"nilai": ""})
        if kept is not None and kept.score is not None:
            _put(actor, unit, year, number, kept, (None, why), now)


def _kept(
    unit: UnitCard, year: int, number: int, version: int, yours: dict[str, object]
) -> Entered | None:
    kept = store.of_year(unit.id, year).get(number)
    if (kept.version if kept else 0) != version:
        raise StaleEdit(kept.version if kept else 0, _theirs(kept), yours)
    return kept


def _theirs(kept: Entered | None) -> dict[str, object]:
    """As the forms name it."""
    said = "" if kept is None or kept.score is None else str(kept.score)
    return {"score": said, "nilai": said, "reason": kept.reason if kept else ""}


def _put(
    actor: Actor, unit: UnitCard, year: int, number: int, kept: Entered | None,
    values: tuple[int | None, str], now: datetime,
) -> None:  # fmt: skip
    score, reason = values
    store.put(unit.id, year, number, kept, values, actor.id, now)
    change = {"nilai": [kept.score if kept else None, score]}
    dossier.record(
        actor, now, "nilai-pekppp", unit, KIND, f"{year}:{number}", change, reason or None
    )
