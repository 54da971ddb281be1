"""The days of a deadline, one by one, each with its reason; and how they are kept as text."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BEYOND = 0x100


@dataclass(frozen=True)
class Step:
    """A calendar day; ``counts``: it is one of the working days of the limit. ``reason`` is
    Indonesian, for the citizen too."""

    date: date
    counts: bool
    reason: str


def numbered(steps: Iterable[Step]) -> Iterator[tuple[int | None, Step]]:
    """Each step with its number as a working day of the limit; None where it does not count."""
    number = 0
    for step in steps:
        number += step.counts
        yield (number if step.counts else None), step


def kept(steps: Sequence[Step]) -> str:
    """Days without a gap as one line of text: the first day, a letter a day, and what each letter
    stands for. Reasons repeat and decrees are long, so each is written once."""
    days: dict[tuple[bool, str], str] = {}
    decrees: dict[str, int] = {}
    letters = "".join(
        days.setdefault((step.counts, step.reason), _letter(len(days))) for step in steps
    )
    meanings = [[int(counts), *_parted(reason, decrees)] for counts, reason in days]
    first = steps[0].date.isoformat() if steps else ""
    return json.dumps(
        [first, letters, meanings, list(decrees)], ensure_ascii=False, separators=(",", ":")
    )


def steps_of(text: str) -> tuple[Step, ...]:
    """What `kept` wrote, unchanged."""
    first, letters, meanings, decrees = json.loads(text)
    if not letters:
        return ()
    start = date.fromisoformat(first)
    known = {
        _letter(place): (bool(counts), _joined(parts, decrees))
        for place, (counts, *parts) in enumerate(meanings)
    }
    return tuple(
        Step(start + timedelta(days=offset), *known[letter])
        for offset, letter in enumerate(letters)
    )


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else chr(_BEYOND + place - len(_LETTERS))


def _parted(reason: str, decrees: dict[str, int]) -> tuple[str] | tuple[str, int]:
    """A reason that ends in brackets, as ``libur nasional: Nyepi (SKB ...)``, without them, and
    the place of what they hold."""
    head, bracket, rest = reason.rpartition(" (")
    if not bracket or not rest.endswith(")"):
        return (reason,)
    return head, decrees.setdefault(rest[:-1], len(decrees))


def _joined(parts: Sequence[str | int], decrees: Sequence[str]) -> str:
    head, *place = parts
    return f"{head} ({decrees[int(place[0])]})" if place else str(head)
