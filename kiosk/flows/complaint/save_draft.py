"""What is being typed is kept while it is typed: a crash of the browser loses nothing.

In a sealed case it is sealed like everything else; without its key nothing is kept."""

from datetime import datetime

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, cases, sealing
from kiosk.flows.sealing import Unlocked
from kiosk.store.complaint import drafts
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import transaction

FIELDS = frozenset(
    {"catatan", "kabar:p", *(f"{move.value}:{part}" for move in Move for part in "pa")}
)
"""The note, news for the reporter, and of every move the message (p) and the reason (a)."""


class UnknownDraft(Refusal):
    """There is no such field to type in."""


def save_draft(
    actor: Actor,
    number: str,
    field: str,
    text: str,
    keys: Keys,
    now: datetime,
    unlocked: Unlocked | None = None,
) -> None:
    """Empty: what was kept is forgotten. Raises `UnknownTicket`, `NotAllowed`, `UnknownDraft`,
    `LockedCase`."""
    text = text.replace("\0", "")
    if field not in FIELDS or len(text) > acting.MOST:
        raise UnknownDraft("Draf ini tidak dapat disimpan. Salin tulisan Anda ke tempat lain.")
    with transaction():
        # Held: handed to the protected lane meanwhile, a draft in the clear would stay behind.
        row = cases.held(number, actor, keys)
        cases.role_in(row, actor)
        if not text.strip():
            drafts.drop(actor.id, row.id, field)
            return
        if row.sealed:
            case = sealing.case_of(row, unlocked, actor)
            sealed = case.seal(actor.id, Place.DRAFT, text)
            drafts.put(actor.id, row.id, field, now, None, sealed)
        else:
            drafts.put(actor.id, row.id, field, now, text, None)
