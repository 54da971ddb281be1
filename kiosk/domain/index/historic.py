"""An index of a period before this system, as an office published it: for trends, marked as such,
never mixed into a figure of ours."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.index import bands, period
from kiosk.domain.index.period import Period
from kiosk.domain.refusal import Refusal

_VALUE = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{1,2}))?")
LOWEST, HIGHEST = Decimal(25), Decimal(100)
OF_FOUR = ("spak", "spkp")
"""Surveys whose index offices print on the scale of 4, often on it alone."""
MOST_RESPONDENTS = 10_000_000
TEXT_LENGTH = (5, 300)


class InvalidHistoric(Refusal):
    """The figure, its period or its source cannot be taken."""


@dataclass(frozen=True)
class Historic:
    """``ikm`` on 25 to 100 as printed; ``bands``: of the regulation it was graded by, which need
    not be today's (KEP/25/2004 called 84.5 an A). ``respondents`` None: not known."""

    period: Period
    ikm: Decimal
    respondents: int | None
    bands: str
    document: str

    @property
    def mutu(self) -> str:
        return bands.grade(self.ikm, self.bands).mutu


def read(
    when: str, ikm: str, respondents: str, by: str, document: str, survey: str = "skm"
) -> Historic:
    """As typed. ``survey``: an index of SPAK and SPKP may be typed on the scale of 4 too, and is
    then kept as 25 times that: 3,87 is 96,75, and prints as 3,87 again. Raises `InvalidHistoric`,
    `InvalidPeriod`, `UnknownBands`."""
    value = _ikm(ikm, of_four=survey in OF_FOUR)
    return Historic(
        period.parse(when), value, _respondents(respondents), bands.check(by), _text(document)
    )


def _ikm(text: str, *, of_four: bool) -> Decimal:
    found = _VALUE.fullmatch(text.strip())
    value = Decimal(f"{found['whole']}.{found['part'] or 0}") if found else Decimal(0)
    if of_four and 1 <= value <= 4:
        value *= 25
    if not LOWEST <= value <= HIGHEST:
        told = "Tulis indeks antara 25 dan 100 seperti tercetak, misalnya 84,50%(or_four)s."
        raise InvalidHistoric(told, or_four=", atau skala 4, misalnya 3,38" if of_four else "")
    return value.quantize(Decimal("0.01"))


def _respondents(text: str) -> int | None:
    typed = text.strip().replace(".", "")
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,8}", typed) or not 0 < int(typed) <= MOST_RESPONDENTS:
        raise InvalidHistoric("Jumlah responden berupa bilangan bulat, misalnya 150, atau kosong.")
    return int(typed)


def _text(text: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not TEXT_LENGTH[0] <= len(clean) <= TEXT_LENGTH[1]:
        raise InvalidHistoric("Tulis dokumen asalnya dengan 5 sampai 300 karakter.")
    return clean
