"""Steps that flows share about sealed cases: a case's key made, given to its holders, used.

The key itself lives only while a request is served. It is kept wrapped: to every handler of the
team, to the team's recovery key, and to the reporter's own, made of the receipt's phrase.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import tellings
from kiosk.flows.tickets import PLAIN, Pen
from kiosk.store.complaint import casekeys, keyholders, seals
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.complaint.seals import Place

_PLACES = {"alasan": Place.MOVE, "pesan": Place.MESSAGE, "catatan": Place.NOTE}


class LockedCase(Refusal):
    """The handler's key is not open in this session, or does not open this case."""


@dataclass(frozen=True)
class Unlocked:
    """A handler whose passphrase was given in this session."""

    staff_id: int
    private: bytes = field(repr=False)


@dataclass(frozen=True)
class Case:
    """A sealed case while its key is at hand."""

    ticket_id: int
    key: bytes = field(repr=False)
    reporter_public: bytes | None = field(default=None, repr=False)

    def seal(self, seq: int, kind: Place, text: str) -> bytes:
        return seals.seal_text(self.key, self.ticket_id, seq, kind, text)

    def unseal(self, seq: int, kind: Place, sealed: bytes) -> str:
        """Raises `BrokenSeal`."""
        return seals.unseal_text(self.key, self.ticket_id, seq, kind, sealed)

    def seal_file(self, number: int, kind: Place, content: bytes) -> bytes:
        return seals.seal_bytes(self.key, self.ticket_id, number, kind, content)

    def unseal_file(self, number: int, kind: Place, sealed: bytes) -> bytes:
        """Raises `BrokenSeal`."""
        return seals.unseal_bytes(self.key, self.ticket_id, number, kind, sealed)

    def ink(self, seq: int, kind: str, text: str | None) -> Mapping[str, Any]:
        """As `Pen`: only the sealed column is filled."""
        column = "reason" if kind == "alasan" else "text"
        sealed = None if text is None else self.seal(seq, _PLACES[kind], text)
        return {column: None, "sealed": sealed}

    def read(self, seq: int, kind: str, row: Any) -> str | None:
        """What `ink` wrote."""
        return None if row.sealed is None else self.unseal(seq, _PLACES[kind], row.sealed)


def begin(ticket_id: int, reporter_seed: bytes) -> Case:
    """A new case's key; ``reporter_seed``: of the receipt's phrase."""
    return Case(ticket_id, seals.new_case_key(), seals.public_of(reporter_seed))


def share(row: Any, case: Case, keys: Keys, instance: Path) -> None:
    """Wrap the case's key to all who may open it. A team that has not set itself up yet is held
    for by the installation: that alone its administrator could open, and it ends with the
    set-up."""
    if case.reporter_public is not None:
        casekeys.add(row.id, Holder.REPORTER, 0, seals.wrap(case.key, case.reporter_public))
    recovery = casekeys.recovery_key(row.instansi_id)
    if recovery is None:
        public = keyholders.holding_pair(instance).public
        casekeys.add(row.id, Holder.HOLDING, 0, seals.wrap(case.key, public))
    else:
        casekeys.add(row.id, Holder.RECOVERY, row.instansi_id, seals.wrap(case.key, recovery))
    team = [one.id for one in tellings.team_of(row, keys)]
    for staff_id, public in casekeys.public_keys(team).items():
        casekeys.add(row.id, Holder.HANDLER, staff_id, seals.wrap(case.key, public))


def case_of(row: Any, unlocked: Unlocked | None, actor: Actor) -> Case:
    """The case, opened by a handler. Raises `LockedCase`."""
    if unlocked is None or unlocked.staff_id != actor.id:
        raise LockedCase("Buka kunci Anda dengan frasa sandi untuk membaca berkas terlindungi.")
    wrapped = casekeys.wrapped(row.id, Holder.HANDLER, actor.id)
    if wrapped is None:
        raise LockedCase(
            "Kunci Anda belum dibagi untuk berkas ini. Minta rekan satu tim membagikannya."
        )
    return Case(row.id, seals.unwrap(wrapped, unlocked.private))


def reporters_case(row: Any, seed: bytes) -> Case:
    """The case, opened by its reporter."""
    wrapped = casekeys.wrapped(row.id, Holder.REPORTER)
    if wrapped is None:
        raise LockedCase("Berkas ini tidak dapat dibuka dengan frasa.")
    return Case(row.id, seals.unwrap(wrapped, seed))


def pen_of(row: Any, unlocked: Unlocked | None, actor: Actor) -> Pen:
    """How a handler's words are kept. Raises `LockedCase`."""
    return case_of(row, unlocked, actor) if row.sealed else PLAIN
