"""Days that do not count, each with the decree that says so and where we have it from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.refusal import Refusal


class InvalidHoliday(Refusal):
    """Not a day that a calendar can hold; the sentence names what is wrong."""


class UnknownHoliday(Refusal):
    """No such day in this calendar, or it was withdrawn already."""


class Kind(StrEnum):
    """Who set the day: the three ministers' joint decree, or an office for its own place."""

    NATIONAL = "nasional"
    JOINT_LEAVE = "cuti-bersama"
    LOCAL = "lokal"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.NATIONAL: "Libur nasional",
    Kind.JOINT_LEAVE: "Cuti bersama",
    Kind.LOCAL: "Libur setempat",
}
NATIONWIDE = frozenset({Kind.NATIONAL, Kind.JOINT_LEAVE})
FIRST_YEAR, LAST_YEAR = 2000, 2100
NAME_LENGTH, DECREE_LENGTH, REASON_LENGTH = 160, 200, 500


@dataclass(frozen=True)
class Holiday:
    """``decree``: number of the joint decree (SKB), or the letter of the local government.
    ``source``: how the row came here ("paket holidays 0.109", "berkas libur.csv", "ditulis")."""

    day: date
    name: str
    kind: Kind
    decree: str
    source: str = ""

    def says_the_same(self, other: "Holiday") -> bool:
        """Whether both tell a reader the same; the source does not count."""
        mine = (self.day, self.name, self.kind, self.decree)
        return mine == (other.day, other.name, other.kind, other.decree)


def checked(day: date, name: str, kind: Kind, decree: str, source: str) -> Holiday:
    """A holiday from what a person wrote; raises `InvalidHoliday`."""
    name, decree = " ".join(name.split()), " ".join(decree.split())
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidHoliday(
            "Tanggal %(day)s di luar tahun %(first)s sampai %(last)s.",
            day=day.isoformat(),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    _require("nama libur", name, NAME_LENGTH)
    _require("nomor keputusan", decree, DECREE_LENGTH)
    return Holiday(day, name, kind, decree, source)


def _require(what: str, text: str, most: int) -> None:
    if not text:
        raise InvalidHoliday("Tulis %(what)s.", what=what)
    if len(text) > most or not text.isprintable():
        raise InvalidHoliday(
            "Tulis %(what)s dengan huruf biasa, paling banyak %(most)s huruf.", what=what, most=most
        )


@dataclass(frozen=True)
class CalendarChange:
    """What a change of the calendar touches, for whoever must recompute open deadlines.

    ``unit`` None: every unit; else that unit and all below it. ``days`` are the days that began
    or ceased to count, in order; for office hours, empty, and ``first`` to ``last`` (None: until
    further notice) is the span whose opening or closing may differ."""

    unit: str | None
    days: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
