"""The register of gifts that officers declare themselves (Peraturan KPK 1/2026).

What citizens report as a levy or gift stays in the protected lane and never comes here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.deadline import compute
from kiosk.domain.complaint.gratification import COMPLETE_DAYS, NOT_REPORTED, REPORT_DAYS
from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi.register_fields import Field, Sort, Value

_WEDDING, _COLLEAGUE = NOT_REPORTED[0], NOT_REPORTED[1]
DUTIES = (
    ("wajib", "Wajib dilaporkan"),
    ("adat", "Pernikahan, adat atau agama, sampai Rp1.500.000 tiap pemberi"),
    ("rekan", "Antarrekan kerja, bukan uang, sampai Rp500.000 tiap pemberian"),
)
LIMITS = {"adat": _WEDDING.rupiah, "rekan": _COLLEAGUE.rupiah}
OUTCOMES = (("diterima", "Diterima"), ("ditolak", "Ditolak"))
DECISIONS = (
    ("negara", "Milik negara"),
    ("penerima", "Milik penerima"),
    ("instansi", "Dikelola instansi"),
    ("dihentikan", "Tidak dilanjutkan"),
)
FIELDS = (
    Field("officer", "Nama pegawai", required=True,
          help="Hanya terlihat oleh pengelola register ini."),
    Field("received", "Tanggal pemberian", Sort.DAY, required=True),
    Field("outcome", "Diterima atau ditolak", Sort.CHOICE, required=True, choices=OUTCOMES),
    Field("giver", "Pemberi dan hubungannya", required=True,
          help="Misalnya: pengguna layanan, penyedia, rekan kerja."),
    Field("form", "Bentuk pemberian", required=True, help="Misalnya: uang, parsel, tiket."),
    Field("value", "Taksiran nilai dalam rupiah", Sort.RUPIAH),
    Field("duty", "Kewajiban lapor", Sort.CHOICE, required=True, choices=DUTIES),
    Field("circumstances", "Kronologi", Sort.TEXT, required=True,
          help="Kapan, di mana, dalam rangka apa."),
    Field("upg_on", "Dilaporkan ke UPG", Sort.DAY, later=True),
    Field("kpk_on", "Dilaporkan ke KPK", Sort.DAY, later=True),
    Field("asked_on", "KPK meminta kelengkapan", Sort.DAY, later=True),
    Field("completed_on", "Kelengkapan disampaikan", Sort.DAY, later=True),
    Field("decision", "Penetapan", Sort.CHOICE, choices=DECISIONS, later=True),
    Field("decided_on", "Tanggal penetapan", Sort.DAY, later=True),
)  # fmt: skip
_ORDER = (
    ("upg_on", "received"),
    ("kpk_on", "received"),
    ("asked_on", "kpk_on"),
    ("completed_on", "asked_on"),
    ("decided_on", "received"),
)
"""(later, earlier): a report before the gift is a slip."""


@dataclass(frozen=True)
class Due:
    """``what`` is to be done by ``day``."""

    what: str
    day: date


def check(values: Mapping[str, Value]) -> None:
    """Raises `InvalidEntry`."""
    wrong = _out_of_order(values)
    limit, value = LIMITS.get(str(values["duty"])), values["value"]
    if limit is not None and (not isinstance(value, int) or value > limit):
        told = f"{limit:,}".replace(",", ".")
        wrong["duty"] = (
            f"Tidak wajib lapor hanya sampai Rp{told}. Isi taksiran nilainya, atau pilih wajib."
        )
    if values["decision"] and values["decided_on"] is None:
        wrong["decided_on"] = "Isi tanggal penetapannya."
    if wrong:
        raise InvalidEntry(wrong)


def _out_of_order(values: Mapping[str, Value]) -> dict[str, str]:
    wrong = {}
    for later, earlier in _ORDER:
        end, start = values[later], values[earlier]
        if isinstance(end, date) and (not isinstance(start, date) or end < start):
            wrong[later] = "Tanggal ini mendahului langkah sebelumnya, atau langkah itu kosong."
    return wrong


def is_due(values: Mapping[str, Value]) -> bool:
    return values["duty"] == "wajib"


def is_reported(values: Mapping[str, Value]) -> bool:
    return values["upg_on"] is not None or values["kpk_on"] is not None


def is_open(values: Mapping[str, Value]) -> bool:
    return is_due(values) and not values["decision"]


def state(values: Mapping[str, Value]) -> str:
    """In words, of how far it has come."""
    if values["decision"]:
        return "Ditetapkan"
    if not is_due(values):
        return "Dicatat, tidak wajib lapor"
    if values["kpk_on"] is not None:
        return "Dilaporkan ke KPK"
    return "Dilaporkan ke UPG" if values["upg_on"] is not None else "Belum dilaporkan"


def due(values: Mapping[str, Value], calendar: Calendar) -> Due | None:
    """What the KPK's rule asks for next, in working days of the office; None: nothing."""
    if not is_open(values):
        return None
    if values["kpk_on"] is None:
        return Due("lapor ke KPK", _after(calendar, values["received"], REPORT_DAYS))
    if values["asked_on"] is not None and values["completed_on"] is None:
        return Due("lengkapi laporan", _after(calendar, values["asked_on"], COMPLETE_DAYS))
    return None


def was_late(values: Mapping[str, Value], calendar: Calendar) -> bool:
    """Whether the report came to the KPK after its last day."""
    reported = values["kpk_on"]
    if not isinstance(reported, date):
        return False
    return is_due(values) and reported > _after(calendar, values["received"], REPORT_DAYS)


def _after(calendar: Calendar, day: Value, days: int) -> date:
    """The day of the gift is day 0 whatever the hour: the register knows no hours."""
    assert isinstance(day, date)
    begins = datetime.combine(day, time(), ZoneInfo(calendar.zone))
    return compute(calendar, begins, days).due.date()
