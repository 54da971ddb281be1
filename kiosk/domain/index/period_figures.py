"""Everything a period's paper, pages and exports show, as one value that can be frozen.

Whoever prints, publishes or exports is given this and nothing else, so that a report, a poster,
a spreadsheet and a public page of one period cannot differ. Closing a period keeps the canonical
document of it (`document`, `of_document`), so later answers and later settings change nothing.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any

FORMULA = "ikm-1"
"""Version of the arithmetic in `kiosk.domain.index.ikm`; a change of any figure changes it."""


@dataclass(frozen=True)
class UnsurFigure:
    """``number``: "U1" by the regulation's list. ``n`` filled answers over its items and ``total``,
    the sum of their scores. ``nrr`` and ``weighted`` as the method rounds them; ``value`` on 25
    to 100, two decimals."""

    code: str
    number: str
    name: str
    n: int
    total: int
    nrr: Fraction
    weighted: Fraction
    value: Decimal
    mutu: str


@dataclass(frozen=True)
class LineFigure:
    """One service, point, source or unit. ``code``: its code, "" where nothing was said.
    ``ikm`` None: so few answers that somebody could be recognised, by it or by what is left."""

    code: str
    name: str
    n: int
    ikm: Decimal | None
    mutu: str | None


@dataclass(frozen=True)
class ShareFigure:
    """One option of the profile. ``n`` None: fewer than the smallest group, or told by the rest.
    ``percent`` of those who answered this question, two decimals."""

    code: str
    label: str
    n: int | None
    percent: Decimal | None
    ikm: Decimal | None


@dataclass(frozen=True)
class ProfileFigure:
    """A question of the profile: its options and how many left it blank."""

    code: str
    title: str
    rows: tuple[ShareFigure, ...]
    blank: int


@dataclass(frozen=True)
class SampleFigure:
    """``population``: visits counted; None: not counted, or fewer than answered."""

    respondents: int
    minimum: int
    rule: str
    population: int | None
    enough: bool


@dataclass(frozen=True)
class AskedFigure:
    """Visits for which an answer was asked by a token."""

    offered: int
    answered: int
    refused: int


@dataclass(frozen=True)
class SpellingFigure:
    """What the same answers give with the weight written otherwise ("exact", "0.111", "0.11")."""

    weight: str
    ikm: Decimal
    mutu: str


@dataclass(frozen=True)
class MethodFigure:
    """How it was computed, pinned. ``rounding``: decimals of an unsur's NRR or "none".
    ``rollup``: "jawaban" (all answers together) or "unit" (mean of the units)."""

    formula: str
    instrument: str
    instrument_title: str
    instrument_sha256: str
    source: str
    weight: str
    rounding: str
    bands: str
    smallest: int
    rollup: str


@dataclass(frozen=True)
class ChainFigure:
    """Head of the answers' chains the figure rests on: ``head`` is SHA-256 over the heads of all
    points in order of their code; ``answers`` rows stand behind it."""

    head: str
    points: int
    answers: int


@dataclass(frozen=True)
class PeriodFigures:
    """``ikm`` None: nobody answered or too few to show (``withheld`` says which, in Indonesian).
    ``mutu`` None also where the sample is short. ``near``: the other mutu the interval touches
    ("tidak terbedakan dari B"). ``counts``: item code to answers per scale value, lowest first.
    ``flagged``: per cent of all answers that bear a signal. ``held``: answers that came after a
    part of this period was published, too few to be counted without telling of them."""

    unit: str
    unit_name: str
    instansi: str
    period: str
    respondents: int
    ikm: Decimal | None
    mutu: str | None
    kinerja: str | None
    withheld: str | None
    low: Decimal | None
    high: Decimal | None
    near: str | None
    unsur: tuple[UnsurFigure, ...]
    lowest: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...]]
    sample: SampleFigure
    asked: AskedFigure
    by_service: tuple[LineFigure, ...]
    by_point: tuple[LineFigure, ...]
    by_source: tuple[LineFigure, ...]
    by_unit: tuple[LineFigure, ...]
    profile: tuple[ProfileFigure, ...]
    excluded: int
    with_excluded: Decimal | None
    flagged: Decimal | None
    spellings: tuple[SpellingFigure, ...]
    method: MethodFigure
    chain: ChainFigure
    held: int = 0

    def unsur_of(self, code: str) -> UnsurFigure:
        return next(one for one in self.unsur if one.code == code)


_PARTS: Mapping[str, type] = {
    "unsur": UnsurFigure,
    "by_service": LineFigure,
    "by_point": LineFigure,
    "by_source": LineFigure,
    "by_unit": LineFigure,
    "profile": ProfileFigure,
    "rows": ShareFigure,
    "spellings": SpellingFigure,
    "sample": SampleFigure,
    "asked": AskedFigure,
    "method": MethodFigure,
    "chain": ChainFigure,
}


def document(figures: PeriodFigures) -> str:
    """Canonical JSON: sorted keys, no spaces, numbers that are figures as text."""
    return json.dumps(_plain(figures), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """What a seal and the period's chain hold of a document."""
    return hashlib.sha256(text.encode()).hexdigest()


def of_document(text: str) -> PeriodFigures:
    """The value a document was made of."""
    found: PeriodFigures = _made(PeriodFigures, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | Fraction):
        return {"=": f"{value:f}" if isinstance(value, Decimal) else str(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _made(kind: type, found: Mapping[str, Any]) -> Any:
    return kind(**{one.name: _field(one.type is Fraction, one.name, found) for one in fields(kind)})


def _field(is_fraction: bool, name: str, found: Mapping[str, Any]) -> Any:
    value = found[name]
    if isinstance(value, dict) and "=" in value:
        return Fraction(value["="]) if is_fraction else Decimal(value["="])
    part = _PARTS.get(name)
    if isinstance(value, list):
        return tuple(_made(part, one) if part else one for one in value)
    if name == "counts":
        return {code: tuple(row) for code, row in value.items()}
    return _made(part, value) if part else value
