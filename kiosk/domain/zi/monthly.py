"""The indexes of each month of a year, and the hasil one month alone would give."""

from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.month import Month
from kiosk.domain.zi.choice import choose_ipak, choose_ipkp
from kiosk.domain.zi.hasil import Conversion, Hasil, Inputs, weigh


@dataclass(frozen=True)
class Monthly:
    """Own surveys of one month. Indexes on 4, exact; ``estimate``: the IKM / 25. None where too
    few answered; ``answers``: how many did, by "ipak", "ipkp" and "ikm"."""

    month: Month
    ipak: Fraction | None
    ipkp: Fraction | None
    estimate: Fraction | None
    answers: tuple[int, int, int]

    def weighed(self, kinerja: Fraction | None, conversion: Conversion) -> Hasil:
        """With the capaian kinerja of the year: it is given once a year only."""
        ikm = None if self.estimate is None else self.estimate * 25
        return weigh(
            Inputs(choose_ipak(None, self.ipak), choose_ipkp(None, self.ipkp, ikm), kinerja),
            conversion,
        )
