"""Audit records of what people do with their own accounts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from kiosk.store.people import audit, staff

KIND = "pegawai"
NOBODY = "-"
SYSTEM = 0


class _Place(TypedDict):
    instansi_id: int
    unit_id: int


def home(staff_id: int) -> _Place:
    """Whose record what somebody looked at over many places is: that of their own place, so that
    its auditor can read it."""
    instansi_id, unit_id = staff.home(staff_id)
    return {"instansi_id": instansi_id, "unit_id": unit_id}


def _home(row: Any) -> _Place:
    """Whose record somebody's own doings are; the installation's for nobody."""
    return home(row.id if row is not None else 0)


def own(row: Any, action: str, at: datetime, details: Mapping[str, Any] | None = None) -> None:
    """Somebody did something with the own account; ``row``: the person's."""
    audit.append(
        at=at,
        actor_id=row.id,
        action=action,
        object_kind=KIND,
        object_id=row.code,
        details=details,
        **_home(row),
    )


def failed(row: Any, at: datetime, details: Mapping[str, Any]) -> None:
    """Somebody unknown tried; ``row`` None where nobody has that address. What was typed is not
    kept: people type passwords into the wrong field."""
    audit.append(
        at=at,
        actor_id=SYSTEM,
        action="gagal-masuk",
        object_kind=KIND,
        object_id=row.code if row is not None else NOBODY,
        details=details,
        **_home(row),
    )


def about(actor_id: int, row: Any, action: str, at: datetime, **more: Any) -> None:
    """Somebody did something with another's account."""
    where = {**_home(row), **more}
    audit.append(
        at=at, actor_id=actor_id, action=action, object_kind=KIND, object_id=row.code, **where
    )
