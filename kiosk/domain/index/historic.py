"""An index of a period before this system, as an office published it: for trends, marked as such,
never mixed into a figure of ours."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.index import bands, period
from kiosk.domain.index.period import Period
from kiosk.domain.refusal import Refusal

_VALUE = re.compile(r"(?P<whole>[0-9]{2,3})(?:[.,](?P<part>[0-9]{1,2}))?")
LOWEST, HIGHEST = Decimal(25), Decimal(100)
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


def read(when: str, ikm: str, respondents: str, by: str, document: str) -> Historic:
    """As typed; raises `InvalidHistoric`, `InvalidPeriod`, `UnknownBands`."""
    return Historic(
        period.parse(when), _ikm(ikm), _respondents(respondents), bands.check(by), _text(document)
    )


def _ikm(text: str) -> Decimal:
    found = _VALUE.fullmatch(text.strip())
    value = Decimal(f"{found['whole']}.{found['part'] or 0}") if found else Decimal(0)
    if not LOWEST <= value <= HIGHEST:
        raise InvalidHistoric("Tulis IKM antara 25 dan 100 seperti tercetak, misalnya 84,50.")
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
