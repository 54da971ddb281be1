"""What stands behind a number of the hasil."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Basis:
    """Respondents and questionnaire, or a document. ``index`` on 4, exact; ``interval`` of 95 %
    on 4, two decimals: both None for a document."""

    text: str
    respondents: int | None = None
    excluded: int = 0
    with_excluded: str | None = None
    """The index on 4 with the answers that two people left out; None where none were."""
    flagged: int | None = None
    """Of those answers, left out or not, how many bear a signal; None for a document."""
    instrument: str | None = None
    """Its code."""
    index: Fraction | None = None
    interval: tuple[Fraction, Fraction] | None = None
