"""Which index enters the hasil when several are at hand.

An official value precedes the unit's own survey. The hasil takes IPAK and IPKP and not the IKM:
only for the IPKP, and only where no survey exists, the IKM stands in as a *perkiraan*.
"""

from fractions import Fraction

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.hasil import Source, SurveyIndex


class IkmOutOfRange(Refusal):
    """An IKM lies between 25 and 100."""


def choose_ipak(official: Fraction | None, own: Fraction | None) -> SurveyIndex | None:
    """The IPAK on 4, official before own; None is unknown, whatever the IKM."""
    if official is not None:
        return SurveyIndex(official, Source.EXTERNAL)
    return None if own is None else SurveyIndex(own, Source.OWN)


def choose_ipkp(
    official: Fraction | None, own: Fraction | None, ikm: Fraction | None
) -> SurveyIndex | None:
    """The IPKP on 4: official, else own, else the ``ikm`` (25..100) as an estimate.

    Give the IKM of exact weights: one of weight 0,11 can fall below 25. Raises `IkmOutOfRange`.
    """
    known = choose_ipak(official, own)
    if known is not None or ikm is None:
        return known
    if not 25 <= ikm <= 100:
        raise IkmOutOfRange("IKM harus antara 25 dan 100, bukan %(ikm)s.", ikm=shown(ikm))
    return SurveyIndex(ikm / 25, Source.ESTIMATE)
