"""What to mend first: the three lowest unsur with what lies behind each, and where and when."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from admin.month_blocks import low_answers
from admin.month_people import strength_for, words_for
from admin.month_when import DAYS, lowest_hour
from kiosk.domain.index.breakdown import HeatMap
from kiosk.domain.index.period_figures import LineFigure, UnsurFigure
from kiosk.domain.rounding import half_up
from kiosk.flows.index.show_month import MonthView
from kiosk.i18n import number

LEAST = 30
"""Of fewer answers the lowest is mostly chance, and nobody is sent to mend it."""


def lowest(month: MonthView) -> list[dict[str, Any]]:
    """Lowest first; empty where there is no index."""
    figures = month.view.figures
    if figures.ikm is None:
        return []
    return [_one(month, figures.unsur_of(code)) for code in figures.lowest]


def _one(month: MonthView, unsur: UnsurFigure) -> dict[str, Any]:
    low, every = low_answers(month.view.figures, month.view.instrument, unsur.code)
    percent = number(half_up(Decimal(100 * low) / every, 0)) if every else "–"
    return {
        "code": unsur.code,
        "number": unsur.number,
        "name": unsur.name,
        "value": number(unsur.value),
        "mutu": unsur.mutu,
        "low": f"{number(low)} dari {number(every)} jawaban bernilai rendah ({percent} persen)",
        "change": _change(month, unsur),
        "words": words_for(month.words, unsur.code),
        "strength": strength_for(month.drivers, unsur.code),
    }


def _change(month: MonthView, unsur: UnsurFigure) -> str | None:
    before = month.previous.values.get(unsur.code)
    if before is None:
        return None
    points = unsur.value - before
    word = "naik" if points > 0 else "turun" if points < 0 else "tetap"
    amount = f" {number(abs(points))}" if points else ""
    return f"{word}{amount} dari {month.previous.period.title}"


def places(month: MonthView, hours: HeatMap) -> list[tuple[str, str]]:
    """(what, which) where the index is lowest, only of what can be compared."""
    figures = month.view.figures
    found = [
        (name, lowest_line(lines))
        for name, lines in (
            ("Layanan", figures.by_service),
            ("Loket atau titik", figures.by_point),
            ("Unit", figures.by_unit),
        )
    ]
    hour = lowest_hour(hours, LEAST)
    if hour:
        when = f"{DAYS[hour.weekday]} pukul {hour.hour:02d}.00"
        found.append(("Waktu", _said(when, hour.ikm, hour.n)))
    return [(name, text) for name, text in found if text]


def lowest_line(lines: Sequence[LineFigure]) -> str | None:
    """None where there are not two to compare, of at least `LEAST` answers each."""
    known = [one for one in lines if one.ikm is not None and one.code and one.n >= LEAST]
    if len(known) < 2:
        return None
    found = min(known, key=lambda one: one.ikm or 0)
    return _said(found.name, found.ikm, found.n)


def _said(name: str, ikm: Decimal | None, n: int | None) -> str:
    many = f"; {number(n)} jawaban" if n is not None else ""
    return f"{name} ({number(ikm)}{many})"
