"""What asking several surveys in one visit, or one by lot, does to questions and samples."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.index.interval import root
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.sharing import Sharing
from kiosk.domain.survey.sitting import Sitting


@dataclass(frozen=True)
class Sampled:
    """One instrument as it stands. ``margin``: half the interval of its index on 25 to 100, of
    ``seen`` respondents in the months looked at; None where too few answered to know."""

    instrument: Instrument
    respondents: int
    minimum: int
    seen: int = 0
    margin: Fraction | None = None

    @property
    def missing(self) -> int:
        return max(0, self.minimum - self.respondents)


@dataclass(frozen=True)
class Effect:
    """What a choice asks of visitors and does to samples. ``fewest`` and ``most``: questions one
    visitor is asked. ``visitors``: who still have to answer until every instrument has its
    minimum, on the average. ``margins``: half intervals by instrument code, of as many visitors
    as were seen, had they been asked this way all along."""

    sitting: Sitting
    fewest: int
    most: int
    visitors: int
    margins: dict[str, Fraction | None]


def effects(sampled: Sequence[Sampled], now: Sitting, shared: Sharing) -> tuple[Effect, ...]:
    """Of every choice, in the order of the setting."""
    return tuple(_effect(one, sampled, now, shared) for one in Sitting)


def _effect(sitting: Sitting, sampled: Sequence[Sampled], now: Sitting, shared: Sharing) -> Effect:
    asked = _asked([one.instrument for one in sampled], sitting, shared)
    missing = max((one.missing for one in sampled), default=0)
    many = len(sampled)
    turns = many if sitting is Sitting.IN_TURN else 1
    widened = _widened(many, now, sitting)
    return Effect(
        sitting,
        fewest=min(asked, default=0),
        most=max(asked, default=0),
        visitors=missing * turns,
        margins={
            one.instrument.code: None if one.margin is None else one.margin * widened
            for one in sampled
        },
    )


def _asked(instruments: Sequence[Instrument], sitting: Sitting, shared: Sharing) -> Sequence[int]:
    """How many questions a visitor is asked: one number, or one for each that may be drawn."""
    sizes = [len(one.items) for one in instruments]
    if sitting is Sitting.IN_TURN:
        return sizes
    once = len(shared.among(instruments)) if sitting is Sitting.TOGETHER else 0
    return [sum(sizes) - once] if sizes else []


def _widened(many: int, now: Sitting, then: Sitting) -> Fraction:
    """A sample of a third has an interval wider by the square root of three."""
    if (now is Sitting.IN_TURN) == (then is Sitting.IN_TURN):
        return Fraction(1)
    wider = root(Fraction(many))
    return wider if then is Sitting.IN_TURN else 1 / wider
