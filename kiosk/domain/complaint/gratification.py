"""What an officer who was given something has to do by the KPK's rule.

Peraturan KPK 1/2026 (in force 20 January 2026), which amends Peraturan KPK 2/2019. The days are
those of `limits`; the sums are the rule's.
"""

from dataclasses import dataclass

REGULATION = "Peraturan KPK 1/2026, perubahan atas Peraturan KPK 2/2019"
REPORT_DAYS = 30
COMPLETE_DAYS = 20


@dataclass(frozen=True)
class Free:
    """Gifts nobody has to report. ``rupiah``: up to this sum."""

    what: str
    rupiah: int
    each: str


NOT_REPORTED = (
    Free("Pemberian terkait pernikahan dan upacara adat atau agama", 1_500_000, "tiap pemberi"),
    Free("Pemberian antarrekan kerja bukan uang atau alat tukar", 500_000, "tiap pemberian"),
    Free("Seluruh pemberian antarrekan kerja", 1_500_000, "dalam setahun dari pemberi yang sama"),
)
"""The limit of Rp300,000 for farewells and promotions is no more."""
DUTIES = (
    f"Penerima melapor kepada KPK paling lambat {REPORT_DAYS} hari kerja sejak menerima.",
    "Gratifikasi yang dilaporkan sesudah itu dapat ditetapkan menjadi milik negara.",
    f"Laporan yang belum lengkap {COMPLETE_DAYS} hari kerja sesudah diminta tidak dilanjutkan.",
)
