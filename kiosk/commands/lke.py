"""``kiosk lke``: the LKE of a unit and year."""

from fractions import Fraction

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.zi.figures import comma, exact, published
from kiosk.domain.zi.lke_points import Score
from kiosk.domain.zi.lke_sheet import Answered, LkeSheet
from kiosk.flows.zi.look_at_lke import LkeView, look_at_lke

Document = dict[str, object]


@click.group("lke", help="Lembar Kerja Evaluasi Zona Integritas.")
def group() -> None:
    """A group."""


@group.command("show", help="Nilai pengungkit per area, dan butir yang belum dijawab.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--year", required=True, type=click.IntRange(2015, 2099))
@json_option
@with_appcontext
@refusing
def show_command(unit: str, year: int, as_json: bool) -> None:
    """Exit 2 for an unknown unit, or an LKE file that was changed after use."""
    view = look_at_lke(unit, year, clock.now())
    show(_document(view), _lines(view.sheet), as_json=as_json)


def _lines(sheet: LkeSheet) -> list[str]:
    scores = sheet.scores
    rows = [("Area", "Pemenuhan", "Reform", "Jumlah", "Dari", "Persen")]
    rows += [
        (f"{one.area.number} {one.area.label}", _two(one.pemenuhan.points),
         _two(one.reform.points), *_sum(one.score))
        for one in scores.areas
    ]  # fmt: skip
    rows.append(("Pengungkit", "", "", *_sum(scores.total)))
    lines = columns(rows, frozenset({1, 2, 3, 4, 5}))
    if sheet.open:
        lines.append(f"Sementara: {sheet.open} butir belum dijawab dan dihitung 0.")
    return lines


def _sum(score: Score) -> tuple[str, str, str]:
    return _two(score.points), _two(score.most), _two(score.percent)


def _two(value: Fraction) -> str:
    return comma(published(value))


def _document(view: LkeView) -> Document:
    """Points are exact strings; ``pengungkit`` is null until every item is answered."""
    sheet = view.sheet
    scores, final = sheet.scores, sheet.pengungkit
    return {
        "unit": view.unit.code,
        "year": sheet.year,
        "version": sheet.version.code,
        "pengungkit": None if final is None else exact(final),
        "so_far": _score(scores.total),
        "evidenced": _score(scores.evidenced),
        "areas": [
            {
                "area": one.area.number,
                "pemenuhan": _score(one.pemenuhan),
                "reform": _score(one.reform),
                "indicators": {each.indicator.code: _score(each.score) for each in one.indicators},
            }
            for one in scores.areas
        ],
        "items": [_item(one) for one in sheet.answers],
    }


def _score(score: Score) -> Document:
    return {
        "points": exact(score.points),
        "max": exact(score.most),
        "percent": published(score.percent),
        "open": score.open,
    }


def _item(one: Answered) -> Document:
    return {
        "item": one.item.code,
        "answer": one.answer,
        "value": None if one.value is None else exact(one.value),
        "origin": one.origin.value,
        "automatic": one.automatic.answer if one.automatic else None,
        "reason": one.kept.note if one.kept and one.kept.raised else None,
        "proofs": len(one.proofs),
        "unproven": one.unproven,
    }
