"""Rows of the one table: what was tried, whether it held, and the figure."""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True)
class Row:
    """``held``: whether it came out as promised; ``seconds``: how long the try took."""

    step: str
    tried: str
    held: bool
    figure: str
    seconds: float = 0.0


@dataclass
class Table:
    """Told as it grows, on standard error; printed at the end."""

    rows: list[Row] = field(default_factory=list)

    def add(self, step: str, tried: str, work: Callable[[], str]) -> bool:
        """``work`` gives the figure, and raises where it does not hold: `Exception`, whatever it
        is, since the steps after it are tried all the same."""
        began = time.monotonic()
        try:
            found, held = work(), True
        except Exception as error:
            found, held = f"{type(error).__name__}: {error}", False
        row = Row(step, tried, held, found, round(time.monotonic() - began, 1))
        self.rows.append(row)
        sys.stderr.write(f"{row.seconds:6.1f} s  {_line(row)}\n")
        return held

    def build(self, step: str, tried: str, make: Callable[[], Made]) -> Made | None:
        """What was made; None where it could not be."""
        made: list[Made] = []

        def work() -> str:
            made.append(make())
            return "stands"

        self.add(step, tried, work)
        return made[0] if made else None

    @property
    def holds(self) -> bool:
        return all(row.held for row in self.rows)

    def as_json(self) -> list[dict[str, object]]:
        return [asdict(row) for row in self.rows]


class NotHeld(AssertionError):
    """A promise that was not kept; the message has the figure."""


def promise(kept: bool, figure: str) -> str:
    """The figure; raises `NotHeld` with it where the promise was not kept."""
    if not kept:
        raise NotHeld(figure)
    return figure


def printed(rows: Iterable[Row]) -> str:
    """Aligned columns: step, tried, held, figure."""
    lines = [("step", "tried", "held", "figure")]
    lines += [(row.step, row.tried, _held(row), row.figure.splitlines()[0][:120]) for row in rows]
    widths = [max(len(line[at]) for line in lines) for at in range(3)]
    return "\n".join(
        "  ".join(
            [*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3]]
        )
        for line in lines
    )


def _held(row: Row) -> str:
    return "yes" if row.held else "NO"


def _line(row: Row) -> str:
    return f"{_held(row):3}  {row.step}: {row.tried}: {row.figure}"
