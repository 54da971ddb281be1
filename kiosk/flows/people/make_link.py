"""One-time links the operator or an administrator hands out."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.invitation import UnknownStaff, tidy_email
from kiosk.domain.people.staffing import check_whole
from kiosk.flows import staffing
from kiosk.store.engine import reading, transaction
from kiosk.store.people import journal, links, recovery, sessions, staff
from kiosk.store.people.links import Purpose


def first_link(now: datetime) -> str | None:
    """The path for the first administrator, good for a day; every earlier one is void. None
    once there was an administrator."""
    with transaction():
        return None if staff.had_administrator() else links.make(Purpose.FIRST, None, now)


def return_link(
    actor: Actor | None, staff_code: str, now: datetime, *, second_factor: bool = False
) -> str:
    """The path by which somebody who forgot the password chooses a new one. The second factor
    stays, unless ``second_factor`` takes it away: then all sessions end, and a new one is taken
    on at the next sign-in. Raises `UnknownStaff`, `OwnRole`, `NotAllowed`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        check_whole(actor, staffing.spots_of(row.id))
        if row.disabled_at is not None:
            raise UnknownStaff("Akun ini dinonaktifkan. Aktifkan dahulu.")
        if second_factor:
            staff.put(row.id, totp_sealed=None)
            recovery.drop(row.id)
            sessions.end_all(row.id)
            journal.about(staffing.actor_id(actor), row, "lepas-faktor-kedua", now)
        journal.about(staffing.actor_id(actor), row, "buat-tautan-masuk-lagi", now)
        return links.make(Purpose.RETURN, row.id, now)


def staff_code_of(email: str) -> str:
    """For the operator, who knows people by address. Raises `UnknownStaff`, `InvalidEmail`."""
    with reading():
        row = staff.by_email(tidy_email(email))
    if row is None:
        raise UnknownStaff("Tidak ada pegawai dengan alamat itu.")
    return str(row.code)
