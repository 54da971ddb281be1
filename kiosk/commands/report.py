"""``kiosk report``: a unit's index, as JSON, CSV or a table."""

from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from kiosk.commands import report_closing, report_files, report_four, report_trust
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.cells import csv_text
from kiosk.domain.index import period as periods
from kiosk.domain.index.document import DocumentKind
from kiosk.domain.index.ikm import Ikm, UnsurScore
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.rollup import RULES
from kiosk.domain.rounding import half_up, written
from kiosk.domain.survey.instrument import say
from kiosk.flows.index.show_period import show_period
from kiosk.flows.measuring import IkmReport
from kiosk.flows.standings import PeriodView
from kiosk.i18n import number

PERIOD_HELP = "2026-10, 2026-Q4, 2026-S2 atau 2026."


@click.group("report", help="Laporan satu unit dan semua di bawahnya.")
def group() -> None:
    """A group."""


@group.command("ikm", help="Indeks kepuasan masyarakat.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="P", help=PERIOD_HELP)
@click.option("--instrument", metavar="KODE", help="Bakunya skm-2017.")
@click.option("--csv", "csv_file", metavar="FILE", type=click.Path(dir_okay=False))
@click.option("--pdf", metavar="FILE", type=click.Path(dir_okay=False), help="Laporan SKM.")
@click.option("--xlsx", metavar="FILE", type=click.Path(dir_okay=False), help="Pengolahan data.")
@json_option
@with_appcontext
@refusing
def ikm(
    unit: str,
    period: str,
    instrument: str | None,
    csv_file: str | None,
    pdf: str | None,
    xlsx: str | None,
    as_json: bool,
) -> None:
    """An empty period exits 0 with 0 and null."""
    wanted = {DocumentKind.REPORT_PDF: pdf, DocumentKind.SHEET_XLSX: xlsx}
    report_files.write(unit, periods.parse(period), instrument, wanted)
    view = show_period(unit, periods.parse(period), instrument)
    report = view.report
    if csv_file:
        with Path(csv_file).open("w", encoding="utf-8-sig", newline="") as out:
            out.write(_csv(view))
    document = _document(report) | report_closing.document(view)
    show(document, [*report_closing.lines(view), *_lines(report)], as_json=as_json)


def _document(report: IkmReport) -> dict[str, object]:
    found = report.ikm
    return {
        "unit": report.unit.code,
        "name": report.unit.name,
        "period": str(report.period),
        "instrument": report.instrument.code,
        "respondents": report.sample.respondents,
        "ikm": str(found.ikm) if found else None,
        "mutu": found.grade.mutu if found and report.graded else None,
        "kinerja": say(found.grade.words, "id") if found and report.graded else None,
        "withheld": report.withheld,
        "index": str(half_up(found.index, 4)) if found else None,
        "unrounded": written(found.exact) if found else None,
        "unsur": [_unsur(one) for one in found.unsur] if found else [],
        "lowest": [one.code for one in found.lowest()] if found else [],
        "interval": _interval(found),
        "sample": {
            "population": report.sample.population,
            "minimum": report.sample.minimum,
            "rule": report.sample.rule,
            "enough": report.sample.enough,
        },
        "weight": report.method.label,
        "bands": report.method.bands,
        "rollup": _rollup(report),
        "excluded": report.excluded,
        "ikm_with_excluded": str(report.with_excluded.ikm) if report.with_excluded else None,
        "change": str(report.change) if report.change is not None else None,
        "reconciliation": _reconciliation(found),
        "by_source": {
            source.name.lower(): {"respondents": n, "ikm": str(one.ikm) if one else None}
            for source, (n, one) in report.by_source.items()
        },
        **report_trust.document(report),
        **report_four.document(report),
    }


def _rollup(report: IkmReport) -> str:
    return report.settings.get("gabungan-unit", "jawaban")


def _unsur(one: UnsurScore) -> dict[str, object]:
    return {
        "code": one.code,
        "name": say(one.name, "id"),
        "n": one.n,
        "sum": one.total,
        "nrr": str(half_up(one.nrr, 4)),
        "value": str(one.value),
        "mutu": one.grade.mutu,
        "kinerja": say(one.grade.words, "id"),
    }


def _interval(found: Ikm | None) -> dict[str, str] | None:
    if found is None or found.interval is None:
        return None
    return {"level": "0.95", "low": str(found.interval.low), "high": str(found.interval.high)}


def _reconciliation(found: Ikm | None) -> list[dict[str, str]]:
    lines = found.reconciliation if found else ()
    return [{"weight": one.weight, "ikm": str(one.ikm)} for one in lines]


def _lines(report: IkmReport) -> list[str]:
    found, sample = report.ikm, report.sample
    name = names_of(report.instrument.survey).index_short
    lines = [
        f"{name} {report.unit.name}",
        f"Periode     {report.period.title} ({report.instrument.code})",
        f"Responden   {number(sample.respondents)} dari minimum {number(sample.minimum)} "
        f"({sample.rule})",
        f"Bobot       {'1/n (tepat)' if report.method.label == 'exact' else report.method.label}",
    ]
    if len(report.scope.unit_ids) > 1:
        lines.append(f"Gabungan    {RULES[_rollup(report)]}")
    if report.rolled and report.rolled.left_out:
        few = ", ".join(part.name for part in report.rolled.left_out)
        lines.append(f"            Terlalu sedikit jawaban, jadi tidak dihitung: {few}.")
    if found is None:
        return [*lines, report.withheld or ""]
    grade = f"{found.grade.mutu} ({say(found.grade.words, 'id')})" if report.graded else None
    lines.append(f"{name:11} {number(found.ikm)}   Mutu {grade or '-: ' + (report.withheld or '')}")
    lines += report_four.lines(report)
    if report.with_excluded:
        lines.append(
            f"Dikecualikan {number(report.excluded)} jawaban; dengan itu {name} "
            f"{number(report.with_excluded.ikm)}"
        )
    if found.interval:
        low, high = number(found.interval.low), number(found.interval.high)
        lines.append(f"Selang 95%  {low} sampai {high}")
    return [
        *lines,
        *report_trust.lines(report),
        "",
        *_unsur_lines(found),
        "",
        *_other_weights(found),
    ]


def _unsur_lines(found: Ikm) -> list[str]:
    lowest = [one.code for one in found.lowest()]
    rows = [("Unsur", "n", "NRR", "Nilai", "Mutu", "")]
    for one in found.unsur:
        mark = f"terendah {lowest.index(one.code) + 1}" if one.code in lowest else ""
        nrr = number(half_up(one.nrr, 3))
        name = say(one.name, "id")
        rows.append((name, number(one.n), nrr, number(one.value), one.grade.mutu, mark))
    return columns(rows, right=frozenset({1, 2, 3}))


def _other_weights(found: Ikm) -> list[str]:
    return [
        f"Dengan bobot {one.weight.replace('.', ',')}: {number(one.ikm)}"
        for one in found.reconciliation
    ]


def _csv(view: PeriodView) -> str:
    """One line an unsur, then the index and how far to trust it; points as decimals, for a
    machine."""
    report = view.report
    titles = ["unit", "periode", "kode", "unsur", "n", "jumlah", "nrr", "nilai", "mutu"]
    head: list[Any] = [report.unit.code, str(report.period)]
    rows: list[list[Any]] = []
    for one in report.ikm.unsur if report.ikm else ():
        row = _unsur(one)
        rows.append([row[name] for name in ("code", "name", "n", "sum", "nrr", "value", "mutu")])
    document: dict[str, Any] = _document(report)
    total = [document["respondents"], "", document["index"], document["ikm"], document["mutu"]]
    rows.append(["ikm", "IKM", *total])
    if report.with_excluded:
        every = report.sample.respondents + report.excluded
        whole = [every, "", "", str(report.with_excluded.ikm), ""]
        rows.append(["ikm-tanpa-pengecualian", "IKM dengan semua jawaban", *whole])
    if view.closing:
        frozen = view.closing.figures
        rows.append(["ikm-dibekukan", "IKM yang dibekukan", frozen.respondents, "", "",
                     frozen.ikm, frozen.mutu])  # fmt: skip
    for code, name, n, value in report_trust.rows(report):
        rows.append([code, name, n, "", "", value, ""])
    return csv_text(titles, ([*head, *row] for row in rows))
