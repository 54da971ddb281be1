"""Close a period: its figures are frozen with everything they rest on, and what is lowest becomes
a plan, in one transaction."""

import json
from datetime import datetime

from kiosk.domain.index import period_figures
from kiosk.domain.index.breakdown import Breakdowns
from kiosk.domain.index.closing import Closing, Event, UnfitClosing, check_ended
from kiosk.domain.index.period import Period
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows import closings, periods, planning
from kiosk.flows.breaking import breakdowns_of
from kiosk.flows.measuring import DEFAULT_INSTRUMENT, IkmReport, measure
from kiosk.flows.picturing import figures_of, heads_of
from kiosk.store.engine import reading, transaction
from kiosk.store.index import events
from kiosk.store.place import units
from kiosk.store.survey import instruments


class ChangedFigures(UnfitClosing):
    """Something was counted between looking and closing: look again."""


def close_period(
    actor: Actor,
    unit_code: str,
    period: Period,
    now: datetime,
    seen: str | None = None,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> Closing:
    """``seen``: digest of the figures the person looked at; None: whatever they are now.

    Raises `UnfitClosing` (not over yet, closed already), `ChangedFigures`, `UnknownUnit`.
    """
    with reading():
        unit, instrument = units.by_code(unit_code), instruments.by_code(instrument_code)
        check_ended(period, now, unit.zone)
        text, body = _looked(unit, instrument, period)
    with transaction():
        events.hold()
        if closings.closing_of(unit.id, instrument.code, period):
            raise UnfitClosing("%(period)s sudah ditutup.", period=period.title)
        if seen is not None and seen != period_figures.digest(text):
            raise ChangedFigures(
                "Angka berubah sejak Anda melihatnya, karena ada jawaban yang baru masuk atau "
                "dikecualikan. Periksa lagi, lalu tutup."
            )
        place = periods.Place(unit.id, instrument.code, period)
        number = periods.tell(
            place,
            Event.CLOSE,
            actor,
            now,
            body,
            {"sidik": [None, period_figures.digest(text)]},
        )
        made = closings.by_id(number)
        assert made is not None
        planning.open_plans(made, now)
        return made


def _looked(unit: UnitCard, instrument: Instrument, period: Period) -> tuple[str, str]:
    """The figures' document and what is frozen, of one look: on PostgreSQL a transaction sees
    what others commit between two of its queries, and an answer that comes while a period is
    closed would be in one figure and not in the next."""
    report = measure(unit, instrument, period, to_close=True)
    text = period_figures.document(figures_of(report, _whole(report)))
    return text, _body(report, text)


def _whole(report: IkmReport) -> Breakdowns:
    """The profile counts what the jobs process has been through; what is frozen is whole."""
    found = breakdowns_of(report.scope, report.settings)
    if found.waiting:
        raise UnfitClosing(
            "Rincian profil sedang dihitung di belakang layar. Coba lagi beberapa menit lagi."
        )
    return found


def _body(report: IkmReport, text: str) -> str:
    """The frozen document, and what made it: up to which row of each chain was counted, and which
    answers were in no figure: left out by two people by then, or held back."""
    return json.dumps(
        {
            "figures": text,
            "heads": {str(point): length for point, (_, length, _) in heads_of(report).items()},
            "held": sorted(report.scope.held),
            "left_out": sorted(one.answer_id for one in report.gone),
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
