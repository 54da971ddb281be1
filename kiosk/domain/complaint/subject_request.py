"""What a reporter may ask about the data that is kept of them, and until when it is answered.

UU 27/2022: access and a copy (Pasal 7 and 32), correction (Pasal 6 and 30), erasure (Pasal 8 and
43). Pasal 30 and 32 give the office 3 x 24 hours from the request; the articles are from memory
(the notice of Pasal 46 is not), the number was confirmed there. Hours of the calendar: no holiday
stretches them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusal import Refusal

WITHIN = timedelta(hours=72)
SOON = timedelta(hours=24)
"""So long before the end those who may answer are reminded."""


class Wish(StrEnum):
    """What is asked to be erased; the values are what the table keeps."""

    IDENTITY = "identitas"
    REPORT = "laporan"

    @property
    def label(self) -> str:
        return _WISHES[self]


_WISHES = {
    Wish.IDENTITY: "Hapus nama dan kontak",
    Wish.REPORT: "Hapus seluruh isi laporan",
}


class Outcome(StrEnum):
    WAITS = "menunggu"
    GRANTED = "dikabulkan"
    REFUSED = "ditolak"


class Ground(StrEnum):
    """Why the law lets an office refuse (UU 27/2022 Pasal 15 and 43, from memory)."""

    RUNNING = "berjalan"
    HOLD = "penahanan"
    COURT = "hukum"

    @property
    def label(self) -> str:
        """For colleagues, who choose."""
        return _GROUNDS[self]

    @property
    def told(self) -> str:
        """For the reporter."""
        return _TOLD[self]


_GROUNDS = {
    Ground.RUNNING: "Laporan masih diproses dan data ini diperlukan untuk menjawabnya",
    Ground.HOLD: "Data ditahan untuk pemeriksaan atau pengawasan",
    Ground.COURT: "Diperlukan untuk penegakan hukum atau proses peradilan",
}
_TOLD = {
    Ground.RUNNING: "Laporan ini masih diproses dan data itu diperlukan untuk menyelesaikannya. "
    "Anda dapat memintanya lagi setelah laporan selesai.",
    Ground.HOLD: "Data itu sedang ditahan untuk pemeriksaan atau pengawasan menurut peraturan.",
    Ground.COURT: "Data itu diperlukan untuk penegakan hukum atau proses peradilan.",
}


class NothingKept(Refusal):
    """There is no name and no contact of this reporter: none was given, or they are erased."""

    def __init__(self) -> None:
        super().__init__("Nama dan kontak Anda tidak tersimpan pada laporan ini.")


class AskedAlready(Refusal):
    """The same is asked and not answered yet."""

    def __init__(self) -> None:
        super().__init__("Permintaan ini sudah kami terima dan sedang dijawab.")


@dataclass(frozen=True)
class Request:
    """As the reporter and the desk see it. ``ground``: of a refusal."""

    wish: Wish
    outcome: Outcome
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    ground: Ground | None = None


def is_at_once(wish: Wish, *, sealed: bool, is_open: bool, on_hold: bool) -> bool:
    """Whether nobody has to be asked: name and contact of an ordinary report that is over and that
    nothing holds."""
    return wish is Wish.IDENTITY and not (sealed or is_open or on_hold)


def hours_left(due: datetime, now: datetime) -> int:
    """Whole hours until then, rounded down; negative once it is over."""
    return int((due - now) // timedelta(hours=1))
