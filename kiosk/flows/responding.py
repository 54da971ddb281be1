"""Steps that flows about incidents share: whose they are, and what was seen by
the audit record."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.kinds import Identity
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.incident import (
    Affected,
    Data,
    Incident,
    Seen,
    UnfitIncident,
    UnknownIncident,
    data_of,
)
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import INSTALLATION, Action, Level, NotAllowed, Spot
from kiosk.flows import cases
from kiosk.store.complaint import persons, tickets
from kiosk.store.complaint.persons import BrokenPerson
from kiosk.store.people import audit, incidents, roster
from kiosk.store.place import units


def scope_of(actor: Actor | None) -> int:
    """Whose incidents somebody writes: 0 the installation's, else an instansi's. ``actor`` None:
    whoever types commands on the server. Raises `NotAllowed`."""
    if actor is None or actor.may(Action.KEEP_INCIDENTS, INSTALLATION):
        return 0
    whole = [one.place_id for one in actor.grants if one.level is Level.INSTANSI]
    mine = [one for one in whole if actor.may(Action.KEEP_INCIDENTS, Spot(one))]
    if not mine:
        raise NotAllowed("Insiden dicatat administrator instalasi atau inspektorat instansi.")
    return mine[0]


def is_keeper(actor: Actor | None, one: Incident) -> bool:
    spot = Spot(one.instansi_id) if one.instansi_id else INSTALLATION
    return actor is None or actor.may(Action.KEEP_INCIDENTS, spot)


def kept(actor: Actor | None, number: int) -> Incident:
    """Raises `UnknownIncident`."""
    one = incidents.by_id(number) if 0 < number < 2**31 else None
    if one is None or not is_keeper(actor, one):
        raise UnknownIncident
    return one


def stale() -> UnfitIncident:
    return UnfitIncident("Insiden ini baru saja diubah orang lain. Muat ulang, lalu coba lagi.")


def deeds(one: Incident) -> list[Any]:
    """Records of the window by the accounts under suspicion, those of the instansi alone where it
    is one's; sealed ones with them, which name no place."""
    found = audit.between(one.entry.since, one.entry.until)
    codes = {code for code, _ in roster.cards({row.actor_id for row in found}).values()}
    wanted = set(one.entry.accounts) or codes
    cards = roster.cards({row.actor_id for row in found})
    return [
        row
        for row in found
        if row.actor_id in cards
        and cards[row.actor_id][0] in wanted
        and (row.instansi_id in (0, one.instansi_id) or not one.instansi_id)
    ]


def is_told_of(row: Any, actor: Actor | None, keys: Keys) -> bool:
    """Whether a record may be shown: of a sealed case to its own team alone."""
    if row.object_kind != cases.SEALED_KIND:
        return True
    case = tickets.by_number(row.object_id)
    return actor is not None and case is not None and cases.may_see(case, actor, keys)


def seen(rows: Iterable[Any]) -> list[Seen]:
    found = list(rows)
    cards = roster.cards({row.actor_id for row in found})
    names = {one: units.name_of(one) for one in {row.unit_id for row in found} if one}
    return [
        Seen(
            row.at,
            cards[row.actor_id][1],
            cards[row.actor_id][0],
            row.action,
            row.object_kind,
            row.object_id if row.object_kind in (cases.KIND, cases.SEALED_KIND) else "",
            names.get(row.unit_id, ""),
            data_of(row.action, row.object_kind),
        )
        for row in found
    ]


def affected(one: Incident, rows: Sequence[Any], keys: Keys) -> list[Affected]:
    """Reports whose data somebody saw, in the order they were first seen."""
    data: dict[str, list[Data]] = {}
    for row in rows:
        what = data_of(row.action, row.object_kind)
        if row.object_kind in (cases.KIND, cases.SEALED_KIND) and row.object_id and what:
            data.setdefault(row.object_id, []).append(what)
    told = incidents.letters(one.id)
    found = ((tickets.by_number(number), what) for number, what in data.items())
    return [_affected(row, what, told, keys) for row, what in found if row is not None]


def _affected(row: Any, what: list[Data], told: frozenset[int], keys: Keys) -> Affected:
    return Affected(
        row.id,
        row.number,
        units.name_of(row.origin_id if row.sealed else row.unit_id),
        tuple(dict.fromkeys(what)),
        "lewat timnya" if row.sealed else _channel(row, keys),
        row.sealed,
        row.id in told,
    )


def _channel(row: Any, keys: Keys) -> str:
    """In words: no address stands in a list."""
    sealed = tickets.reporter_of(row.id)
    if sealed is None or row.identity == Identity.ANONYMOUS:
        return "halaman lacak saja"
    try:
        person = persons.unseal(sealed, keys.of("pelapor"), row.id)
    except BrokenPerson:
        return "halaman lacak saja"
    return "halaman lacak dan surel" if person.email else "halaman lacak dan nomor telepon"


def record(actor: Actor | None, action: str, one: Incident, now: datetime, **details: Any) -> None:
    audit.append(
        at=now,
        actor_id=actor.id if actor else 0,
        action=action,
        object_kind="insiden",
        object_id=str(one.id),
        instansi_id=one.instansi_id,
        details=details,
    )
