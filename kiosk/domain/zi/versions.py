"""Questionnaires that give an index of the hasil, and which of them counts in a year."""

from collections.abc import Mapping
from types import MappingProxyType

SURVEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ipak": ("spak", "spak-6", "spak-2014", "spak-2014-setuju"),
        "ipkp": ("spkp", "spkp-6"),
        "ikm": ("skm-2017",),
    }
)
"""Codes of the versions, the one in use today first."""


def counting(respondents: Mapping[str, int]) -> str | None:
    """The version with most answers, the first of equals; None where nobody answered any.

    A unit that went from the scale of 4 to that of 6 has answers to both. They are never mixed:
    the same word stands for another number on each, and so does the mean.
    """
    best = max(respondents, key=lambda code: respondents[code], default=None)
    return best if best is not None and respondents[best] else None
