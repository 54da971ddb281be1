"""How one agency computes its index: the weight, where it rounds, its bands, its scale.

PermenPANRB 14/2017 defines the weight as 1 / number of unsur and prints it as 0.11; forms print
0.111; reports round at different steps. Every figure carries the method that made it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kiosk.domain.index import bands as _bands
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Scale

Weight = Decimal | Literal["exact"]
_NUMBER = re.compile(r"0?\.[0-9]{1,12}")
_PLACES = range(7)
CONVERSIONS = ("bagi-1.5", "min-max")


class InvalidMethod(Refusal):
    """A setting of the method is not usable."""


@dataclass(frozen=True)
class Method:
    """``weight``: "exact" (1/n of the unsur answered) or a fixed Decimal up to 1.

    ``round_unsur``, ``round_weighted``, ``round_index``: decimals to round NRR, NRR tertimbang
    and their sum to before going on, None for not at all. ``conversion``: how a scale other
    than 1 to 4 becomes 4, see `to_four`. Raises `InvalidMethod`, `UnknownBands`.
    """

    weight: Weight = "exact"
    round_unsur: int | None = None
    round_weighted: int | None = None
    round_index: int | None = None
    bands: str = "2017"
    conversion: str = "bagi-1.5"

    def __post_init__(self) -> None:
        _bands.check(self.bands)
        if isinstance(self.weight, Decimal) and not 0 < self.weight <= 1:
            raise _bad_weight(str(self.weight))
        for places in (self.round_unsur, self.round_weighted, self.round_index):
            if places is not None and places not in _PLACES:
                raise _bad_places(str(places))
        if self.conversion not in CONVERSIONS:
            raise InvalidMethod(
                'Cara konversi "%(given)s" tidak dikenal. Pilih bagi-1.5 atau min-max.',
                given=self.conversion[:20],
            )

    @property
    def label(self) -> str:
        """The weight as it is written: "exact", "0.111"."""
        return "exact" if self.weight == "exact" else f"{self.weight:f}"

    def weight_for(self, unsur: int) -> Fraction:
        """The weight of each of ``unsur`` answered unsur (PermenPANRB 14/2017: 1/n)."""
        return Fraction(1, unsur) if self.weight == "exact" else Fraction(self.weight)


def parse_weight(text: str) -> Weight:
    """Read "exact" or a number between 0 and 1 ("0.111"); raises `InvalidMethod`."""
    if text == "exact":
        return "exact"
    if not _NUMBER.fullmatch(text) or not Decimal(text):
        raise _bad_weight(text)
    return Decimal(text).normalize()


def parse_places(text: str) -> int | None:
    """Read "none" or a whole number from 0 to 6; raises `InvalidMethod`."""
    if text == "none":
        return None
    if not re.fullmatch(r"[0-6]", text):
        raise _bad_places(text)
    return int(text)


def to_four(value: Fraction, scale: Scale, rule: str = "bagi-1.5") -> Fraction:
    """``value`` on ``scale`` brought to the scale 1 to 4.

    "bagi-1.5" is x / 1.5 for a scale to 6 (3.60 of 4 is 5.40 of 6; one public tool). "min-max" is
    1 + 3 (x - 1) / 5 (Kemenkumham 2023: 97.94 and 3.94 fit only this rule). A weight below 1/n
    takes an index below its scale, so nothing is refused here.
    """
    if (scale.low, scale.high) == (1, 4):
        return value
    if rule == "min-max":
        return 1 + (value - scale.low) * 3 / (scale.high - scale.low)
    return value * 4 / scale.high


def _bad_weight(text: str) -> InvalidMethod:
    return InvalidMethod(
        'Bobot "%(given)s" tidak dapat dipakai: tulis exact, atau angka antara 0 dan 1 '
        "dengan titik desimal, misalnya 0.111.",
        given=text[:20],
    )


def _bad_places(text: str) -> InvalidMethod:
    return InvalidMethod(
        'Pembulatan "%(given)s" tidak dapat dipakai: tulis none atau bilangan bulat 0 sampai 6.',
        given=text[:20],
    )
