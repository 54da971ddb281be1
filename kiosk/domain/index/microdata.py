"""Rows of single respondents for research, in which nobody stands alone.

Five facts about a person that are harmless one by one name somebody together. So what a row says
of its respondent is cut off, fact by fact from the last, until enough rows say the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.index.small_groups import hidden

Facts = tuple[str, ...]
Told = tuple[str | None, ...]
"""None: cut off. "" was not said, which is a fact like another."""


def disguised(rows: Iterable[Facts], smallest: int) -> Mapping[Facts, Told]:
    """What of each combination of facts may be shown: ``smallest`` rows or more then look alike,
    those that were cut off among themselves too. All facts go where there are fewer rows."""
    return cut_off(Counter(rows), smallest)


def cut_off(counts: Mapping[Facts, int], smallest: int) -> Mapping[Facts, Told]:
    """The same of rows that were counted before."""
    told: dict[Facts, Told] = {}
    if sum(counts.values()) < smallest:
        return {facts: (None,) * len(facts) for facts in counts}
    _split(list(counts), counts, 0, smallest, told)
    return told


def _split(
    group: Sequence[Facts],
    counts: Mapping[Facts, int],
    level: int,
    smallest: int,
    told: dict[Facts, Told],
) -> None:
    """A group that is large enough, alike in its first ``level`` facts."""
    if level == len(group[0]):
        told.update((facts, facts) for facts in group)
        return
    parts: dict[str, list[Facts]] = {}
    for facts in group:
        parts.setdefault(facts[level], []).append(facts)
    sizes = {value: sum(counts[one] for one in part) for value, part in sorted(parts.items())}
    few = hidden(sizes, smallest)
    for value, part in parts.items():
        if value in few:
            told.update((one, one[:level] + (None,) * (len(one) - level)) for one in part)
        else:
            _split(part, counts, level + 1, smallest, told)
