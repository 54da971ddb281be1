"""The figures of a dossier on the day it is proposed, as one canonical text: what they are later,
a change of answers or settings does not reach. Inside the caller's transaction or look."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from kiosk.domain.index.period import parse
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import areas
from kiosk.domain.zi.areas import AreaPoints, AreaRule
from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.lke_points import AreaScore
from kiosk.domain.zi.phase_entry import canonical
from kiosk.domain.zi.thresholds import Known, judge, predicates
from kiosk.flows import hasil_steps, lke_steps, phasing

FORMAT = "zi-usulan-1"


def frozen(unit: UnitCard, year: int, now: datetime) -> str:
    """Canonical JSON: what every part was worth, and what WBK and WBBM lacked."""
    return canonical(figures(unit, year, now))


def figures(unit: UnitCard, year: int, now: datetime) -> dict[str, Any]:
    """Points with every decimal and a point, as the board shows them, None where they were not
    known; ``putusan``: code to passes, the sentences of what is missing, and how many of these are
    known to lie below their line."""
    sheet = lke_steps.sheet_of(unit, year, now)
    report = hasil_steps.report_of(unit, parse(str(year)), sheet.pengungkit)
    parts = ("ipak", "kinerja", "ipkp", "bersih_akuntabel", "pelayanan_prima", "hasil", "total")
    known = Known(
        areas=areas.parts([_points(one) for one in sheet.scores.areas], _rule(report.settings)),
        earlier=bool(phasing.standing_of(unit, now, year).earlier),
    )
    return {
        "format": FORMAT,
        "tahun": year,
        "lke": sheet.version.code,
        "butir_kosong": sheet.open,
        "pengungkit": _text(sheet.pengungkit),
        "pengungkit_sementara": exact(sheet.scores.total.points),
        "area": {one.area.number: exact(one.score.points) for one in sheet.scores.areas},
        **{name: _text(getattr(report.hasil, name)) for name in parts},
        "putusan": {
            one.code: {
                "lulus": verdict.passes,
                "kurang": [lack.sentence for lack in verdict.missing],
                "di_bawah": sum(lack.value is not None for lack in verdict.missing),
            }
            for one in predicates(report.settings.get("ambang-wbbm", "baku"))
            for verdict in [judge(report.hasil, one, known)]
        },
    }


def _points(one: AreaScore) -> AreaPoints:
    return AreaPoints(one.area.number, one.pemenuhan.final, one.reform.final)


def _rule(settings: Mapping[str, str]) -> AreaRule:
    return AreaRule(settings["uji-area"])


def _text(value: Fraction | None) -> str | None:
    return None if value is None else exact(value)
