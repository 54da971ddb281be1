"""An answer to an item of the LKE as somebody types it, made an answer or refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi import lke_counts
from kiosk.domain.zi.automatic_answer import Automatic
from kiosk.domain.zi.figures import comma, published
from kiosk.domain.zi.lke import Scale, ZeroComplaints
from kiosk.domain.zi.lke_sheet import Kept, automatic_value, kept_value
from kiosk.domain.zi.lke_version import LkeItem

LEAST_REASON = 10
_WHOLE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,8}")


class ReasonNeeded(Refusal):
    """The answer is above the automatic one, and nobody said why."""


class NothingChosen(Refusal):
    """The form came without an answer."""


@dataclass(frozen=True)
class Typed:
    """As it was sent: an option, or the text of every count by name."""

    answer: str = ""
    counts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def read(item: LkeItem, typed: Typed, zero: ZeroComplaints) -> Kept:
    """Of ``item``. Raises `InvalidEntry` by the names of the counts, `NothingChosen`,
    `UnknownOption`, `InvalidShare`, `MoreHandledThanReceived`, each naming the item."""
    if item.scale is not Scale.PERSEN:
        return Kept(_option(item, typed.answer.strip()), note=typed.note)
    made = Kept(None, _counts(item, typed.counts), typed.note)
    lke_counts.value(item, made.counts, zero)
    return made


def _option(item: LkeItem, answer: str) -> str:
    if not answer:
        raise NothingChosen("Butir %(item)s: pilih satu jawaban dahulu.", item=item.code)
    return item.option(answer).code


def _counts(item: LkeItem, typed: Mapping[str, str]) -> Mapping[str, int]:
    found = {one.name: _whole(typed.get(one.name, "")) for one in item.counts}
    wrong = {
        name: f"Butir {item.code}: tulis bilangan bulat dari 0, misalnya 12."
        for name, number in found.items()
        if number is None
    }
    if wrong:
        raise InvalidEntry(wrong)
    return {name: number for name, number in found.items() if number is not None}


def _whole(text: str) -> int | None:
    typed = text.strip()
    number = int(typed.replace(".", "")) if _WHOLE.fullmatch(typed) else None
    return number if number is not None and number <= lke_counts.LARGEST else None


def weighed(item: LkeItem, kept: Kept, automatic: Automatic | None, zero: ZeroComplaints) -> Kept:
    """``kept`` with whether it is above the automatic answer: downward is free, upward is
    reasoned. Raises `ReasonNeeded`."""
    data, person = automatic_value(item, automatic), kept_value(item, kept, zero)
    if data is None or person is None or person <= data:
        return kept
    if len(kept.note) >= LEAST_REASON:
        return replace(kept, raised=True)
    raise ReasonNeeded(
        "Butir %(item)s: jawaban ini di atas jawaban otomatis (%(data)s). Tulis alasannya dengan "
        "beberapa kata; alasan disimpan, ditampilkan, dan dicetak bersama LKE.",
        item=item.code,
        data=_said(automatic, data),
    )


def _said(automatic: Automatic | None, value: Fraction) -> str:
    if automatic and automatic.answer:
        return automatic.answer
    return f"{comma(published(100 * value))}%"
