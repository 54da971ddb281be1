"""How each unit of the demo does: how good, how busy, and which way it is going."""

from dataclasses import dataclass
from enum import Enum
from random import Random

from kiosk.domain.month import Month, shift


class Trend(Enum):
    STEADY = "tetap"
    RISING = "naik"
    DIP = "sempat turun"


class Visits(Enum):
    """How a unit counts those it serves, against what its sample would need."""

    COVERED = "counted, and answered by enough of them in most months"
    SHORT = "counted, and answered by too few"
    UNKNOWN = "not counted"


@dataclass(frozen=True)
class Character:
    """``level``: mean score on 1 to 4 now; ``ratio``: visits to answers where the sample allows."""

    level: float
    size: float
    trend: Trend = Trend.STEADY
    visits: Visits = Visits.COVERED
    ratio: float = 6.0


OFFICES = {
    "KPU-MATIM": Character(3.41, 1.6, Trend.RISING, ratio=4.0),
    "BAWASLU-NTT": Character(3.55, 0.9, ratio=3.0),
    "PEMKAB-TTS": Character(3.27, 0.85),
    "DISDUKCAPIL-TTS": Character(3.20, 2.0, Trend.RISING, ratio=9.0),
    "DPMPTSP-TTS": Character(3.54, 1.1, ratio=5.0),
    "PKM-KOTA-SOE": Character(3.12, 1.5, Trend.DIP, Visits.UNKNOWN),
    "KEC-MOLLO-UTARA": Character(2.78, 0.45, visits=Visits.SHORT, ratio=7.0),
    "KPU-KOTA-KUPANG": Character(3.61, 1.0, Trend.DIP, ratio=3.5),
}


def any_character(rng: Random, size: float) -> Character:
    """One of the many: mostly fair, some good, some poor."""
    return Character(
        level=min(3.7, max(2.9, rng.gauss(3.3, 0.18))),
        size=size * rng.uniform(0.6, 1.4),
        trend=rng.choices(tuple(Trend), (5, 3, 2))[0],
        visits=rng.choices(tuple(Visits), (7, 2, 1))[0],
        ratio=rng.uniform(3, 12),
    )


def drift(trend: Trend, month: Month, last: Month) -> float:
    """What to add to a unit's level in ``month``, seen from the ``last`` one."""
    age = (last // 100 - month // 100) * 12 + last % 100 - month % 100
    if trend is Trend.RISING:
        return -0.018 * min(age, 18)
    if trend is Trend.DIP:
        return -0.22 * max(0.0, 1 - abs(age - 4) / 3)
    return 0.0


def months_until(last: Month, length: int) -> tuple[Month, ...]:
    """The ``length`` months that end with ``last``, oldest first."""
    return tuple(shift(last, -back) for back in range(length - 1, -1, -1))
