"""Rows of the one table, and how they are printed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from benchmarks.rounds import Rounds, Spread


@dataclass(frozen=True)
class Row:
    """``figure`` as people read it; ``value`` with ``least`` and ``most`` of the rounds is what
    ``target`` is held against: at most, or at least where ``floor``."""

    name: str
    figure: str
    value: float
    least: float
    most: float
    target: float | None = None
    floor: bool = False

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        met = self.value >= self.target if self.floor else self.value <= self.target
        return "met" if met else "missed"

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "verdict": self.verdict}


def ratio(
    name: str, rounds: Rounds, of: str, to: str, figure: str, target: float | None = None
) -> Row:
    """``of`` in times ``to``, round by round."""
    return spread(name, rounds.ratio(of, to), figure, target)


def spread(
    name: str, given: Spread, figure: str, target: float | None = None, *, floor: bool = False
) -> Row:
    return Row(name, figure, given.median, given.least, given.most, target, floor)


def single(
    name: str, value: float, figure: str, target: float | None = None, *, floor: bool = False
) -> Row:
    """Measured once: it does not depend on the machine's speed, or takes minutes."""
    return Row(name, figure, value, value, value, target, floor)


def printed(title: str, rows: Iterable[Row]) -> str:
    """Aligned columns: name, figure, value [least to most], target, verdict."""
    lines: list[tuple[str, ...]] = [("", "figure", "value", "least", "most", "target", "")]
    lines += [_line(row) for row in rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join((title, *("  ".join(_padded(line, widths)).rstrip() for line in lines)))


def _padded(line: tuple[str, ...], widths: list[int]) -> Iterable[str]:
    for at, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.rjust(width) if 0 < at < len(line) - 1 else cell.ljust(width)


def _line(row: Row) -> tuple[str, ...]:
    target = "" if row.target is None else f"{'>=' if row.floor else '<='} {row.target:g}"
    values = (f"{one:.4g}" for one in (row.value, row.least, row.most))
    return (row.name, row.figure, *values, target, row.verdict)
