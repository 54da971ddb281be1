"""Leaving an answer out of the index: two people, both in the record."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KIND = "pengecualian"
ASKED, DECIDED = "usul-pengecualian", "putuskan-pengecualian"


@dataclass(frozen=True)
class Kept:
    """An exclusion as its table has it."""

    number: int
    answer: int
    asked_by: int
    decision: str | None
    decided_by: int | None


@dataclass(frozen=True)
class Deed:
    """An audit record about an exclusion."""

    number: str
    action: str
    actor: int
    details: str


def unproved(kept: Iterable[Kept], deeds: Sequence[Deed]) -> list[int]:
    """Numbers of exclusions that the record does not bear out: not asked by whom they say, not
    decided so, or decided by whoever asked."""
    known = {(one.number, one.action, one.actor, one.details) for one in deeds}
    return [one.number for one in kept if not _is_proved(one, known)]


def _is_proved(one: Kept, known: set[tuple[str, str, int, str]]) -> bool:
    number = str(one.number)
    asked = (number, ASKED, one.asked_by, _details("jawaban", one.answer))
    if asked not in known:
        return False
    if one.decision is None:
        return True
    decider = one.decided_by or 0
    decided = (number, DECIDED, decider, _details("keputusan", one.decision))
    return decided in known and decider != one.asked_by


def _details(field: str, value: object) -> str:
    """As the record keeps a change from nothing."""
    return json.dumps({field: [None, value]}, sort_keys=True, ensure_ascii=False)
