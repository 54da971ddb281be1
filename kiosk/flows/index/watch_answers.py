"""New answers are looked at by the office's rules, while the office is open."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.opening import opening
from kiosk.domain.index.alerting import LONG, USUAL, DayCount, Rules, look
from kiosk.domain.index.tally import of_scores
from kiosk.domain.month import month_of, shift
from kiosk.domain.survey import integrity
from kiosk.domain.survey.stored import scores_of
from kiosk.flows.calling import call
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.place import calendars, settings
from kiosk.store.survey import instruments, unit_days

Lengths = Mapping[int, int]
LATE = 4
"""Days counted anew: an answer may wait 72 hours on a tablet."""
WHOLE = USUAL + LONG + 3


def watch_answers(now: datetime) -> bool:
    """One round; True where more waits. Units whose office is closed wait until it opens: nobody
    is called at night."""
    this = Round()
    with reading():
        news = unit_days.news()
        offices = calendars.of_units(news)
    awake = [unit for unit in sorted(news) if opening(offices[unit], now).is_open]
    this.each(awake, lambda unit: _look(unit, news[unit], offices[unit].zone, now))
    return this.is_over


def rules_of(chosen: Mapping[str, str]) -> Rules:
    """As the office set them."""

    def whole(name: str) -> int | None:
        return None if chosen[name] == "tidak" else int(chosen[name])

    drop = whole("peringatan-turun")
    return Rules(
        share=whole("peringatan-bagian"),
        count=whole("peringatan-banyak"),
        drop=None if drop is None else Decimal(drop),
        sample=chosen["peringatan-sampel"] == "ya",
    )


def _look(unit_id: int, seen: Lengths, zone: str, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(zone)).date()
    with transaction():
        known = unit_days.is_known(unit_id)
        since = today - timedelta(days=LATE if known else WHOLE)
        unit_days.put(unit_id, since, _counted(unit_id, since, zone, now))
        unit_days.mark(seen)
        days = unit_days.of_unit(unit_id, today - timedelta(days=WHOLE))
        for found in look(days, today, rules_of(settings.of_unit(unit_id))):
            call(unit_id, found, now)


def _counted(unit_id: int, since: date, zone: str, now: datetime) -> list[DayCount]:
    """Of every instrument of the SKM on a scale to 4: what 1 and 2 mean there."""
    known = {number: instruments.by_code(code) for code, number in instruments.ids().items()}
    asked = {
        number: one for number, one in known.items() if one.survey == "skm" and one.scale.high == 4
    }
    start = datetime.combine(since, time(), ZoneInfo(zone)).astimezone(UTC)
    this = month_of(now, zone)
    months = [shift(this, -back) for back in range(4)]
    days: dict[date, list[DayCount]] = {}
    for row in unit_days.sheets(unit_id, tuple(asked), months, start):
        day = row.at.astimezone(ZoneInfo(zone)).date()
        instrument = asked[row.instrument_id]
        scores = scores_of(instrument, row.scores)
        tally = of_scores(instrument, [scores])
        # What is said of integrity is the team's to hear, and calls nobody at the unit.
        low = int(min(integrity.shown(instrument, scores).values(), default=4) <= 2)
        days.setdefault(day, []).append(DayCount(day, 1, low, tally.total, tally.squares))
    return [_sum(day, parts) for day, parts in sorted(days.items())]


def _sum(day: date, parts: list[DayCount]) -> DayCount:
    return DayCount(
        day,
        sum(one.n for one in parts),
        sum(one.low for one in parts),
        sum(one.total for one in parts),
        sum(one.squares for one in parts),
    )
