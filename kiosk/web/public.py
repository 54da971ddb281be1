"""What everybody may know of an office: how it handled the reports it received."""

from typing import Any

from flask import Blueprint, abort, jsonify, render_template, url_for
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.complaint.handling import Handling, Satisfaction
from kiosk.domain.complaint.handling_counts import Dimension, Stage
from kiosk.domain.complaint.handling_names import name_of
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.share import Denominator, Share
from kiosk.domain.place.point import UnknownUnit
from kiosk.flows.complaint.report_handling import publish_handling
from kiosk.flows.handled import LEAST_PUBLISHED, HandlingReport
from kiosk.flows.place.offered_languages import offered_languages
from kiosk.web.words import language, offer, say

bp = Blueprint("public", __name__)
NOT_SEALED = "Laporan terlindungi tidak termasuk dalam angka ini."
"""Said always and in the same words, whether there is such a report or not."""
FOR_EVERYBODY = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}


@bp.get("/publik/<unit>/pengaduan")
def handling(unit: str) -> str:
    """The last twelve months, without a sealed case."""
    report = _report(unit)
    span, found = report.span, report.figures
    return render_template(
        "citizen/handling.html",
        unit=report.unit,
        first=_day(span.first),
        last=_day(span.last),
        found=found,
        handled=found.handled[Denominator.ALL],
        closed=found.closed[Denominator.ALL],
        answer=found.stages[Stage.ANSWER],
        few=report.too_few,
        least=LEAST_PUBLISHED,
        withheld=report.ratings_withheld,
        smallest=report.smallest,
        classes=_lines(found, Dimension.TICKET_CLASS),
        channels=_lines(found, Dimension.CHANNEL),
        data_url=url_for(".handling_data", unit=report.unit.code),
    )


@bp.get("/publik/<unit>/pengaduan.json")
def handling_data(unit: str) -> Response:
    """The same for programs: shares and means as text with a point, counts as numbers."""
    report = _report(unit)
    span = report.span
    answer = jsonify(
        unit={"code": report.unit.code, "name": report.unit.name},
        as_of=span.as_of.isoformat(),
        received={"first": span.first.isoformat(), "last": span.last.isoformat()},
        note=NOT_SEALED,
        total=report.figures.total,
        least_total=LEAST_PUBLISHED,
        figures=None if report.too_few else _figures(report),
    )
    answer.headers.update(FOR_EVERYBODY)
    return answer


def _report(unit: str) -> HandlingReport:
    """The refusal's own sentence sends to a command: it is the operator's."""
    try:
        offer(offered_languages(unit))
        return publish_handling(unit, clock.now())
    except UnknownUnit:
        abort(404)


def _day(day: Any) -> str:
    """Without the name of the weekday."""
    return i18n.day_text(day, language()).partition(", ")[2]


def _counts(found: Handling, by: Dimension) -> dict[str, int]:
    """The class of sealed cases has no line where none is counted: a 0 there would be a lie."""
    sealed = TicketClass.SUPERVISION.value
    return {key: n for key, n in found.breakdowns[by].items() if n or key != sealed}


def _lines(found: Handling, by: Dimension) -> list[tuple[str, int]]:
    return [(say(name_of(by, key)), count) for key, count in _counts(found, by).items()]


def _figures(report: HandlingReport) -> dict[str, Any]:
    found = report.figures
    answer = found.stages[Stage.ANSWER]
    return {
        "handled": _share(found.handled[Denominator.ALL]),
        "closed": _share(found.closed[Denominator.ALL]),
        "first_answer": {
            "on_time": _share(answer.on_time),
            "answered": answer.reached,
            "median_working_days": answer.median,
            "p90_working_days": answer.p90,
        },
        "open": {"count": found.open.count, "oldest_working_days": found.open.oldest},
        "objected": _share(found.objected),
        "satisfaction": _satisfaction(found.satisfaction, report.ratings_withheld),
        "by_class": _counts(found, Dimension.TICKET_CLASS),
        "by_channel": _counts(found, Dimension.CHANNEL),
    }


def _satisfaction(found: Satisfaction, withheld: bool) -> dict[str, Any]:
    told = None if withheld or found.published is None else str(found.published)
    return {
        "mean": told,
        "highest": 4,
        "withheld": withheld,
        "answered": _share(found.answered),
        "silent": _share(found.silent),
    }


def _share(one: Share) -> dict[str, Any]:
    percent = None if one.percent is None else str(one.percent)
    return {"percent": percent, "part": one.part, "whole": one.whole, "of": one.of}
