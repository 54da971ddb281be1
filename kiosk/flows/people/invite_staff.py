"""Let somebody in: an account without a password, a role, and a link by which its owner chooses
one. Nobody ever chooses another's password."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.guest import TypedEnd
from kiosk.domain.people.invitation import TakenEmail, tidy_email, tidy_name
from kiosk.domain.people.policy import Level, Role
from kiosk.domain.people.staffing import check_not_self, check_whole
from kiosk.domain.place.code import new_code
from kiosk.flows import staffing
from kiosk.store.engine import transaction
from kiosk.store.people import journal, links, staff
from kiosk.store.people.links import Purpose


@dataclass(frozen=True)
class Invitation:
    """``path``: of the one-time link, shown once; None where the person has a password."""

    staff_code: str
    path: str | None


def invite_staff(
    actor: Actor | None,
    email: str,
    name: str,
    role: Role,
    level: Level,
    place_code: str,
    now: datetime,
    end: TypedEnd | None = None,
) -> Invitation:
    """``actor`` None: the operator. ``place_code``: of the unit or instansi, "" for the
    installation. Raises `InvalidEmail`, `InvalidName`, `TakenEmail`, `WrongLevel`,
    `UnknownPlace`, `NotAllowed`, `OwnRole`, `InvalidEnd`."""
    email, name = tidy_email(email), tidy_name(name)
    with transaction():
        spot, place_id = staffing.appointed(actor, role, level, place_code)
        until = staffing.until(role, spot, end or TypedEnd(), now)
        row = _person(actor, email, name, now)
        staff.grant(row.id, role, level, place_id, staffing.actor_id(actor) or None, now, until)
        journal.about(
            staffing.actor_id(actor),
            row,
            "undang-pegawai",
            now,
            details={"peran": [None, staffing.told(role, level, place_id, until)]},
            **staffing.where(spot),
        )
        path = None if _has_way_in(row) else links.make(Purpose.INVITATION, row.id, now)
    return Invitation(row.code, path)


def invite_again(actor: Actor | None, staff_code: str, now: datetime) -> Invitation:
    """A new link for somebody who never used theirs; the old one is void. Raises
    `UnknownStaff`, `OwnRole`, `NotAllowed`, `TakenEmail`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        # Whoever holds the link holds the account: only somebody who could have given all of it.
        check_whole(actor, staffing.spots_of(row.id))
        if _has_way_in(row) or row.disabled_at is not None:
            raise TakenEmail("Pegawai ini sudah memakai undangannya.")
        path = links.make(Purpose.INVITATION, row.id, now)
        journal.about(staffing.actor_id(actor), row, "undang-ulang-pegawai", now)
    return Invitation(row.code, path)


def _has_way_in(row: Any) -> bool:
    """A password, or the office's sign-in: a fresh link would be a second owner."""
    return row.password_hash is not None or row.oidc_subject is not None


def _person(actor: Actor | None, email: str, name: str, now: datetime) -> Any:
    """Somebody new, or somebody all of whose roles have ended."""
    known = staff.by_email(email)
    if known is None:
        return staff.by_id(staff.add(new_code(secrets.choice), email, name, now))
    check_not_self(actor, known.id)
    if known.disabled_at is not None or staff.grant_rows(known.id):
        raise TakenEmail(
            "Alamat surel ini sudah dipakai sebuah akun. Beri peran lewat halaman pegawainya, atau "
            "minta administrator instalasi memeriksa."
        )
    return known
