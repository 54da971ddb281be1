"""Steps that flows share: the head of a unit's paper, its own or what it has without one."""

from typing import Any

from kiosk.domain.index.material import Letterhead, Signer
from kiosk.domain.place.point import UnitCard
from kiosk.store.place import letterheads, units


def letterhead_of(unit: UnitCard) -> Letterhead:
    """In the caller's look. The lines of a unit above stand over the unit's own name; who signs
    there does not sign here."""
    owner = letterheads.owner(unit.id)
    crest = bytes(owner.crest) if owner.crest is not None else None
    own = letterheads.of_unit(unit.id)
    if own is not None:
        return _made(own, tuple(own.lines.split("\n")), _signer(own), crest)
    above = letterheads.nearest(units.upward(unit.id))
    if above is not None:
        lines = dict.fromkeys((*above.lines.split("\n"), unit.name.upper()))
        return _made(above, tuple(lines), Signer(), crest)
    lines = dict.fromkeys((owner.name.upper(), unit.name.upper()))
    contact = f"Telepon {unit.phone}" if unit.phone else ""
    return Letterhead(tuple(lines), unit.address or "", contact, "", Signer(), crest)


def _signer(row: Any) -> Signer:
    return Signer(row.signer_name, row.signer_rank, row.signer_nip, row.signer_post)


def _made(row: Any, lines: tuple[str, ...], signer: Signer, crest: bytes | None) -> Letterhead:
    return Letterhead(lines, row.address, row.contact, row.city, signer, crest)
