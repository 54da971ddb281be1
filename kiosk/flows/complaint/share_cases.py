"""A member gives colleagues what the own key opens; what paper opens is given to all."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases, keyrings
from kiosk.flows.keyrings import Teams
from kiosk.flows.sealing import LockedCase, Unlocked
from kiosk.store.complaint import casekeys, seals, tickets
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.complaint.keyholders import recovered
from kiosk.store.complaint.words import words
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach
from kiosk.store.people.kept import BrokenSeal


class AnotherTeam(Refusal):
    """The words are a recovery key, but not this team's."""


@dataclass(frozen=True)
class Waiting:
    """A colleague who may handle ``cases`` cases and cannot open them. ``has_key``: they can be
    given them."""

    name: str
    cases: int
    has_key: bool


def list_waiting(actor: Actor, keys: Keys) -> list[Waiting]:
    """Of the cases ``actor`` can open and no others."""
    with reading():
        counts: Counter[int] = Counter()
        names: dict[int, str] = {}
        teams = keyrings.Teams(keys)
        for one in casekeys.held_by(Holder.HANDLER, actor.id):
            row = tickets.by_id(one.ticket_id)
            if not cases.may_see(row, actor, keys):
                continue
            lacking = teams.lacking(row)
            counts.update(who.id for who in lacking)
            names.update({who.id: who.name for who in lacking})
        holding = casekeys.public_keys(counts)
    found = [Waiting(names[one], counts[one], one in holding) for one in counts]
    return sorted(found, key=lambda one: one.name)


def share_cases(actor: Actor, unlocked: Unlocked | None, keys: Keys, now: datetime) -> int:
    """Wrap every case ``actor`` can open to all who may see that very case and have a key; how
    many wraps were made. Raises `LockedCase`."""
    if unlocked is None or unlocked.staff_id != actor.id:
        raise LockedCase("Buka kunci Anda dengan frasa sandi, lalu bagikan lagi.")
    made, teams = 0, keyrings.Teams(keys)
    with transaction():
        for one in casekeys.held_by(Holder.HANDLER, actor.id):
            row = tickets.hold_id(one.ticket_id)
            if cases.may_see(row, actor, keys):
                got = keyrings.share(row, seals.unwrap(one.wrapped, unlocked.private), keys, teams)
                made += len(got)
                if got:
                    cases.record(actor.id, "bagi-berkas", row, now, {"kepada": got})
    return made


def recover_cases(actor: Actor, instansi_code: str, typed: str, keys: Keys, now: datetime) -> int:
    """By the team's paper: every case of the instansi is wrapped to its present members; how
    many wraps were made. Raises `InvalidRecovery`, `AnotherTeam`, `NotAllowed`."""
    private = recovered(typed, words())
    with transaction():
        spot = reach.spot_of_instansi(instansi_code)
        instansi_id = spot.instansi_id if spot else -1
        keyrings.check_leads(actor, instansi_id)
        if casekeys.recovery_key(instansi_id) != seals.public_of(private):
            raise AnotherTeam("Kunci pemulihan ini bukan milik tim instansi ini.")
        teams = keyrings.Teams(keys)
        made = sum(
            _recover(one, private, keys, teams, actor, now)
            for one in casekeys.held_by(Holder.RECOVERY, instansi_id)
        )
        keyrings.record(actor.id, "pulihkan-kunci", instansi_code, now)
    return made


def _recover(
    held: Any, private: bytes, keys: Keys, teams: Teams, actor: Actor, now: datetime
) -> int:
    row = tickets.hold_id(held.ticket_id)
    try:
        got = keyrings.share(row, seals.unwrap(held.wrapped, private), keys, teams)
    except BrokenSeal:
        return 0
    if got:
        cases.record(actor.id, "pulihkan-berkas", row, now, {"kepada": got})
    return len(got)
