"""Documents of a period: what may be asked for, how far one is, and when it is given up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.index.period import Period
from kiosk.domain.refusal import Refusal

MOST_TRIES = 3
LEASE = "dokumen"
"""Held by the one process that makes documents."""
SILENCE = timedelta(minutes=1)
"""A document whose maker has said nothing for this long is made by another."""
LEFT_OVER = timedelta(hours=1)
"""A file this old that no document names is nobody's."""
LONGEST = timedelta(minutes=5)
"""Of one making; the largest worksheet takes a twelfth of it."""
IDLE = timedelta(minutes=2)
"""Waiting longer than this, with nothing being made, means that nobody makes documents."""
MOST_WAITING = 24
"""Documents of one unit that are not over. One process makes those of all units in the order they
were asked: whoever asks for every period of a thousand years keeps all others waiting."""
TOO_LONG = "Pembuatan melewati lima menit. Minta lagi untuk periode yang lebih pendek."
NO_ROOM = (
    "Penyimpanan penuh, jadi dokumen belum dibuat. Minta pengelola mengosongkan ruang, lalu minta "
    "lagi."
)
OUT_OF_TRIES = (
    "Pembuatan terhenti tiga kali tanpa hasil. Minta lagi; bila tetap gagal, minta pengelola "
    "melihat log proses tugas."
)
TOO_HEAVY = "Dokumen ini terlalu besar untuk dibuat. Minta untuk periode yang lebih pendek."


OF_YEAR = "zi"
"""Stands where others name their questionnaire."""


class DocumentKind(StrEnum):
    """What a period is put on paper as."""

    REPORT_PDF = "laporan-pdf"
    REPORT_DOCX = "laporan-docx"
    SHEET_XLSX = "lembar-xlsx"
    POSTER_A4 = "papan-a4"
    POSTER_A3 = "papan-a3"
    SPSS = "sav"
    EVIDENCE = "paket-zip"

    @property
    def of_year(self) -> bool:
        """Of a unit's ZI dossier: no closing, no questionnaire, a year for a period."""
        return self is DocumentKind.EVIDENCE

    @property
    def label(self) -> str:
        return _TRAITS[self][0]

    @property
    def extension(self) -> str:
        return _TRAITS[self][1]

    @property
    def has_rows(self) -> bool:
        """Whether it shows the answers one by one."""
        return self in (DocumentKind.SHEET_XLSX, DocumentKind.SPSS)

    @property
    def media_type(self) -> str:
        return _TYPES[self.extension]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "sav": "application/x-spss-sav",
    "zip": "application/zip",
}
_TRAITS = {
    DocumentKind.REPORT_PDF: ("Laporan SKM (PDF)", "pdf"),
    DocumentKind.REPORT_DOCX: ("Laporan SKM (DOCX)", "docx"),
    DocumentKind.SHEET_XLSX: ("Pengolahan data (XLSX)", "xlsx"),
    DocumentKind.POSTER_A4: ("Papan IKM A4 (PDF)", "pdf"),
    DocumentKind.POSTER_A3: ("Papan IKM A3 (PDF)", "pdf"),
    DocumentKind.SPSS: ("Data untuk SPSS (SAV)", "sav"),
    DocumentKind.EVIDENCE: ("Paket bukti (ZIP)", "zip"),
}


class DocumentState(StrEnum):
    """How far a document is."""

    WAITING = "antre"
    MAKING = "dikerjakan"
    READY = "siap"
    FAILED = "gagal"

    @property
    def is_over(self) -> bool:
        return self in (DocumentState.READY, DocumentState.FAILED)


class UnknownDocument(Refusal):
    """No such document stands here, or it is not ready yet."""

    def __init__(self) -> None:
        super().__init__("Dokumen ini tidak ada atau belum siap. Lihat lagi daftar dokumennya.")


class UnfitDocument(Refusal):
    """It cannot be made here."""


class TooLong(Refusal):
    """Making it was stopped by its limit of time."""

    def __init__(self) -> None:
        super().__init__(TOO_LONG)


@dataclass(frozen=True)
class Kept:
    """A file in the folder of documents; ``size`` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Document:
    """``closing_id`` None: a draft of an open period. ``seal``: the code printed on each page.
    ``digest``, ``head``: of the closing it was asked of, "" for a draft. ``asked_by`` None: the
    command line. ``sha256`` and ``size`` (bytes) of the file, once there is one."""

    id: int
    unit_id: int
    unit: str
    period: Period
    instrument: str
    kind: DocumentKind
    closing_id: int | None
    seal: str
    digest: str = ""
    head: str = ""
    state: DocumentState = DocumentState.WAITING
    step: int = 0
    steps: int = 0
    tries: int = 0
    asked_by: int | None = None
    asked_at: datetime | None = None
    beat_at: datetime | None = None
    done_at: datetime | None = None
    size: int | None = None
    sha256: str | None = None
    file: str | None = None
    error: str | None = None

    @property
    def is_draft(self) -> bool:
        return self.closing_id is None and not self.kind.of_year

    def ready(self, kept: Kept, at: datetime) -> "Document":
        return replace(
            self,
            state=DocumentState.READY,
            file=kept.name,
            size=kept.size,
            sha256=kept.sha256,
            done_at=at,
        )

    @property
    def name(self) -> str:
        """As it is saved: what it is, of whom, of when."""
        draft = "-draf" if self.is_draft else ""
        stem = self.kind.value.removesuffix(f"-{self.kind.extension}")
        return f"{stem}-{self.unit}-{self.period}{draft}.{self.kind.extension}"

    @property
    def spot(self) -> str:
        """Two wishes of the same are one while the first is not over."""
        what = self.closing_id or f"{self.unit_id}:{self.instrument}:{self.period}"
        return f"{what}:{self.kind}"
