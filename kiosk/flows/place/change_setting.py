"""Settings with where each value comes from; set for a unit or the installation, or let go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import INSTALLATION as EVERYWHERE
from kiosk.domain.people.policy import Action
from kiosk.domain.place.setting import Setting
from kiosk.domain.place.settings import SETTINGS, InvalidSetting, check_scope
from kiosk.domain.stale import StaleEdit
from kiosk.flows.speaking import check_setting
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, changes
from kiosk.store.place import edits, revision, settings, tree
from kiosk.store.place.settings import INSTALLATION, Own

DEFAULT, HERE, ABOVE, WHOLE = "baku", "sendiri", "di atas", "instalasi"


@dataclass(frozen=True)
class ShownSetting:
    """``origin``: DEFAULT, HERE, ABOVE (then ``giver`` names the unit) or WHOLE. ``own``: set
    here, or None. ``inherited``: what would hold without it. ``changed_by``: of the value that
    holds; None for the operator at the command line."""

    setting: Setting
    value: str
    origin: str
    giver: str | None
    own: str | None
    inherited: str
    changed_at: datetime | None
    changed_by: str | None


def show_settings(actor: Actor, unit_code: str | None) -> list[ShownSetting]:
    """Of a unit, or of the installation. Raises `UnknownPlace`."""
    with reading():
        scope = _scope(unit_code)
        chosen = settings.chosen(scope)
        who = changes.names([one.changed_by for found in chosen.values() for one in found])
        givers = _givers(actor, scope, chosen)
    shown = [one for one in SETTINGS.values() if unit_code is None or not one.everywhere]
    return [_shown(one, chosen.get(one.name, []), scope, who, givers) for one in shown]


def _givers(actor: Actor, scope: int, chosen: dict[str, list[Own]]) -> dict[int, str]:
    """Names of the units above that set something; one out of this person's sight stays
    unnamed."""
    nodes = tree.whole()
    above = {one.scope for found in chosen.values() for one in found} - {scope, INSTALLATION}
    return {
        one: nodes[one].name if actor.may(Action.SEE_PLACES, nodes.spot(one)) else "unit di atasnya"
        for one in above
    }


def _shown(
    setting: Setting, found: Sequence[Own], scope: int, who: dict[int, str], givers: dict[int, str]
) -> ShownSetting:
    own = next((one for one in found if one.scope == scope), None)
    others = [one for one in found if one.scope != scope]
    holds = own or (others[0] if others else None)
    return ShownSetting(
        setting=setting,
        value=holds.value if holds else setting.default,
        origin=_origin(holds, scope),
        giver=givers.get(holds.scope) if holds else None,
        own=own.value if own else None,
        inherited=others[0].value if others else setting.default,
        changed_at=holds.changed_at if holds else None,
        changed_by=who.get(holds.changed_by) if holds else None,
    )


def _origin(holds: Own | None, scope: int) -> str:
    if holds is None:
        return DEFAULT
    if holds.scope == scope:
        return HERE
    return WHOLE if holds.scope == INSTALLATION else ABOVE


def change_setting(
    actor: Actor,
    unit_code: str | None,
    name: str,
    value: str | None,
    opened: str | None,
    now: datetime,
) -> None:
    """``value`` None goes back to what is inherited; ``opened``: the own value when the page was
    opened. Raises `InvalidSetting`, `StaleEdit`."""
    _check(name, value)
    check_scope(name, of_unit=unit_code is not None)
    with transaction():
        revision.move()
        scope = _scope(unit_code)
        own = _own(scope, name)
        if own == value:
            return
        if own != opened:
            raise StaleEdit(0, {"value": own}, {"value": value})
        _write(scope, name, value, actor, now)
        _record(actor, now, unit_code, name, [own, value])


def _check(name: str, value: str | None) -> None:
    if value is not None:
        check_setting(name, value)
    elif name not in SETTINGS:
        raise InvalidSetting('Pengaturan "%(name)s" tidak dikenal.', name=name[:40])


def _own(scope: int, name: str) -> str | None:
    found = settings.chosen(scope).get(name, [])
    return next((one.value for one in found if one.scope == scope), None)


def _write(scope: int, name: str, value: str | None, actor: Actor, now: datetime) -> None:
    if value is None:
        settings.remove(scope, name)
    else:
        settings.put(scope, name, value, now, actor.id)


def _record(
    actor: Actor, now: datetime, unit_code: str | None, name: str, change: list[str | None]
) -> None:
    unit = edits.unit(unit_code) if unit_code is not None else None
    audit.append(
        at=now,
        actor_id=actor.id,
        action="ubah-pengaturan",
        object_kind="pengaturan",
        object_id=name,
        instansi_id=unit.instansi_id if unit else EVERYWHERE.instansi_id,
        unit_id=unit.unit_id if unit else 0,
        details={"value": change},
    )


def _scope(unit_code: str | None) -> int:
    return INSTALLATION if unit_code is None else edits.unit(unit_code).id
