"""A citizen's form becomes stored answers and their tallies, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.form import Fields
from kiosk.domain.month import Month, month_of
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.answer import NOTICE_VERSION, Submission, form_of
from kiosk.domain.survey.lowest import lowest_unsur
from kiosk.domain.survey.source import Source
from kiosk.store.engine import transaction
from kiosk.store.place import points
from kiosk.store.survey import instruments, intake, submissions


class ChangedSubmission(Refusal):
    """The key was used for other content: the first answer stands."""


@dataclass(frozen=True)
class Receipt:
    """``again``: this very form had been taken in before, and was not counted a second time.
    ``low``: the unsur that was scored lowest, where something was scored low."""

    point: OpenPoint
    month: Month
    again: bool
    low: str | None = None


def submit_answer(
    code: str, fields: Fields, now: datetime, *, lang: str = "id", source: Source = Source.STATIC_QR
) -> Receipt:
    """Raises `UnknownPoint`, `ClosedPoint`, `InvalidAnswer`, `ChangedSubmission`, `Busy`."""
    # All in one: a second transaction would cost more than reading the form inside this one. On
    # PostgreSQL a point may close meanwhile; the answer was sent while it was open.
    with transaction():
        point = points.scanned(tidy(code), now)
        month = month_of(now, point.unit.zone)
        form = form_of(instruments.on_form(point, month), point.services)
        if point.closed or form is None:
            raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=point.unit.name)
        submission = form.read(fields)
        fresh = submissions.reserve(submission.key_bytes, submission.digest)
        if fresh:
            _keep(point, month, submission, now, lang, source)
        elif submissions.digest_of(submission.key_bytes) != submission.digest:
            raise ChangedSubmission(
                "Penilaian dari formulir ini sudah tersimpan. "
                "Untuk menilai lagi, buka formulir baru."
            )
    return Receipt(point, month, again=not fresh, low=lowest_unsur(submission.answers))


def _keep(
    point: OpenPoint,
    month: Month,
    submission: Submission,
    now: datetime,
    lang: str,
    source: Source,
) -> None:
    for place, answer in enumerate(submission.answers):
        intake.keep(
            answer,
            unit_id=point.unit.id,
            point_id=point.id,
            service_id=submission.service.id,
            month=month,
            source=source,
            at=now,
            profile=submission.profile,
            # Said once, kept once: with the first sheet.
            suggestion=submission.suggestion if place == 0 else None,
            lang=lang,
            notice=NOTICE_VERSION,
        )
