"""Steps that ways in share: a valid form becomes stored answers and their tallies, in the
caller's transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.arrival import Arrival, Clock
from kiosk.domain.form import Fields
from kiosk.domain.month import Month, month_of
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import integrity
from kiosk.domain.survey.answer import NOTICE_VERSION, Answer, Submission, SurveyForm
from kiosk.domain.survey.lowest import worst_of
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import Outcome
from kiosk.store.survey import (
    carried,
    instruments,
    intake,
    origins,
    signals,
    submissions,
    visits,
)


class ChangedSubmission(Refusal):
    """The key was used for other content: the first answer stands."""


class UsedVisit(Refusal):
    """The visit was answered, or ended without an answer."""


@dataclass(frozen=True)
class Receipt:
    """``again``: this very form had been taken in before, and was not counted a second time.
    ``low``: the unsur that was scored lowest, where something was scored low, or the subject of
    integrity that was reported."""

    point: OpenPoint
    month: Month
    again: bool
    low: str | None = None


@dataclass(frozen=True)
class Way:
    """How a form came. ``visit``: the number of a token that was proved genuine and of this point.
    ``device``: a tablet's id. Not its count of what it sent: a gap in it would say between which
    answers somebody complained (F55)."""

    arrival: Arrival
    source: Source
    lang: str = "id"
    visit: int | None = None
    device: int | None = None


def of_visit(way: Way, number: int) -> Way:
    return replace(way, source=Source.VISIT_TOKEN, visit=number)


def take_answer(point: OpenPoint, fields: Fields, way: Way) -> Receipt:
    """Raises `ClosedPoint`, `InvalidAnswer`, `ChangedSubmission`, `UsedVisit`.

    The month is that of the moment the answer was given, also where it has ended since."""
    month = month_of(way.arrival.taken, point.unit.zone)
    form = instruments.form_at(point, month)
    if point.closed or form is None:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=point.unit.name)
    return take_form(point, form, fields, way)


def take_form(point: OpenPoint, form: SurveyForm, fields: Fields, way: Way) -> Receipt:
    """The same of a form that was given out while the point was open: on paper it comes back
    when it may be closed. Raises `InvalidAnswer`, `ChangedSubmission`, `UsedVisit`."""
    month = month_of(way.arrival.taken, point.unit.zone)
    submission = form.read(fields)
    fresh = submissions.reserve(submission.key_bytes, submission.digest)
    if fresh:
        _settle(point, way)
        _keep(point, month, submission, way)
    elif submissions.digest_of(submission.key_bytes) != submission.digest:
        raise ChangedSubmission(
            "Penilaian dari formulir ini sudah tersimpan. Untuk menilai lagi, buka formulir baru."
        )
    return Receipt(point, month, again=not fresh, low=worst_of(submission.answers))


def _settle(point: OpenPoint, way: Way) -> None:
    if way.visit is not None and not visits.settle(way.visit, point.id, Outcome.ANSWERED):
        raise UsedVisit("Tanda kunjungan ini sudah tidak berlaku.")


def _keep(point: OpenPoint, month: Month, submission: Submission, way: Way) -> None:
    for place, answer in enumerate(submission.answers):
        made = intake.keep(
            answer,
            unit_id=point.unit.id,
            point_id=point.id,
            service_id=submission.service.id or None,
            month=month,
            source=Source.ASSISTED if submission.extras.assisted else way.source,
            at=way.arrival.taken,
            profile=submission.profile,
            # Said once, kept once: with the first sheet.
            suggestion=submission.suggestion if place == 0 else None,
            lang=point.language_of(way.lang),
            notice=NOTICE_VERSION,
        )
        _tell_origin(made, submission, way)
        if way.arrival.received != way.arrival.taken:
            _tell_late(made, point, month, answer, way.arrival.received)
        if answer.carried:
            marks = answer.instrument.items
            carried.add(made, "".join(one.mark for c, one in marks.items() if c in answer.carried))
    _count_signals(point, submission, way.arrival.taken)


def _count_signals(point: OpenPoint, submission: Submission, taken: datetime) -> None:
    """What was reported, for the integrity team: a count by week, and never by whom."""
    reported = integrity.reported(submission.answers)
    if reported:
        day = taken.astimezone(ZoneInfo(point.unit.zone)).date()
        week = day - timedelta(days=day.weekday())
        signals.count(point.unit.id, submission.service.id or None, week, reported)


def _tell_origin(made: int, submission: Submission, way: Way) -> None:
    told, arrival = submission.extras, way.arrival
    delayed = arrival.received != arrival.taken
    clock = None if arrival.clock is Clock.SOUND else int(arrival.clock)
    if not (delayed or clock or way.device or told.seconds or told.face):
        return
    origins.add(
        made,
        device_id=way.device,
        seconds=told.seconds,
        face=told.face,
        clock=clock,
        received_at=arrival.received if delayed else None,
    )


def _tell_late(made: int, point: OpenPoint, month: Month, answer: Answer, at: datetime) -> None:
    """It came after its month had ended: the month's figure changed on this day."""
    if month_of(at, point.unit.zone) == month:
        return
    day = at.astimezone(ZoneInfo(point.unit.zone)).date()
    origins.add_late(made, point.unit.id, instruments.id_of(answer.instrument.code), month, day)
