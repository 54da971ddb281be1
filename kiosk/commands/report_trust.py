"""What ``kiosk report ikm`` says of how far to trust its figure."""

from typing import Any

from kiosk.domain.index.ikm import Ikm
from kiosk.flows.measuring import IkmReport
from kiosk.flows.trusting import Revisions
from kiosk.i18n import day_text, number


def document(report: IkmReport) -> dict[str, Any]:
    signals, asked = report.signals, report.asked
    return {
        "sources_differ": [[a.name.lower(), b.name.lower()] for a, b in report.differing],
        "flagged": signals.flagged,
        "flagged_percent": str(signals.percent) if signals.percent is not None else None,
        "flagged_by_signal": {
            one.name.lower(): many for one, many in signals.by_signal.items() if many and one.name
        },
        "ikm_without_flagged": str(signals.without.ikm) if signals.without else None,
        "late": _late(report.revisions),
        "visits": {
            "offered": asked.offered,
            "answered": asked.answered,
            "refused": asked.refused,
            "rate_percent": str(asked.rate) if asked.rate is not None else None,
        },
    }


def _late(found: Revisions | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "ikm_at_close": str(found.at_close.ikm) if found.at_close else None,
        "revisions": [
            {
                "day": one.day.isoformat(),
                "answers": one.answers,
                "ikm": str(one.ikm.ikm) if one.ikm else None,
            }
            for one in found.later
        ],
    }


def lines(report: IkmReport) -> list[str]:
    return [*_asked(report), *_flagged(report), *_sources(report), *_revised(report.revisions)]


def _asked(report: IkmReport) -> list[str]:
    asked = report.asked
    if not asked.offered:
        return []
    rate = f" ({number(asked.rate)} %)" if asked.rate is not None else ""
    return [
        f"Kunjungan   {number(asked.offered)} ditawari, {number(asked.answered)} menjawab{rate}, "
        f"{number(asked.refused)} tidak bersedia"
    ]


def _flagged(report: IkmReport) -> list[str]:
    signals = report.signals
    if signals.percent is None:
        return []
    without = f"; tanpa itu IKM {number(signals.without.ikm)}" if signals.without else ""
    return [f"Bertanda    {number(signals.flagged)} jawaban ({number(signals.percent)} %){without}"]


def _sources(report: IkmReport) -> list[str]:
    told = ", ".join(
        f"{source.label} {number(n)} ({number(one.ikm) if one else '-'})"
        for source, (n, one) in report.by_source.items()
    )
    return [
        *([f"Sumber      {told}"] if told else []),
        *_warnings(report),
    ]


def _warnings(report: IkmReport) -> list[str]:
    return [
        f"Peringatan  IKM menurut {a.label} dan {b.label} berbeda lebih dari selangnya"
        for a, b in report.differing
    ]


def _revised(found: Revisions | None) -> list[str]:
    if found is None:
        return []
    first = number(found.at_close.ikm) if found.at_close else "-"
    lines = [f"Revisi      IKM saat periode berakhir {first}"]
    return lines + [
        f"            {day_text(one.day)}: {number(one.answers)} jawaban terlambat, "
        f"IKM {number(one.ikm.ikm) if one.ikm else '-'}"
        for one in found.later
    ]


Row = tuple[str, str, object, object]


def rows(report: IkmReport) -> list[Row]:
    """Lines of the CSV file: (kode, what it is, n, nilai); "" where there is no such figure."""
    return [
        *_source_rows(report),
        *_flagged_rows(report),
        *_late_rows(report.revisions),
        *_visit_rows(report),
    ]


def _source_rows(report: IkmReport) -> list[Row]:
    found: list[Row] = [
        (f"sumber-{source.name.lower()}", source.label, n, _ikm(one))
        for source, (n, one) in report.by_source.items()
    ]
    return found + [
        (f"beda-{a.name.lower()}-{b.name.lower()}", "Berbeda lebih dari selangnya", "", "")
        for a, b in report.differing
    ]


def _flagged_rows(report: IkmReport) -> list[Row]:
    signals = report.signals
    if signals.percent is None:
        return []
    share: Row = ("bertanda", "Jawaban bertanda, persen", signals.flagged, str(signals.percent))
    without: Row = ("ikm-tanpa-bertanda", "IKM tanpa jawaban bertanda", "", _ikm(signals.without))
    return [share, without] if signals.without else [share]


def _late_rows(found: Revisions | None) -> list[Row]:
    if found is None:
        return []
    first: Row = ("ikm-saat-berakhir", "IKM saat periode berakhir", "", _ikm(found.at_close))
    return [first] + [
        (f"revisi-{one.day.isoformat()}", "Jawaban terlambat", one.answers, _ikm(one.ikm))
        for one in found.later
    ]


def _visit_rows(report: IkmReport) -> list[Row]:
    asked = report.asked
    if not asked.offered:
        return []
    return [
        ("kunjungan-ditawari", "Kunjungan yang ditawari menilai", asked.offered, ""),
        ("kunjungan-menjawab", "Menjawab, persen dari ditawari", asked.answered, str(asked.rate)),
        ("kunjungan-tidak-bersedia", "Tidak bersedia", asked.refused, ""),
    ]


def _ikm(one: Ikm | None) -> str:
    return str(one.ikm) if one else ""
