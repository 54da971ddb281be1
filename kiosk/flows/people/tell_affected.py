"""Those whose data somebody saw are told: on the page of their report, and by the contact they
left; of a sealed case its team hears that there is something to see."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.incident import Affected, Incident, UnfitIncident
from kiosk.domain.upkeep import notice
from kiosk.flows import responding, tellings, tickets
from kiosk.flows.receiving import House
from kiosk.flows.tickets import SYSTEM, Told
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import reading, transaction
from kiosk.store.people import incidents


@dataclass(frozen=True)
class Sent:
    """How many were told now; ``teams``: sealed cases told of to their teams."""

    people: int
    teams: int


def tell_affected(actor: Actor | None, number: int, text: str, house: House, now: datetime) -> Sent:
    """Each once, however often it is pressed: one transaction a report. ``text``: the notice.
    Raises `UnknownIncident`, `UnfitIncident`."""
    if not text.strip() or "(isi" in text:
        raise UnfitIncident("Lengkapi naskah pemberitahuan: masih ada bagian “(isi …)”.")
    with reading():
        one = responding.kept(actor, number)
        found = responding.affected(one, responding.deeds(one), house.keys)
    people = teams = 0
    for each in found:
        if not each.told:
            _tell(one, each, text, house, now)
            people, teams = people + (not each.sealed), teams + each.sealed
    with transaction():
        one = responding.kept(actor, number)
        incidents.mark(number, one.version, people_told_at=now)
        # A number of sealed cases would tell that there are some.
        responding.record(actor, "kabari-insiden", one, now, laporan=people)
    return Sent(people, teams)


def _tell(one: Incident, each: Affected, text: str, house: House, now: datetime) -> None:
    with transaction():
        row = kept.hold_id(each.ticket_id)
        if row is None or row.id in incidents.letters(one.id):
            return
        incidents.add_letter(one.id, row.id, now)
        if row.sealed:
            tellings.tell(row, notice.SEALED, tellings.team_of(row, house.keys), now)
            return
        tickets.note_change(row, "kabar", SYSTEM, now, Told(message=text))
        tellings.tell_reporter(row, now, notice.DATA_BREACH)
