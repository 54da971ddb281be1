"""Where a citizen may go with what is outside a unit's authority.

The shipped list (``kiosk/data/kewenangan.toml``) holds only national channels long and widely
announced; a wrong number sends a person away twice. Local ones are the office's to add.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.complaint.indonesian import stem_of, tokens
from kiosk.domain.refusal import Refusal


class UnusableAuthority(Refusal):
    """The list of authorities, or one entry of it, cannot be used."""


class Certainty(StrEnum):
    """How sure the list is of an entry's channels."""

    SURE = "pasti"
    LOCAL = "setempat"


CHANNELS = {"telepon": "telepon", "sms": "SMS", "situs": "situs", "surel": "surel"}
"""Kinds of channel in the order they are told, and the word for each."""


@dataclass(frozen=True)
class Authority:
    """``matter``: an Indonesian sentence; ``channels``: kind to number or address, without
    a scheme. An entry of `Certainty.LOCAL` has none until the office writes them."""

    code: str
    name: str
    matter: str
    keywords: tuple[str, ...]
    certainty: Certainty
    channels: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """One line for a citizen: name and every channel."""
        ways = [f"{word} {self.channels[kind]}" for kind, word in CHANNELS.items()
                if kind in self.channels]  # fmt: skip
        return f"{self.name}: {', '.join(ways)}" if ways else self.name


def parse(text: str) -> tuple[Authority, ...]:
    """The authorities of a TOML file; raises `UnusableAuthority`."""
    try:
        made = tuple(_authority(one) for one in tomllib.loads(text)["authority"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise UnusableAuthority("Daftar kewenangan tidak terbaca: %(why)s.", why=wrong) from wrong
    _check(made)
    return made


def _authority(raw: Mapping[str, object]) -> Authority:
    keywords, channels = raw["keywords"], raw.get("channels", {})
    if not isinstance(keywords, list) or not isinstance(channels, dict):
        raise TypeError(f"{raw['code']}: keywords, channels")
    return Authority(
        code=str(raw["code"]),
        name=str(raw["name"]),
        matter=str(raw["matter"]),
        keywords=tuple(keywords),
        certainty=Certainty(str(raw["certainty"])),
        channels=channels,
    )


def _check(made: Sequence[Authority]) -> None:
    codes = [one.code for one in made]
    if len(set(codes)) != len(codes):
        raise UnusableAuthority("Kode pada daftar kewenangan tertulis dua kali.")
    for one in made:
        if not set(one.channels) <= set(CHANNELS):
            raise UnusableAuthority("Kanal %(code)s tidak dikenal.", code=one.code)
        if (one.certainty is Certainty.SURE) != bool(one.channels):
            raise UnusableAuthority(
                'Kanal %(code)s wajib ditulis bila "pasti" dan kosong bila "setempat".',
                code=one.code,
            )


def fitting(text: str, authorities: Iterable[Authority]) -> tuple[Authority, ...]:
    """Those whose key words stand in the text, most of them first; then the list's order."""
    written = _stems(text)
    hits = [(sum(_stands(word, written) for word in one.keywords), one) for one in authorities]
    ranked = sorted(hits, key=lambda hit: -hit[0])
    return tuple(one for number, one in ranked if number)


def _stands(keyword: str, written: frozenset[str]) -> bool:
    """A key word of stop words only would stand in every text."""
    return bool(own := _stems(keyword)) and own <= written


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in tokens(text)) - {""}
