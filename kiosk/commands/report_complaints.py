"""``kiosk report complaints``: how a unit handled the reports it received, as of a day."""

from collections.abc import Mapping
from typing import Any

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands.console import columns, json_option, refusing, show
from kiosk.domain.complaint.handling import OpenCases, Satisfaction, StageFigures
from kiosk.domain.complaint.handling_counts import Dimension, Stage, Verdict
from kiosk.domain.complaint.handling_names import name_of
from kiosk.domain.complaint.share import Denominator, Share
from kiosk.flows.complaint.report_handling import Asked, report_handling
from kiosk.flows.handled import HandlingReport
from kiosk.i18n import day_text, number

OPEN = "laporan yang belum selesai"


@click.command("complaints", help="Penanganan laporan warga: status, ketepatan, lama, umur.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--from", "first", default="", metavar="D", help="Diterima sejak; baku 1 Januari.")
@click.option("--to", "last", default="", metavar="D", help="Diterima sampai; baku hari ini.")
@click.option("--as-of", default="", metavar="D", help="Keadaan akhir hari itu; baku hari ini.")
@click.option(
    "--among",
    type=click.Choice([one.value for one in Denominator]),
    default=Denominator.ALL.value,
    show_default=True,
    help="Penyebut angka utama.",
)
@json_option
@with_appcontext
@refusing
def complaints(unit: str, first: str, last: str, as_of: str, among: str, as_json: bool) -> None:
    """Sealed cases are counted here, and only here: the operator reads no word of them."""
    asked = Asked(first, last, as_of, Denominator(among))
    report = report_handling(unit, asked, clock.now())
    show(_document(report), _lines(report), as_json=as_json)


def _document(report: HandlingReport) -> dict[str, object]:
    found = report.figures
    return {
        "unit": report.unit.code,
        "name": report.unit.name,
        "from": report.span.first.isoformat(),
        "to": report.span.last.isoformat(),
        "as_of": report.span.as_of.isoformat(),
        "as_of_asked": report.span.asked.isoformat() if report.span.asked else None,
        "sealed": "counted",
        "total": found.total,
        "headline": {"among": found.headline.value, **_share(found.handled[found.headline])},
        "handled": {one.value: _share(share) for one, share in found.handled.items()},
        "closed": {one.value: _share(share) for one, share in found.closed.items()},
        "counts": {
            "state": dict(found.breakdowns[Dimension.STATE]),
            "public": dict(found.breakdowns[Dimension.PUBLIC]),
            "class": dict(found.breakdowns[Dimension.TICKET_CLASS]),
            "kind": dict(found.breakdowns[Dimension.KIND]),
            "channel": dict(found.breakdowns[Dimension.CHANNEL]),
            "unit": dict(found.breakdowns[Dimension.UNIT]),
            "month": dict(found.breakdowns[Dimension.MONTH]),
            "ending": dict(found.endings),
            "merged": found.merged,
        },
        "stages": {stage.value: _stage(one) for stage, one in found.stages.items()},
        "open": _open(found.open),
        "by_officer": _share(found.by_officer),
        "by_reporter": _share(found.by_reporter),
        "by_silence": _share(found.by_silence),
        "objected": _share(found.objected),
        "reopened": _share(found.reopened),
        "satisfaction": _satisfaction(found.satisfaction, withheld=report.ratings_withheld),
        "adds_up": found.adds_up,
        "checks": [
            {"name": one.name, "total": one.total, "counted": one.counted} for one in found.checks
        ],
    }


def _share(one: Share) -> dict[str, object]:
    percent = None if one.percent is None else str(one.percent)
    return {"percent": percent, "part": one.part, "whole": one.whole, "of": one.of}


def _stage(one: StageFigures) -> dict[str, object]:
    """Days are working days; the three numbers of tickets say what each figure is taken of."""
    return {
        "reached": one.reached,
        "median": one.median,
        "p90": one.p90,
        "waiting": one.waiting,
        "oldest_waiting": one.oldest_waiting,
        "median_at_least": one.median_at_least,
        "p90_at_least": one.p90_at_least,
        "of": f"laporan yang sudah melewati tahap {one.stage.value}",
        "on_time": None if one.stage is Stage.CLOSING else _share(one.on_time),
        "verdicts": {verdict.value: count for verdict, count in one.verdicts.items()},
    }


def _open(one: OpenCases) -> dict[str, object]:
    bands = [{"from": b.first, "to": b.last, "count": b.count} for b in one.bands]
    median: dict[str, object] = {"count": one.count, "median": one.median, "oldest": one.oldest}
    return {**median, "of": OPEN, "bands": bands}


def _satisfaction(one: Satisfaction, *, withheld: bool) -> dict[str, object]:
    """So few ratings that a mean would tell one of them are counted and not shown."""
    mean = None if withheld or one.published is None else str(one.published)
    return {
        "asked": one.asked,
        "answered": _share(one.answered),
        "silent": _share(one.silent),
        "mean": mean,
        "of": "pelapor yang memberi nilai, 1 sampai 4",
        "withheld": withheld,
        "ratings": None if withheld else {str(score): n for score, n in one.ratings.items()},
    }


def _lines(report: HandlingReport) -> list[str]:
    found, span = report.figures, report.span
    lines = [
        f"Penanganan laporan {report.unit.name}",
        f"Diterima {day_text(span.first)} sampai {day_text(span.last)}",
        f"Keadaan akhir {day_text(span.as_of)}, berkas terlindungi ikut dihitung",
    ]
    if span.asked:
        lines.append(f"{day_text(span.asked)} belum tiba; angka ini per hari ini.")
    if not found.total:
        return [*lines, "", "Belum ada laporan yang diterima pada rentang ini."]
    lines += ["", f"Diterima: {number(found.total)} laporan", ""]
    lines += columns([("Bagian", "", "", "dari"), *_share_rows(report)], right=frozenset({1, 2}))
    for by in (Dimension.STATE, Dimension.TICKET_CLASS, Dimension.CHANNEL, Dimension.UNIT):
        lines += ["", *_counted(by, found.breakdowns[by])]
    return [
        *lines,
        "",
        *_stages(report),
        "",
        *_ages(found.open),
        "",
        *_rated(report),
        *_faults(report),
    ]


def _share_rows(report: HandlingReport) -> list[tuple[str, str, str, str]]:
    found = report.figures
    rows = [(name, *_told(one)) for name, one in found.shares.items()]
    limited = (found.stages[stage] for stage in (Stage.VERIFICATION, Stage.ANSWER))
    return rows + [(f"{one.stage.label} tepat waktu", *_told(one.on_time)) for one in limited]


def _told(one: Share) -> tuple[str, str, str]:
    percent = f"{number(one.percent)} %" if one.percent is not None else "—"
    return percent, f"{number(one.part)} dari {number(one.whole)}", one.of


def _counted(by: Dimension, counts: Mapping[str, int]) -> list[str]:
    rows = [(name_of(by, key), number(count)) for key, count in counts.items() if count]
    return columns([(by.label, "Laporan"), *rows], right=frozenset({1}))


def _stages(report: HandlingReport) -> list[str]:
    def row(one: StageFigures) -> tuple[str, ...]:
        figures: tuple[Any, ...] = (one.reached, one.median, one.p90, one.waiting)
        late = one.verdicts[Verdict.OVERDUE]
        return (one.stage.label, *map(number, (*figures, one.oldest_waiting, late)))

    head = ("Hari kerja", "sudah", "median", "P90", "belum", "terlama", "lewat tenggat")
    rows = [head, *(row(one) for one in report.figures.stages.values())]
    return columns(rows, right=frozenset(range(1, 7)))


def _ages(one: OpenCases) -> list[str]:
    rows = [(band.label, number(band.count)) for band in one.bands]
    return columns([("Umur yang belum selesai", "Laporan"), *rows], right=frozenset({1}))


def _rated(report: HandlingReport) -> list[str]:
    one = report.figures.satisfaction
    mean = (
        "tidak ditampilkan: terlalu sedikit" if report.ratings_withheld else number(one.published)
    )
    answered = f"{number(one.answered.part)} dari {number(one.asked)} {one.answered.of}"
    return [f"Nilai penanganan: {mean} ({answered}); tidak dijawab {number(one.silent.part)}"]


def _faults(report: HandlingReport) -> list[str]:
    return [
        f"Tidak cocok: {one.name} menghitung {number(one.counted)}, seharusnya {number(one.total)}."
        for one in report.figures.faults
    ]
