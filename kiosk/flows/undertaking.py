"""Steps that flows of action plans share: found, changed, written down, and who is reminded.
All inside the caller's transaction or look."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Role, Spot
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.action import STATES, UnknownAction, ZiAction
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import dossier
from kiosk.store.people import holders, reach, roster
from kiosk.store.place import units
from kiosk.store.zi import actions

KIND = "rencana-aksi"


def found(unit_code: str, year: int, action_id: int) -> tuple[UnitCard, ZiAction]:
    """Raises `UnknownAction` for one of another dossier, `UnknownUnit`."""
    return _of(units.by_code(unit_code), year, actions.by_id(action_id))


def held(unit_code: str, year: int, action_id: int) -> tuple[UnitCard, ZiAction]:
    """The same, kept from others until this transaction ends."""
    return _of(dossier.held(unit_code), year, actions.held(action_id))


def _of(unit: UnitCard, year: int, one: ZiAction | None) -> tuple[UnitCard, ZiAction]:
    if one is None or (one.unit_id, one.year) != (unit.id, year):
        raise UnknownAction
    return unit, one


def proofs_of(unit_id: int, one: ZiAction) -> tuple[Proof, ...]:
    return dossier.proofs_of(unit_id, Subject.ACTION, [str(one.id)]).get(str(one.id), ())


def save(one: ZiAction, version: int, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field to [before, after] of what differs. Raises `StaleEdit` where it was opened at another
    ``version``."""
    before = {name: getattr(one, name) for name in values}
    changed = {name: [before[name], new] for name, new in values.items() if before[name] != new}
    same = one.version == version
    if same and (not changed or actions.change(one, {n: pair[1] for n, pair in changed.items()})):
        return changed
    raise StaleEdit(one.version, _words(before), _words(values))


def _words(values: Mapping[str, Any]) -> dict[str, object]:
    """As people read them: a state and a colleague by name, the rest as it is typed."""
    words: dict[str, object] = {name: "" if v is None else str(v) for name, v in values.items()}
    if values.get("state"):
        words["state"] = next((STATES[one] for one in STATES if one == values["state"]), "")
    if values.get("owner_id"):
        words["owner_id"] = roster.names([values["owner_id"]]).get(values["owner_id"], "")
    return words


def record(
    actor: Actor,
    now: datetime,
    action: str,
    unit: UnitCard,
    one: tuple[int, Mapping[str, Any]],
    reason: str | None = None,
) -> None:
    """``one``: id and what changed. Into the audit chain."""
    number, changed = one
    # Texts people wrote stay out of the chain; that they changed is in it.
    free = ("action", "notes", "owner")
    details = {name: "diubah" if name in free else pair for name, pair in changed.items()}
    dossier.record(actor, now, f"{action}-{KIND}", unit, KIND, str(number), details, reason)


def able(unit_id: int) -> list[Actor]:
    """Who may look at the dossier, and so may be named as one to be reminded."""
    return holders.allowed(Action.SEE_ZI, _spot(unit_id))


def owner_of(unit_id: int, code: str) -> int | None:
    """The id of the colleague with this code, "" is nobody. Raises `InvalidEntry`."""
    if not code:
        return None
    known = {one.code: one.id for one in able(unit_id)}
    if code not in known:
        raise InvalidEntry({"owner_code": "Pilih orang dari daftar, atau kosongkan."})
    return known[code]


def heads(unit_id: int) -> list[Actor]:
    """Heads of the unit or above it; where there is none, whoever else keeps its dossier."""
    spot = _spot(unit_id)
    keepers = holders.allowed(Action.KEEP_ZI, spot)
    first = [
        one
        for one in keepers
        if any(grant.role is Role.HEAD and grant.covers(spot) for grant in one.grants)
    ]
    return first or keepers


def _spot(unit_id: int) -> Spot:
    return reach.spot_of_unit_id(unit_id) or Spot(-1)
