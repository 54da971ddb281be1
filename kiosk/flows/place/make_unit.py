"""A unit with its services, counters and questionnaire, made at one go."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.month import month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, NotAllowed, Spot
from kiosk.domain.place import edit, naming
from kiosk.domain.place.code import new_code
from kiosk.domain.place.edit import InvalidEntry, UnitEntry
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.people import reach
from kiosk.store.place import edits, revision, units
from kiosk.store.place import points as counters
from kiosk.store.survey import instruments

BELOW_INSTANSI, BELOW_UNIT = "instansi", "unit"


@dataclass(frozen=True)
class NewUnit:
    """As typed. ``place``: "instansi:KODE" or "unit:KODE", what it stands under. ``services``
    and ``points``: one a line. ``instrument``: "" to follow the unit above."""

    place: str
    name: str
    timezone: str
    address: str = ""
    phone: str = ""
    services: str = ""
    points: str = ""
    instrument: str = ""
    asks_fee: bool = True


@dataclass(frozen=True)
class _Checked:
    entry: UnitEntry
    services: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True)
class _Above:
    instansi_id: int
    unit_id: int | None


def make_unit(actor: Actor, wanted: NewUnit, now: datetime) -> str:
    """The new unit's code. Raises `InvalidEntry`, `NotAllowed`."""
    checked = _checked(wanted)
    with transaction():
        revision.move()
        above = _above(actor, wanted.place)
        code = naming.unit_code(checked.entry.name, edits.codes_of("unit"))
        unit_id = _add_unit(above, code, checked.entry)
        _add_services(unit_id, checked.services, asks_fee=wanted.asks_fee)
        codes = [_add_point(unit_id, name) for name in checked.points]
        _use(unit_id, wanted, checked.entry, now)
        details = _details(wanted, checked, codes)
        steps.record(actor, now, "buat-unit", edits.unit(code), details)
    return code


def _checked(wanted: NewUnit) -> _Checked:
    known = ("", *instruments.codes())

    def entry() -> UnitEntry:
        return edit.unit(wanted.name, wanted.timezone, wanted.address, wanted.phone)

    def services() -> tuple[str, ...]:
        return edit.lines(wanted.services, "services")

    def points() -> tuple[str, ...]:
        return edit.lines(wanted.points, "points")

    def instrument() -> None:
        if wanted.instrument not in known:
            raise InvalidEntry({"instrument": "Pilih instrumen dari daftar."})

    edit.together(entry, services, points, instrument)
    return _Checked(entry(), services(), points())


def _above(actor: Actor, place: str) -> _Above:
    """Where it goes, if this person may build there; an unknown place answers the same."""
    kind, _, code = place.partition(":")
    spot = reach.spot_of_unit(code) if kind == BELOW_UNIT else reach.spot_of_instansi(code)
    if spot is None or not actor.may(Action.EDIT_PLACES, spot):
        raise NotAllowed("Anda tidak dapat membuat unit di tempat itu. Pilih tempat lain.")
    _require_open(kind, code)
    return _Above(spot.instansi_id, _nearest(spot))


def _require_open(kind: str, code: str) -> None:
    if kind == BELOW_UNIT and edits.unit(code).closed_at is not None:
        raise InvalidEntry({"place": "Unit itu sudah ditutup. Pilih tempat lain."})


def _nearest(spot: Spot) -> int | None:
    return spot.path[0] if spot.path else None


def _add_unit(above: _Above, code: str, entry: UnitEntry) -> int:
    return units.add(
        above.instansi_id,
        code,
        entry.name,
        entry.timezone,
        above.unit_id,
        entry.address,
        entry.phone,
    )


def _add_services(unit_id: int, names: tuple[str, ...], *, asks_fee: bool) -> None:
    taken: set[str] = set()
    for name in names:
        code = naming.service_code(name, taken)
        taken.add(code)
        units.add_service(unit_id, code, name, asks_fee=asks_fee)


def _add_point(unit_id: int, name: str) -> str:
    code = new_code(secrets.choice)
    while edits.is_taken(code):
        code = new_code(secrets.choice)
    counters.add(unit_id, code, name)
    return code


def _use(unit_id: int, wanted: NewUnit, entry: UnitEntry, now: datetime) -> None:
    if wanted.instrument:
        units.use_instrument(unit_id, wanted.instrument, month_of(now, entry.timezone))


def _details(wanted: NewUnit, checked: _Checked, codes: list[str]) -> dict[str, object]:
    return {
        "name": [None, checked.entry.name],
        "place": [None, wanted.place],
        "timezone": [None, checked.entry.timezone],
        "services": [None, list(checked.services)],
        "points": [None, codes],
        "instrument": [None, wanted.instrument or None],
    }
