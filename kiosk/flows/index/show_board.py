"""The public board: what people said, what the office does about it, and whether it did."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import UnsurFigure
from kiosk.domain.index.plan import Plan
from kiosk.domain.place.point import InstansiCard, UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows import closings
from kiosk.store.engine import reading
from kiosk.store.index import plans, published
from kiosk.store.place import units
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class Photo:
    """A picture everybody may see."""

    id: int
    caption: str


@dataclass(frozen=True)
class Posted:
    """A plan as everybody reads it; ``figure``: what the published period says of its unsur."""

    plan: Plan
    figure: UnsurFigure
    photos: tuple[Photo, ...]
    is_late: bool


@dataclass(frozen=True)
class Posting:
    """The plans of one published period, lowest unsur first."""

    period: Period
    instrument: Instrument
    respondents: int
    posted: tuple[Posted, ...]


@dataclass(frozen=True)
class Board:
    """``as_of``: local day; ``postings`` newest period first, those without a plan left out."""

    unit: UnitCard
    instansi: InstansiCard
    as_of: date
    postings: tuple[Posting, ...]

    @property
    def posted(self) -> tuple[Posted, ...]:
        """Of all periods."""
        return tuple(one for posting in self.postings for one in posting.posted)


def show_board(unit_code: str, now: datetime) -> Board:
    """Raises `UnknownUnit`."""
    with reading(stale_ok=True):
        unit = units.by_code(unit_code)
        known = plans.of_unit(unit.id)
        used = dict.fromkeys(one.instrument for one in known)
        seen = [one for code in used for one in closings.closings_of(unit.id, code, published=True)]
        kept = plans.proofs([one.id for one in known])
        surveys = {code: instruments.by_code(code) for code in used}
        owner = published.owner(unit.id)
    today = now.astimezone(ZoneInfo(unit.zone)).date()
    photos = {
        number: tuple(Photo(row.id, row.caption) for row in rows if row.public and row.thumbnail)
        for number, rows in kept.items()
    }
    found = [_posting(one, surveys[one.instrument], known, photos, today) for one in seen]
    found.sort(key=lambda one: (-one.period.last, one.period.length, one.instrument.code))
    return Board(unit, owner, today, tuple(one for one in found if one.posted))


def _posting(
    closing: Closing,
    survey: Instrument,
    known: tuple[Plan, ...],
    photos: dict[int, tuple[Photo, ...]],
    today: date,
) -> Posting:
    """A period closed anew shows its own figures, of the plans it has."""
    figures = {one.code: one for one in closing.figures.unsur}
    posted = tuple(
        Posted(one, figures[one.unsur], photos[one.id], one.is_late(today))
        for one in known
        if (one.instrument, one.period) == (closing.instrument, closing.period)
        and one.unsur in figures
    )
    return Posting(closing.period, survey, closing.figures.respondents, posted)
