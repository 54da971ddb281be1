"""What the database keeps that only the installation's secret opens, sealed anew under another.

Second factors of staff, names and contacts of reporters in confidence, and the marks of whom a
sealed case names. A sealed case's own name lies under the case's key and is left alone.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, update

from kiosk.domain.people.keys import Keys
from kiosk.store.complaint import persons
from kiosk.store.complaint.tables import CaseKey, Reporter, TicketAccused
from kiosk.store.engine import connection
from kiosk.store.people import kept
from kiosk.store.people.tables import Staff
from kiosk.store.place.tables import Device, ParkedItem, Unit

PERSONS = "pelapor"
Pairs = Sequence[dict[str, Any]]


def opens(keys: Keys) -> bool | None:
    """Whether these keys open what is kept; None where nothing is sealed under any."""
    for row in _factors():
        return _is_open(lambda row=row: kept.unseal(row.totp_sealed, keys.seal, row.id))
    for row in _names():
        return _is_open(lambda row=row: persons.unseal(row.sealed, keys.of(PERSONS), row.ticket_id))
    return None


def _is_open(unseal: Any) -> bool:
    try:
        unseal()
    except (kept.BrokenSeal, persons.BrokenPerson):
        return False
    return True


def reseal(old: Keys, new: Keys) -> dict[str, int]:
    """How many rows of each kind are under the new keys now. Raises `BrokenSeal` and
    `BrokenPerson` where one does not open: then nothing was changed."""
    factors = [
        {"at": row.id, "to": kept.seal(_factor(row, old), new.seal, row.id)} for row in _factors()
    ]
    names = [
        {"at": row.ticket_id, "to": persons.seal(_name(row, old), new.of(PERSONS), row.ticket_id)}
        for row in _names()
    ]
    marks = list(_marks(old, new))
    _write(update(Staff).where(Staff.id == bindparam("at")), "totp_sealed", factors)
    _write(update(Reporter).where(Reporter.ticket_id == bindparam("at")), "sealed", names)
    held = (TicketAccused.ticket_id == bindparam("at"), TicketAccused.mark == bindparam("was"))
    _write(update(TicketAccused).where(*held), "mark", marks)
    return {"faktor kedua": len(factors), "pelapor": len(names), "tanda terlapor": len(marks)}


def _write(statement: Any, column: str, rows: Pairs) -> None:
    if rows:
        connection().execute(statement.values({column: bindparam("to")}), rows)


def _factors() -> Any:
    query = select(Staff.id, Staff.totp_sealed).where(Staff.totp_sealed.is_not(None))
    return connection().execute(query.order_by(Staff.id)).all()


def _names() -> Any:
    """Those of ordinary reports."""
    sealed_cases = select(CaseKey.ticket_id)
    query = select(Reporter.ticket_id, Reporter.sealed)
    own = query.where(Reporter.ticket_id.not_in(sealed_cases))
    return connection().execute(own.order_by(Reporter.ticket_id)).all()


def _factor(row: Any, keys: Keys) -> str:
    return kept.unseal(row.totp_sealed, keys.seal, row.id)


def _name(row: Any, keys: Keys) -> persons.Person:
    return persons.unseal(row.sealed, keys.of(PERSONS), row.ticket_id)


def _marks(old: Keys, new: Keys) -> Iterator[dict[str, Any]]:
    """A mark is a digest: whose it is shows by trying everybody. One of somebody whose row is gone
    meets nobody any more, and stays as it is."""
    people = connection().execute(select(Staff.id)).scalars().all()
    places = connection().execute(select(Unit.id)).scalars().all()
    meant = [("orang", one) for one in people] + [("unit", one) for one in places]
    rows = connection().execute(select(TicketAccused.ticket_id, TicketAccused.mark)).all()
    for ticket in {row.ticket_id for row in rows}:
        known = {old.accused(ticket, *one): new.accused(ticket, *one) for one in meant}
        for row in rows:
            if row.ticket_id == ticket and bytes(row.mark) in known:
                yield {"at": ticket, "was": row.mark, "to": known[bytes(row.mark)]}


def waiting_in_boxes() -> tuple[int, int]:
    """Set aside on the server, and by their last word still in tablets: both are locked to a key
    of the secret, and nobody opens them after it is gone."""
    parked = select(func.count()).where(ParkedItem.settled_at.is_(None))
    held = select(func.coalesce(func.sum(Device.waiting), 0)).where(Device.revoked_at.is_(None))
    return int(connection().scalar(parked) or 0), int(connection().scalar(held) or 0)
