"""Kop surat and signers of units, and what a unit has that keeps none of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.store.engine import connection
from kiosk.store.place.tables import Instansi, LetterheadRow, Unit

FIELDS = (
    "lines",
    "address",
    "contact",
    "city",
    "signer_name",
    "signer_rank",
    "signer_nip",
    "signer_post",
)


def of_unit(unit_id: int) -> Any:
    """Its own row, or None."""
    return _rows([unit_id]).get(unit_id)


def nearest(upward: Sequence[int]) -> Any:
    """The first row of these units, in this order; None where none has one."""
    found = _rows(upward)
    return next((found[one] for one in upward if one in found), None)


def _rows(unit_ids: Sequence[int]) -> dict[int, Any]:
    table = LetterheadRow.__table__
    query = select(table).where(table.c.unit_id.in_(unit_ids))
    return {row.unit_id: row for row in connection().execute(query)}


def owner(unit_id: int) -> Any:
    """(instansi name, crest or None, unit name, unit address) of a unit."""
    query = (
        select(Instansi.name, Instansi.crest, Unit.name.label("unit"), Unit.address)
        .join(Unit, Unit.instansi_id == Instansi.id)
        .where(Unit.id == unit_id)
    )
    return connection().execute(query).one()


def put(unit_id: int, version: int, values: Mapping[str, str]) -> bool:
    """``version`` 0: there was none. False where somebody else was first."""
    if version == 0:
        if of_unit(unit_id) is not None:
            return False
        connection().execute(insert(LetterheadRow).values(unit_id=unit_id, version=1, **values))
        return True
    same = update(LetterheadRow).where(
        LetterheadRow.unit_id == unit_id, LetterheadRow.version == version
    )
    done = connection().execute(same.values(version=version + 1, **values))
    return bool(done.rowcount == 1)
