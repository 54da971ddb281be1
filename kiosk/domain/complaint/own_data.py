"""What is kept of a reporter beside the report itself, as they may take it with them.

UU 27/2022 Pasal 32 (from memory): access to the data and to the record of its processing. Whoever
looked is told by office and kind of work; a colleague's name is that colleague's own data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.complaint.subject_request import Request

TRAIL: Mapping[str, str] = {
    "baca-laporan": "Laporan dibaca",
    "buka-lampiran": "Lampiran dibuka",
    "lihat-identitas": "Nama dan kontak Anda dibuka oleh petugas yang memegang laporan",
    "minta-identitas": "Pembukaan nama dan kontak Anda diminta",
    "setuju-identitas": "Pembukaan nama dan kontak Anda disetujui",
    "tolak-identitas": "Pembukaan nama dan kontak Anda ditolak",
    "buka-identitas": "Nama dan kontak Anda dibuka atas persetujuan dua orang",
    "hapus-data": "Data dihapus",
    "catat-laporan": "Laporan dicatat petugas",
}
OTHER = "Laporan ditangani"
OPENING = frozenset({"lihat-identitas", "buka-identitas"})
"""Deeds by which somebody came to know who the reporter is."""


@dataclass(frozen=True)
class Trace:
    """Who did something with the data, and when. ``at``: to the day where the report is."""

    at: datetime
    action: str
    by: str

    @property
    def what(self) -> str:
        return TRAIL.get(self.action, OTHER)


@dataclass(frozen=True)
class Deed:
    """From the history of the report. ``what``: in the words of the desk."""

    at: datetime
    what: str
    by: str


@dataclass(frozen=True)
class OwnData:
    """``name`` and ``contact`` "": none is kept."""

    name: str = field(repr=False)
    contact: str = field(repr=False)
    has_identity: bool
    may_erase_at_once: bool
    traces: Sequence[Trace]
    deeds: Sequence[Deed]
    requests: Sequence[Request]

    @property
    def opened(self) -> Sequence[Trace]:
        return [one for one in self.traces if one.action in OPENING]
