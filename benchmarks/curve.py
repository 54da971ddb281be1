"""Growth of the pages with the number of answers, as a picture for the docs."""

import re
from collections.abc import Iterable, Mapping

from benchmarks.table import Row

WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT = 640, 300, 48, 36, 190
_NAMED = re.compile(r"(?P<page>.+), (?P<answers>[0-9,]+) answers")
_COLOURS = ("#0b5c8a", "#b1440e", "#3d7a1f", "#6b3fa0", "#5a5a5a")


def curve(rows: Iterable[Row]) -> str:
    """``rows``: those of the pages. One line a page, answers by powers of ten, milliseconds up."""
    found: dict[str, dict[int, float]] = {}
    for row in rows:
        named = _NAMED.fullmatch(row.name)
        if named:
            answers = int(named["answers"].replace(",", ""))
            found.setdefault(named["page"], {})[answers] = row.value
    return "\n".join(_picture(found))


def _picture(found: Mapping[str, Mapping[int, float]]) -> Iterable[str]:
    sizes = sorted({size for line in found.values() for size in line})
    most = max(value for line in found.values() for value in line.values()) * 1.1
    step = (WIDTH - LEFT - RIGHT) / max(1, len(sizes) - 1)

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / most * (HEIGHT - BOTTOM - 12), 1)

    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12" role="img" '
        'aria-label="Milliseconds of a whole request by number of answers">'
    )
    yield f'<path d="M{LEFT} 12V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#888"/>'
    tick = next(one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000) if most / one < 8)
    for value in range(tick, int(most) + 1, tick):
        yield f'<text x="{LEFT - 6}" y="{up(value) + 4}" text-anchor="end">{value}</text>'
    yield f'<text x="{LEFT - 6}" y="10" text-anchor="end">ms</text>'
    for at, size in enumerate(sizes):
        x = LEFT + at * step
        yield f'<text x="{x:.0f}" y="{HEIGHT - 14}" text-anchor="middle">{size:,}</text>'
    taken: list[float] = []
    for colour, (page, line) in zip(_COLOURS, found.items(), strict=False):
        places = [(LEFT + sizes.index(size) * step, up(line[size])) for size in sorted(line)]
        points = " ".join(f"{x:.0f},{y}" for x, y in places)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        y = places[-1][1] + 4
        while any(abs(y - other) < 14 for other in taken):
            y += 2
        taken.append(y)
        yield f'<text x="{WIDTH - RIGHT + 8}" y="{y}" fill="{colour}">{page}</text>'
    yield "</svg>"
