"""What evaluators say of an LKE item, beside what the unit says of itself.

The internal team (TPI) assesses first, then the national one (TPN). Whoever filled the sheet in
does not judge it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.place.edit import tidied
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.lke_version import LkeItem

NOTE = 2_000
_PERCENT = re.compile(r"[0-9]{1,3}([.,][0-9]{1,4})?")


class Judge(StrEnum):
    """The values are what the table keeps; in this order they are shown."""

    TPI = "tpi"
    TPN = "tpn"

    @property
    def label(self) -> str:
        return self.value.upper()


class OwnSheet(Refusal):
    """Somebody was to judge a sheet he filled in."""

    def __init__(self) -> None:
        super().__init__(
            "Anda ikut mengisi LKE unit ini, jadi penilaiannya dicatat oleh orang lain."
        )


class JudgedSheet(Refusal):
    """Somebody was to fill in a sheet he judged."""

    def __init__(self) -> None:
        super().__init__(
            "Anda sudah menilai LKE unit ini sebagai penilai, jadi jawabannya diisi oleh orang "
            "lain. Bila penilaian itu keliru, tarik dahulu."
        )


class UnfitAssessment(Refusal):
    """The assessment cannot be taken."""


@dataclass(frozen=True)
class Assessment:
    """``answer``: an option of the item, None for a percentage. ``value``: 0 to 1."""

    id: int
    item: str
    judge: Judge
    answer: str | None
    value: Fraction
    note: str
    at: datetime
    actor_id: int
    version: int

    @property
    def by(self) -> str:
        return self.judge.label


def of_judge(assessments: Iterable[Assessment], judge: Judge) -> Mapping[str, Assessment]:
    """Item to what this judge said."""
    return {one.item: one for one in assessments if one.judge is judge}


def judged(item: LkeItem, answer: str, percent: str) -> tuple[str, Fraction] | None:
    """The option ("" for a percentage) and its value 0..1; None where nothing was chosen. Raises
    `UnfitAssessment`, `UnknownOption`."""
    if item.options:
        return (answer, item.option(answer).value) if answer else None
    text = tidied(percent).removesuffix("%").strip()
    if not text:
        return None
    if not _PERCENT.fullmatch(text) or (value := Fraction(text.replace(",", "."))) > 100:
        raise UnfitAssessment("Tulis persentase antara 0 dan 100, misalnya 87,5.")
    return "", value / 100


def differ(values: Iterable[Fraction | None]) -> bool:
    """Whether those who answered do not all say the same."""
    return len({one for one in values if one is not None}) > 1
