"""The jobs in the words of whoever keeps the installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kiosk.domain.upkeep.jobs import Job

DOCTOR = "Jalankan di server: kiosk doctor, lalu kerjakan baris yang salah."


@dataclass(frozen=True)
class Words:
    """``name``: what it does, as a noun. ``remedy``: what to do when it failed or found a fault."""

    name: str
    remedy: str = DOCTOR


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "checkpoint": Words("Perawatan basis data"),
        "sweep-files": Words(
            "Pembersihan berkas sementara", "Periksa ruang dan izin folder unggahan di server."
        ),
        "forget-networks": Words("Penghapusan jejak jaringan"),
        "make-partitions": Words(
            "Penyiapan tabel jawaban bulan berikutnya",
            "Jawaban tetap diterima. Periksa apakah akun basis data memiliki tabel answers.",
        ),
        "sign-heads": Words(
            "Penandatanganan catatan audit",
            "Jalankan di server: kiosk audit verify, lalu periksa izin folder instalasi.",
        ),
        "check-tallies": Words(
            "Pencocokan rekap dengan jawaban",
            "Jalankan di server: kiosk tally check. Bila tidak cocok, jangan terbitkan periode "
            "sebelum sebabnya diketahui.",
        ),
        "purge-notices": Words("Penghapusan pemberitahuan lama"),
        "drop-drafts": Words("Penghapusan konsep lama"),
        "sweep-tablets": Words("Pembersihan catatan tablet"),
        "run-retention": Words(
            "Penghapusan data yang lewat masa simpannya",
            "Buka halaman Retensi: periksa jam server dan kelas yang menunggu persetujuan.",
        ),
        "take-over-cases": Words("Penyerahan berkas terlindungi kepada tim"),
        "retry-scans": Words(
            "Pemindaian ulang lampiran", "Periksa apakah pemindai virus (clamd) berjalan."
        ),
        "retry-parked": Words("Pengolahan ulang kiriman tertahan"),
        "check-samples": Words("Pemeriksaan kecukupan sampel"),
        "tell-signals": Words("Pemberitahuan isyarat survei"),
        "fill-region": Words(
            "Penyiapan angka wilayah",
            "Jalankan di server: kiosk region fill. Periksa pula basis data gerbang bila dipakai.",
        ),
        "watch-backups": Words(
            "Pengawasan cadangan", "Periksa apakah cakram folder cadangan terpasang."
        ),
        "make-backup": Words(
            "Pembuatan cadangan",
            "Periksa ruang folder cadangan dan kunci penerima, lalu jalankan: kiosk backup create.",
        ),
        "drill-restore": Words(
            "Latihan pemulihan",
            "Jalankan di server: kiosk backup drill, dan simpan pesannya sebelum hal lain diubah.",
        ),
        "check-database": Words(
            "Pemeriksaan keutuhan basis data",
            "Jangan ubah apa pun di server. Jalankan: kiosk doctor, lalu ikuti panduan pemulihan.",
        ),
        "check-files": Words(
            "Pencocokan berkas dengan catatan",
            "Jalankan di server: kiosk doctor. Jangan hapus berkas apa pun sendiri.",
        ),
    }
)
"""Also of jobs that this installation may not have."""


def name_of(job: str) -> str:
    known = WORDS.get(job)
    return known.name if known else job


def remedy_of(job: str) -> str:
    known = WORDS.get(job)
    return known.remedy if known else DOCTOR


def rhythm(job: Job) -> str:
    """ "tiap jam", "tiap hari pukul 02.00", "tiap Minggu pukul 02.00"."""
    if job.hour is None:
        return "tiap jam"
    at = f"pukul {job.hour:02d}.00"
    return f"tiap hari {at}" if job.weekday is None else f"tiap {_DAYS[job.weekday]} {at}"


def period_of(name: str) -> tuple[date | None, str]:
    """The day a period's name stands for, None of a week, and the rest in words: "pukul 21.00",
    "minggu ke-47 tahun 2026"."""
    if "W" in name:
        year, week = name.split("-W")
        return None, f"minggu ke-{int(week)} tahun {year}"
    day, _, hour = name.partition("T")
    return date.fromisoformat(day), f"pukul {hour}.00" if hour else ""


_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
