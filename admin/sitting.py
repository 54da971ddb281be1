"""Several surveys in one visit, on the page of instruments: what each choice asks and costs."""

from fractions import Fraction
from typing import Any

from flask import url_for

from admin import access
from kiosk.domain.index.sitting_cost import Effect
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import say
from kiosk.domain.survey.sitting import Sitting
from kiosk.flows.zi.weigh_sitting import SittingReport
from kiosk.i18n import number

NAMES = {
    Sitting.TOGETHER: "Semua, butir yang sama sekali saja",
    Sitting.WHOLE: "Semua, setiap butir ditanyakan",
    Sitting.IN_TURN: "Satu survei yang diundi",
}
SHARED = {
    "kata-sama": "hanya yang bunyinya sama",
    "semakna": "juga yang semakna: label jawaban survei kedua tidak ditampilkan",
    "tidak": "tidak ada",
}


def shown(found: SittingReport, unit: str) -> dict[str, Any] | None:
    """None where one survey is asked, or none: there is nothing to choose."""
    if not found.matters:
        return None
    return {
        "rows": [_row(one, found) for one in found.effects],
        "samples": [
            {
                "code": one.instrument.code,
                "title": say(one.instrument.title, "id"),
                "respondents": number(one.respondents),
                "minimum": number(one.minimum) if one.minimum else "–",
                "missing": number(one.missing) if one.minimum else "–",
                "carried": number(found.carried[one.instrument.code]),
            }
            for one in found.sampled
        ],
        "codes": [one.instrument.code for one in found.sampled],
        "many": len(found.sampled),
        "shared": SHARED[found.shared],
        "change_url": _change_url(unit),
    }


def _change_url(unit: str) -> str | None:
    if not access.actor().may(Action.EDIT_SETTINGS, access.spot()):
        return None
    return url_for("desk.settings.change", unit=unit, name="gabungan-survei")


def _row(one: Effect, found: SittingReport) -> dict[str, Any]:
    asked = str(one.most) if one.fewest == one.most else f"{one.fewest} sampai {one.most}"
    return {
        "name": NAMES[one.sitting],
        "value": one.sitting.value,
        "now": one.sitting is found.now,
        "asked": asked,
        "visitors": number(one.visitors) if one.visitors else "sudah cukup",
        "margins": [_margin(one.margins[each.instrument.code]) for each in found.sampled],
    }


def _margin(half: Fraction | None) -> str:
    return "–" if half is None else number(half_up(half, 2))
