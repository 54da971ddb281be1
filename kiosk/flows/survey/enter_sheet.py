"""What somebody typed from a sheet: kept for the second person, or held against what the first
had typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.month import Month
from kiosk.domain.people.actor import Actor
from kiosk.domain.survey.paper import DAY, SheetState, Typed, UnfitSheet, differences, without_words
from kiosk.flows import sheeting
from kiosk.flows.sheeting import Found
from kiosk.store.engine import transaction
from kiosk.store.survey import paper
from kiosk.store.survey.paper import Entry

TURNS = 3


@dataclass(frozen=True)
class Entered:
    """Where the sheet is now. ``again``: the same had been sent before. ``turn``: whose.
    ``month`` it counts in."""

    serial: str
    state: SheetState
    turn: int
    month: Month
    again: bool = False


def enter_sheet(
    actor: Actor, unit_code: str, serial: str, given: Mapping[str, str], now: datetime
) -> Entered:
    """Raises `WrongSerial`, `UnknownSheet`, `InvalidEntry`, `UnfitSheet`."""
    with transaction():
        one = sheeting.found(unit_code, serial, held=True)
        typed = sheeting.read(one, given, now)
        mine = next((entry for entry in one.entries if entry.by == actor.id), None)
        if mine is not None:
            return _again(one, mine, typed)
        _check_open(one)
        turn = len(one.entries) + 1
        paper.add_entry(one.sheet.serial, turn, actor.id, now, typed)
        state = _weigh(one, typed, now)
        details = {"giliran": [None, turn], "keadaan": [one.sheet.state.value, state.value]}
        sheeting.record(actor, now, "ketik-lembar", one.unit.id, one.sheet.serial, details)
    return Entered(one.sheet.serial, state, turn, _month(typed))


def _again(one: Found, mine: Entry, typed: Typed) -> Entered:
    """Enter was pressed twice: nothing is kept a second time."""
    if without_words(mine.typed) != without_words(typed):
        raise UnfitSheet("Lembar ini sudah Anda ketik. Giliran berikutnya orang lain.")
    return Entered(one.sheet.serial, one.sheet.state, mine.turn, _month(typed), again=True)


def _month(typed: Typed) -> Month:
    day = date.fromisoformat(typed[DAY])
    return day.year * 100 + day.month


def _check_open(one: Found) -> None:
    if one.sheet.state is SheetState.IN:
        raise UnfitSheet("Lembar ini sudah masuk dan tidak dihitung dua kali.")
    if one.sheet.state is SheetState.CANCELLED:
        raise UnfitSheet("Lembar ini sudah dibatalkan.")
    if len(one.entries) >= TURNS:
        raise UnfitSheet("Lembar ini sudah diketik tiga orang. Kepala unit yang memutuskan.")


def _weigh(one: Found, typed: Typed, now: datetime) -> SheetState:
    before = [entry.typed for entry in one.entries]
    if _is_enough(one, before, typed):
        sheeting.take_in(one, typed, now)
        return SheetState.IN
    wanted = SheetState.DIFFERS if before else SheetState.ONCE
    if wanted is not one.sheet.state and not paper.move(one.sheet, wanted):
        raise UnfitSheet("Lembar ini baru saja diubah orang lain. Buka lagi.")
    return wanted


def _is_enough(one: Found, before: Sequence[Typed], typed: Typed) -> bool:
    """Somebody typed the same before; or this office lets one person type."""
    if not before:
        return not sheeting.is_double(one.unit.id)
    return any(not differences([had, typed]) for had in before)
