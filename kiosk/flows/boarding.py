"""Steps that flows of Zona Integritas share: the whole papan hasil. Inside the caller's look."""

from datetime import datetime
from fractions import Fraction

from kiosk.domain.index.period import Period
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import areas
from kiosk.domain.zi.areas import AreaPoints, AreaRule
from kiosk.domain.zi.basis import Basis
from kiosk.domain.zi.board import KINERJA, PENGUNGKIT, Board, LkeLine, LkePart
from kiosk.domain.zi.figures import comma, published
from kiosk.domain.zi.hasil import Source
from kiosk.domain.zi.lke_sheet import Answered, LkeSheet
from kiosk.domain.zi.lke_version import Evidence
from kiosk.domain.zi.margins import margins
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.domain.zi.thresholds import Known, judge, predicates
from kiosk.flows import dossier, handled, hasil_steps, lke_steps, phasing, targeting
from kiosk.flows.heading import letterhead_of

_RULES = ("konversi-hasil", "konversi-skala-6", "uji-area", "ambang-wbbm", "aduan-nol")


def board_of(
    unit: UnitCard,
    period: Period,
    now: datetime,
    pengungkit: Fraction | None = None,
    sheet: LkeSheet | None = None,
) -> Board:
    """``pengungkit``: points 0..60 that precede those of the LKE. ``sheet``: the LKE of the year,
    of whoever has it already."""
    year = period.year
    sheet = sheet or lke_steps.sheet_of(unit, year, now)
    points = pengungkit if pengungkit is not None else sheet.pengungkit
    report = hasil_steps.report_of(unit, period, points)
    known = _known(unit, year, now, sheet, AreaRule(report.settings["uji-area"]))
    both = predicates(report.settings["ambang-wbbm"])
    return Board(
        unit=unit,
        period=period,
        made=handled.today(unit, now),
        letterhead=letterhead_of(unit),
        hasil=report.hasil,
        basis={**report.basis, **_pengungkit(sheet, pengungkit)},
        own=report.own,
        months=report.months,
        verdicts=tuple(judge(report.hasil, one, known) for one in both),
        margins={one.code: margins(report.hasil, one, known) for one in both},
        known=known,
        performance=targeting.performance_of(unit, year, report.settings, now),
        lke=_part(sheet),
        proofs=_proofs(unit, year),
        rules={name: report.settings[name] for name in _RULES},
    )


def _pengungkit(sheet: LkeSheet, given: Fraction | None) -> dict[str, Basis]:
    if given is not None:
        return {PENGUNGKIT: Basis(Source.GIVEN.label)}
    if sheet.pengungkit is None:
        return {}
    return {PENGUNGKIT: Basis(f"LKE unit sendiri, {sheet.version.title}: semua butir dijawab")}


def _known(unit: UnitCard, year: int, now: datetime, sheet: LkeSheet, rule: AreaRule) -> Known:
    """The LKE tells of areas only where a person has answered some of it."""
    earlier = True if phasing.standing_of(unit, now, year).earlier else None
    if not any(one.by_person for one in sheet.answers):
        return Known((), earlier)
    found = [
        AreaPoints(one.area.number, one.pemenuhan.final, one.reform.final)
        for one in sheet.scores.areas
    ]
    return Known(areas.parts(found, rule), earlier)


def _part(sheet: LkeSheet) -> LkePart:
    lines = [one for one in sheet.answers if _is_evidenced(sheet, one)]
    return LkePart(
        title=sheet.version.title,
        lines=tuple(_line(one) for one in lines),
        points=sheet.scores.evidenced.points,
        most=sheet.scores.evidenced.most,
        so_far=sheet.scores.total.points,
        open=sheet.open,
    )


def _is_evidenced(sheet: LkeSheet, one: Answered) -> bool:
    return sheet.version.indicator_of(one.item).evidence is Evidence.FULL


def _line(one: Answered) -> LkeLine:
    texts = {option.code: option.text for option in one.item.options}
    answer = one.answer
    if answer is None and one.value is not None:
        answer = f"{comma(published(100 * one.value))} persen"
    return LkeLine(
        code=one.item.code,
        question=one.item.question,
        answer=answer,
        option=texts.get(one.answer or "", ""),
        value=one.value,
        origin=one.origin.label,
        basis=one.automatic.basis if one.automatic else "",
        proofs=len(one.proofs),
    )


def _proofs(unit: UnitCard, year: int) -> dict[str, tuple[Proof, ...]]:
    names = {f"{year}:{name}": name for name in ("ipak", "ipkp")}
    found = dossier.proofs_of(unit.id, Subject.OFFICIAL, names)
    own = dossier.proofs_of(unit.id, Subject.PERFORMANCE, [str(year)])
    surveys = {names[key]: files for key, files in found.items()}
    return {**surveys, KINERJA: own.get(str(year), ())}
