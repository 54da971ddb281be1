"""What the page of a tracked ticket shows, from what the reporter may know."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk import i18n
from kiosk.domain.complaint import reasons
from kiosk.domain.complaint.attachment import FileState
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import LIMITS, Clock, limit_of
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.steps import numbered
from kiosk.domain.complaint.ticket import public_status
from kiosk.domain.complaint.told import main_clock, told
from kiosk.domain.complaint.tracked import SeenFile, SeenLimit, SeenMessage, Tracked
from kiosk.flows.writing import ONLY_FILES

_STATES = {
    FileState.WAITING: "sedang dipindai; dapat diunduh sesudahnya",
    FileState.INFECTED: "mengandung virus; tidak dapat diunduh",
    FileState.FAILED: "belum dapat dipindai; dicoba lagi",
}


def context(ticket: Tracked, lang: str) -> dict[str, Any]:
    """Everything `citizen/track.html` shows of the ticket itself."""
    status = told(ticket.state, ticket.ending)
    return {
        "ticket": ticket,
        "number": spoken_number(ticket.number),
        "what": i18n.say(lang, status.what),
        "then": i18n.say(lang, status.then) if status.then else "",
        "public": i18n.say(lang, public_status(ticket.state, ticket.ending)),
        "category": i18n.say(lang, ticket.category.label),
        "class_name": i18n.say(lang, ticket.ticket_class.label),
        "received": _when(ticket, ticket.received, lang),
        "main": _main(ticket, lang),
        "beside": _beside(ticket, lang),
        "messages": [_message(ticket, one, lang) for one in ticket.messages],
        "files": [_file(one, lang) for one in ticket.files],
        "opened": ticket.identity_opened and _day(ticket, ticket.identity_opened, lang),
        "moves": {move.value for move in ticket.moves},
    }


def _day(ticket: Tracked, instant: datetime, lang: str) -> str:
    return i18n.day_text(instant.astimezone(ZoneInfo(ticket.zone)).date(), lang)


def _when(ticket: Tracked, instant: datetime, lang: str) -> str:
    """An anonymous reporter of a sealed case has no hours, only days."""
    if ticket.by_day:
        return _day(ticket, instant, lang)
    return i18n.moment(instant, ticket.zone, lang)


def _main(ticket: Tracked, lang: str) -> dict[str, Any] | None:
    running = [one.clock for one in ticket.limits]
    clock = main_clock(ticket.state, ticket.ticket_class, running)
    found = ticket.limit(clock)
    return _limit(ticket, found, lang) if found is not None else None


def _beside(ticket: Tracked, lang: str) -> list[dict[str, Any]]:
    """Limits that run along with the main one."""
    wanted = (Clock.VERIFICATION, Clock.GRATIFICATION)
    running = [ticket.limit(clock) for clock in wanted] if ticket.state.is_open else []
    return [_limit(ticket, one, lang) for one in running if one is not None]


def _limit(ticket: Tracked, one: SeenLimit, lang: str) -> dict[str, Any]:
    rule = LIMITS[one.clock]
    return {
        "clock": one.clock.value,
        "day": _day(ticket, one.due, lang),
        "days": one.days,
        "late": one.late,
        "rule": f"{rule.regulation}, {rule.article}",
        "rows": [
            (i18n.day_text(step.date, lang), number, _reason(step.reason, lang))
            for number, step in numbered(one.steps)
        ],
        "statute": _statute(one.clock, ticket.ticket_class, lang),
    }


def _reason(told: str, lang: str) -> str:
    """What is an office's own, as the name of a holiday, stays as it is."""
    sentence, parts = reasons.read(told)
    return i18n.say(lang, sentence, {name: _reason(part, lang) for name, part in parts.items()})


def _statute(clock: Clock, kind: TicketClass, lang: str) -> list[str]:
    """The calendar-day limits of the law that hold beside the class's own."""
    if clock.value != kind.value:
        return []
    return [f"{i18n.say(lang, one.sentence)} ({one.article})" for one in limit_of(kind).statute]


def _message(ticket: Tracked, one: SeenMessage, lang: str) -> dict[str, Any]:
    only_files = one.text == ONLY_FILES
    return {
        "mine": one.from_reporter,
        "at": _when(ticket, one.at, lang),
        "text": i18n.say(lang, "(hanya lampiran)") if only_files else one.text,
        "files": [_file(file, lang) for file in one.files],
    }


def _file(one: SeenFile, lang: str) -> dict[str, Any]:
    size = max(1, round(one.size / 1024))
    return {
        "seq": one.seq,
        "name": one.name,
        "size": f"{i18n.number(size, lang)} KB",
        "state": i18n.say(lang, _STATES[one.state]) if one.state in _STATES else "",
        "is_served": one.is_served,
    }
