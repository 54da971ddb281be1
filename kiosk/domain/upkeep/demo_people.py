"""Who answers: profiles as people fill them in, many of them in part or not at all."""

from collections.abc import Mapping
from functools import lru_cache
from random import Random

from kiosk.domain.survey.profile import pack

SIZE = 600
"""Profiles to choose from: more than an office sees kinds of people."""

SAYS_NOTHING = 0.28
SKIPS = 0.14

# Age band to share, education and occupation by band: marks of `kiosk.domain.survey.profile`.
_AGES = {"1": 3, "2": 24, "3": 29, "4": 21, "5": 14, "6": 7, "7": 2}
_EDUCATION = {
    "1": {"1": 1, "2": 5, "3": 4},
    "2": {"2": 1, "3": 14, "4": 2, "5": 4},
    "3": {"1": 1, "2": 2, "3": 9, "4": 3, "5": 7, "6": 1},
    "4": {"1": 3, "2": 3, "3": 8, "4": 2, "5": 6, "6": 1},
    "5": {"0": 1, "1": 5, "2": 3, "3": 6, "4": 1, "5": 4, "6": 1},
    "6": {"0": 2, "1": 7, "2": 2, "3": 4, "5": 2},
    "7": {"0": 4, "1": 6, "2": 1, "3": 2},
}
_YOUNG = {"m": 9, "s": 2, "f": 2, "x": 1}
_ADULT = {"a": 4, "s": 4, "w": 5, "n": 6, "i": 4, "f": 3, "t": 0.3, "p": 0.4, "x": 2}
_OLD = {"n": 5, "r": 5, "w": 1, "i": 2, "x": 1}
_DISABILITY = {"0": 96, "f": 2, "s": 1, "i": 0.5, "m": 0.5}


@lru_cache(maxsize=4)
def profiles(seed: int) -> tuple[str | None, ...]:
    """Packed profiles, None for those who say nothing of themselves."""
    rng = Random(f"{seed}/people")
    return tuple(None if rng.random() < SAYS_NOTHING else _profile(rng) for _ in range(SIZE))


def _profile(rng: Random) -> str | None:
    age = _one(rng, _AGES)
    work = _YOUNG if age in "12" else _OLD if age in "67" else _ADULT
    occupation = _one(rng, work)
    marks = {
        "jenis_kelamin": "P" if occupation == "i" else _one(rng, {"L": 48, "P": 52}),
        "usia": age,
        "pendidikan": _one(rng, _EDUCATION[age]),
        "pekerjaan": occupation,
        "disabilitas": _one(rng, _DISABILITY),
    }
    return pack({name: mark for name, mark in marks.items() if rng.random() >= SKIPS})


def _one(rng: Random, odds: Mapping[str, float]) -> str:
    return rng.choices(list(odds), list(odds.values()))[0]
