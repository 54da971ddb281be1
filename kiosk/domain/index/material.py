"""Everything a document of a period is made from, gathered once and then only read.

A maker of documents gets this value and asks nobody anything: two makers cannot tell two stories.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import MethodFigure, PeriodFigures
from kiosk.domain.index.plan import Plan
from kiosk.domain.index.seal import Seal
from kiosk.domain.survey.instrument import Instrument

MOST_BEFORE = 8
"""Periods before this one that a trend shows."""


@dataclass(frozen=True)
class Signer:
    """Who signs for the unit. ``rank``: pangkat; ``nip``: eighteen digits; "" leaves room."""

    name: str = ""
    rank: str = ""
    nip: str = ""
    post: str = ""


@dataclass(frozen=True)
class Letterhead:
    """Kop surat: the centred ``lines``, largest body first, then ``address`` and ``contact``.
    ``city``: where the document is dated. ``crest``: a PNG of ours."""

    lines: tuple[str, ...]
    address: str = ""
    contact: str = ""
    city: str = ""
    signer: Signer = Signer()
    crest: bytes | None = None


@dataclass(frozen=True)
class Term:
    """A word people used when they scored low, by how many of them, and about which unsur."""

    word: str
    count: int
    unsur: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What people wrote who scored an unsur low. ``comments``: masked, as they may be printed, a
    choice of ``total``."""

    terms: tuple[Term, ...] = ()
    comments: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Complaints:
    """Reports received within the period, sealed cases left out, as of ``as_of``. ``finished``:
    accepted by the reporter or by silence; ``days``: median working days to the first answer."""

    received: int
    answered: int
    finished: int
    days: int | None
    as_of: date


class Origin(StrEnum):
    """Where the index of an earlier period comes from."""

    CLOSED = "tutup"
    OPEN = "terbuka"
    ENTERED = "lama"


@dataclass(frozen=True)
class Past:
    """A period before this one: as closed, as it stands now, or as entered from a printed report.
    ``made``: how it was asked and computed (`made_by`), () where nobody knows."""

    period: Period
    ikm: Decimal | None
    mutu: str | None
    respondents: int | None
    low: Decimal | None
    high: Decimal | None
    enough: bool
    origin: Origin
    made: tuple[str, ...]


def past_of(period: Period, figures: PeriodFigures) -> Past:
    """Of a closed period."""
    return Past(
        period=period,
        ikm=figures.ikm,
        mutu=figures.mutu,
        respondents=figures.respondents,
        low=figures.low,
        high=figures.high,
        enough=figures.sample.enough,
        origin=Origin.CLOSED,
        made=made_by(figures.method),
    )


def made_by(method: MethodFigure) -> tuple[str, ...]:
    """Questions and arithmetic: two indexes made alike may be compared."""
    return (
        method.instrument,
        method.formula,
        method.weight,
        method.rounding,
        method.bands,
        method.rollup,
    )


@dataclass(frozen=True)
class Material:
    """``before``: oldest first, gaps left out. ``texts``: sections that somebody rewrote. ``made``:
    the local day of the unit (``zone``). ``closed_at`` None: the period is open, and every
    document a draft. ``last_plans``: of the newest period before this one that has any."""

    figures: PeriodFigures
    period: Period
    instrument: Instrument
    zone: str
    made: date
    closed_at: datetime | None
    edition: int
    letterhead: Letterhead
    seal: Seal
    before: tuple[Past, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    said: Said = Said()
    complaints: Complaints | None = None
    plans: tuple[Plan, ...] = ()
    last_plans: tuple[Plan, ...] = ()
    last_plans_of: Period | None = None

    @property
    def is_draft(self) -> bool:
        return self.closed_at is None
