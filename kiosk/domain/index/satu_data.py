"""Data sets of a published period for Satu Data Indonesia (Perpres 39/2019): standard, metadata,
interoperable, with codes of reference.

Aggregates only, as they were frozen. Each table is told column by column, and the dictionary of
the data is made from the same columns, so that the two cannot say different things.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from kiosk.domain.cells import Cell, csv_text
from kiosk.domain.index.closing import Closing
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument

REGION_NOTE = (
    "Kode wilayah administrasi Kemendagri; kosong bila tidak diberikan saat ekspor, dan kode_unit "
    "menjadi kode rujukan satu-satunya"
)
_REGION = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")


class InvalidRegion(Refusal):
    """Not a code of the Ministry of Home Affairs."""


@dataclass(frozen=True)
class Published:
    """``closing``: published; ``zone``: of the unit, whose days are told; ``region``: a Kemendagri
    code or ""; ``address``: of the public page, or ""."""

    closing: Closing
    instrument: Instrument
    zone: str
    region: str
    address: str

    @property
    def closed_on(self) -> date:
        return self.closing.closed_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def published_on(self) -> date | None:
        at = self.closing.published_at
        return at.astimezone(ZoneInfo(self.zone)).date() if at else None


@dataclass(frozen=True)
class Column:
    """``kind``: teks, bilangan bulat, desimal or tanggal; ``unit``: of measure, "" for none."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Dataset:
    """A CSV of ours: one header row."""

    file: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def text(self) -> str:
        return csv_text([one.name for one in self.columns], self.rows)


def check_region(text: str) -> str:
    """ "53", "53.71", "53.71.01" or "53.71.01.1001"; "" for none. Raises `InvalidRegion`."""
    code = text.strip()
    if code and not _REGION.fullmatch(code):
        raise InvalidRegion(
            'Kode wilayah "%(code)s" bukan kode Kemendagri. Tulis misalnya 53.71 atau 53.71.01.',
            code=code[:20],
        )
    return code


_TEXT, _COUNT, _NUMBER, _DAY = "teks", "bilangan bulat", "desimal", "tanggal"
_HEAD = (
    Column("kode_wilayah", _TEXT, "", REGION_NOTE),
    Column("kode_unit", _TEXT, "", "Kode unit pelayanan pada sistem penghasil"),
    Column("nama_unit", _TEXT, "", "Nama unit pelayanan"),
    Column("instansi", _TEXT, "", "Instansi induk unit pelayanan"),
    Column("periode", _TEXT, "", "2026-10 bulan, 2026-Q4 triwulan, 2026-S2 semester, 2026 tahun"),
    Column("bulan_awal", _TEXT, "", "Bulan pertama periode, ISO 8601 (YYYY-MM)"),
    Column("bulan_akhir", _TEXT, "", "Bulan terakhir periode, ISO 8601 (YYYY-MM)"),
)
_MUTU = Column("mutu", _TEXT, "", "Mutu pelayanan A, B, C atau D; kosong bila tidak dinilai")
_VALUE = "Nilai konversi 25 sampai 100, dua desimal"
_IKM = Column("ikm", _NUMBER, "indeks", f"Indeks Kepuasan Masyarakat. {_VALUE}")
_FEW = "kosong bila terlalu sedikit untuk ditampilkan"
_PEOPLE = Column("responden", _COUNT, "orang", "Jawaban yang dihitung")


def datasets(of: Published) -> tuple[Dataset, ...]:
    return _index(of), _unsur(of), _services(of), _profile(of)


def dictionary(found: Sequence[Dataset]) -> str:
    """Kamus data: every column of every file, as CSV."""
    titles = ["berkas", "judul", "no", "kolom", "tipe", "satuan", "arti"]
    return csv_text(
        titles,
        (
            [one.file, one.title, at, column.name, column.kind, column.unit, column.meaning]
            for one in found
            for at, column in enumerate(one.columns, 1)
        ),
    )


def _head(of: Published) -> tuple[Cell, ...]:
    figures, period = of.closing.figures, of.closing.period
    months = (f"{month // 100:04d}-{month % 100:02d}" for month in (period.first, period.last))
    return (
        of.region, figures.unit, figures.unit_name, figures.instansi, figures.period, *months,
    )  # fmt: skip


def _index(of: Published) -> Dataset:
    closing, figures = of.closing, of.closing.figures
    columns = (
        *_HEAD, _PEOPLE, _IKM, _MUTU,
        Column("batas_bawah", _NUMBER, "indeks", "Batas bawah selang kepercayaan 95 persen"),
        Column("batas_atas", _NUMBER, "indeks", "Batas atas selang kepercayaan 95 persen"),
        Column("populasi", _COUNT, "kunjungan", "Kunjungan pada periode; kosong bila tak dicatat"),
        Column("sampel_minimum", _COUNT, "orang", "Sampel minimum menurut aturan yang dipakai"),
        Column("kuesioner", _TEXT, "", "Kode kuesioner"),
        Column("bobot", _TEXT, "", "Bobot unsur: exact (1/n) atau angka"),
        Column("penutupan", _COUNT, "", "Penutupan periode yang keberapa"),
        Column("tanggal_tutup", _DAY, "", "Hari periode ditutup, ISO 8601"),
        Column("tanggal_terbit", _DAY, "", "Hari periode diterbitkan, ISO 8601"),
        Column("sidik", _TEXT, "", "SHA-256 angka periode yang dibekukan"),
    )  # fmt: skip
    row = (
        *_head(of), figures.respondents, figures.ikm, figures.mutu, figures.low, figures.high,
        figures.sample.population, figures.sample.minimum, figures.method.instrument,
        figures.method.weight, closing.edition, of.closed_on, of.published_on,
        closing.digest,
    )  # fmt: skip
    return Dataset("ikm.csv", "Indeks Kepuasan Masyarakat", columns, (row,))


def _unsur(of: Published) -> Dataset:
    columns = (
        *_HEAD,
        Column("no_unsur", _TEXT, "", "Nomor unsur menurut kuesioner"),
        Column("kode_unsur", _TEXT, "", "Kode unsur"),
        Column("unsur", _TEXT, "", "Nama unsur pelayanan"),
        Column("terisi", _COUNT, "jawaban", "Jawaban terisi pada semua butir unsur"),
        Column("nrr", _NUMBER, "skala", "Nilai rata-rata unsur"),
        Column("nrr_tertimbang", _NUMBER, "skala", "Nilai rata-rata dikalikan bobot"),
        Column("nilai", _NUMBER, "indeks", _VALUE),
        _MUTU,
    )
    rows = tuple(
        (
            *_head(of), one.number, one.code, one.name, one.n, one.nrr, one.weighted, one.value,
            one.mutu,
        )
        for one in of.closing.figures.unsur
    )  # fmt: skip
    return Dataset("ikm-unsur.csv", "Nilai per unsur pelayanan", columns, rows)


def _services(of: Published) -> Dataset:
    columns = (
        *_HEAD,
        Column("kode_layanan", _TEXT, "", "Kode layanan; kosong bila tidak disebut"),
        Column("layanan", _TEXT, "", "Nama layanan"),
        _PEOPLE,
        Column("ikm", _NUMBER, "indeks", f"{_VALUE}; {_FEW}"),
        _MUTU,
    )
    lines = of.closing.figures.by_service
    rows = tuple((*_head(of), one.code, one.name, one.n, one.ikm, one.mutu) for one in lines)
    return Dataset("ikm-layanan.csv", "IKM per layanan", columns, rows)


def _profile(of: Published) -> Dataset:
    columns = (
        *_HEAD,
        Column("ciri", _TEXT, "", "Ciri responden yang ditanyakan"),
        Column("kode_pilihan", _TEXT, "", "Kode pilihan"),
        Column("pilihan", _TEXT, "", "Bunyi pilihan"),
        Column("jumlah", _COUNT, "orang", f"Responden dengan pilihan ini; {_FEW}"),
        Column("persen", _NUMBER, "persen", f"Dari yang mengisi ciri ini; {_FEW}"),
        Column("ikm", _NUMBER, "indeks", f"{_VALUE}; {_FEW}"),
    )
    rows = tuple(
        (*_head(of), one.title, row.code, row.label, row.n, row.percent, row.ikm)
        for one in of.closing.figures.profile
        for row in one.rows
    )
    return Dataset("profil-responden.csv", "Profil responden", columns, rows)
