"""What stands beside an index, so that its reader knows how far to trust it."""

from typing import Any

from kiosk.domain.survey.signal import HINT
from kiosk.flows.measuring import IkmReport
from kiosk.flows.trusting import Revisions
from kiosk.i18n import day_text, number


def shown(report: IkmReport) -> dict[str, Any]:
    return {
        "differing": [_apart(a.label, b.label) for a, b in report.differing],
        "signals": _signals(report),
        "revisions": _revisions(report.revisions),
        "asked": _asked(report),
    }


def _apart(one: str, other: str) -> str:
    return (
        f"{one} dan {other}: selisih IKM lebih besar daripada selangnya. Lihat sumber mana yang "
        "lebih dapat dipercaya sebelum memakai angka gabungan."
    )


def _signals(report: IkmReport) -> dict[str, Any] | None:
    """None where nobody answered."""
    found = report.signals
    if found.percent is None:
        return None
    return {
        "flagged": number(found.flagged),
        "any": found.flagged > 0,
        "answers": number(found.answers),
        "percent": number(found.percent),
        "without": number(found.without.ikm) if found.without else None,
        "hint": HINT,
        "rows": [
            {"label": one.label, "why": one.why, "n": number(many)}
            for one, many in found.by_signal.items()
            if many
        ],
    }


def _revisions(found: Revisions | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "at_close": number(found.at_close.ikm) if found.at_close else None,
        "later": [
            {
                "day": day_text(one.day),
                "n": number(one.answers),
                "ikm": number(one.ikm.ikm) if one.ikm else None,
            }
            for one in found.later
        ],
    }


def _asked(report: IkmReport) -> dict[str, str] | None:
    """None where no visit was recorded."""
    found = report.asked
    if not found.offered:
        return None
    return {
        "offered": number(found.offered),
        "answered": number(found.answered),
        "refused": number(found.refused),
        "percent": number(found.rate),
    }
