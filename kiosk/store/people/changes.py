"""What was changed lately at places: the part of the audit record that names no citizen, no
complaint and no person's data, for whoever may see the places themselves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from kiosk.store.engine import connection
from kiosk.store.people.tables import AuditRecord, Staff

PLACES = ("unit", "layanan", "loket", "pengaturan", "instansi")


def newest(unit_ids: Sequence[int], instansi_ids: Sequence[int], limit: int) -> list[Any]:
    """(at, action, object_kind, object_id, unit_id, actor name or None), newest first."""
    of_units = AuditRecord.unit_id.in_(tuple(unit_ids))
    of_bodies = AuditRecord.instansi_id.in_(tuple(instansi_ids)) & (AuditRecord.unit_id == 0)
    query = (
        select(
            AuditRecord.at,
            AuditRecord.action,
            AuditRecord.object_kind,
            AuditRecord.object_id,
            AuditRecord.unit_id,
            Staff.name.label("actor"),
        )
        .outerjoin(Staff, Staff.id == AuditRecord.actor_id)
        .where(AuditRecord.object_kind.in_(PLACES), or_(of_units, of_bodies))
        .order_by(AuditRecord.seq.desc())
        .limit(limit)
    )
    return list(connection().execute(query))


def names(staff_ids: Sequence[int]) -> dict[int, str]:
    """Staff id to name."""
    rows = connection().execute(
        select(Staff.id, Staff.name).where(Staff.id.in_(tuple(set(staff_ids))))
    )
    return {row.id: row.name for row in rows}
