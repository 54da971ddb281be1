"""A unit's office hours: a week of them from one day on, or between two days."""

from datetime import date, datetime

from kiosk.domain.complaint.workdays import HoursSet, InvalidHours
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.holiday import CalendarChange, UnknownHoliday
from kiosk.store.complaint import turns
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import calendar, units

LABEL_LENGTH = 60


def set_hours(actor: Actor, unit_code: str, given: HoursSet, now: datetime) -> CalendarChange:
    """Raises `InvalidHours`, `UnknownUnit`."""
    _check(given)
    with transaction():
        calendar.hold()
        unit = units.by_code(unit_code)
        own = (one for one in calendar.hours_of(unit.id) if one.near == 0)
        if any((one.label, one.first) == (given.label, given.first) for one in own):
            raise InvalidHours(
                'Jam kerja "%(label)s" mulai tanggal itu sudah ada. Cabut dulu yang lama, atau '
                "beri nama lain.",
                label=given.label,
            )
        calendar.add_hours(unit.id, given, now)
        turns.add(unit.id, given.first, given.last, f"jam kerja diatur: {given.label}", now)
        _record(
            actor, "atur-jam-kerja", unit_code, unit.id, {given.label: [None, _told(given)]}, now
        )
    return CalendarChange(unit_code, first=given.first, last=given.last)


def withdraw_hours(
    actor: Actor, unit_code: str, label: str, first: date, now: datetime
) -> CalendarChange:
    """Raises `UnknownHoliday` where the unit has no such set, `UnknownUnit`."""
    with transaction():
        calendar.hold()
        unit = units.by_code(unit_code)
        own = [one for one in calendar.hours_of(unit.id) if one.near == 0]
        gone = [one for one in own if (one.label, one.first) == (label, first)]
        if not gone:
            raise UnknownHoliday("Jam kerja itu tidak ada, atau sudah dicabut.")
        calendar.withdraw_hours(unit.id, label, first, now)
        turns.add(unit.id, first, gone[0].last, f"jam kerja dicabut: {label}", now)
        _record(actor, "cabut-jam-kerja", unit_code, unit.id, {label: [_told(gone[0]), None]}, now)
    return CalendarChange(unit_code, first=first, last=gone[0].last)


def _check(given: HoursSet) -> None:
    if not given.label.strip() or len(given.label) > LABEL_LENGTH:
        raise InvalidHours("Beri nama jam kerja ini, paling banyak 60 huruf.")
    if all(hours is None for hours in given.week):
        raise InvalidHours("Isi jam buka dan tutup sedikitnya satu hari.")
    if given.last is not None and given.last < given.first:
        raise InvalidHours("Tanggal akhir mendahului tanggal mulai.")


def _told(given: HoursSet) -> str:
    until = given.last.isoformat() if given.last else "seterusnya"
    week = ", ".join("tutup" if hours is None else str(hours) for hours in given.week)
    return f"{given.first.isoformat()} s.d. {until}: {week}"


def _record(
    actor: Actor,
    action: str,
    unit_code: str,
    unit_id: int,
    details: dict[str, list[str | None]],
    now: datetime,
) -> None:
    spot = reach.spot_of_unit(unit_code)
    audit.append(
        at=now,
        actor_id=actor.id,
        action=action,
        object_kind="kalender",
        object_id=unit_code,
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=unit_id,
        details=details,
    )
