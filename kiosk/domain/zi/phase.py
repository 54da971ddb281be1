"""The five phases of Zona Integritas, what each of them has to say, and in what order.

pencanangan, pembangunan, pengusulan, penilaian, penetapan: the order in which ministries and
regions report them. A dossier is of one year; pencanangan and pembangunan carry over into the
years after, what follows is done anew for every proposal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.lke_weights import AREAS


class UnfitStep(Refusal):
    """The step cannot be taken now, or says what cannot be so."""


class SkippedPhase(UnfitStep):
    """A phase was to be written before the one it builds on is whole."""


class Phase(StrEnum):
    """The values are what the table keeps and what addresses name."""

    DECLARED = "pencanangan"
    BUILT = "pembangunan"
    PROPOSED = "pengusulan"
    ASSESSED = "penilaian"
    GRANTED = "penetapan"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def previous(self) -> "Phase | None":
        place = ORDER.index(self)
        return ORDER[place - 1] if place else None

    @property
    def following(self) -> "Phase | None":
        place = ORDER.index(self)
        return ORDER[place + 1] if place + 1 < len(ORDER) else None


ORDER = tuple(Phase)
CARRIED = frozenset({Phase.DECLARED, Phase.BUILT})
"""Hold in the years after, until written anew."""
WBK, WBBM = "WBK", "WBBM"
RANK: Mapping[str, int] = MappingProxyType({WBK: 1, WBBM: 2})
PASSED, FAILED = "memenuhi", "belum"


class Kind(StrEnum):
    """How something of a phase is written."""

    LINE = "baris"
    TEXT = "teks"
    DAY = "tanggal"
    COUNT = "bilangan"
    POINTS = "nilai"
    LINK = "tautan"
    CHOICE = "pilihan"


@dataclass(frozen=True)
class Field:
    """``needed``: the phase is not whole without it, though it may be saved so. ``choices``:
    (value, label). ``group``: a heading it stands below, "" for that of the field before."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    needed: bool = True
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_PREDICATES = ((WBK, "Wilayah Bebas dari Korupsi (WBK)"), (WBBM, "WBBM"))
_TEAMS = tuple(
    Field(
        f"tim_{area.number}",
        f"Tim area {area.number}, {area.label}",
        Kind.TEXT,
        hint="Nama atau jabatan dan perannya, satu baris satu orang.",
    )
    for area in AREAS
)
FIELDS: Mapping[Phase, tuple[Field, ...]] = MappingProxyType(
    {
        Phase.DECLARED: (
            Field("on", "Tanggal piagam ditandatangani", Kind.DAY),
            Field("place", "Tempat"),
            Field("by", "Ditandatangani oleh", hint="Pimpinan dan saksi, dengan jabatannya."),
            Field("pakta_on", "Tanggal pakta integritas", Kind.DAY),
            Field("signed", "Pegawai yang menandatangani pakta integritas", Kind.COUNT),
            Field("staff", "Dari seluruh pegawai", Kind.COUNT),
            Field("pledge", "Komitmen publik", Kind.TEXT, hint="Bunyinya, seperti diumumkan."),
            Field("pledge_on", "Tanggal diumumkan", Kind.DAY),
            Field("link", "Alamat pengumumannya", Kind.LINK, needed=False),
        ),
        Phase.BUILT: (
            Field("on", "Tanggal pembangunan dimulai", Kind.DAY),
            Field("sk", "Nomor SK tim kerja"),
            Field("sk_on", "Tanggal SK", Kind.DAY),
            *_TEAMS,
        ),
        Phase.PROPOSED: (
            Field("on", "Tanggal pengusulan", Kind.DAY),
            Field("predicate", "Diusulkan untuk", Kind.CHOICE, choices=_PREDICATES),
            Field("letter", "Nomor surat usulan"),
            Field("by", "Diusulkan oleh instansi"),
            Field(
                "earlier",
                "Penetapan WBK sebelumnya",
                needed=False,
                hint="Untuk WBBM, bila penetapan WBK belum tercatat di sini: nomor surat dan "
                "tanggalnya.",
            ),
        ),
        Phase.ASSESSED: (
            Field("on", "Tanggal penilaian TPI selesai", Kind.DAY),
            Field("tpi_by", "Ketua TPI"),
            Field("tpi_letter", "Nomor laporan TPI", needed=False),
            Field("tpi_total", "Nilai total TPI", Kind.POINTS, needed=False, hint="0 sampai 100."),
            Field("tpi_note", "Catatan TPI", Kind.TEXT, needed=False),
            Field("tpn_on", "Tanggal hasil TPN", Kind.DAY),
            Field("tpn_letter", "Nomor surat TPN"),
            Field("tpn_total", "Nilai total TPN", Kind.POINTS, needed=False, hint="0 sampai 100."),
            Field(
                "result",
                "Hasil TPN",
                Kind.CHOICE,
                choices=((PASSED, "Memenuhi"), (FAILED, "Belum memenuhi")),
            ),
        ),
        Phase.GRANTED: (
            Field("on", "Tanggal penetapan", Kind.DAY),
            Field("predicate", "Predikat", Kind.CHOICE, choices=_PREDICATES),
            Field("letter", "Nomor surat keputusan"),
            Field("by", "Ditetapkan oleh"),
        ),
    }
)  # fmt: skip
PROOFS: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.DECLARED: "bukti (piagam, pakta integritas atau foto)",
        Phase.BUILT: "bukti (SK tim kerja)",
        Phase.PROPOSED: "bukti (surat usulan)",
        Phase.ASSESSED: "bukti (laporan TPI atau surat TPN)",
        Phase.GRANTED: "bukti (surat keputusan)",
    }
)
MONITORED = "pemantauan"
"""Key of the proof of a year's monitoring, in place of a phase."""


def proof_key(year: int, what: str) -> str:
    """Of `Subject.PHASE`: "2026:pencanangan", "2027:pemantauan"."""
    return f"{year}:{what}"


@dataclass(frozen=True)
class Step:
    """A phase of one dossier as somebody wrote it. ``on``: the local day it was done on.
    ``facts``: field to text, days as ISO, figures with a point. ``frozen``: of a proposal, the
    figures of that day as canonical JSON, else "". ``stands`` False: taken back, kept to read."""

    id: int
    unit_id: int
    year: int
    phase: Phase
    on: date
    facts: Mapping[str, str] = field(repr=False)
    frozen: str = field(repr=False)
    public: bool
    stands: bool
    version: int
    at: datetime
    actor_id: int

    @property
    def predicate(self) -> str:
        return self.facts.get("predicate", "")


def lacks(
    phase: Phase, facts: Mapping[str, str], proofs: int, areas: Iterable[str]
) -> tuple[str, ...]:
    """What it needs before the next may begin, in words. ``areas``: those with an action plan."""
    missing = [one.label for one in FIELDS[phase] if one.needed and not facts.get(one.name)]
    planned = set(areas)
    if phase is Phase.BUILT:
        bare = [one.number for one in AREAS if one.number not in planned]
        missing += [f"rencana aksi area {', '.join(bare)}"] if bare else []
    if phase is Phase.ASSESSED and facts.get("result") == FAILED:
        missing.append("hasil TPN yang memenuhi")
    return (*missing, *(() if proofs else (PROOFS[phase],)))


@dataclass(frozen=True)
class Monitoring:
    """A year's monitoring after the predicate was granted. ``result``: of `RESULTS`."""

    id: int
    unit_id: int
    year: int
    on: date
    by: str
    result: str
    note: str
    version: int


KEPT, REPAIR, REVOKED = "dipertahankan", "perbaikan", "dicabut"
RESULTS: Mapping[str, str] = MappingProxyType(
    {
        KEPT: "Dipertahankan",
        REPAIR: "Dipertahankan dengan perbaikan",
        REVOKED: "Predikat dicabut",
    }
)


@dataclass(frozen=True)
class Standing:
    """Where a unit is. ``phase``, ``year`` and ``on``: its furthest step that stands, in its
    newest dossier; None: nothing is written. ``predicate``: what it holds. ``earlier``: what it
    held before the dossier asked about, which WBBM asks for."""

    phase: Phase | None = None
    year: int | None = None
    on: date | None = None
    predicate: str | None = None
    predicate_on: date | None = None
    predicate_year: int | None = None
    earlier: str | None = None


def of_dossier(steps: Iterable[Step], year: int) -> dict[Phase, Step]:
    """The steps that stand in the dossier of a year, those carried over among them."""
    found: dict[Phase, Step] = {}
    for one in sorted(steps, key=lambda step: step.year):
        if one.stands and (one.year == year or (one.year < year and one.phase in CARRIED)):
            found[one.phase] = one
    return found


def furthest(walk: Mapping[Phase, Step]) -> Step | None:
    return next((walk[one] for one in reversed(ORDER) if one in walk), None)


def standing(
    steps: Iterable[Step], monitorings: Iterable[Monitoring], today: date, year: int
) -> Standing:
    """``year``: of the dossier that ``earlier`` is asked for; later ones are not looked at."""
    known = [one for one in steps if one.stands and one.year <= year]
    checks = list(monitorings)
    newest = max((one.year for one in known), default=year)
    last, held = furthest(of_dossier(known, newest)), holding(known, checks, today)
    before = holding([one for one in known if one.year < year], checks, today)
    named = next((one for one in known if one.year == year and one.facts.get("earlier")), None)
    return Standing(
        phase=last.phase if last else None,
        year=last.year if last else None,
        on=last.on if last else None,
        predicate=held.predicate if held else None,
        predicate_on=held.on if held else None,
        predicate_year=held.year if held else None,
        earlier=before.predicate if before else (WBK if named else None),
    )


def holding(steps: Iterable[Step], monitorings: Iterable[Monitoring], today: date) -> Step | None:
    """The newest penetapan that no monitoring since has revoked."""
    granted = [
        one for one in steps if one.stands and one.phase is Phase.GRANTED and one.on <= today
    ]
    newest = max(granted, key=lambda one: (one.on, one.year), default=None)
    revoked = newest and any(
        one.result == REVOKED and newest.on <= one.on <= today for one in monitorings
    )
    return None if revoked else newest


def monitoring_due(
    steps: Iterable[Step], monitorings: Iterable[Monitoring], today: date
) -> date | None:
    """By when the next yearly monitoring is to be done; None where no predicate is held."""
    checks = list(monitorings)
    held = holding(steps, checks, today)
    if held is None:
        return None
    last = max([held.on, *(one.on for one in checks if one.on <= today)])
    return _year_after(last)


def _year_after(day: date) -> date:
    # 29 February has no day a year later.
    return day.replace(year=day.year + 1, day=min(day.day, 28 if day.month == 2 else day.day))
