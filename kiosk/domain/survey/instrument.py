"""A questionnaire as data: its unsur, their items, the scale and the words on it.

An instrument is read from one TOML file a version (``kiosk/instruments``) and never changes
once used. Unsur and items are known by code, never by position: the list of PermenPANRB
14/2017 and its own sample questionnaire disagree on the order of unsur 8 and 9.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from kiosk.domain.refusal import Refusal

MARKS = "abcdefghijklmnopqrstuvwxyz"
IMPORTANCE = "kepentingan"
"""The survey that asks how much each unsur matters, and says nothing of how good it is."""
Words = Mapping[str, str]


class InvalidInstrument(Refusal):
    """The file does not describe a usable instrument."""


def say(words: Words, lang: str) -> str:
    """The words in ``lang``, or in Indonesian where that language has none."""
    return words.get(lang) or words["id"]


@dataclass(frozen=True)
class Scale:
    """The whole numbers an answer may take, both ends included (1 to 4, or 1 to 6)."""

    low: int
    high: int

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and self.low <= value <= self.high

    @property
    def values(self) -> range:
        return range(self.low, self.high + 1)


@dataclass(frozen=True)
class Item:
    """One question. ``mark`` is its one-letter name on a stored answer sheet."""

    code: str
    mark: str
    unsur: str
    text: Words
    labels: Mapping[int, Words]


@dataclass(frozen=True)
class Unsur:
    """One element of the index, asked by one item or more."""

    code: str
    name: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, eq=False)
class Instrument:
    """One version of a questionnaire, one object each. ``asked``: the order of the questions."""

    code: str
    survey: str
    title: Words
    source: str
    bands: str
    scale: Scale
    unsur: tuple[Unsur, ...]
    asked: tuple[str, ...]
    grades: Mapping[str, Words] = field(default_factory=dict)

    @property
    def is_rating(self) -> bool:
        """Whether a score says how good something was; only then is there an index."""
        return self.survey != IMPORTANCE

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in the order of the list."""
        return MappingProxyType({item.code: item for one in self.unsur for item in one.items})

    @cached_property
    def by_mark(self) -> Mapping[str, Item]:
        return MappingProxyType({item.mark: item for item in self.items.values()})

    @cached_property
    def is_plain(self) -> bool:
        """Whether every unsur is asked by one item."""
        return all(len(one.items) == 1 for one in self.unsur)

    @cached_property
    def fields(self) -> Mapping[str, Item]:
        """Form field to item. SPKP and SPAK fields carry their survey's prefix."""
        prefix = "" if self.survey == "skm" else f"{self.survey}."
        return MappingProxyType({prefix + code: item for code, item in self.items.items()})

    def field_of(self, item: Item) -> str:
        return item.code if self.survey == "skm" else f"{self.survey}.{item.code}"


def parse(text: str) -> Instrument:
    """Build an instrument from its TOML text; raises `InvalidInstrument`."""
    try:
        raw = tomllib.loads(text)
        made = _build(raw)
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as wrong:
        raise InvalidInstrument("Berkas instrumen tidak terbaca: %(why)s.", why=wrong) from wrong
    _check(made)
    return made


def _build(raw: dict) -> Instrument:  # type: ignore[type-arg]
    scale = Scale(raw["scale"]["low"], raw["scale"]["high"])
    shared = raw.get("labels", {})
    unsur = tuple(_unsur(one, scale, shared) for one in raw["unsur"])
    listed = tuple(item.code for one in unsur for item in one.items)
    return Instrument(
        code=raw["code"],
        survey=raw["survey"],
        title=raw["title"],
        source=raw["source"],
        bands=raw["bands"],
        scale=scale,
        unsur=unsur,
        asked=tuple(raw.get("asked", listed)),
        grades=raw.get("grades", {}),
    )


def _unsur(raw: dict, scale: Scale, shared: dict) -> Unsur:  # type: ignore[type-arg]
    items = tuple(_item(one, raw["code"], scale, shared) for one in raw["item"])
    return Unsur(raw["code"], raw["name"], items)


def _item(raw: dict, unsur: str, scale: Scale, shared: dict) -> Item:  # type: ignore[type-arg]
    """``labels`` is a list a language, lowest value first, or the name of a shared list."""
    given = raw["labels"]
    lists = shared[given] if isinstance(given, str) else given
    labels = {
        value: {lang: words[place] for lang, words in lists.items()}
        for place, value in enumerate(scale.values)
    }
    return Item(raw["code"], raw["mark"], unsur, raw["text"], labels)


def _check(made: Instrument) -> None:
    marks = [item.mark for one in made.unsur for item in one.items]
    codes = [item.code for one in made.unsur for item in one.items]
    if len(set(marks)) != len(marks) or not set(marks) <= set(MARKS):
        raise InvalidInstrument(
            "Tanda butir pada %(code)s berulang atau bukan a-z.", code=made.code
        )
    if len(set(codes)) != len(codes):
        raise InvalidInstrument("Kode butir pada %(code)s berulang.", code=made.code)
    if sorted(made.asked) != sorted(codes):
        raise InvalidInstrument(
            "Urutan tampil pada %(code)s tidak memuat setiap butir tepat satu kali.", code=made.code
        )
