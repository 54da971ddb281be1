"""What people answered in the LKE of a unit and year, and how it came about."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.zi.lke_sheet import Kept
from kiosk.store.engine import connection
from kiosk.store.zi.lke_tables import LkeAnswerRow, LkeMove, LkeSheetRow


def sheet_id(unit_id: int, year: int) -> int | None:
    """None where it was never begun."""
    query = select(LkeSheetRow.id).where(LkeSheetRow.unit_id == unit_id, LkeSheetRow.year == year)
    found: int | None = connection().scalar(query)
    return found


def begin(unit_id: int, year: int, version: str, at: datetime, by: int) -> int:
    """Its id. The version must be pinned."""
    made = connection().execute(
        insert(LkeSheetRow)
        .values(unit_id=unit_id, year=year, version=version, begun_at=at, begun_by=by)
        .returning(LkeSheetRow.id)
    )
    return int(made.scalar_one())


def of(unit_id: int, year: int) -> dict[str, Kept]:
    """Item to what is kept of it, taken-back answers among them."""
    query = (
        select(*LkeAnswerRow.__table__.c)
        .join(LkeSheetRow, LkeSheetRow.id == LkeAnswerRow.sheet_id)
        .where(LkeSheetRow.unit_id == unit_id, LkeSheetRow.year == year)
    )
    return {row.item: _kept(row) for row in connection().execute(query)}


def add(sheet: int, item: str, kept: Kept) -> None:
    connection().execute(insert(LkeAnswerRow).values(sheet_id=sheet, item=item, **_values(kept)))


def change(sheet: int, item: str, kept: Kept) -> bool:
    """On top of version ``kept.version - 1``; False where somebody else was first."""
    same = update(LkeAnswerRow).where(
        LkeAnswerRow.sheet_id == sheet,
        LkeAnswerRow.item == item,
        LkeAnswerRow.version == kept.version - 1,
    )
    return bool(connection().execute(same.values(**_values(kept))).rowcount == 1)


def add_move(
    sheet: int, item: str, before: Kept | None, after: Kept, automatic: str | None
) -> None:
    connection().execute(
        insert(LkeMove).values(
            sheet_id=sheet,
            item=item,
            at=after.at,
            actor_id=after.actor_id,
            before=written(before),
            after=written(after),
            automatic=automatic,
            raised=after.raised,
            note=after.note,
        )
    )


def moves(unit_id: int, year: int, item: str) -> list[Any]:
    """(at, actor_id, before, after, automatic, raised, note), newest first."""
    query = (
        select(*LkeMove.__table__.c)
        .join(LkeSheetRow, LkeSheetRow.id == LkeMove.sheet_id)
        .where(LkeSheetRow.unit_id == unit_id, LkeSheetRow.year == year, LkeMove.item == item)
    )
    return list(connection().execute(query.order_by(LkeMove.id.desc())))


def writers(unit_id: int, year: int) -> frozenset[int]:
    """Everybody who ever wrote an answer there, also one that another has since written over."""
    query = (
        select(LkeMove.actor_id)
        .join(LkeSheetRow, LkeSheetRow.id == LkeMove.sheet_id)
        .where(LkeSheetRow.unit_id == unit_id, LkeSheetRow.year == year)
    )
    return frozenset(connection().scalars(query.distinct()))


def written(kept: Kept | None) -> str | None:
    """As history and audit keep it: an option, or counts as JSON."""
    if kept is None or not kept.is_given:
        return None
    return kept.answer or _json(kept.counts)


def _values(kept: Kept) -> Mapping[str, Any]:
    return {
        "answer": kept.answer,
        "counts": _json(kept.counts) if kept.counts else None,
        "note": kept.note,
        "raised": kept.raised,
        "at": kept.at,
        "actor_id": kept.actor_id,
        "version": kept.version,
    }


def _json(counts: Mapping[str, int]) -> str:
    return json.dumps(dict(counts), separators=(",", ":"))


def _kept(row: Any) -> Kept:
    return Kept(
        answer=row.answer,
        counts=json.loads(row.counts) if row.counts else {},
        note=row.note,
        actor_id=row.actor_id,
        at=row.at,
        version=row.version,
        raised=bool(row.raised),
    )
