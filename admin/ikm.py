"""The unit head's month: what to mend first, then everything the index rests on."""

from collections.abc import Iterable

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import (
    access,
    desk,
    month_blocks,
    month_care,
    month_fix,
    month_head,
    month_people,
    month_when,
    trust,
)
from admin.tables import Block, file_of
from kiosk.domain.index import period as periods
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.flows.index.show_month import MonthView, show_month
from kiosk.i18n import number

bp = Blueprint("ikm", __name__)
ROLLUPS = {
    "jawaban": "Nilai unit ini dihitung dari seluruh jawaban unit ini dan unit di bawahnya.",
    "unit": "Nilai unit ini adalah rata-rata nilai unit-unitnya, tiap unit sama berat.",
}


@bp.get("/ikm/<unit>/<period>")
@access.needs(Action.SEE_INDEX, "unit")
def month(unit: str, period: str) -> str | Response:
    """A month, quarter, semester or year, by the period named; ``?csv=`` one of its tables."""
    found = show_month(unit, periods.parse(period), with_officers=_may(Action.EDIT_PLACES))
    blocks = _blocks(found)
    wanted = request.args.get("csv")
    if wanted is not None:
        return file_of(f"ikm-{unit}-{found.view.period}", wanted, blocks.values()) or abort(404)
    view = found.view
    return render_template(
        "desk/ikm.html",
        m=month_head.shown(found),
        t=trust.shown(view.report),
        b=blocks,
        lowest=month_fix.lowest(found),
        places=month_fix.places(found, found.view.breakdowns.heat),
        comments=found.words.comments if _may(Action.SEE_ANSWERS) else (),
        waiting=found.view.breakdowns.sentence,
        formula=_formula(view.figures),
        rollup=_rollup(view.figures),
        chain=view.figures.chain,
        urls=_urls(found),
        csv=lambda key: url_for(".month", unit=unit, period=str(view.period), csv=key),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, period, "desk.ikm.month"),
    )


def _may(action: Action) -> bool:
    return access.actor().may(action, access.spot())


def _blocks(found: MonthView) -> dict[str, Block]:
    """By key, in order of the page; those with nothing to show are left out."""
    view, figures = found.view, found.view.figures
    every: Iterable[Block | None] = (
        month_blocks.of_unsur(figures),
        month_blocks.of_spread(figures, view.instrument),
        month_blocks.of_trend(found),
        month_blocks.of_lines("layanan", figures.by_service, figures),
        month_blocks.of_lines("loket", figures.by_point, figures),
        month_blocks.of_lines("subunit", figures.by_unit, figures),
        month_when.of_hours(found.view.breakdowns.heat),
        month_people.of_words(found.words, figures),
        month_people.of_importance(found.importance, figures)
        or month_people.of_drivers(found.drivers, figures),
        month_people.of_officers(found.officers),
        month_blocks.of_profile(figures, figures.profile or found.view.breakdowns.profile),
        month_care.of_complaints(view.unit, view.period),
        month_blocks.of_lines("sumber", figures.by_source, figures),
        month_blocks.of_spellings(figures),
    )
    return {one.key: one for one in every if one}


def _urls(found: MonthView) -> dict[str, str | None]:
    view = found.view
    return {
        "previous": _link(found, view.period.previous),
        "next": _link(found, view.period.following),
        "compare": url_for(
            "desk.compare.page",
            a=f"{view.unit.code}/{view.period.previous}",
            b=f"{view.unit.code}/{view.period}",
        ),
        "visits": month_head.visits_url(view),
        "taps": url_for("desk.taps.line", unit=view.unit.code),
        "flagged": month_head.flagged_url(view.unit.code),
        "plans": url_for("desk.plans.listed", unit=view.unit.code)
        if _may(Action.SEE_PLANS)
        else None,
    }


def _link(found: MonthView, period: Period) -> str:
    return url_for(".month", unit=found.view.unit.code, period=str(period))


def _rollup(figures: PeriodFigures) -> str | None:
    """How a unit's index is made of those below it, and which of these are in none."""
    if not figures.by_unit:
        return None
    told = ROLLUPS[figures.method.rollup]
    few = [one.name for one in figures.by_unit if one.n < figures.method.smallest]
    if figures.method.rollup != "unit" or not few:
        return told
    return f"{told} Tidak dihitung karena terlalu sedikit jawaban: {', '.join(few)}."


def _formula(figures: PeriodFigures) -> list[str]:
    if figures.ikm is None:
        return []
    count = len(figures.unsur)
    total = number(half_up(sum(one.nrr for one in figures.unsur), 4))
    method = figures.method
    return [
        "NRR tiap unsur = jumlah nilai dibagi jumlah jawaban yang terisi.",
        f"IKM = jumlah NRR ({total}) dikali bobot ({month_blocks.weight(method.weight)}, "
        f"{count} unsur) dikali 25 = {number(figures.ikm)}, dibulatkan sekali di akhir.",
        f"Dasar: {method.source}. Batas mutu: {method.bands}. Rumus: {method.formula}.",
    ]
