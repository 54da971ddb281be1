"""Steps that flows about paper forms share: a sheet is found by its serial, and taken in."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.arrival import Arrival
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import OpenPoint, UnitCard
from kiosk.domain.survey import paper_entry, serial
from kiosk.domain.survey.paper import DAY, SERVICE, SheetState, Typed, UnknownSheet, moment_of
from kiosk.domain.survey.source import Source
from kiosk.flows.answering import Way, take_form
from kiosk.store.people import audit, reach
from kiosk.store.place import points, settings, units
from kiosk.store.survey import instruments, paper
from kiosk.store.survey.paper import Batch, Entry, Sheet

KIND = "kertas"
DOUBLE = "entri-ganda"


@dataclass(frozen=True)
class Found:
    """A sheet with what was printed on it. ``entries`` by turn."""

    unit: UnitCard
    batch: Batch
    sheet: Sheet
    entries: tuple[Entry, ...]
    printed: paper_entry.Sheet


def batch_at(unit: UnitCard, code: str) -> Batch:
    """Raises `UnknownSheet` for a run of another unit too."""
    found = paper.batch_of(code)
    if found is None or found.unit_id != unit.id:
        raise UnknownSheet(
            "Nomor seri ini bukan milik unit ini. Periksa kertasnya: hanya lembar yang dicetak "
            "dari halaman unit ini yang dapat diketik di sini."
        )
    return found


def found(unit_code: str, typed: str, *, held: bool = False) -> Found:
    """``held``: kept from others until this transaction ends. Raises `WrongSerial`,
    `UnknownSheet`, `UnknownUnit`."""
    unit, number = units.by_code(unit_code), serial.read(typed)
    batch = batch_at(unit, serial.batch_of(number))
    sheet = paper.held(number) if held else paper.sheet(number)
    if sheet is None:
        raise UnknownSheet(
            "Lembar dengan nomor seri ini tidak pernah dicetak. Periksa lagi nomornya."
        )
    return Found(unit, batch, sheet, tuple(paper.entries(number)), printed(batch))


def printed(batch: Batch) -> paper_entry.Sheet:
    """What stands on the sheets of a run."""
    codes = batch.layout.instruments
    asked = tuple(instruments.by_code(code) for code in codes)
    return paper_entry.Sheet(batch.layout, asked, paper.services_of(batch.layout.services))


def read(one: Found, given: Mapping[str, str], now: datetime) -> dict[str, str]:
    """What was keyed, as it is kept; raises `InvalidEntry`."""
    zone = ZoneInfo(one.unit.zone)
    first = one.batch.ordered_at.astimezone(zone).date()
    return paper_entry.read(one.printed, given, now.astimezone(zone).date(), first)


def is_double(unit_id: int) -> bool:
    """Whether two people type each sheet."""
    return settings.of_unit(unit_id)[DOUBLE] == "ya"


def take_in(
    one: Found, typed: Typed, now: datetime, by: int | None = None, reason: str = ""
) -> None:
    """The sheet becomes an answer of the day it was filled in, once. The key is random: one made
    from the serial could be used up beforehand by whoever holds the paper."""
    if not paper.move(one.sheet, SheetState.IN, by, now if by else None, reason):
        raise UnknownSheet("Lembar ini baru saja diubah orang lain. Buka lagi.")
    point: OpenPoint = points.opened(one.batch.point_code)
    form = one.printed.form(typed.get(SERVICE, ""))
    taken = moment_of(date.fromisoformat(typed[DAY]), one.unit.zone, now)
    key = f"kertas-{secrets.token_urlsafe(12)}"
    way = Way(Arrival(taken, now), Source.PAPER)
    take_form(point, form, paper_entry.fields(typed, key), way)
    paper.forget_words(one.sheet.serial)


def record(
    actor: Actor,
    now: datetime,
    action: str,
    unit_id: int,
    name: str,
    details: Mapping[str, Any],
    reason: str | None = None,
) -> None:
    """``name``: a serial or a run. What a citizen wrote never comes here."""
    spot = reach.spot_of_unit_id(unit_id)
    audit.append(
        at=now,
        actor_id=actor.id,
        action=action,
        object_kind=KIND,
        object_id=name,
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=unit_id,
        details=details,
        reason=reason,
    )
