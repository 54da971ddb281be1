"""Mutu and kinerja of a converted index, by the bands of one regulation.

The printed bands leave gaps (76.60 to 76.61). Rounding to two decimals first closes them:
then a grade begins exactly at its printed lower end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from kiosk.domain.refusal import Refusal
from kiosk.domain.rounding import Exact, half_up
from kiosk.domain.survey.instrument import Words


class UnknownBands(Refusal):
    """No bands carry that name."""


@dataclass(frozen=True)
class Grade:
    """``mutu`` is 'A' to 'D', ``perception`` the regulation's 4 to 1, ``words`` its kinerja."""

    mutu: str
    perception: int
    words: Words


BOUNDS: Mapping[str, tuple[Decimal, Decimal, Decimal]] = MappingProxyType(
    {
        # PermenPANRB 14/2017, Lampiran, nilai interval konversi: lower ends of A, B and C.
        "2017": (Decimal("88.31"), Decimal("76.61"), Decimal("65.00")),
        # KEP/25/M.PAN/2/2004 and the anti-corruption survey of PermenPANRB 52/2014.
        "2004": (Decimal("81.26"), Decimal("62.51"), Decimal("43.76")),
    }
)

WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "A": {"id": "Sangat baik", "en": "Very good"},
        "B": {"id": "Baik", "en": "Good"},
        "C": {"id": "Kurang baik", "en": "Less good"},
        "D": {"id": "Tidak baik", "en": "Not good"},
    }
)

# PermenPANRB 52/2014, survei persepsi anti korupsi. An instrument takes them by its `grades`.
CLEAN_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "A": {"id": "Sangat bersih dari korupsi", "en": "Very clean of corruption"},
        "B": {"id": "Bersih dari korupsi", "en": "Clean of corruption"},
        "C": {"id": "Kurang bersih dari korupsi", "en": "Less clean of corruption"},
        "D": {"id": "Tidak bersih dari korupsi", "en": "Not clean of corruption"},
    }
)


def check(bands: str) -> str:
    """``bands`` itself; raises `UnknownBands`."""
    if bands not in BOUNDS:
        raise UnknownBands(
            'Pita mutu "%(bands)s" tidak dikenal. Pilih salah satu: %(known)s.',
            bands=bands[:20],
            known=", ".join(BOUNDS),
        )
    return bands


def grade(ikm: Exact, bands: str, words: Mapping[str, Words] | None = None) -> Grade:
    """The grade of a converted index (25 to 100), rounded to two decimals before it is placed.

    ``words``: an instrument's own wording by mutu. Raises `UnknownBands`.
    """
    value = half_up(ikm, 2)
    reached = sum(value >= bound for bound in BOUNDS[check(bands)])
    mutu = "DCBA"[reached]
    said = (words or {}).get(mutu) or WORDS[mutu]
    return Grade(mutu, reached + 1, said)
