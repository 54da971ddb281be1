"""The figures of handling as a page shows them: words, percentages, bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from admin import access
from kiosk.domain.complaint.handling import StageFigures
from kiosk.domain.complaint.handling_counts import Dimension, Stage, Verdict, month_key
from kiosk.domain.complaint.handling_names import name_of
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.share import Denominator, Share
from kiosk.domain.month import shift
from kiosk.domain.people.policy import Action
from kiosk.flows.handled import HandlingReport
from kiosk.i18n import day_text, number

NOT_SEALED = "Angka di halaman ini tidak termasuk berkas terlindungi."
SEALED = "Berkas terlindungi yang boleh Anda ketahui ikut dihitung."
SHOWN = (
    Dimension.STATE,
    Dimension.TICKET_CLASS,
    Dimension.KIND,
    Dimension.CHANNEL,
    Dimension.UNIT,
    Dimension.MONTH,
)
_NEVER = frozenset({Dimension.UNIT, Dimension.MONTH})
"""Shown only where there is more than one to compare."""


@dataclass(frozen=True)
class Ratio:
    """A share in words: "72,5 %", "29 dari 40", and of what."""

    name: str
    percent: str
    counts: str
    of: str


@dataclass(frozen=True)
class Row:
    """A line of a count with its bar. ``most``: the longest bar's."""

    name: str
    count: int
    text: str
    most: int


def page(report: HandlingReport, today: date) -> dict[str, Any]:
    """What `templates/desk/handling.html` says it takes."""
    found, span = report.figures, report.span
    return {
        "unit": report.unit,
        "span": f"{_day(span.first)} sampai {_day(span.last)}",
        "as_of": _day(span.as_of),
        "not_yet": _day(span.asked) if span.asked else None,
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "taken": span.as_of.isoformat(),
        "sealed": SEALED if report.with_sealed else NOT_SEALED,
        "total": number(found.total),
        "headline": _ratio("Ditindaklanjuti", found.handled[found.headline]),
        "closed": _ratio("Selesai", found.closed[found.headline]),
        "denominators": [(one.value, one.label, one is found.headline) for one in Denominator],
        "handled": [_both(report, one) for one in Denominator],
        "outcomes": _outcomes(report),
        "stages": [_stage(one) for one in found.stages.values()],
        "open": _open(report),
        "ratings": _ratings(report),
        "breakdowns": [_breakdown(report, by) for by in SHOWN if _is_worth(report, by)],
        "checks": [(one.name, number(one.total), number(one.counted)) for one in found.checks],
        "faults": [f"{one.name}: {one.difference:+d}" for one in found.faults],
        "periods": _periods(report, today),
        "points_url": _points_url(report),
    }


def _day(day: date) -> str:
    """Without the name of the weekday."""
    return day_text(day).partition(", ")[2]


def _ratio(name: str, one: Share) -> Ratio:
    percent = f"{number(one.percent)} %" if one.percent is not None else "–"
    return Ratio(name, percent, f"{number(one.part)} dari {number(one.whole)}", one.of)


def _both(report: HandlingReport, among: Denominator) -> tuple[Ratio, Ratio]:
    found = report.figures
    return _ratio(among.label, found.handled[among]), _ratio(among.label, found.closed[among])


def _outcomes(report: HandlingReport) -> list[Ratio]:
    found = report.figures
    return [
        _ratio("Selesai menurut petugas", found.by_officer),
        _ratio("Selesai menurut pelapor", found.by_reporter),
        _ratio("Ditutup karena pelapor tidak menanggapi", found.by_silence),
        _ratio("Pelapor keberatan", found.objected),
        _ratio("Dibuka lagi", found.reopened),
    ]


def _stage(one: StageFigures) -> dict[str, Any]:
    on_time = None if one.stage is Stage.CLOSING else _ratio("Tepat waktu", one.on_time)
    return {
        "name": one.stage.label,
        "on_time": on_time,
        "reached": number(one.reached),
        "median": number(one.median),
        "p90": number(one.p90),
        "waiting": number(one.waiting),
        "oldest": number(one.oldest_waiting),
        "median_at_least": number(one.median_at_least),
        "p90_at_least": number(one.p90_at_least),
        "overdue": number(one.verdicts[Verdict.OVERDUE]),
    }


def _open(report: HandlingReport) -> dict[str, Any]:
    found = report.figures.open
    most = max((band.count for band in found.bands), default=0)
    return {
        "count": number(found.count),
        "median": number(found.median),
        "oldest": number(found.oldest),
        "bands": [Row(one.label, one.count, number(one.count), most) for one in found.bands],
    }


def _ratings(report: HandlingReport) -> dict[str, Any]:
    """So few that a mean would tell one of them are counted, and not shown."""
    found, withheld = report.figures.satisfaction, report.ratings_withheld
    most = max(found.ratings.values(), default=0)
    return {
        "mean": None if withheld or found.published is None else number(found.published),
        "withheld": withheld,
        "smallest": number(report.smallest),
        "answered": _ratio("Memberi nilai", found.answered),
        "silent": _ratio("Tidak dijawab", found.silent),
        "scores": []
        if withheld
        else [Row(f"Nilai {one}", n, number(n), most) for one, n in sorted(found.ratings.items())],
    }


def _is_worth(report: HandlingReport, by: Dimension) -> bool:
    return by not in _NEVER or len(report.figures.breakdowns[by]) > 1


def _breakdown(report: HandlingReport, by: Dimension) -> dict[str, Any]:
    counts = _counts(report, by)
    most = max(counts.values(), default=0)
    rows = [Row(_name(report, by, key), n, number(n), most) for key, n in counts.items()]
    return {"id": by.value, "title": by.label, "rows": rows}


def _counts(report: HandlingReport, by: Dimension) -> dict[str, int]:
    """A class that is sealed has no line where it is not counted: a 0 there would be a lie."""
    counts = dict(report.figures.breakdowns[by])
    if by is Dimension.TICKET_CLASS and not report.with_sealed:
        counts.pop(TicketClass.SUPERVISION.value, None)
    return _every_month(counts) if by is Dimension.MONTH else counts


def _every_month(counts: dict[str, int]) -> dict[str, int]:
    """A month without a report is a 0 between its neighbours, not a gap nobody sees."""
    found = sorted(int(key.replace("-", "")) for key in counts)
    if not found:
        return counts
    every = [found[0]]
    while every[-1] < found[-1]:
        every.append(shift(every[-1], 1))
    return {month_key(one): counts.get(month_key(one), 0) for one in every}


def _name(report: HandlingReport, by: Dimension, key: str) -> str:
    return report.offices.get(key, key) if by is Dimension.UNIT else name_of(by, key)


def _periods(report: HandlingReport, today: date) -> list[tuple[str, str]]:
    """Spans that are asked for most, as of today."""
    this_month = today.replace(day=1)
    before = this_month - timedelta(days=1)
    spans = (
        ("Bulan ini", this_month, None),
        ("Bulan lalu", before.replace(day=1), before),
        ("Tahun ini", date(today.year, 1, 1), None),
        ("Tahun lalu", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    )
    return [
        (name, url_for(".of_unit", unit=report.unit.code, dari=first, sampai=last))
        for name, first, last in spans
    ]


def _points_url(report: HandlingReport) -> str | None:
    if not access.actor().may(Action.SEE_PLACES, access.spot()):
        return None
    return url_for("desk.points.listed", unit=report.unit.code)


def cells(report: HandlingReport) -> Iterator[tuple[str, ...]]:
    """The same figures for a spreadsheet: (part, name, count, of how many, percent, of what);
    percentages with a decimal point."""
    found, span = report.figures, report.span
    yield ("keadaan", "diterima sejak", span.first.isoformat(), "", "", "")
    yield ("keadaan", "diterima sampai", span.last.isoformat(), "", "", "")
    yield ("keadaan", "per akhir hari", span.as_of.isoformat(), "", "", "")
    yield ("keadaan", SEALED if report.with_sealed else NOT_SEALED, "", "", "", "")
    yield ("jumlah", "laporan diterima", str(found.total), "", "", "")
    for among in Denominator:
        yield _share_cells("ditindaklanjuti", among.value, found.handled[among])
        yield _share_cells("selesai", among.value, found.closed[among])
    yield _share_cells("hasil", "selesai menurut petugas", found.by_officer)
    yield _share_cells("hasil", "selesai menurut pelapor", found.by_reporter)
    yield _share_cells("hasil", "ditutup karena pelapor diam", found.by_silence)
    yield _share_cells("hasil", "keberatan", found.objected)
    yield _share_cells("hasil", "dibuka lagi", found.reopened)
    for stage in found.stages.values():
        yield from _stage_cells(stage)
    yield from _open_cells(report)
    yield from _rating_cells(report)
    for by in SHOWN:
        for key, count in _counts(report, by).items():
            yield (by.value, _name(report, by, key), str(count), str(found.total), "", "")


def _share_cells(part: str, name: str, one: Share) -> tuple[str, ...]:
    percent = "" if one.percent is None else str(one.percent)
    return (part, name, str(one.part), str(one.whole), percent, one.of)


def _stage_cells(one: StageFigures) -> Iterator[tuple[str, ...]]:
    part = f"tahap {one.stage.value}"
    if one.stage is not Stage.CLOSING:
        yield _share_cells(part, "tepat waktu", one.on_time)
    figures = {
        "median hari kerja": (one.median, one.reached),
        "P90 hari kerja": (one.p90, one.reached),
        "belum, terlama hari kerja": (one.oldest_waiting, one.waiting),
        "lewat tenggat": (one.verdicts[Verdict.OVERDUE], one.waiting),
    }
    for name, (value, whole) in figures.items():
        yield (part, name, "" if value is None else str(value), str(whole), "", "")


def _open_cells(report: HandlingReport) -> Iterator[tuple[str, ...]]:
    found = report.figures.open
    for band in found.bands:
        yield ("umur terbuka", band.label, str(band.count), str(found.count), "", "")


def _rating_cells(report: HandlingReport) -> Iterator[tuple[str, ...]]:
    found, shown = report.figures.satisfaction, not report.ratings_withheld
    yield _share_cells("penilaian", "memberi nilai", found.answered)
    yield _share_cells("penilaian", "tidak dijawab", found.silent)
    mean = "" if found.published is None else str(found.published)
    answered = str(found.answered.part)
    yield (
        "penilaian",
        "rata-rata (1 sampai 4)",
        mean if shown else "terlalu sedikit",
        answered,
        "",
        "",
    )
