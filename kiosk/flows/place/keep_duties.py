"""Who is at a counter, from which day to which: what figures per officer rest on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.code import tidy
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import OpenPoint
from kiosk.flows import edits as steps
from kiosk.store.engine import reading, transaction
from kiosk.store.people import colleagues, duties
from kiosk.store.place import edits, points, revision, tree
from kiosk.store.place import settings as kept_settings

EARLIEST = timedelta(days=800)
"""Nobody remembers further back who stood where."""


@dataclass(frozen=True)
class KeptDuty:
    """``last_day`` None: still on."""

    id: int
    staff_id: int
    name: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class DutyList:
    """``people``: (id, name) of whom may be put there. ``is_used``: figures per officer are
    switched on for the unit."""

    point: OpenPoint
    duties: tuple[KeptDuty, ...]
    people: tuple[tuple[int, str], ...]
    is_used: bool
    today: date


def list_duties(code: str, now: datetime) -> DutyList:
    """Raises `UnknownPoint`."""
    with reading():
        point = points.opened(tidy(code))
        kept = edits.point(point.code)
        return DutyList(
            point,
            tuple(KeptDuty(*row) for row in duties.of_point(point.id)),
            tuple(_people(kept.unit_id, kept.instansi_id)),
            kept_settings.of_unit(kept.unit_id)["per-petugas"] == "ya",
            _today(point, now),
        )


def add_duty(
    actor: Actor, code: str, staff_id: int, first: date, last: date | None, now: datetime
) -> None:
    """Raises `UnknownPoint`, `InvalidEntry`. Somebody may be there twice, not on one day."""
    with transaction():
        revision.move()
        point = points.opened(tidy(code))
        kept, today = edits.point(point.code), _today(point, now)
        name = dict(_people(kept.unit_id, kept.instansi_id)).get(staff_id)
        if name is None:
            raise InvalidEntry({"staff": "Pilih pegawai yang bertugas di unit ini."})
        _check_days(first, last, today)
        _check_free(point.id, staff_id, first, last)
        duties.add(point.id, staff_id, first, last)
        details = {"petugas": [None, name], "hari": [None, _span(first, last)]}
        steps.record(actor, now, "tambah-jaga", kept, details)


def end_duty(actor: Actor, code: str, duty_id: int, last: date, now: datetime) -> None:
    """``last``: the last day there, from tomorrow on not counted. Raises `UnknownPoint`,
    `InvalidEntry`."""
    with transaction():
        revision.move()
        point = points.opened(tidy(code))
        row = _found(point.id, duty_id)
        _check_days(row.first_day, last, _today(point, now))
        _check_free(point.id, row.staff_id, row.first_day, last, but=duty_id)
        duties.end(duty_id, point.id, last)
        was, now_is = _span(row.first_day, row.last_day), _span(row.first_day, last)
        details = {"petugas": [row.name, row.name], "hari": [was, now_is]}
        steps.record(actor, now, "akhiri-jaga", edits.point(point.code), details)


def drop_duty(actor: Actor, code: str, duty_id: int, now: datetime) -> None:
    """A mistake is taken out; the record of who did so stays. Raises `UnknownPoint`,
    `InvalidEntry`."""
    with transaction():
        revision.move()
        point = points.opened(tidy(code))
        row = _found(point.id, duty_id)
        duties.drop(duty_id, point.id)
        details = {"petugas": [row.name, None], "hari": [_span(row.first_day, row.last_day), None]}
        steps.record(actor, now, "hapus-jaga", edits.point(point.code), details)


def _people(unit_id: int, instansi_id: int) -> list[tuple[int, str]]:
    units = tree.whole().path(unit_id)
    found = colleagues.at(Action.ISSUE_VISITS, units, [instansi_id])
    return [(row.id, row.name) for row in found]


def _found(point_id: int, duty_id: int) -> Any:
    for row in duties.of_point(point_id):
        if row.id == duty_id:
            return row
    raise InvalidEntry({"duty": "Catatan jaga ini sudah tidak ada. Muat ulang halaman ini."})


def _check_days(first: date, last: date | None, today: date) -> None:
    if not today - EARLIEST <= first <= today:
        raise InvalidEntry({"first": "Tulis hari pertama: hari ini atau sebelumnya."})
    if last is not None and not first <= last <= today:
        raise InvalidEntry({"last": "Hari terakhir tidak boleh sebelum hari pertama atau nanti."})


def _check_free(point_id: int, staff_id: int, first: date, last: date | None, but: int = 0) -> None:
    for row in duties.of_point(point_id):
        apart = (last is not None and last < row.first_day) or (
            row.last_day is not None and row.last_day < first
        )
        if row.staff_id == staff_id and row.id != but and not apart:
            raise InvalidEntry({"first": f"{row.name} sudah tercatat pada hari itu di loket ini."})


def _span(first: date, last: date | None) -> str:
    return f"{first.isoformat()}/{last.isoformat() if last else '..'}"


def _today(point: OpenPoint, now: datetime) -> date:
    return now.astimezone(ZoneInfo(point.unit.zone)).date()
