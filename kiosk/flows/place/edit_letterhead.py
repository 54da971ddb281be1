"""Kop surat and signer of a unit are looked at and changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.material import Letterhead
from kiosk.domain.people.actor import Actor
from kiosk.domain.place import letterhead as entries
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.flows.heading import letterhead_of
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import letterheads, units


@dataclass(frozen=True)
class OpenLetterhead:
    """``version`` 0: the unit has none of its own, and ``shown`` is what it prints without."""

    unit: UnitCard
    version: int
    shown: Letterhead

    @property
    def values(self) -> dict[str, str]:
        """By field, as `edit_letterhead` takes it."""
        head, signer = self.shown, self.shown.signer
        return {
            "lines": "\n".join(head.lines),
            "address": head.address,
            "contact": head.contact,
            "city": head.city,
            "signer_name": signer.name,
            "signer_rank": signer.rank,
            "signer_nip": signer.nip,
            "signer_post": signer.post,
        }


def open_letterhead(unit_code: str) -> OpenLetterhead:
    """Raises `UnknownUnit`."""
    with reading():
        return _open(unit_code)


def _open(unit_code: str) -> OpenLetterhead:
    unit = units.by_code(unit_code)
    own = letterheads.of_unit(unit.id)
    return OpenLetterhead(unit, own.version if own else 0, letterhead_of(unit))


def edit_letterhead(
    actor: Actor, unit_code: str, version: int, given: Mapping[str, str | None], now: datetime
) -> None:
    """Raises `InvalidEntry`, `StaleEdit`, `UnknownUnit`."""
    wanted = entries.entry(given)
    with transaction():
        unit = units.by_code(unit_code)
        units.hold(unit.id)
        kept = _open(unit_code)
        if kept.version and kept.values == wanted:
            return
        if not letterheads.put(unit.id, version, wanted):
            raise StaleEdit(kept.version, kept.values, wanted)
        changed = {
            name: [kept.values[name], new]
            for name, new in wanted.items()
            if kept.values[name] != new
        }
        spot = reach.spot_of_unit(unit_code)
        audit.append(
            at=now,
            actor_id=actor.id,
            action="ubah-kop",
            object_kind="unit",
            object_id=unit_code,
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=unit.id,
            details=changed,
        )
