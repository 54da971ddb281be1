"""Steps that flows of the desk share before they change a ticket: it is held, it is as it was
seen, and whoever acts may."""

from typing import Any, NamedTuple

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases, tickets
from kiosk.flows.tickets import Doer
from kiosk.store.complaint import relations


class MergedTicket(Refusal):
    """It is handled within another one."""


class SealedHere(Refusal):
    """This is not done to sealed cases."""


class MissingWords(Refusal):
    """The step needs a message to the citizen, or a reason for colleagues."""


class Taken(NamedTuple):
    """A held row, and as whom it is changed."""

    row: Any
    doer: Doer


MOST = 8_000
ELSEWHERE = frozenset({Move.FORWARD, Move.SEND_BACK})
"""Moves to another unit: flows of their own, and never of a sealed case."""


def take(number: str, actor: Actor, keys: Keys, version: int | None) -> Taken:
    """``version``: the one the page showed; None: whatever it is now. Raises `UnknownTicket`,
    `StaleTicket`, `NotAllowed`, `MergedTicket`."""
    row = cases.held(number, actor, keys)
    tickets.check_version(row, version)
    doer = Doer(cases.role_in(row, actor), actor.id)
    if row.merged_into is not None:
        raise MergedTicket(
            "Laporan ini digabung dengan %(number)s. Tangani di sana, atau pisahkan dahulu.",
            number=relations.numbers([row.merged_into]).get(row.merged_into, "laporan lain"),
        )
    return Taken(row, doer)


def take_ordinary(number: str, actor: Actor, keys: Keys, version: int | None) -> Taken:
    """The same of an ordinary complaint. Raises `SealedHere` too."""
    taken = take(number, actor, keys, version)
    if taken.row.sealed:
        raise SealedHere(
            "Berkas terlindungi tetap pada tim integritas. Langkah ini tidak berlaku untuknya."
        )
    return taken


def tidy(text: str | None) -> str:
    """As it is kept: no NUL, which PostgreSQL takes nowhere; one kind of line end."""
    return (text or "").replace("\0", "").replace("\r\n", "\n").strip()


def reason(text: str | None) -> str:
    """For colleagues. Raises `MissingWords`."""
    told = tidy(text)
    if not told:
        raise MissingWords("Tuliskan alasan untuk rekan kerja.")
    if len(told) > MOST:
        raise MissingWords("Tulisan paling panjang %(most)s karakter.", most=MOST)
    return told
