"""How a tablet is, in the words of the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

from admin import desk
from kiosk.domain.place.device import Condition
from kiosk.domain.place.tablet_watch import Tablet, Trouble
from kiosk.i18n import number

MARKS = {
    Trouble.SILENT: ("lewat", "Tidak ada kabar"),
    Trouble.PARKED: ("kini", "Ada kiriman tertahan"),
    Trouble.CROWDED: ("kini", "Banyak menunggu"),
    Trouble.LOW: ("kini", "Baterai lemah"),
    Trouble.CLOCK: ("kini", "Jam salah"),
}
"""Trouble to the class and the words of its mark."""


def when(at: datetime, zone: str, now: datetime) -> str:
    """ "09.14 WITA" of today, else with its date."""
    told, today = desk.moment(at, zone), at.astimezone(ZoneInfo(zone)).date()
    return told.split(" ", 3)[3] if today == now.astimezone(ZoneInfo(zone)).date() else told


def seen(one: Condition, zone: str, now: datetime) -> str:
    last = when(one.seen_at, zone, now) if one.seen_at else "belum pernah"
    return f"{number(one.waiting)} menunggu, terakhir terlihat {last}"


def battery(one: Condition) -> str | None:
    """None where the browser does not say."""
    if one.battery is None:
        return None
    power = {True: ", sedang diisi", False: ", tidak diisi", None: ""}[one.charging]
    return f"Baterai {one.battery} %{power}"


def clock(one: Condition) -> str | None:
    """None where it is right. Wrong by days it still counts hours well: no answer is lost."""
    if not one.clock_is_off:
        return None
    how = "terlambat" if one.shift > 0 else "mendahului"
    return f"Jam tablet {how} {_span(abs(one.shift) // 60)}"


def _span(minutes: int) -> str:
    if minutes < 120:
        return f"{number(minutes)} menit"
    return (
        f"{number(minutes // 60)} jam" if minutes < 48 * 60 else f"{number(minutes // 1440)} hari"
    )


def trouble(one: Tablet, zone: str, now: datetime) -> str:
    """All that is wrong with a tablet, as one sentence."""
    told = {
        Trouble.SILENT: lambda: f"tidak ada kabar sejak {_last(one, zone, now)}",
        Trouble.PARKED: lambda: f"{number(one.parked)} kiriman tertahan, belum dapat masuk",
        Trouble.CROWDED: lambda: f"{number(one.condition.waiting)} menunggu dikirim",
        Trouble.LOW: lambda: f"baterai {one.condition.battery} % dan tidak diisi",
        Trouble.CLOCK: lambda: str(clock(one.condition)).lower(),
    }
    return f"{one.point_name}, {one.name}: {'; '.join(told[which]() for which in one.troubles)}."


def _last(one: Tablet, zone: str, now: datetime) -> str:
    return when(one.condition.seen_at or one.enrolled_at, zone, now)
