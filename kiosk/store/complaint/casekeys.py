"""Who holds the key of a sealed case, and the public keys it is wrapped to."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select

from kiosk.store.complaint.tables import CaseKey, HandlerKey, TeamKey
from kiosk.store.engine import connection


class Holder(StrEnum):
    HANDLER = "pegawai"
    RECOVERY = "pemulihan"
    REPORTER = "pelapor"
    HOLDING = "penampung"


def add(ticket_id: int, holder: Holder, holder_id: int, wrapped: bytes) -> None:
    values = {"holder": holder.value, "holder_id": holder_id, "wrapped": wrapped}
    connection().execute(insert(CaseKey).values(ticket_id=ticket_id, **values))


def wrapped(ticket_id: int, holder: Holder, holder_id: int = 0) -> bytes | None:
    query = select(CaseKey.wrapped).where(
        CaseKey.ticket_id == ticket_id,
        CaseKey.holder == holder.value,
        CaseKey.holder_id == holder_id,
    )
    found = connection().scalar(query)
    return bytes(found) if found is not None else None


def held_by(holder: Holder, holder_id: int = 0) -> list[Any]:
    """(ticket_id, wrapped) of every case this holder can open."""
    query = (
        select(CaseKey.ticket_id, CaseKey.wrapped)
        .where(CaseKey.holder == holder.value, CaseKey.holder_id == holder_id)
        .order_by(CaseKey.ticket_id)
    )
    return list(connection().execute(query))


def drop(ticket_id: int, holder: Holder, holder_id: int = 0) -> None:
    connection().execute(
        delete(CaseKey).where(
            CaseKey.ticket_id == ticket_id,
            CaseKey.holder == holder.value,
            CaseKey.holder_id == holder_id,
        )
    )


def recovery_key(instansi_id: int) -> bytes | None:
    """The public half of a team's recovery key; None: the team has not set itself up."""
    query = select(TeamKey.public_key).where(TeamKey.instansi_id == instansi_id)
    found = connection().scalar(query)
    return bytes(found) if found is not None else None


def add_team(instansi_id: int, public_key: bytes, by: int, at: datetime) -> None:
    values = {"public_key": public_key, "made_by": by, "made_at": at}
    connection().execute(insert(TeamKey).values(instansi_id=instansi_id, **values))


def public_keys(staff_ids: Iterable[int]) -> dict[int, bytes]:
    """Staff id to public key, of those who have one."""
    query = select(HandlerKey.staff_id, HandlerKey.public_key)
    rows = connection().execute(query.where(HandlerKey.staff_id.in_(list(staff_ids))))
    return {row.staff_id: bytes(row.public_key) for row in rows}


def handler(staff_id: int) -> Any:
    """(public_key, sealed_private, made_at), or None."""
    query = select(HandlerKey.public_key, HandlerKey.sealed_private, HandlerKey.made_at)
    return connection().execute(query.where(HandlerKey.staff_id == staff_id)).first()


def put_handler(staff_id: int, public_key: bytes, sealed_private: bytes, at: datetime) -> None:
    """A new key, or the same under a new passphrase."""
    connection().execute(delete(HandlerKey).where(HandlerKey.staff_id == staff_id))
    values = {"public_key": public_key, "sealed_private": sealed_private, "made_at": at}
    connection().execute(insert(HandlerKey).values(staff_id=staff_id, **values))
