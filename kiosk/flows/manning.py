"""Steps that flows share: figures per officer, where the office wants them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from kiosk.domain.index import officers
from kiosk.domain.index.method import to_four
from kiosk.domain.index.method_settings import method_of
from kiosk.domain.index.officers import Manned, Officers
from kiosk.domain.index.splitting import Key, Kind
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.month import shift
from kiosk.flows.splitting import parts_of
from kiosk.flows.trusting import Scope
from kiosk.store.people import duties, roster


def officers_of(scope: Scope, settings: Mapping[str, str]) -> Officers | None:
    """None: the setting ``per-petugas`` is off. Only for whoever may EDIT_PLACES here; in the
    caller's one look at the database."""
    if settings["per-petugas"] != "ya":
        return None
    split = parts_of(scope, (Kind.EVERY, Kind.DAY)).tallies
    first, last = _days(scope)
    manned = manned_of(split, duties.of_units(scope.unit_ids, first, last))
    scale, method = scope.instrument.scale, method_of(settings, scope.instrument)

    def index(mean: Fraction) -> Fraction:
        return to_four(mean, scale, method.conversion) * 25

    names = roster.names(manned.by_staff)
    known = {one: names.get(one, f"Pegawai {one}") for one in manned.by_staff}
    return officers.figured(manned, known, scope.smallest, index, (scale.low, scale.high))


def manned_of(split: Mapping[Key, Tally], rows: Iterable[Any]) -> Manned:
    """An answer of a day on which two officers were at one counter counts for neither."""
    on_duty: dict[int, list[Any]] = {}
    for row in rows:
        on_duty.setdefault(row.point_id, []).append(row)
    by_staff: dict[int, Tally] = {}
    shared = unmanned = 0
    for (kind, value, point_id), tally in split.items():
        if kind != Kind.DAY:
            continue
        there = _there(on_duty.get(point_id, ()), date.fromordinal(value))
        if len(there) == 1:
            [one] = there
            by_staff[one] = by_staff.get(one, EMPTY) + tally
        shared += tally.respondents if len(there) > 1 else 0
        unmanned += 0 if there else tally.respondents
    return Manned(by_staff, split.get((Kind.EVERY, 0, 0), EMPTY), shared, unmanned)


def _there(rows: Iterable[Any], day: date) -> set[int]:
    return {
        row.staff_id
        for row in rows
        if row.first_day <= day and (row.last_day is None or day <= row.last_day)
    }


def _days(scope: Scope) -> tuple[date, date]:
    months = scope.period.months
    following = shift(months[-1], 1)
    end = date(following // 100, following % 100, 1) - timedelta(days=1)
    return date(months[0] // 100, months[0] % 100, 1), end
