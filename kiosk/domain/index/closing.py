"""A period that is closed: what was frozen, whether the public sees it, how it opens again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.month import month_of
from kiosk.domain.refusal import Refusal

REASON_LENGTH = (10, 500)


class PeriodState(StrEnum):
    """What a period of one unit and instrument is at."""

    OPEN = "terbuka"
    CLOSED = "tertutup"
    PUBLISHED = "terbit"


class Event(StrEnum):
    """What may happen to a period; each is a row of the chain ``periode``."""

    CLOSE = "tutup"
    REOPEN = "buka"
    PUBLISH = "terbit"
    WITHDRAW = "tarik"


class UnfitClosing(Refusal):
    """The period cannot be closed, opened, published or withdrawn now."""


@dataclass(frozen=True)
class Closing:
    """``edition``: 1 for the first closing of this period, one more each time it is closed anew.
    ``digest``: SHA-256 of the frozen document; ``head``: hash of its row in the chain."""

    id: int
    unit_id: int
    unit: str
    period: Period
    instrument: str
    edition: int
    state: PeriodState
    closed_at: datetime
    closed_by: int
    published_at: datetime | None
    figures: PeriodFigures
    digest: str
    head: str


def check_ended(period: Period, now: datetime, zone: str) -> None:
    """Raises `UnfitClosing` before the last month is over in the unit's own zone."""
    if month_of(now, zone) <= period.last:
        raise UnfitClosing(
            "%(period)s belum berakhir. Periode ditutup setelah bulan terakhirnya lewat.",
            period=period.title,
        )


def clean_reason(text: str) -> str:
    """Raises `UnfitClosing`: a reason is a sentence."""
    clean = " ".join(text.replace("\0", "").split())
    if not REASON_LENGTH[0] <= len(clean) <= REASON_LENGTH[1]:
        raise UnfitClosing("Tulis alasan dengan 10 sampai 500 karakter.")
    return clean
