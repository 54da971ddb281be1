"""Standar pelayanan: what an office promises of one service, in fourteen components.

UU 25/2009 Pasal 21; the split into six that are handed to the public (service delivery) and eight
of the office's own house (manufacturing) is that of the Ministry's guide on standards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.refusal import Refusal

TIME, FEE = "waktu", "biaya"
"""The two components that are kept as figures too."""


class UnknownStandard(Refusal):
    """Nothing of this service is kept under that number."""

    def __init__(self) -> None:
        super().__init__("Standar pelayanan itu tidak ada. Buka lagi dari daftar layanan.")


class UnfitStandard(Refusal):
    """It may not be published as it is, or not be withdrawn."""


@dataclass(frozen=True)
class Part:
    """One of the fourteen. ``delivery``: among the six that must be published."""

    code: str
    label: str
    hint: str
    delivery: bool = False


PARTS = (
    Part("persyaratan", "Persyaratan", "Satu baris satu syarat, seperti diminta di loket.", True),
    Part(
        "prosedur",
        "Sistem, mekanisme dan prosedur",
        "Satu baris satu langkah, dari datang sampai selesai.",
        True,
    ),
    Part(TIME, "Jangka waktu penyelesaian", "Penjelasan, bila angkanya saja belum cukup.", True),
    Part(FEE, "Biaya/tarif", "Rincian dan dasar tarif, bila angkanya saja belum cukup.", True),
    Part("produk", "Produk pelayanan", "Apa yang diterima warga ketika layanan selesai.", True),
    Part(
        "pengaduan",
        "Penanganan pengaduan, saran dan masukan",
        "Kepada siapa, lewat apa, dan kapan dijawab.",
        True,
    ),
    Part("hukum", "Dasar hukum", "Satu baris satu peraturan."),
    Part("sarana", "Sarana, prasarana, dan/atau fasilitas", "Termasuk bagi kelompok rentan."),
    Part("kompetensi", "Kompetensi pelaksana", "Yang harus dikuasai petugasnya."),
    Part("pengawasan", "Pengawasan internal", "Siapa yang mengawasi, dan bagaimana."),
    Part("pelaksana", "Jumlah pelaksana", "Berapa petugas, menurut tugasnya."),
    Part("jaminan", "Jaminan pelayanan", "Apa yang dijamin, dan gantinya bila tidak ditepati."),
    Part(
        "keamanan",
        "Jaminan keamanan dan keselamatan pelayanan",
        "Bebas dari bahaya, dari risiko, dan dari keragu-raguan.",
    ),
    Part("evaluasi", "Evaluasi kinerja pelaksana", "Kapan dan dengan apa dinilai."),
)
BY_CODE: Mapping[str, Part] = MappingProxyType({one.code: one for one in PARTS})


class TimeUnit(StrEnum):
    MINUTES = "menit"
    HOURS = "jam"
    WORKDAYS = "hari-kerja"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ")


@dataclass(frozen=True)
class Promise:
    """The jangka waktu as a number."""

    amount: int
    unit: TimeUnit

    @property
    def words(self) -> str:
        return f"{self.amount} {self.unit.label}"

    @property
    def minutes(self) -> int | None:
        """None for working days: what is seen of one visit says nothing of them."""
        if self.unit is TimeUnit.WORKDAYS:
            return None
        return self.amount * (60 if self.unit is TimeUnit.HOURS else 1)


class FeeKind(StrEnum):
    FREE = "gratis"
    FIXED = "tetap"
    LISTED = "rincian"
    """More than one tariff; the text lists them."""


@dataclass(frozen=True)
class Fee:
    """``amount``: rupiah, of a fixed one; else 0."""

    kind: FeeKind
    amount: int = 0


@dataclass(frozen=True)
class Standard:
    """One edition. ``texts``: code of a part to what the office wrote; a part nobody wrote is not
    in it. ``decree``: number of the SK. ``published_at`` None: a draft, or thrown away.
    ``withdrawn_at``: when it ceased to hold, or a draft was thrown away."""

    id: int
    unit_id: int
    service_id: int
    edition: int
    version: int
    texts: Mapping[str, str] = field(default_factory=dict)
    promise: Promise | None = None
    fee: Fee | None = None
    decree: str = ""
    decided_on: date | None = None
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None
    reason: str = ""

    @property
    def is_draft(self) -> bool:
        return self.published_at is None and self.withdrawn_at is None

    @property
    def holds(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None

    def has(self, part: Part) -> bool:
        """Time and fee are there once their figures are: a text alone promises nothing that could
        be checked."""
        if part.code == TIME:
            return self.promise is not None
        if part.code == FEE:
            return self.fee is not None
        return bool(self.texts.get(part.code))

    @property
    def filled(self) -> int:
        """0 to 14."""
        return sum(map(self.has, PARTS))

    @property
    def lacking(self) -> tuple[Part, ...]:
        return tuple(one for one in PARTS if not self.has(one))


def check_publish(standard: Standard, *, asks_fee: bool) -> None:
    """Raises `UnfitStandard` with what is missing. ``asks_fee``: of the service."""
    if not standard.is_draft:
        raise UnfitStandard("Hanya konsep yang dapat diterbitkan.")
    missing = [one.label for one in standard.lacking if one.delivery]
    if missing:
        raise UnfitStandard(
            "Enam komponen penyampaian wajib diumumkan. Lengkapi dahulu: %(missing)s.",
            missing=", ".join(missing),
        )
    if standard.fee and standard.fee.kind is not FeeKind.FREE and not asks_fee:
        raise UnfitStandard(
            "Layanan ini ditandai gratis pada daftar layanan, tetapi standarnya menyebut tarif. "
            "Perbaiki salah satunya: kalau tidak, survei tidak menanyakan biayanya."
        )


def doubts(standard: Standard, *, asks_fee: bool) -> tuple[str, ...]:
    """What does not forbid publishing and yet looks odd."""
    found = []
    if standard.fee and standard.fee.kind is FeeKind.FREE and asks_fee:
        found.append(
            "Standarnya gratis, tetapi survei menanyakan biayanya. Periksa tanda biaya pada "
            "daftar layanan."
        )
    if not standard.decree:
        found.append("Nomor SK penetapan belum diisi.")
    others = [one.label for one in standard.lacking if not one.delivery]
    if others:
        found.append(f"Komponen pengelolaan yang belum diisi: {', '.join(others)}.")
    return tuple(found)
