"""The register of incidents: opened, corrected, marked as told to the agency, closed."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.incident import (
    Affected,
    Entry,
    Incident,
    Seen,
    UnfitIncident,
    check_noticed,
)
from kiosk.domain.people.keys import Keys
from kiosk.flows import responding
from kiosk.store.engine import reading, transaction
from kiosk.store.people import incidents


@dataclass(frozen=True)
class Picture:
    """An incident with what the audit record says: ``seen`` of the window, ``affected`` reports;
    sealed ones only for their own team."""

    incident: Incident
    seen: tuple[Seen, ...]
    affected: tuple[Affected, ...]


def list_incidents(actor: Actor | None) -> list[Incident]:
    """Newest first."""
    with reading():
        return [one for one in incidents.every() if responding.is_keeper(actor, one)]


def show_incident(actor: Actor | None, number: int, keys: Keys) -> Picture:
    """Raises `UnknownIncident`."""
    with reading():
        one = responding.kept(actor, number)
        rows = [row for row in responding.deeds(one) if responding.is_told_of(row, actor, keys)]
        found = responding.affected(one, rows, keys)
        return Picture(one, tuple(responding.seen(rows)), tuple(found))


def open_incident(actor: Actor | None, entry: Entry, now: datetime) -> int:
    """Its number. Raises `NotAllowed`, `UnfitIncident`."""
    check_noticed(entry, now)
    with transaction():
        scope = responding.scope_of(actor)
        number = incidents.add(scope, entry, actor.id if actor else 0)
        responding.record(actor, "catat-insiden", responding.kept(actor, number), now)
    return number


def edit_incident(
    actor: Actor | None, number: int, version: int, entry: Entry, now: datetime
) -> None:
    """Raises `UnknownIncident`, `UnfitIncident` where somebody else changed it."""
    check_noticed(entry, now)
    with transaction():
        one = responding.kept(actor, number)
        if not incidents.change(number, version, entry):
            raise responding.stale()
        responding.record(actor, "ubah-insiden", one, now)


def mark_incident(actor: Actor | None, number: int, what: str, now: datetime) -> None:
    """``what``: "lembaga", the agency was told; "tutup", all is done."""
    with transaction():
        one = responding.kept(actor, number)
        if what == "tutup" and not one.is_told:
            raise UnfitIncident(
                "Insiden baru dapat ditutup setelah subjek data dan lembaga diberi tahu."
            )
        column = {"lembaga": "agency_told_at", "tutup": "closed_at"}[what]
        if not incidents.mark(number, one.version, **{column: now}):
            raise responding.stale()
        action = "lapor-insiden" if what == "lembaga" else "tutup-insiden"
        responding.record(actor, action, one, now)
