"""Two periods or two units side by side."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import access, desk
from admin.month_blocks import both
from admin.tables import Block, Table, file_of
from kiosk import clock
from kiosk.domain.index import comparison
from kiosk.domain.index import period as periods
from kiosk.domain.index.period import Period
from kiosk.domain.index.recovery import Difference, Verdict
from kiosk.domain.month import month_of, shift
from kiosk.domain.people.policy import Action
from kiosk.draw.gauge import Interval, overlap
from kiosk.draw.shares import Gap, gaps
from kiosk.draw.svg import Drawing
from kiosk.flows.index.compare_periods import Compared, Side, compare_periods
from kiosk.flows.index.list_comparable import list_comparable
from kiosk.flows.standings import PeriodView
from kiosk.i18n import number

bp = Blueprint("compare", __name__)
SAID = {
    Verdict.ROSE: "Beda nyata, naik",
    Verdict.FELL: "Beda nyata, turun",
    Verdict.UNSURE: "Tidak terbedakan",
}
MONTHS_BACK = 24
Units = dict[str, str]


@bp.get("/bandingkan")
@access.needs(Action.SEE_INDEX)
def page() -> str | Response:
    """``a`` and ``b`` as "unit/period", or as the form sends them, in halves."""
    if "unit-a" in request.args:
        return redirect(url_for(".page", a=_joined("a"), b=_joined("b")), 303)
    units = list_comparable(access.actor())
    a, b = _side("a", units), _side("b", units)
    found = compare_periods(a, b) if a and b else None
    blocks = [_unsur(found)] if found else []
    wanted = request.args.get("csv")
    if wanted is not None:
        return file_of("perbandingan", wanted, blocks) or abort(404)
    return render_template(
        "desk/compare.html",
        c=_shown(found) if found else None,
        blocks=blocks,
        csv=lambda key: url_for(".page", a=request.args["a"], b=request.args["b"], csv=key),
        units=units,
        periods=(offered := _periods()),
        known={value for _, rows in offered for value, _ in rows},
        picked=[_picked(a, 1), _picked(b, 0)],
        crumbs=desk.crumbs(),
        tabs=[],
    )


def _joined(name: str) -> str:
    return f"{request.args.get(f'unit-{name}', '')}/{request.args.get(f'periode-{name}', '')}"


def _side(name: str, units: Units) -> Side | None:
    """None where nothing is named; a unit out of reach is as one that there is not."""
    given = request.args.get(name, "")
    if not given:
        return None
    unit, _, period = given.partition("/")
    if unit not in units:
        abort(404)
    return unit, periods.parse(period)


def _picked(side: Side | None, back: int) -> tuple[str, str]:
    """What the form begins with; where nothing is chosen, a month ``back``: never one period
    against itself."""
    if side:
        return side[0], str(side[1])
    return "", str(periods.of_month(shift(month_of(clock.now(), desk.zone()), -back)))


def _periods() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (value, title), newest first: two years of months, and what covers them."""
    this = month_of(clock.now(), desk.zone())
    months = [shift(this, -back) for back in range(MONTHS_BACK)]
    covering = {one for month in months for one in periods.covering(month)}
    groups = (("Bulan", 1), ("Triwulan", 3), ("Semester", 6), ("Tahun", 12))
    return [(title, _titled(covering, length)) for title, length in groups]


def _titled(covering: set[Period], length: int) -> list[tuple[str, str]]:
    found = sorted((one for one in covering if one.length == length), reverse=True)
    return [(str(one), one.title) for one in found]


def _shown(found: Compared) -> dict[str, Any]:
    sides = (found.a, found.b)
    names = [_name(one, found) for one in sides]
    difference = found.comparison.index
    return {
        "names": names,
        "sides": [_side_of(one, name) for one, name in zip(sides, names, strict=True)],
        "pictures": _overlap(found, names),
        "verdict": _verdict(difference),
        "is_sure": difference is not None and difference.verdict is not Verdict.UNSURE,
        "points": _signed(difference),
        "low": _minus(difference.low) if difference else None,
        "high": _minus(difference.high) if difference else None,
        "shared": comparison.SHARED if found.comparison.shared else None,
        "rule": comparison.RULE,
    }


def _overlap(found: Compared, names: list[str]) -> tuple[Drawing, Drawing] | None:
    """Where both have an index."""
    sides = (found.a.figures, found.b.figures)
    rows = [
        Interval(name, one.ikm, one.low, one.high)
        for name, one in zip(names, sides, strict=True)
        if one.ikm is not None
    ]
    if len(rows) < len(sides):
        return None
    bands = sides[0].method.bands
    return both(lambda width: overlap(rows, "Kedua IKM dengan selangnya", width=width, bands=bands))


def _name(one: PeriodView, found: Compared) -> str:
    """By what differs: the period, the unit, or both."""
    if found.a.unit.code == found.b.unit.code:
        return one.period.title
    if found.a.period == found.b.period:
        return one.unit.name
    return f"{one.unit.name}, {one.period.title}"


def _side_of(one: PeriodView, name: str) -> dict[str, Any]:
    figures = one.figures
    return {
        "name": name,
        "unit": one.unit.name,
        "period": one.period.title,
        "url": url_for("desk.ikm.month", unit=one.unit.code, period=str(one.period)),
        "ikm": number(figures.ikm) if figures.ikm is not None else None,
        "mutu": figures.mutu,
        "withheld": figures.withheld,
        "low": number(figures.low) if figures.low is not None else None,
        "high": number(figures.high) if figures.high is not None else None,
        "respondents": number(figures.respondents),
    }


def _verdict(found: Difference | None) -> str:
    if found is None:
        return "Salah satunya tidak memiliki IKM untuk dibandingkan."
    return SAID[found.verdict]


def _signed(found: Difference | None) -> str | None:
    if found is None:
        return None
    return ("+" if found.points > 0 else "") + (_minus(found.points) or "")


def _minus(value: Decimal | None) -> str | None:
    """With the sign that stands as high as a digit."""
    return None if value is None else number(value).replace("-", "−")


def _unsur(found: Compared) -> Block:
    rows = [
        (
            one.number,
            one.name,
            one.a,
            one.b,
            one.difference.points if one.difference else None,
            one.difference.low if one.difference else None,
            one.difference.high if one.difference else None,
            SAID[one.difference.verdict] if one.difference else None,
        )
        for one in found.comparison.unsur
    ]
    names = [_name(one, found) for one in (found.a, found.b)]
    titles = ("Unsur", "Nama", *names, "Selisih", "Selang bawah", "Selang atas", "Kesimpulan")
    return Block(
        key="unsur",
        title="Selisih tiap unsur",
        table=Table(titles, rows),
        pictures=both(lambda width: gaps(_gaps(found), "Selisih tiap unsur", width=width)),
        lead=f"Ke kanan: {names[1]} lebih tinggi daripada {names[0]}.",
        note=f"Bergaris dan abu-abu: tidak terbedakan dari kebetulan. {comparison.MANY}",
    )


def _gaps(found: Compared) -> list[Gap]:
    return [
        Gap(
            f"{one.number} {one.name}",
            one.difference.points if one.difference else None,
            one.difference is not None and one.difference.verdict is not Verdict.UNSURE,
        )
        for one in found.comparison.unsur
    ]
