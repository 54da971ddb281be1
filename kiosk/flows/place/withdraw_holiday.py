"""One day is taken out of a calendar, with a reason; the row stays, as withdrawn."""

from datetime import date, datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.holiday import (
    REASON_LENGTH,
    CalendarChange,
    Holiday,
    InvalidHoliday,
    UnknownHoliday,
)
from kiosk.store.complaint import turns
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import calendar, units


def find_holiday(unit_code: str | None, day: date) -> Holiday:
    """A day of this very calendar; raises `UnknownHoliday`, `UnknownUnit`."""
    with reading():
        return _held(_scope(unit_code), day)


def withdraw_holiday(
    actor: Actor, unit_code: str | None, day: date, reason: str, now: datetime
) -> CalendarChange:
    """Raises `UnknownHoliday`, `UnknownUnit`, `InvalidHoliday` without a reason."""
    why = " ".join(reason.split())
    if not 1 <= len(why) <= REASON_LENGTH:
        raise InvalidHoliday("Tulis alasan pencabutan, paling banyak 500 huruf.")
    with transaction():
        calendar.hold()
        scope = _scope(unit_code)
        gone = _held(scope, day)
        calendar.withdraw(scope, [day], why, now)
        turns.add(scope, day, day, f"libur dicabut: {gone.name} ({gone.decree})", now)
        spot = reach.spot_of_unit(unit_code) if unit_code is not None else None
        audit.append(
            at=now,
            actor_id=actor.id,
            action="cabut-libur",
            object_kind="kalender",
            object_id=unit_code or "nasional",
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=scope,
            details={day.isoformat(): [gone.name, None]},
            reason=why,
        )
    return CalendarChange(unit_code, (day,))


def _scope(unit_code: str | None) -> int:
    return calendar.NATION if unit_code is None else units.by_code(unit_code).id


def _held(scope: int, day: date) -> Holiday:
    for one in calendar.held(scope, {day.year}):
        if one.day == day:
            return one
    raise UnknownHoliday("Tanggal itu tidak ada di kalender ini, atau sudah dicabut.")
