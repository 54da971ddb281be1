"""What ``kiosk report ikm`` says of how far to trust its figure."""

from typing import Any

from kiosk.flows.index.report_ikm import IkmReport
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
    return [
        f"Kunjungan   {number(asked.offered)} ditawari, {number(asked.answered)} menjawab, "
        f"{number(asked.refused)} tidak bersedia"
    ]


def _flagged(report: IkmReport) -> list[str]:
    signals = report.signals
    if signals.percent is None:
        return []
    without = f"; tanpa itu IKM {number(signals.without.ikm)}" if signals.without else ""
    return [f"Bertanda    {number(signals.flagged)} jawaban ({number(signals.percent)} %){without}"]


def _sources(report: IkmReport) -> list[str]:
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
