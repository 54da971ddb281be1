"""The dimensions of the Ombudsman's Opini and the figures of this system that speak to each.

Peraturan Ombudsman 61/2025 (Penilaian Maladministrasi Penyelenggaraan Pelayanan Publik): input,
proses, output and pengaduan, with compliance and public trust beside them. Weights and bands of
its score are not published, so none is computed here; the Ombudsman asks officers and users
itself. What stands here helps to prepare, and says what it does not know.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kiosk.domain.rounding import half_up
from kiosk.domain.zi.figures import comma, published
from kiosk.domain.zi.finding import State
from kiosk.domain.zi.register import Entry

REGULATION = "Peraturan Ombudsman 61/2025"
SATISFIED = 3
"""Of 4: a reporter who says so is content with how the complaint was handled."""


@dataclass(frozen=True)
class Figure:
    """``value`` None: nothing to show yet, or too few people. ``endpoint``: the desk page it comes
    from."""

    label: str
    value: str | None
    endpoint: str


@dataclass(frozen=True)
class Dimension:
    """``asks``: what the regulation looks at; ``unknown``: what this system cannot tell."""

    name: str
    asks: str
    figures: tuple[Figure, ...]
    unknown: str


@dataclass(frozen=True)
class Counted:
    """``part`` of ``whole``."""

    part: int = 0
    whole: int = 0

    @property
    def words(self) -> str | None:
        if not self.whole:
            return None
        share = comma(str(half_up(Fraction(100 * self.part, self.whole), 1)))
        return f"{self.part} dari {self.whole} ({share} %)"


@dataclass(frozen=True)
class Material:
    """What was found for a unit and year. ``unsur``: (code, name, value of 100) of the unit's SKM;
    ``items``: (name, value of 100) of its SPAK; both empty where too few answered. Indexes on 4.
    ``rated``: ratings of handling that are content, of all; withheld where they are few."""

    services: Counted = Counted()
    pledge: bool = False
    officers: int = 0
    plans: Counted = Counted()
    unsur: Sequence[tuple[str, str, Fraction]] = ()
    items: Sequence[tuple[str, Fraction]] = ()
    ikm: Fraction | None = None
    ipkp: Fraction | None = None
    ipak: Fraction | None = None
    answered: Counted = Counted()
    on_time: Counted = Counted()
    median: int | None = None
    rated: Counted | None = None
    findings: Sequence[Entry] = field(default_factory=tuple)


HASIL, HANDLING = "desk.survey_indexes.year", "desk.handling.of_unit"
INDEX, FINDINGS = "desk.ikm.month", "desk.findings.listed"
COMPONENTS, PLANS = "desk.components.checklist", "desk.plans.listed"
_INPUT, _PROCESS = ("kompetensi",), ("persyaratan", "prosedur", "waktu", "biaya", "perilaku")


def dimensions(found: Material) -> tuple[Dimension, ...]:
    """In the order of the regulation."""
    return (_input(found), _process(found), _output(found), _complaints(found),
            _compliance(found), _trust(found))  # fmt: skip


def _input(found: Material) -> Dimension:
    figures = (
        Figure("Layanan dengan standar pelayanan terbit", found.services.words, COMPONENTS),
        Figure("Maklumat pelayanan", "berlaku" if found.pledge else None, COMPONENTS),
        *_unsur(found, _INPUT),
        Figure("Petugas yang menangani pengaduan", _whole(found.officers), HANDLING),
        Figure("Rencana tindak lanjut selesai", found.plans.words, PLANS),
    )
    asks = "Pengetahuan petugas, perencanaan, dan pengawasan internal."
    return Dimension("Input", asks, figures, "Pelatihan dan hasil uji pengetahuan petugas.")


def _process(found: Material) -> Dimension:
    items = [Figure(f"SPAK: {name}", _hundred(value), HASIL) for name, value in found.items]
    figures = (*items, *_unsur(found, _PROCESS))
    asks = "Persepsi petugas dan pengguna tentang maladministrasi."
    return Dimension("Proses", asks, figures, "Persepsi petugas: sistem ini hanya bertanya warga.")


def _output(found: Material) -> Dimension:
    figures = (
        Figure("IKM", _hundred(found.ikm * 25) if found.ikm else None, INDEX),
        Figure("IPKP", _four(found.ipkp), HASIL),
    )
    asks = "Data sekunder BPS, KemenPANRB, Kemendagri dan Bappenas, serta persepsi pengguna."
    return Dimension("Output", asks, figures, "Data sekunder dari kementerian dan lembaga.")


def _complaints(found: Material) -> Dimension:
    median = f"{found.median} hari kerja" if found.median is not None else None
    figures = (
        Figure("Ditindaklanjuti", found.answered.words, HANDLING),
        Figure("Dijawab tepat waktu", found.on_time.words, HANDLING),
        Figure("Median waktu jawab", median, HANDLING),
    )
    asks = "Cara pengaduan dikelola dan seberapa cepat selesai."
    unknown = "Pengaduan di luar sistem ini. Berkas terlindungi tidak ikut dihitung."
    return Dimension("Pengaduan", asks, figures, unknown)


def _compliance(found: Material) -> Dimension:
    there = [one for one in found.findings if not one.retracted]
    done = [one for one in there if one.state == State.DONE]
    timely = [one for one in done if _is_timely(one)]
    dated = [one for one in done if one.values["due"] is not None]
    figures = (
        Figure("Produk Ombudsman selesai", Counted(len(done), len(there)).words, FINDINGS),
        Figure("Selesai dalam tenggat", Counted(len(timely), len(dated)).words, FINDINGS),
    )
    asks = "Tindakan korektif, saran, dan rekomendasi yang dilaksanakan."
    unknown = "Produk Ombudsman yang belum dicatat di sini."
    return Dimension("Kepatuhan terhadap produk Ombudsman", asks, figures, unknown)


def _is_timely(one: Entry) -> bool:
    due = one.values["due"]
    return due is not None and one.done_on is not None and one.done_on <= due  # type: ignore[operator]


def _trust(found: Material) -> Dimension:
    rated = found.rated.words if found.rated else None
    figures = (
        Figure("IPAK", _four(found.ipak), HASIL),
        Figure("Pelapor yang puas dengan penanganannya", rated, HANDLING),
    )
    asks = "Kepercayaan masyarakat kepada penyelenggara."
    return Dimension("Kepercayaan publik", asks, figures, "Survei kepercayaan Ombudsman sendiri.")


def _unsur(found: Material, codes: tuple[str, ...]) -> list[Figure]:
    return [
        Figure(f"SKM: {name}", _hundred(value), INDEX)
        for code, name, value in found.unsur
        if code in codes
    ]


def _hundred(value: Fraction) -> str:
    return f"{comma(published(value))} dari 100"


def _four(value: Fraction | None) -> str | None:
    return None if value is None else f"{comma(published(value))} dari 4"


def _whole(value: int) -> str | None:
    return str(value) if value else None
