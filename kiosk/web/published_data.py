"""Published figures for programs: JSON and CSV, readable from any site.

Figures are text with a point, counts are numbers; what is not known or not shown is null. The
shape is described in kiosk/data/openapi.json and only ever grows.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify, url_for
from werkzeug.wrappers import Response

from kiosk.domain.cells import Cell
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period_figures import LineFigure, UnsurFigure
from kiosk.domain.rounding import half_up
from kiosk.flows.index.show_published import Published
from kiosk.fronts.sheets import csv_answer
from kiosk.web.published import found_of, fresh
from kiosk.web.reaching import absolute, at

bp = Blueprint("published_data", __name__)
SCHEMA = "publik-1"
FOR_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # Short, and never used after: what is withdrawn is not shown on from a cache.
    "Cache-Control": "public, max-age=60, must-revalidate",
}
OF_PERIODS = (
    "unit", "nama_unit", "instansi", "survei", "periode", "bulan_pertama", "bulan_terakhir",
    "edisi", "responden", "sampel_minimum", "cukup_sampel", "ikm", "mutu", "bawah_95", "atas_95",
    "dikecualikan", "persen_bertanda", "ditutup", "diterbitkan", "kepala_rantai",
)  # fmt: skip
OF_ONE = ("unit", "periode", "edisi", "jenis", "kode", "nama", "n", "nilai", "mutu", "nrr")


@bp.get("/publik/<unit>.json")
def data(unit: str) -> Response:
    """A unit's published periods, the newest with all its figures."""
    found = found_of(unit)
    return _json(
        unit=_unit(found),
        survey=found.instrument.code,
        surveys=[one.code for one in found.surveys],
        latest=found.chosen and _period(found, found.chosen),
        periods=[_brief(found, one) for one in found.closings],
    )


@bp.get("/publik/<unit>/<period>.json")
def data_of(unit: str, period: str) -> Response:
    found = found_of(unit, period)
    assert found.chosen is not None
    return _json(unit=_unit(found), survey=found.instrument.code, **_period(found, found.chosen))


@bp.get("/publik/<unit>.csv")
def table(unit: str) -> Response:
    """A row a period."""
    found = found_of(unit)
    rows = [_row(found, one) for one in found.closings]
    return shared(csv_answer(f"ikm-{unit}", OF_PERIODS, rows))


@bp.get("/publik/<unit>/<period>.csv")
def table_of(unit: str, period: str) -> Response:
    """A row a figure: the index, each unsur, each service, each source."""
    found = found_of(unit, period)
    assert found.chosen is not None
    return shared(csv_answer(f"ikm-{unit}-{period}", OF_ONE, _rows(found.chosen)))


def shared(answer: Response) -> Response:
    """For any site, and known by its content."""
    answer.headers.update(FOR_EVERYBODY)
    return fresh(answer)


def _json(**values: Any) -> Response:
    return shared(jsonify(schema=SCHEMA, **values))


def _unit(found: Published) -> dict[str, str]:
    unit, owner = found.unit, found.instansi
    return {"code": unit.code, "name": unit.name, "instansi": owner.name}


def _brief(found: Published, one: Closing) -> dict[str, Any]:
    figures = one.figures
    return {
        "period": str(one.period),
        "title": one.period.title,
        "first_month": _month(one.period.first),
        "last_month": _month(one.period.last),
        "edition": one.edition,
        "closed_at": _moment(one.closed_at, found.unit.zone),
        "published_at": _moment(one.published_at, found.unit.zone),
        "respondents": figures.respondents,
        "ikm": _text(figures.ikm),
        "mutu": figures.mutu,
        "url": absolute(url_for("published.period", **at(found, one))),
        "data_url": absolute(url_for("published_data.data_of", **at(found, one))),
    }


def _period(found: Published, one: Closing) -> dict[str, Any]:
    figures, method = one.figures, one.figures.method
    interval = None
    if figures.low is not None and figures.high is not None:
        interval = {"level": "0.95", "low": str(figures.low), "high": str(figures.high)}
    return {
        **_brief(found, one),
        "kinerja": figures.kinerja,
        "withheld": figures.withheld,
        "interval": interval,
        "near": figures.near,
        "sample": {
            "minimum": figures.sample.minimum,
            "rule": figures.sample.rule,
            "population": figures.sample.population,
            "enough": figures.sample.enough,
        },
        "unsur": [_unsur(unsur) for unsur in figures.unsur],
        "lowest": list(figures.lowest),
        "services": [_line(line) for line in figures.by_service],
        "sources": [_line(line) for line in figures.by_source],
        "held": figures.held,
        "excluded": figures.excluded,
        "ikm_with_excluded": _text(figures.with_excluded),
        "flagged_percent": _text(figures.flagged),
        "other_weights": [
            {"weight": line.weight, "ikm": str(line.ikm), "mutu": line.mutu}
            for line in figures.spellings
        ],
        "method": {
            "formula": method.formula,
            "source": method.source,
            "instrument_sha256": method.instrument_sha256,
            "weight": method.weight,
            "rounding": method.rounding,
            "bands": method.bands,
            "smallest_group": method.smallest,
            "rollup": method.rollup,
        },
        "chain": {
            "head": one.head,
            "figures_sha256": one.digest,
            "answers_head": figures.chain.head,
            "answers": figures.chain.answers,
        },
    }


def _unsur(one: UnsurFigure) -> dict[str, Any]:
    asked = one.n > 0
    return {
        "number": one.number,
        "code": one.code,
        "name": one.name,
        "n": one.n,
        "sum": one.total,
        "nrr": _nrr(one.nrr) if asked else None,
        "nrr_weighted": _nrr(one.weighted) if asked else None,
        "value": str(one.value) if asked else None,
        "mutu": one.mutu if asked else None,
    }


def _line(one: LineFigure) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "respondents": one.n,
        "ikm": _text(one.ikm),
        "mutu": one.mutu,
    }


def _nrr(value: Fraction) -> str:
    return str(half_up(value, 4))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _month(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _moment(instant: datetime | None, zone: str) -> str | None:
    """To the second, in the unit's own zone."""
    if instant is None:
        return None
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def _row(found: Published, one: Closing) -> list[Cell]:
    figures, sample = one.figures, one.figures.sample
    return [
        found.unit.code, found.unit.name, found.instansi.name, one.instrument, str(one.period),
        _month(one.period.first), _month(one.period.last), one.edition, figures.respondents,
        sample.minimum, "ya" if sample.enough else "tidak", figures.ikm, figures.mutu, figures.low,
        figures.high, figures.excluded, figures.flagged, _moment(one.closed_at, found.unit.zone),
        _moment(one.published_at, found.unit.zone), one.head,
    ]  # fmt: skip


def _rows(one: Closing) -> Iterable[list[Cell]]:
    figures = one.figures
    head: list[Cell] = [one.unit, str(one.period), one.edition]
    yield [*head, "ikm", "ikm", "IKM", figures.respondents, figures.ikm, figures.mutu, None]
    for unsur in figures.unsur:
        told = _unsur(unsur)
        named = [told[name] for name in ("code", "name", "n", "value", "mutu", "nrr")]
        yield [*head, "unsur", *named]
    for kind, lines in (("layanan", figures.by_service), ("sumber", figures.by_source)):
        for line in lines:
            yield [*head, kind, line.code, line.name, line.n, line.ikm, line.mutu, None]
