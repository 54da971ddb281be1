"""How many more complaints finished, or answered in time, reach a share."""

from fractions import Fraction


def more_finished(finished: int, due: int, share: Fraction) -> int:
    """Of the open ones; nought where the share is reached already."""
    return max(int(-(-share * due // 1)) - finished, 0)


def more_in_time(in_time: int, judged: int, share: Fraction) -> int | None:
    """Further answers, all in time, until the share of those in time among all judged is reached.
    None where a late one can never be made up for: the share asked is all of them."""
    lacking = share * judged - in_time
    if lacking <= 0:
        return 0
    return None if share >= 1 else int(-(-lacking // (1 - share)))
