"""What an officer may begin a message with: templates for the step, and where else to go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk import i18n
from kiosk.domain.complaint import authority
from kiosk.domain.complaint.authority import Authority
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.reply import Stage, Template, draft
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.actor import Actor
from kiosk.flows import cases, replying, sealing, viewing
from kiosk.flows.receiving import House
from kiosk.flows.sealing import Unlocked
from kiosk.store.complaint import shipped
from kiosk.store.engine import reading
from kiosk.store.place import units

_STAGES: dict[Move | None, set[Stage]] = {
    None: {Stage.PROGRESS, Stage.FORWARDING},
    Move.VERIFY: {Stage.VERIFICATION},
    Move.ASK: {Stage.COMPLETION},
    Move.ANSWER: {Stage.ANSWER, Stage.OBJECTION, Stage.CLOSURE},
    Move.REDIRECT: {Stage.OUTSIDE},
    Move.ARCHIVE: {Stage.CLOSURE},
}


@dataclass(frozen=True)
class Offered:
    """``text``: filled as far as the system knows; what is left stands in braces."""

    code: str
    title: str
    text: str


def offer_replies(
    actor: Actor,
    number: str,
    move: Move | None,
    house: House,
    unlocked: Unlocked | None = None,
) -> tuple[list[Offered], list[Authority]]:
    """Templates for this step (None: news that moves nothing) and class; and, where it is about
    going elsewhere, authorities with those first whose key words stand in the complaint. Raises
    `UnknownTicket`."""
    with reading():
        row = cases.seen(number, actor, house.keys)
        values = _values(row)
        made = replying.of_instansi(row.instansi_id)
        kind = TicketClass(row.ticket_class)
        text = ""
        if move is Move.REDIRECT:
            case = sealing.case_of(row, unlocked, actor) if row.sealed else None
            story = viewing.story_of(row, case)
            text = f"{story.title}\n{story.body}"
    stages = _STAGES.get(move, set())
    offered = [_offered(one, values) for one in made if one.stage in stages and one.suits(kind)]
    return offered, _addresses(text) if move is Move.REDIRECT else []


def _offered(one: Template, values: dict[str, str]) -> Offered:
    return Offered(one.code, one.title, draft(one, values))


def _addresses(text: str) -> list[Authority]:
    known = [one for one in shipped.authorities() if one.channels]
    fitting = authority.fitting(text, known)
    return [*fitting, *(one for one in known if one not in fitting)]


def _values(row: Any) -> dict[str, str]:
    unit = units.by_code(units.code_of(row.unit_id))
    services = {one.id: one.name for one in units.services_of([row.origin_id])}
    own = [one for one in viewing.limits_of(row, unit.zone) if one.limit.clock == row.ticket_class]
    return {
        "nomor": spoken_number(row.number),
        "nama_unit": unit.name,
        "layanan": str(services.get(row.service_id, "")),
        "tenggat": _day(own[0].due, unit.zone) if own else "",
        "alamat": unit.address or "",
        "telepon": unit.phone or "",
    }


def _day(at: datetime, zone: str) -> str:
    return i18n.day_text(at.astimezone(ZoneInfo(zone)).date())
