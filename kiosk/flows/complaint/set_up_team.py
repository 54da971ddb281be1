"""The team of an instansi gets its recovery key: shown once, copied by hand, never kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.recovery import asked_places, is_copied
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnknownUnit
from kiosk.domain.refusal import Refusal
from kiosk.flows import keyrings
from kiosk.flows.receiving import House
from kiosk.store.complaint import casekeys, sealed, seals
from kiosk.store.complaint.keyholders import new_pair, recovered, recovery_words
from kiosk.store.complaint.words import words
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach


class AlreadySetUp(Refusal):
    """The team has a recovery key; another one would not open what that one does."""


class OwnKeyFirst(Refusal):
    """Whoever sets the team up needs a key, or its first cases would be on paper only."""


class NotCopied(Refusal):
    """The words typed back are not those of the paper."""


@dataclass(frozen=True)
class Paper:
    """``words``: all 24, once. ``asked``: places (1 is the first) to type back."""

    words: str = field(repr=False)
    asked: tuple[int, ...]


def draw_paper(actor: Actor, instansi_code: str) -> Paper:
    """A new recovery key; nothing is kept of it. Raises `NotAllowed`, `AlreadySetUp`,
    `OwnKeyFirst`."""
    with reading():
        _ready(actor, instansi_code)
    return paper_of(recovery_words(new_pair().private, words()))


def paper_of(spelled: str) -> Paper:
    return Paper(spelled, asked_places(spelled))


def set_up_team(
    actor: Actor,
    instansi_code: str,
    spelled: str,
    typed: Sequence[str],
    house: House,
    now: datetime,
) -> int:
    """Keep the public half and take over the cases held so far; how many those were. Raises
    `NotCopied`, `InvalidRecovery`, and what `draw_paper` does."""
    private = recovered(spelled, words())
    if not is_copied(recovery_words(private, words()), typed):
        raise NotCopied("Kata yang Anda ketik tidak sama dengan yang di kertas. Periksa nomornya.")
    public = seals.public_of(private)
    with transaction():
        instansi_id = _ready(actor, instansi_code)
        casekeys.add_team(instansi_id, public, actor.id, now)
        details = {"sidik": [None, keyrings.fingerprint(public)]}
        keyrings.record(actor.id, "buat-kunci-tim", instansi_code, now, details)
        return keyrings.take_over(house.keys, house.instance)


def _ready(actor: Actor, instansi_code: str) -> int:
    instansi_id = instansi_of(actor, instansi_code)
    if casekeys.recovery_key(instansi_id) is not None:
        raise AlreadySetUp("Tim instansi ini sudah punya kunci pemulihan.")
    if casekeys.handler(actor.id) is None:
        raise OwnKeyFirst("Buat kunci Anda sendiri dahulu, lalu kunci pemulihan tim.")
    return instansi_id


def instansi_of(actor: Actor, code: str) -> int:
    """Its id, for whoever leads its team. Raises `NotAllowed`."""
    spot = reach.spot_of_instansi(code)
    if spot is None:
        raise UnknownUnit("Tidak ada instansi dengan kode itu.")
    keyrings.check_leads(actor, spot.instansi_id)
    return spot.instansi_id


def team_of(actor: Actor, code: str) -> Any:
    """(id, code, name, public_key, made_at)."""
    with reading():
        return sealed.instansi([instansi_of(actor, code)])[0]
