"""Steps that flows share: everything a document of a period is made from, in one look."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.handling_counts import Stage
from kiosk.domain.complaint.handling_profiles import days, standings
from kiosk.domain.complaint.histogram import nearest_rank
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.document import Document
from kiosk.domain.index.historic import Historic
from kiosk.domain.index.material import (
    MOST_BEFORE,
    Complaints,
    Material,
    Origin,
    Past,
    Said,
    Term,
    past_of,
)
from kiosk.domain.index.method_settings import minimum_sample
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import FORMULA, digest, document
from kiosk.domain.index.seal import Seal, seal_of
from kiosk.domain.month import shift
from kiosk.domain.place.point import UnitCard
from kiosk.flows import closings, planning
from kiosk.flows.heading import letterhead_of
from kiosk.flows.measuring import IkmReport, TrendPoint, measure
from kiosk.flows.picturing import figures_of
from kiosk.flows.wording import words_of
from kiosk.store.complaint import handling
from kiosk.store.complaint.handling import Look
from kiosk.store.engine import reading
from kiosk.store.index import historic, official, report_texts
from kiosk.store.index.report_texts import Spot
from kiosk.store.place import units
from kiosk.store.survey import instruments

HALF = 50


def material_of(asked: Document, public_url: str) -> Material:
    """Of the closing a document was asked of, or of a period as it stands. Joins the caller's
    look, or takes one. Raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        closing = closings.by_id(asked.closing_id) if asked.closing_id else None
        now = asked.asked_at or (closing.closed_at if closing else None)
        assert now is not None, "a draft is asked at some time"
        unit = units.by_code(asked.unit)
        made = gathered(unit, asked.instrument, asked.period, closing, now)
    held = made.seal
    return replace(made, seal=seal_of(asked.seal, public_url, held.digest, held.head, held.edition))


def gathered(
    unit: UnitCard, instrument_code: str, period: Period, closing: Closing | None, now: datetime
) -> Material:
    """``closing`` None: as it stands now. In the caller's look; its seal has no code yet."""
    instrument = instruments.by_code(instrument_code)
    report = measure(unit, instrument, period)
    figures = closing.figures if closing else figures_of(report)
    spot = Spot(unit.id, instrument_code, str(period))
    kept = {one.section: one.text for one in report_texts.newest(spot) if one.text is not None}
    last_plans = planning.previous_plans(unit.id, instrument_code, period)
    return Material(
        figures=figures,
        period=period,
        instrument=instrument,
        zone=unit.zone,
        made=_day(unit, now),
        closed_at=closing.closed_at if closing else None,
        edition=closing.edition if closing else 0,
        letterhead=letterhead_of(unit),
        seal=_seal(closing, document(figures)),
        before=before(report),
        texts=kept,
        said=_said(report),
        complaints=_complaints(report, now),
        plans=planning.plans_of(unit.id, instrument_code, period),
        last_plans=last_plans,
        last_plans_of=last_plans[0].period if last_plans else None,
    )


def _day(unit: UnitCard, at: datetime) -> date:
    return at.astimezone(ZoneInfo(unit.zone)).date()


def _seal(closing: Closing | None, text: str) -> Seal:
    if closing is None:
        return seal_of("", "", digest(text))
    return seal_of("", "", closing.digest, closing.head, closing.edition)


def before(report: IkmReport) -> tuple[Past, ...]:
    """The periods before, oldest first: as closed, else as they stand, else as entered from an
    old report. Those of which nothing is known are left out."""
    unit, instrument = report.unit, report.instrument.code
    closed = {one.period: one for one in closings.closings_of(unit.id, instrument)}
    live = {one.period: one for one in report.trend}
    entered = historic.of_unit(unit.id, report.scope.instrument_id)
    found: list[Past] = []
    period = report.period
    for _ in range(MOST_BEFORE):
        period = period.previous
        if period in closed:
            found.append(past_of(period, closed[period].figures))
        elif period in live and live[period].respondents:
            found.append(_standing(report, live[period]))
        elif period in entered:
            found.append(_entered(entered[period]))
    return tuple(reversed(found))


def _standing(report: IkmReport, point: TrendPoint) -> Past:
    visits = official.visits(report.scope.unit_ids, point.period.months)
    minimum, _ = minimum_sample(report.settings, visits, point.respondents)
    found, enough = point.value, point.respondents >= minimum
    band = found.interval if found else None
    return Past(
        period=point.period,
        ikm=found.ikm if found else None,
        mutu=found.grade.mutu if found and enough else None,
        respondents=point.respondents,
        low=band.low if band else None,
        high=band.high if band else None,
        enough=enough,
        origin=Origin.OPEN,
        made=_method(report),
    )


def _method(report: IkmReport) -> tuple[str, ...]:
    """As `material.made_by` says it of a frozen period."""
    method = report.method
    rounding = "none" if method.round_unsur is None else str(method.round_unsur)
    rollup = report.settings["gabungan-unit"]
    return (report.instrument.code, FORMULA, method.label, rounding, method.bands, rollup)


def _entered(one: Historic) -> Past:
    return Past(
        one.period, one.ikm, one.mutu, one.respondents, None, None, True, Origin.ENTERED, ()
    )


def _said(report: IkmReport) -> Said:
    """Words and comments are read as they stand: masked again with whatever masks learnt since."""
    found = words_of(report.scope)
    terms = tuple(Term(one.word, one.respondents, one.unsur) for one in found.rows)
    return Said(terms, found.comments, found.texts)


def _complaints(report: IkmReport, now: datetime) -> Complaints:
    """Sealed cases are counted nowhere that is printed."""
    zone = ZoneInfo(report.unit.zone)

    def begins(month: int) -> datetime:
        return datetime.combine(date(month // 100, month % 100, 1), time(), zone)

    today = _day(report.unit, now)
    look = Look(
        origins=report.scope.unit_ids,
        since=begins(report.period.first),
        until=begins(shift(report.period.last, 1)),
        end=datetime.combine(today + timedelta(days=1), time(), zone),
        moment=now,
    )
    found = handling.profiles(look)
    kept = standings(found)
    return Complaints(
        received=handling.total(look),
        answered=sum(count for one, count in kept.items() if one.answered),
        finished=sum(count for one, count in kept.items() if one.finished),
        days=nearest_rank(days(found, Stage.ANSWER), HALF),
        as_of=today,
    )
