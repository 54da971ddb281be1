"""A calendar comes in from a file: looked at first, then applied as it was looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.calendar_file import UnusableCalendar, read
from kiosk.domain.place.calendar_plan import Plan, plan
from kiosk.domain.place.holiday import NATIONWIDE, CalendarChange, Holiday, Kind
from kiosk.domain.refusal import Refusal
from kiosk.store.complaint import turns
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import calendar, units

LARGEST = 150_000
OPERATOR = 0


class ChangedPlan(Refusal):
    """The calendar was changed after the preview: look again before applying."""


@dataclass(frozen=True)
class CalendarFile:
    """What was handed in. ``unit`` None: the nation's days, else local days of that unit.
    ``replaces``: days of its years and kinds that are not in it are withdrawn."""

    name: str
    content: bytes
    decree: str = ""
    unit: str | None = None
    replaces: bool = False

    def holidays(self) -> tuple[Holiday, ...]:
        """Raises `UnusableCalendar`."""
        if len(self.content) > LARGEST:
            raise UnusableCalendar("Berkas lebih besar dari 150 KB.")
        label = "".join(char for char in self.name if char.isprintable())[:60]
        found = read(_text(self.content), decree=self.decree, source=f"berkas {label}")
        self._check(found)
        return found

    def _check(self, found: Sequence[Holiday]) -> None:
        fitting = NATIONWIDE if self.unit is None else {Kind.LOCAL}
        for one in found:
            if one.kind not in fitting:
                raise UnusableCalendar(
                    "Tanggal %(day)s berjenis %(kind)s, padahal berkas ini untuk %(scope)s. "
                    "Libur setempat diimpor untuk satu unit, libur nasional dan cuti bersama "
                    "tanpa unit.",
                    day=one.day.isoformat(),
                    kind=one.kind.value,
                    scope="seluruh Indonesia" if self.unit is None else f"unit {self.unit}",
                )


@dataclass(frozen=True)
class Imported:
    """``change`` says whose deadlines to look at again."""

    plan: Plan
    change: CalendarChange


def preview_calendar(file: CalendarFile) -> Plan:
    """What the file would change. Raises `UnusableCalendar`, `UnknownUnit`."""
    given = file.holidays()
    with reading():
        return _plan(file, given, _scope(file))


def import_calendar(
    actor: Actor | None, file: CalendarFile, now: datetime, *, approved: str | None = None
) -> Imported:
    """Apply a file. ``approved`` is the digest of the plan a person looked at.

    Raises `UnusableCalendar`, `UnknownUnit`, `ChangedPlan`.
    """
    given = file.holidays()
    with transaction():
        calendar.hold()
        scope = _scope(file)
        planned = _plan(file, given, scope)
        if approved is not None and approved != planned.digest:
            raise ChangedPlan(
                "Kalender berubah sejak pratinjau dibuat. Periksa pratinjau yang baru, lalu "
                "terapkan."
            )
        if not planned.is_empty:
            _apply(planned, scope, file, now)
            _record(actor, planned, file, now)
    return Imported(planned, CalendarChange(file.unit, planned.days))


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _scope(file: CalendarFile) -> int:
    return calendar.NATION if file.unit is None else units.by_code(file.unit).id


def _plan(file: CalendarFile, given: Sequence[Holiday], scope: int) -> Plan:
    held = calendar.held(scope, {one.day.year for one in given})
    return plan(held, given, replaces=file.replaces)


def _apply(planned: Plan, scope: int, file: CalendarFile, now: datetime) -> None:
    why = f"diganti dari berkas {file.name[:60]}"
    gone = [one.before.day for one in planned.changed] + [one.day for one in planned.withdrawn]
    calendar.withdraw(scope, gone, why, now)
    calendar.add(scope, [*planned.added, *(one.after for one in planned.changed)], now)
    if planned.days:
        decree = file.decree or f"berkas {file.name}"
        turns.add(scope, planned.days[0], planned.days[-1], f"kalender diimpor: {decree}", now)


def _record(actor: Actor | None, planned: Plan, file: CalendarFile, now: datetime) -> None:
    spot = reach.spot_of_unit(file.unit) if file.unit is not None else None
    details: dict[str, list[str | None]] = {
        **{one.day.isoformat(): [None, one.name] for one in planned.added},
        **{
            one.before.day.isoformat(): [one.before.name, one.after.name] for one in planned.changed
        },
        **{one.day.isoformat(): [one.name, None] for one in planned.withdrawn},
    }
    audit.append(
        at=now,
        actor_id=actor.id if actor else OPERATOR,
        action="impor-kalender",
        object_kind="kalender",
        object_id=file.unit or "nasional",
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=spot.path[0] if spot else 0,
        details=details,
    )
