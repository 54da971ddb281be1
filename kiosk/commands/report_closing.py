"""What ``kiosk report ikm`` says of a period that was closed: its frozen figure, beside the one of
the answers as they stand now."""

from typing import Any

from kiosk.flows.standings import PeriodView
from kiosk.i18n import moment, number


def document(view: PeriodView) -> dict[str, Any]:
    return {"state": view.state.value, "closing": _closing(view)}


def _closing(view: PeriodView) -> dict[str, Any] | None:
    closing = view.closing
    if closing is None:
        return None
    figures = closing.figures
    return {
        "edition": closing.edition,
        "closed_at": closing.closed_at.isoformat(),
        "respondents": figures.respondents,
        "ikm": _text(figures.ikm),
        "mutu": figures.mutu,
        "interval": {"level": "0.95", "low": str(figures.low), "high": str(figures.high)}
        if figures.low is not None
        else None,
        "figures_sha256": closing.digest,
        "head": closing.head,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def lines(view: PeriodView) -> list[str]:
    closing = view.closing
    if closing is None:
        return []
    figures, when = closing.figures, moment(closing.closed_at, view.unit.zone)
    ikm = "tanpa IKM" if figures.ikm is None else f"IKM {number(figures.ikm)}"
    return [
        f"Dibekukan   {ikm} dari {number(figures.respondents)} responden, edisi "
        f"{closing.edition}, {when}; {view.state.value}",
        "            Yang di bawah ini dihitung dari jawaban sekarang.",
    ]
