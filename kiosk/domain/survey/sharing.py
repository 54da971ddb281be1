"""Questions that two instruments have in common: asked once in a sitting, kept in both sheets.

Which they are is data (``kiosk/data/butir-bersama.toml``), each pair with its reason. The answer
to the leading item is carried into the sheet of the one that follows; only between instruments of
one scale, since a 3 of 4 is no 3 of 6.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument


class Level(StrEnum):
    """How alike two questions are. The words are those of the file and of the setting."""

    WORDS = "kata-sama"
    SUBJECT = "semakna"


NEVER = "tidak"
"""The setting's third choice."""


class InvalidPairs(Refusal):
    """The file of shared items cannot be used."""


@dataclass(frozen=True)
class Pair:
    """``leading`` and ``following``: instrument code and item code."""

    leading: tuple[str, str]
    following: tuple[str, str]
    level: Level
    reason: str


@dataclass(frozen=True, eq=False)
class Sharing:
    """What a sitting asks only once; one object each, compared by identity. Made by `chosen`."""

    pairs: tuple[Pair, ...] = ()

    def among(self, instruments: Sequence[Instrument]) -> dict[str, str]:
        """Form field that is not asked to the field whose answer it takes, for what these
        instruments have in common."""
        by_code = {one.code: one for one in instruments}
        found = {}
        for pair in self.pairs:
            lead, follow = by_code.get(pair.leading[0]), by_code.get(pair.following[0])
            if lead is not None and follow is not None and lead.scale == follow.scale:
                field = follow.field_of(follow.items[pair.following[1]])
                found[field] = lead.field_of(lead.items[pair.leading[1]])
        return found


UNSHARED = Sharing()


def parse(text: str) -> tuple[Pair, ...]:
    """The pairs of a file; raises `InvalidPairs`."""
    try:
        pairs = tuple(one for raw in tomllib.loads(text)["pasangan"] for one in _pairs(raw))
    except (KeyError, TypeError, ValueError) as wrong:
        raise InvalidPairs("Berkas butir bersama tidak terbaca: %(why)s.", why=wrong) from wrong
    _check(pairs)
    return pairs


def _pairs(raw: Mapping[str, str]) -> Iterable[Pair]:
    following = (raw["ikut"], raw["butir-ikut"])
    for code in raw["utama"]:
        yield Pair((code, raw["butir"]), following, Level(raw["tingkat"]), raw["alasan"])


def _check(pairs: Sequence[Pair]) -> None:
    """One answer has one source, and what is carried is never carried on."""
    known = [(one.leading[0], one.following) for one in pairs]
    leading = {one.leading for one in pairs}
    for pair in pairs:
        twice = known.count((pair.leading[0], pair.following)) > 1
        if twice or pair.following in leading or not pair.reason.strip():
            raise InvalidPairs(
                "Pasangan %(lead)s dengan %(follow)s berulang, berantai, atau tanpa alasan.",
                lead=" ".join(pair.leading),
                follow=" ".join(pair.following),
            )


def chosen(pairs: Sequence[Pair], wanted: str) -> Sharing:
    """What the setting ``butir-bersama`` says: nothing, same words, or same subject too."""
    if wanted == NEVER:
        return UNSHARED
    levels = {Level.WORDS} if wanted == Level.WORDS else set(Level)
    return Sharing(tuple(one for one in pairs if one.level in levels))
