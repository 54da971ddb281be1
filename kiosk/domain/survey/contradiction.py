"""Whether the overall face contradicts the answers: whole numbers only, so that a page's script
asks "maksud Anda ...?" by the very rule the signal goes by."""

from collections.abc import Sequence

FACES = (1, 2, 3, 4)
"""1: very dissatisfied, 4: very satisfied."""
SAD_UP_TO = 2
"""The two dissatisfied faces; those above are the satisfied ones."""
HIGH_TENTHS = 35
"""A mean of 3.5 or more contradicts a dissatisfied face."""
LOW_TENTHS = 15
"""A mean of 1.5 or less contradicts a satisfied face."""


def contradicts(face: int | None, scores: Sequence[int]) -> bool:
    """``scores`` on the scale of 1 to 4, blanks left out. Nothing contradicts a missing face."""
    if face not in FACES or not scores:
        return False
    tenths, count = 10 * sum(scores), len(scores)
    if face <= SAD_UP_TO:
        return tenths >= HIGH_TENTHS * count
    return tenths <= LOW_TENTHS * count
