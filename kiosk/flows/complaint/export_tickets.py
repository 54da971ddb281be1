"""Ordinary complaints in the words of SP4N-LAPOR!, to be handed to it as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.kinds import Category, Channel, Identity, TicketClass
from kiosk.domain.complaint.lapor import CLASSES, TITLES
from kiosk.domain.complaint.receipt import spoken_number, tidy_number
from kiosk.domain.complaint.ticket import Ending, State, public_status
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.flows import viewing
from kiosk.store.complaint import relations
from kiosk.store.engine import transaction
from kiosk.store.people import audit, journal, reach
from kiosk.store.place import units

MOST = 10_000


@dataclass(frozen=True)
class Selection:
    """``first`` and ``last``: local days of receipt, both included; ``numbers``: only these;
    ``unlinked``: only those that have no number there yet."""

    first: date | None = None
    last: date | None = None
    numbers: Sequence[str] = ()
    unlinked: bool = False


def export_tickets(actor: Actor, wanted: Selection, zone: str, now: datetime) -> list[list[str]]:
    """A row for each, cells as `lapor.TITLES`; of the units whose complaints this person may
    handle. Names and contacts of reporters are never in it; that it was taken is recorded."""
    with transaction():
        mine = reach.unit_ids(actor.grants, Action.VERIFY_TICKETS, also_closed=True)
        numbers = [tidy_number(one) or "-" for one in wanted.numbers]
        found = relations.ordinary(mine, *_bounds(wanted, zone), MOST, numbers)
        rows = [_row(one) for one in found if not (wanted.unlinked and one.lapor_number)]
        audit.append(
            at=now,
            actor_id=actor.id,
            action="ekspor-laporan",
            object_kind="laporan",
            object_id="",
            details={"banyak": len(rows), "dari": wanted.first, "sampai": wanted.last},
            **journal.home(actor.id),
        )
    return rows


def _bounds(wanted: Selection, zone: str) -> tuple[datetime | None, datetime | None]:
    return (
        _midnight(wanted.first, zone) if wanted.first else None,
        _midnight(wanted.last + timedelta(days=1), zone) if wanted.last else None,
    )


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def _row(one: Any) -> list[str]:
    zone = ZoneInfo(viewing.zone_of(one.origin_id))
    told = {
        "nomor": spoken_number(one.number),
        "nomor_lapor": one.lapor_number or "",
        "klasifikasi": CLASSES[TicketClass(one.ticket_class)],
        "kategori": Category(one.category).label,
        "judul": one.title,
        "isi": one.body,
        "lokasi": one.place,
        "waktu_kejadian": one.happened,
        "unit": units.name_of(one.unit_id),
        "layanan": one.service or "",
        "kanal": Channel(one.channel).label,
        "tanggal_diterima": one.received_at.astimezone(zone).isoformat(timespec="minutes"),
        "status": public_status(State(one.state), _ending(one)),
        "anonim": "tidak" if one.identity == Identity.OPEN else "ya",
    }
    return [told[name] for name in TITLES]


def _ending(one: Any) -> Ending | None:
    """What was merged lives on in another report."""
    if one.merged_into is not None:
        return Ending.MERGED
    return Ending(one.ending) if one.ending else None
