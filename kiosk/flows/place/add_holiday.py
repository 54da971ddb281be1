"""One day is put into a calendar by hand."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.holiday import CalendarChange, InvalidHoliday, Kind, checked
from kiosk.store.complaint import turns
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import calendar, units

BY_HAND = "ditulis di meja kerja"


@dataclass(frozen=True)
class NewHoliday:
    """As written. ``kind`` is LOCAL for a unit, one of the others for the nation."""

    day: date
    name: str
    decree: str
    kind: Kind = Kind.LOCAL


def add_holiday(
    actor: Actor, unit_code: str | None, given: NewHoliday, now: datetime
) -> CalendarChange:
    """``unit_code`` None: for the nation. Raises `InvalidHoliday`, `UnknownUnit`."""
    _fits(unit_code, given.kind)
    new = checked(given.day, given.name, given.kind, given.decree, BY_HAND)
    with transaction():
        calendar.hold()
        scope = calendar.NATION if unit_code is None else units.by_code(unit_code).id
        if any(one.day == new.day for one in calendar.held(scope, {new.day.year})):
            raise InvalidHoliday(
                "Tanggal %(day)s sudah ada di kalender ini. Cabut dulu yang lama bila salah.",
                day=new.day.isoformat(),
            )
        calendar.add(scope, [new], now)
        turns.add(scope, new.day, new.day, f"libur ditambah: {new.name} ({new.decree})", now)
        spot = reach.spot_of_unit(unit_code) if unit_code is not None else None
        audit.append(
            at=now,
            actor_id=actor.id,
            action="tambah-libur",
            object_kind="kalender",
            object_id=unit_code or "nasional",
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=scope,
            details={new.day.isoformat(): [None, new.name], "keputusan": [None, new.decree]},
        )
    return CalendarChange(unit_code, (new.day,))


def _fits(unit_code: str | None, kind: Kind) -> None:
    if (kind is Kind.LOCAL) != (unit_code is not None):
        raise InvalidHoliday("Unit hanya dapat menambah libur setempat.")
