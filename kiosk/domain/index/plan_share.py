"""What PEKPPP asks of follow-up (PermenPANRB 29/2022, aspek Kebijakan Pelayanan): indicator 8
"Persentase RTL selesai" and 9 "Kecepatan tindak lanjut", each 0 to 5.

8: 0 no RTL; 1 there is, none carried out; 2 below 30 %; 3 30 to 80 %; 4 above 80 %; 5 100 %.
9, of all recommendations: 0 none; 1 done within a year of the report; 2 nine months; 3 six;
4 three; 5 one month.

A plan that was dropped stays in the whole: else dropping what is not done would raise the share.
What the share is without them stands beside it.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.month import shift
from kiosk.domain.rounding import half_up

SOURCE = "PermenPANRB 29/2022 (PEKPPP), indikator 8 dan 9"
_SPEEDS = ((1, 5), (3, 4), (6, 3), (9, 2), (12, 1))
"""Months after the report to the score."""


@dataclass(frozen=True)
class Shares:
    """``percent`` of ``whole`` that is ``done``, None of nothing; ``percent_kept`` of those not
    dropped. ``share_score`` indicator 8, ``speed_score`` indicator 9. ``months``: the fewest of
    1, 3, 6, 9, 12 in which every plan was done; None where one is not, or took longer."""

    whole: int
    done: int
    running: int
    dropped: int
    late: int
    percent: Decimal | None
    percent_kept: Decimal | None
    share_score: int
    speed_score: int
    months: int | None


def share_done(plans: Sequence[Plan], today: date) -> Shares:
    """Of plans of one unit, of as many periods as one likes."""
    done = [one for one in plans if one.state is PlanState.DONE]
    running = sum(one.state is PlanState.RUNNING for one in plans)
    dropped = sum(one.state is PlanState.DROPPED for one in plans)
    months = _months(plans)
    return Shares(
        whole=len(plans),
        done=len(done),
        running=running,
        dropped=dropped,
        late=sum(one.is_late(today) for one in plans),
        percent=_percent(len(done), len(plans)),
        percent_kept=_percent(len(done), len(plans) - dropped),
        share_score=_share_score(len(plans), len(done), running),
        speed_score=next((score for most, score in _SPEEDS if most == months), 0),
        months=months,
    )


def _percent(part: int, whole: int) -> Decimal | None:
    return half_up(Decimal(100 * part) / whole, 2) if whole else None


def _share_score(whole: int, done: int, running: int) -> int:
    """Whole numbers throughout: 80 % is 3, a hair more is 4."""
    if not whole:
        return 0
    if not done and not running:
        return 1
    if done == whole:
        return 5
    if 100 * done > 80 * whole:
        return 4
    return 3 if 100 * done >= 30 * whole else 2


def _months(plans: Sequence[Plan]) -> int | None:
    if not plans or any(one.state is not PlanState.DONE for one in plans):
        return None
    return next((most for most, _ in _SPEEDS if all(_within(one, most) for one in plans)), None)


def _within(one: Plan, months: int) -> bool:
    return one.done_on is not None and one.done_on <= after(one.reported_on, months)


def after(day: date, months: int) -> date:
    """The same day some months on; of a month too short for it, the last."""
    to = shift(day.year * 100 + day.month, months)
    year, month = divmod(to, 100)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
