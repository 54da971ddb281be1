"""How long data are kept, where the house says otherwise than the schedule
(``kiosk/data/retensi.toml``, which a test holds these defaults against)."""

from kiosk.domain.place.setting import Setting, whole

SETTING = "retensi-"
"""How the names of these settings begin; a class's code follows."""
SHORTEST, LONGEST = 30, 36_500
"""Days."""
FLOORS = {"laporan": 365, "tersegel": 1826, "teks-audit": 365}
"""What nobody sets lower: whoever runs the installation could else have a case about themselves
erased the morning after it was closed."""

_KEPT = (
    ("identitas-pelapor", "365", "nama dan kontak pelapor sesudah laporan biasa selesai"),
    ("laporan", "1826", "isi dan lampiran laporan biasa sesudah selesai"),
    ("tersegel", "3653", "berkas terlindungi dan kuncinya sesudah selesai"),
    ("saran", "1096", "saran bebas responden"),
    ("asal-jawaban", "1826", "cara jawaban datang (tablet, lama mengisi)"),
    ("kunjungan", "1096", "tanda kunjungan"),
    ("teks-audit", "1826", "alasan di samping catatan audit"),
    ("pegawai-lama", "1826", "nama pegawai sesudah dinonaktifkan"),
)


def _setting(code: str, days: str, what: str) -> Setting:
    least = FLOORS.get(code, SHORTEST)
    return Setting(
        SETTING + code,
        days,
        f"bilangan {least} sampai {LONGEST} (hari)",
        f"Lama menyimpan {what}; sesudahnya dihapus. Sesuaikan dengan jadwal retensi arsip. "
        "Berlaku untuk seluruh instalasi.",
        whole(least, LONGEST),
        everywhere=True,
    )


KEEP = tuple(_setting(*one) for one in _KEPT)
