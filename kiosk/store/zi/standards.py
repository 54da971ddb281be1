"""Editions of standards."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from kiosk.domain.zi.standard import Fee, FeeKind, Promise, Standard, TimeUnit
from kiosk.domain.zi.standard_entry import Entry
from kiosk.store.engine import connection
from kiosk.store.zi.standard_tables import ServiceStandard

_ALL = select(*ServiceStandard.__table__.c)


def of_services(service_ids: Iterable[int]) -> dict[int, tuple[Standard, ...]]:
    """By service: the editions that hold and the drafts, an edition that holds first."""
    query = _ALL.where(
        ServiceStandard.service_id.in_(tuple(service_ids)), ServiceStandard.withdrawn_at.is_(None)
    ).order_by(ServiceStandard.published_at.is_(None), ServiceStandard.edition)
    return _grouped(query)


def published_in_force(service_ids: Iterable[int]) -> dict[int, Standard]:
    """By service, what the public may read now."""
    query = _ALL.where(
        ServiceStandard.service_id.in_(tuple(service_ids)),
        ServiceStandard.published_at.is_not(None),
        ServiceStandard.withdrawn_at.is_(None),
    )
    return {one.service_id: one for one in map(_standard, connection().execute(query))}


def history(service_id: int) -> tuple[Standard, ...]:
    """Everything that was ever published of a service, the newest first, and the draft."""
    query = _ALL.where(ServiceStandard.service_id == service_id)
    found = map(_standard, connection().execute(query.order_by(ServiceStandard.edition.desc())))
    return tuple(one for one in found if one.published_at or one.is_draft)


def draft(service_id: int) -> Standard | None:
    query = _ALL.where(
        ServiceStandard.service_id == service_id,
        ServiceStandard.published_at.is_(None),
        ServiceStandard.withdrawn_at.is_(None),
    )
    row = connection().execute(query).first()
    return None if row is None else _standard(row)


def add(unit_id: int, service_id: int, entry: Entry, now: datetime, actor_id: int) -> Standard:
    """A draft; the next edition of its service."""
    last = select(func.max(ServiceStandard.edition)).where(ServiceStandard.service_id == service_id)
    values = {
        "unit_id": unit_id,
        "service_id": service_id,
        "edition": int(connection().scalar(last) or 0) + 1,
        "version": 1,
        "changed_at": now,
        "changed_by": actor_id,
        "reason": "",
        **columns(entry),
    }
    made = connection().execute(
        insert(ServiceStandard).values(values).returning(*ServiceStandard.__table__.c)
    )
    return _standard(made.one())


def change(kept: Standard, values: Mapping[str, Any]) -> bool:
    """Write if it is still at the version it was read at, and move it on."""
    done = connection().execute(
        update(ServiceStandard)
        .where(ServiceStandard.id == kept.id, ServiceStandard.version == kept.version)
        .values(**values, version=kept.version + 1)
    )
    return done.rowcount == 1


def columns(entry: Entry) -> dict[str, Any]:
    return {
        "texts": json.dumps(dict(entry.texts), ensure_ascii=False, sort_keys=True),
        "time_amount": entry.promise.amount if entry.promise else None,
        "time_unit": entry.promise.unit.value if entry.promise else "",
        "fee_kind": entry.fee.kind.value if entry.fee else "",
        "fee_amount": entry.fee.amount if entry.fee else 0,
        "decree": entry.decree,
        "decided_on": entry.decided_on,
    }


def _grouped(query: Any) -> dict[int, tuple[Standard, ...]]:
    found: dict[int, tuple[Standard, ...]] = {}
    for one in map(_standard, connection().execute(query)):
        found[one.service_id] = (*found.get(one.service_id, ()), one)
    return found


def _standard(row: Any) -> Standard:
    promise = Promise(row.time_amount, TimeUnit(row.time_unit)) if row.time_unit else None
    return Standard(
        id=row.id,
        unit_id=row.unit_id,
        service_id=row.service_id,
        edition=row.edition,
        version=row.version,
        texts=json.loads(row.texts),
        promise=promise,
        fee=Fee(FeeKind(row.fee_kind), row.fee_amount) if row.fee_kind else None,
        decree=row.decree,
        decided_on=row.decided_on,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
        reason=row.reason,
    )
