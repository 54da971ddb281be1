"""A word between colleagues: kept in a table of its own, and never shown to the reporter."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import acting, cases
from kiosk.flows.sealing import Unlocked, pen_of
from kiosk.flows.tickets import StaleTicket
from kiosk.store.complaint import drafts, tickets, timeline
from kiosk.store.engine import transaction

FIELD = "catatan"


def note_ticket(
    actor: Actor,
    number: str,
    text: str,
    keys: Keys,
    now: datetime,
    unlocked: Unlocked | None = None,
) -> None:
    """Whatever happened meanwhile: a note takes nothing from anybody. Raises `UnknownTicket`,
    `NotAllowed`, `MissingWords`, `LockedCase`."""
    told = acting.reason(text)
    with transaction():
        row = cases.held(number, actor, keys)
        cases.role_in(row, actor)
        place = row.last_seq + 1
        ink = pen_of(row, unlocked, actor).ink(place, FIELD, told)
        timeline.add_note(row.id, place, now, actor_id=actor.id, **ink)
        if not tickets.change(row.id, row.version, last_seq=place):
            raise StaleTicket("Laporan baru saja diubah orang lain. Kirim catatan Anda lagi.")
        drafts.drop(actor.id, row.id, FIELD)
        cases.record(actor.id, "catat-laporan", row, now)
