"""Figures that come from outside the counters, as somebody enters them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi import entry
from kiosk.domain.zi.kinerja import option

SURVEYS = {"ipak": entry.IPAK, "ipkp": entry.IPKP}
LARGEST_VISITS = 10_000_000
TEXT_LENGTH = (5, 300)


class InvalidOutside(Refusal):
    """The figure, or what it rests on, cannot be taken."""


@dataclass(frozen=True)
class Official:
    """An index of the external survey on the scale of 4, two decimals, and its document."""

    survey: str
    value: Decimal
    document: str


@dataclass(frozen=True)
class Achieved:
    """Capaian kinerja: option A to E, and its proof."""

    option: str
    basis: str


def visits(text: str) -> int:
    """People served in a month; raises `InvalidOutside`."""
    typed = text.strip().replace(".", "")
    if not re.fullmatch(r"[0-9]{1,8}", typed) or not 0 < int(typed) <= LARGEST_VISITS:
        raise InvalidOutside("Kunjungan harus bilangan bulat lebih dari 0, misalnya 1.250.")
    return int(typed)


def official(survey: str, value: str, document: str) -> Official:
    """Raises `InvalidOutside`, `InvalidFigure`."""
    if survey not in SURVEYS:
        raise InvalidOutside("Pilih IPAK atau IPKP.")
    exact = entry.read(SURVEYS[survey], value)
    if (exact * 100).denominator != 1:
        raise InvalidOutside("Tulis indeks resmi dengan dua desimal, seperti pada dokumennya.")
    return Official(survey, Decimal(int(exact * 100)).scaleb(-2), _text(document, "dokumennya"))


def achieved(letter: str, basis: str) -> Achieved:
    """Raises `InvalidOutside`, `UnknownOption`."""
    return Achieved(option(letter.strip().upper()).code, _text(basis, "dasarnya"))


def _text(text: str, what: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not TEXT_LENGTH[0] <= len(clean) <= TEXT_LENGTH[1]:
        raise InvalidOutside("Tulis %(what)s dengan 5 sampai 300 karakter.", what=what)
    return clean
