"""What somebody wants to see of the queue: a tab, filters, and a place to go on from.

Read from an address, where anything may stand: a value that is none of ours filters nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.receipt import tidy_number
from kiosk.domain.complaint.ticket import State

MINE, NOBODYS = "saya", "kosong"
"""Owners that are no person's code."""
COUNTED = 1_000
"""A count ends here: nobody reads on after "999+"."""
_CODE = re.compile(r"[\w.-]{1,32}")
_CURSOR = re.compile(r"([0-9]{1,17})\.([0-9A-Z]{9,12})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Tab(StrEnum):
    """Kept in addresses under these words."""

    TODAY = "hari-ini"
    LATE = "terlambat"
    NEW = "baru"
    MINE = "saya"
    REPORTER = "pelapor"
    OPEN = "terbuka"
    DONE = "selesai"

    @property
    def label(self) -> str:
        return _TABS[self]


_TABS = {
    Tab.TODAY: "Jatuh tempo hari ini",
    Tab.LATE: "Terlambat",
    Tab.NEW: "Baru",
    Tab.MINE: "Menunggu saya",
    Tab.REPORTER: "Menunggu pelapor",
    Tab.OPEN: "Semua terbuka",
    Tab.DONE: "Selesai",
}


@dataclass(frozen=True)
class Cursor:
    """A row to go on from: its place in the order and its number. ``back``: towards the first."""

    at: datetime
    number: str
    back: bool = False

    @property
    def text(self) -> str:
        whole = (self.at - _EPOCH) // timedelta(microseconds=1)
        return f"{whole}.{self.number}"


@dataclass(frozen=True)
class Filter:
    """``unit``, ``service``, ``owner`` are codes (``owner`` also `MINE`, `NOBODYS`); ``since`` and
    ``until`` days of receipt, both included; ``lapor``: handed to SP4N-LAPOR! or not."""

    tab: Tab = Tab.OPEN
    unit: str | None = None
    service: str | None = None
    ticket_class: TicketClass | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    state: State | None = None
    owner: str | None = None
    since: date | None = None
    until: date | None = None
    lapor: bool | None = None
    cursor: Cursor | None = None

    @property
    def is_plain(self) -> bool:
        """Nothing but a tab."""
        return not self.told or set(self.told) == {"tab"}

    @property
    def told(self) -> dict[str, str]:
        """As in the address, without the place to go on from; only what says something."""
        lapor = None if self.lapor is None else "ya" if self.lapor else "tidak"
        values = {
            "tab": self.tab if self.tab is not Tab.OPEN else None,
            "unit": self.unit,
            "layanan": self.service,
            "kelas": self.ticket_class,
            "jenis": self.kind,
            "saluran": self.channel,
            "status": self.state,
            "pemegang": self.owner,
            "dari": self.since and self.since.isoformat(),
            "sampai": self.until and self.until.isoformat(),
            "lapor": lapor,
        }
        return {name: str(value) for name, value in values.items() if value}


Word = TypeVar("Word", bound=StrEnum)


def read(given: Mapping[str, str]) -> Filter:
    """What the address asks for; what cannot be meant is left out."""
    said = given.get
    return Filter(
        tab=_word(Tab, said("tab")) or Tab.OPEN,
        unit=_code(said("unit")),
        service=_code(said("layanan")),
        ticket_class=_class(said("kelas")),
        kind=_word(Kind, said("jenis")),
        channel=_word(Channel, said("saluran")),
        state=_word(State, said("status")),
        owner=_code(said("pemegang")),
        since=_day(said("dari")),
        until=_day(said("sampai")),
        lapor={"ya": True, "tidak": False}.get(said("lapor") or ""),
        cursor=_cursor(said("sesudah"), back=False) or _cursor(said("sebelum"), back=True),
    )


def day_ends(now: datetime, zones: Mapping[str, object]) -> dict[str, datetime]:
    """When the day that holds ``now`` ends in each of these time zones."""
    return {zone: _day_end(now, ZoneInfo(zone)) for zone in zones}


def _day_end(now: datetime, zone: ZoneInfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), zone)


def start_of(day: date, zone: str) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(day, datetime.min.time(), ZoneInfo(zone))


def _word(words: type[Word], said: str | None) -> Word | None:
    return words(said) if said in set(words) else None


def _class(said: str | None) -> TicketClass | None:
    """What is sealed is not in the queue."""
    found = _word(TicketClass, said)
    return None if found is None or found.is_sealed else found


def _code(said: str | None) -> str | None:
    return said if said and _CODE.fullmatch(said) else None


def _day(said: str | None) -> date | None:
    try:
        found = date.fromisoformat(said or "")
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _cursor(said: str | None, *, back: bool) -> Cursor | None:
    found = _CURSOR.fullmatch(said or "")
    if found is None:
        return None
    at = _EPOCH + timedelta(microseconds=int(found[1]))
    number = tidy_number(found[2])
    return Cursor(at, number, back) if number and at.year < 2200 else None
