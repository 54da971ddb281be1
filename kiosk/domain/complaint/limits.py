"""How long each step of a report may take, and the article that says so.

Two ways of counting stand side by side. PermenPANRB 62/2018 and the KPK count *hari kerja*; these
run the clocks, and an office may set its own (`batas-...`). UU 25/2009 counts calendar days; those
are told beside the deadline and move nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.complaint.kinds import TicketClass


class Clock(StrEnum):
    """What is being waited for; the four classes of a report carry their own names."""

    VERIFICATION = "verifikasi"
    INFORMATION = "informasi"
    ASPIRATION = "aspirasi"
    ORDINARY = "tidak-berkadar"
    SUPERVISION = "berkadar"
    REPLY = "tanggapan"
    GRATIFICATION = "gratifikasi"
    OBJECTION = "keberatan"


@dataclass(frozen=True)
class StatuteLimit:
    """A limit in calendar days. ``from_receipt``: it runs from the day of receipt, so its last day
    is known; else it runs from something the clock does not see."""

    article: str
    days: int
    sentence: str
    from_receipt: bool = False

    def last_day(self, received: date) -> date | None:
        return received + timedelta(days=self.days) if self.from_receipt else None


@dataclass(frozen=True)
class Limit:
    """``days``: working days where the office has set nothing. ``note``: what sources leave open.
    ``statute``: the calendar-day limits that hold beside it."""

    clock: Clock
    label: str
    days: int
    regulation: str
    article: str
    note: str = ""
    statute: tuple[StatuteLimit, ...] = ()

    @property
    def setting(self) -> str:
        """The name an office sets it by."""
        return f"batas-{self.clock.value}"

    def days_for(self, settings: Mapping[str, str]) -> int:
        """As the unit's settings hold."""
        return int(settings[self.setting])


FILE_COMPLAINT = StatuteLimit(
    "UU 25/2009 Pasal 42",
    30,
    "Pengaduan diajukan paling lambat 30 hari kalender sejak pelapor menerima pelayanan.",
)
ANSWER = StatuteLimit(
    "UU 25/2009 Pasal 44",
    14,
    "Penyelenggara menanggapi paling lambat 14 hari kalender sejak pengaduan diterima, dengan "
    "menyebut lengkap atau belum.",
    from_receipt=True,
)
COMPLETE_FILE = StatuteLimit(
    "UU 25/2009 Pasal 44",
    30,
    "Pelapor melengkapi berkas paling lambat 30 hari kalender sejak diminta; bila tidak, pengaduan "
    "dianggap dicabut.",
)
DECISION = StatuteLimit(
    "UU 25/2009 Pasal 50",
    60,
    "Penyelenggara memutus paling lambat 60 hari kalender sejak berkas dinyatakan lengkap.",
)

_LAPOR, _CHAPTER = "PermenPANRB 62/2018", "bab VI"
_PLAIN_DAYS = "Alur SP4N-LAPOR! hanya menyebut {} hari; di sini dihitung sebagai hari kerja."

_ALL = (
    Limit(
        Clock.VERIFICATION,
        "Verifikasi laporan",
        3,
        _LAPOR,
        _CHAPTER,
        _PLAIN_DAYS.format(3),
        (ANSWER,),
    ),
    Limit(Clock.INFORMATION, "Permintaan informasi", 5, _LAPOR, _CHAPTER),
    Limit(Clock.ASPIRATION, "Aspirasi", 5, _LAPOR, _CHAPTER),
    Limit(
        Clock.ORDINARY,
        "Pengaduan tidak berkadar pengawasan",
        14,
        _LAPOR,
        _CHAPTER,
        statute=(FILE_COMPLAINT, ANSWER, COMPLETE_FILE, DECISION),
    ),
    Limit(
        Clock.SUPERVISION,
        "Pengaduan berkadar pengawasan",
        60,
        _LAPOR,
        _CHAPTER,
        statute=(FILE_COMPLAINT, ANSWER, COMPLETE_FILE, DECISION),
    ),
    Limit(
        Clock.REPLY,
        "Tanggapan pelapor",
        10,
        "Perpres 76/2013",
        "alur SP4N-LAPOR!",
        _PLAIN_DAYS.format(10),
        (COMPLETE_FILE,),
    ),
    Limit(
        Clock.GRATIFICATION,
        "Pelaporan gratifikasi kepada KPK",
        30,
        "Peraturan KPK 1/2026",
        "perubahan atas Peraturan KPK 2/2019",
        "Dihitung sejak gratifikasi diterima; laporan sesudah itu dapat menjadi milik negara.",
    ),
    Limit(
        Clock.OBJECTION,
        "Keberatan pelapor",
        14,
        _LAPOR,
        _CHAPTER,
        "Aturan tidak menyebut batas keberatan; bakunya sama dengan pengaduan tidak berkadar "
        "pengawasan.",
    ),
)
LIMITS = {one.clock: one for one in _ALL}


def limit_of(ticket_class: TicketClass) -> Limit:
    """The limit for answering a report of this class."""
    return LIMITS[Clock(ticket_class.value)]


def pause_cap(settings: Mapping[str, str]) -> int:
    """Working days that all pauses of one ticket may take out together."""
    return int(settings["jeda-paling-lama"])
