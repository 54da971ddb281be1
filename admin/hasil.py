"""Komponen hasil of Zona Integritas, every weight shown."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from admin import access
from admin import zi as dossier
from kiosk.domain.index import period as periods
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.domain.zi import hasil as zi
from kiosk.domain.zi.figures import comma, published
from kiosk.domain.zi.hasil import SurveyIndex
from kiosk.domain.zi.kinerja import KINERJA_MAX
from kiosk.domain.zi.thresholds import WBBM, WBK, Predicate, judge
from kiosk.flows.zi.report_hasil import HasilReport, report_hasil
from kiosk.i18n import number

bp = Blueprint("hasil", __name__)
YEARS = range(2004, 2100)


@bp.get("/hasil/<unit>/<int:year>")
@access.needs(Action.SEE_HASIL, "unit")
def year(unit: str, year: int) -> str:
    if year not in YEARS:
        abort(404)
    report = report_hasil(unit, periods.parse(str(year)))
    return render_template(
        "desk/hasil.html",
        h=_shown(report, year),
        figure_urls=_figure_urls(report, year),
        **dossier.around(unit, year, "desk.hasil.year"),
    )


def _shown(report: HasilReport, year: int) -> dict[str, Any]:
    weighed = report.hasil
    rows = _rows(report)
    return {
        "unit": report.unit,
        "year": year,
        "prev_url": url_for(".year", unit=report.unit.code, year=year - 1),
        "next_url": url_for(".year", unit=report.unit.code, year=year + 1),
        "rows": rows,
        "provisional": any(row["provisional"] for row in rows),
        "bersih_akuntabel": _sum(weighed.bersih_akuntabel, zi.BERSIH_AKUNTABEL_MAX),
        "pelayanan_prima": _sum(weighed.pelayanan_prima, zi.PELAYANAN_PRIMA_MAX),
        "hasil_total": _points(weighed.hasil),
        "max": _points(zi.HASIL_MAX),
        "verdicts": [_verdict(report, predicate) for predicate in (WBK, WBBM)],
        "thresholds": _thresholds(report),
    }


def _figure_urls(report: HasilReport, year: int) -> list[tuple[str, str]]:
    """Where to enter what comes from outside, for whoever may."""
    if not access.actor().may(Action.ENTER_FIGURES, access.spot()):
        return []
    where: dict[str, Any] = {"unit": report.unit.code, "year": year}
    return [
        ("Isi nilai resmi", url_for("desk.figures.official", **where)),
        ("Isi capaian kinerja", url_for("desk.figures.performance", **where)),
    ]


def _points(value: Fraction | None) -> str | None:
    return None if value is None else comma(published(value))


def _sum(points: Fraction | None, most: Fraction) -> dict[str, str | None]:
    return {"points": _points(points), "max": _points(most)}


def _rows(report: HasilReport) -> list[dict[str, Any]]:
    inputs, weighed = report.hasil.inputs, report.hasil
    return [
        _survey_row("IPAK", "ipak", inputs.ipak, weighed.ipak, zi.IPAK_MAX, report),
        _row(
            "Capaian kinerja lebih baik",
            None,
            weighed.kinerja,
            KINERJA_MAX,
            "pilihan A sampai E dari 5",
            _basis(report, "kinerja", "belum diisi"),
        ),
        _survey_row("IPKP", "ipkp", inputs.ipkp, weighed.ipkp, zi.IPKP_MAX, report),
    ]


def _survey_row(
    name: str,
    key: str,
    index: SurveyIndex | None,
    points: Fraction | None,
    most: Fraction,
    report: HasilReport,
) -> dict[str, Any]:
    shown = comma(published(index.value)) if index else None
    survey = {"ipak": "SPAK", "ipkp": "SPKP"}[key]
    origin = index.source.label if index else f"belum ada jawaban {survey}"
    provenance = _basis(report, key, "")
    text = f"{origin}: {provenance}" if provenance else origin
    row = _row(name, shown, points, most, f"indeks / 4 × {comma(published(most))}", text)
    return {**row, "provisional": bool(index and index.provisional)}


def _row(
    name: str, index: str | None, points: Fraction | None, most: Fraction, weight: str, origin: str
) -> dict[str, Any]:
    return {
        "name": name,
        "index": index,
        "points": _points(points),
        "points_number": float(points) if points is not None else None,
        "max": _points(most),
        "max_number": float(most),
        "weight_text": weight,
        "provenance": origin,
        "provisional": False,
    }


def _basis(report: HasilReport, key: str, otherwise: str) -> str:
    basis = report.basis.get(key)
    if basis is None:
        return otherwise
    if basis.respondents is None:
        return basis.text
    text = f"{basis.text}, {number(basis.respondents)} responden"
    if basis.flagged is not None:
        share = half_up(Fraction(100 * basis.flagged, basis.respondents + basis.excluded), 1)
        text += f", {number(basis.flagged)} bertanda ({number(share)} persen)"
    if not basis.excluded:
        return text
    whole = comma(basis.with_excluded or "")
    return f"{text}; {number(basis.excluded)} dikecualikan, dengan itu indeks {whole}"


def _verdict(report: HasilReport, predicate: Predicate) -> dict[str, Any]:
    verdict = judge(report.hasil, predicate)
    return {
        "title": predicate.label,
        "passes": verdict.passes,
        "missing": [f"{one.sentence}." for one in verdict.missing if one.value is not None],
        # What nobody has entered yet is not a shortfall, and no pass either.
        "unchecked": [
            *(f"{one.sentence}." for one in verdict.missing if one.value is None),
            *(f"{one.sentence}." for one in verdict.unchecked),
        ],
    }


def _thresholds(report: HasilReport) -> list[dict[str, Any]]:
    tested, conversion = report.hasil.rounded, report.hasil.conversion
    return [
        {
            "name": low.label,
            "ours": _points(low.found(tested)),
            "wbk": _points(low.needed(conversion)),
            "wbbm": _points(high.needed(conversion)),
        }
        for low, high in zip(WBK.requirements, WBBM.requirements, strict=True)
    ]
