"""What citizens of a bench write: many different texts out of few phrases, names and numbers."""

import random

_OPENINGS = (
    "Selamat pagi Bapak/Ibu, mohon izin menyampaikan keluhan.",
    "Saya ingin melaporkan pelayanan yang kurang baik.",
    "Mohon perhatian atas masalah berikut.",
    "Beta mau tanya, kenapa urusan ini lama sekali.",
    "Dengan hormat, saya warga setempat menyampaikan aduan ini.",
)
_MATTERS = (
    "KTP elektronik belum juga dicetak",
    "antrean sangat panjang dan tidak teratur",
    "petugas datang terlambat sehingga loket kosong",
    "biaya yang diminta tidak sesuai dengan papan pengumuman",
    "berkas kartu keluarga dinyatakan hilang",
    "akta kelahiran salah tulis dan perbaikannya ditolak",
    "ruang tunggu panas, kipas rusak, dan toilet kotor",
    "aplikasi pendaftaran daring tidak bisa dibuka",
    "surat keterangan usaha tertahan di meja verifikasi",
    "jaminan kesehatan tidak aktif padahal iuran sudah dibayar",
    "sertifikat tanah belum diserahkan",
    "rujukan puskesmas ditolak tanpa penjelasan",
    "bantuan sosial tidak diterima meskipun terdaftar",
    "pembayaran pajak kendaraan tercatat ganda",
    "izin mendirikan bangunan diproses terlalu lama",
    "jalan rusak di depan kantor membahayakan pengunjung",
)
_DETAILS = (
    "Saya sudah datang {times} kali sejak {day} {month}, nomor berkas {file}.",
    "Menurut {name}, perlu menunggu {times} minggu lagi.",
    "Di loket {counter} saya diminta melengkapi fotokopi yang tidak ada di daftar persyaratan.",
    "Kejadian pada tanggal {day} {month} sekitar pukul {hour}, nomor antrean {file}.",
    "Tetangga saya, {name}, mengalami hal yang sama di kelurahan {village}.",
    "Petugas bernama {name} hanya menjawab agar kembali besok.",
    "Jarak dari {village} ke kantor {hour} kilometer, ongkos ojek {file} rupiah sekali jalan.",
)
_CLOSINGS = (
    "Mohon segera ditindaklanjuti, terima kasih.",
    "Saya berharap ada kepastian waktu penyelesaian.",
    "Kiranya pelayanan dapat diperbaiki.",
    "Atas perhatiannya saya ucapkan terima kasih.",
)
_MONTHS = ("Januari", "Maret", "Mei", "Juli", "Agustus", "Oktober", "November", "Desember")
_STARTS, _ENDS = ("Yo", "Ma", "Ko", "Da", "Fe", "Ni", "Lu", "Ti", "Sa", "Be"), (
    "han", "ria", "nelis", "niel", "bri", "kodemus", "kas", "mo", "muel", "rta", "lena", "ren",
)  # fmt: skip
_FAMILIES = ("Nalle", "Bani", "Lawalu", "Tefa", "Benu", "Manafe", "Seran", "Bria", "Koroh", "Foeh")
_VILLAGES = tuple(
    f"{first}{last}"
    for first in ("Oe", "Fatu", "Noe", "Nai", "Tua", "Liliba ", "Pena", "Bata")
    for last in ("bobo", "luli", "koten", "sapa", "mnasi", "fui", "batu", "kolo", "baun", "leti")
)
QUERIES = (
    "ktp", "KTP belum dicetak", "antrean panjang", "akta", "petugas terlambat", "Yohan Nalle",
    "sertifikat tanah", "Fatululi", "pembayaran pajak ganda", "puskesmas rujukan", "bantuan sosial",
    "Nikodemus", "kartu keluarga hilang", "Oktober loket 3", "toilet kotor", "jaminan kesehatan",
    "pelayanan", "berkas 48", "Lukas Seran Oebobo", "tidakadakatainisamasekali", "sert", "pung",
)  # fmt: skip


class Writer:
    """Titles and bodies, each drawn anew."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw

    def title(self) -> str:
        return self._pick(_MATTERS)

    def body(self, title: str) -> str:
        parts = [self._pick(_OPENINGS), f"{title}."]
        parts += [self._detail() for _ in range(self._draw.choice((1, 2, 2, 3)))]
        return " ".join([*parts, self._pick(_CLOSINGS)])

    def place(self) -> str:
        return f"Loket {self._draw.randrange(1, 9)}"

    def _detail(self) -> str:
        draw = self._draw
        return self._pick(_DETAILS).format(
            times=draw.randrange(2, 9),
            day=draw.randrange(1, 29),
            month=self._pick(_MONTHS),
            file=draw.randrange(10_000, 1_000_000),
            name=f"{self._pick(_STARTS)}{self._pick(_ENDS)} {self._pick(_FAMILIES)}",
            counter=draw.randrange(1, 9),
            hour=draw.randrange(7, 17),
            village=self._pick(_VILLAGES),
        )

    def _pick(self, words: tuple[str, ...]) -> str:
        return words[int(self._draw.random() * len(words))]
