"""An instansi's own reply texts: listed beside the shipped ones, made, changed, withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import reply
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.reply import Stage, Template
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, NotAllowed
from kiosk.domain.refusal import Refusal
from kiosk.domain.stale import StaleEdit
from kiosk.flows import replying
from kiosk.store.complaint import replies, shipped
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach

KIND = "templat"


class UnknownReply(Refusal):
    """No such text, or none that this person may change."""


@dataclass(frozen=True)
class OwnReply:
    """A text of an instansi; ``number`` and ``version`` of its row."""

    number: int
    version: int
    instansi: str
    template: Template


@dataclass(frozen=True)
class Draft:
    """What was typed into the form."""

    ticket_class: str
    stage: str
    title: str
    body: str


def list_replies(actor: Actor) -> tuple[list[OwnReply], tuple[Template, ...]]:
    """Those this person may change, and the shipped ones."""
    with reading():
        mine = _instansi(actor)
        own = [_own(row) for row in replies.of(mine)]
        return own, shipped.reply_templates()


def list_reply_places(actor: Actor) -> list[tuple[str, str]]:
    """(id as text, name) of every instansi whose texts are this person's to change."""
    with reading():
        return [(str(one), reach.name_of_place("instansi", one) or "") for one in _instansi(actor)]


def _instansi(actor: Actor) -> list[int]:
    """Of each place a fitting role is held at: an officer of a unit writes for its instansi."""
    whole = set(reach.instansi_ids(actor.grants, Action.EDIT_REPLIES))
    for unit in reach.unit_ids(actor.grants, Action.EDIT_REPLIES):
        spot = reach.spot_of_unit_id(unit)
        whole |= {spot.instansi_id} if spot else set()
    return sorted(whole)


def _own(row: Any) -> OwnReply:
    name = reach.name_of_place("instansi", row.instansi_id) or ""
    return OwnReply(row.id, row.version, name, replying.template_of(row))


def open_reply(actor: Actor, number: int) -> OwnReply:
    """Raises `UnknownReply`."""
    with reading():
        return _own(_kept(actor, number))


def _kept(actor: Actor, number: int) -> Any:
    row = replies.by_id(number) if 0 < number < 2**31 else None
    if row is None or row.withdrawn_at is not None or row.instansi_id not in _instansi(actor):
        raise UnknownReply("Templat ini tidak ada lagi.")
    return row


def make_reply(actor: Actor, instansi: str, typed: Draft, now: datetime) -> None:
    """Raises `NotAllowed`, `UnusableReply`."""
    made = _checked(typed)
    with transaction():
        mine = {str(one): one for one in _instansi(actor)}
        if instansi not in mine:
            raise NotAllowed("Pilih instansi yang templatnya dapat Anda ubah.")
        number = replies.add(mine[instansi], *_columns(made))
        _record(actor, "buat-templat", number, mine[instansi], now, {"judul": [None, made.title]})


def edit_reply(actor: Actor, number: int, version: int, typed: Draft, now: datetime) -> None:
    """Raises `UnknownReply`, `UnusableReply`, `StaleEdit`."""
    made = _checked(typed)
    with transaction():
        row = _kept(actor, number)
        names = ("ticket_class", "stage", "title", "body")
        values = dict(zip(names, _columns(made), strict=True))
        if not replies.change(number, version, **values):
            theirs = {name: row._mapping[name] for name in names}
            raise StaleEdit(row.version, theirs, values)
        _record(
            actor, "ubah-templat", number, row.instansi_id, now, {"judul": [row.title, made.title]}
        )


def withdraw_reply(actor: Actor, number: int, version: int, now: datetime) -> None:
    """Raises `UnknownReply`."""
    with transaction():
        row = _kept(actor, number)
        if not replies.withdraw(number, version, now):
            raise UnknownReply("Templat ini baru saja diubah orang lain. Muat ulang halaman.")
        _record(actor, "cabut-templat", number, row.instansi_id, now, {"judul": [row.title, None]})


def _checked(typed: Draft) -> Template:
    try:
        kind = TicketClass(typed.ticket_class) if typed.ticket_class else None
        stage = Stage(typed.stage)
    except ValueError as wrong:
        raise reply.UnusableReply("Pilih tahap dan kelas dari daftar.") from wrong
    body = typed.body.replace("\r\n", "\n").replace("\0", "").strip()
    made = Template("-", kind, stage, " ".join(typed.title.replace("\0", "").split()), body)
    reply.check(made)
    return made


def _columns(made: Template) -> tuple[str | None, str, str, str]:
    kind = made.ticket_class.value if made.ticket_class else None
    return kind, made.stage.value, made.title, made.body


def _record(
    actor: Actor, action: str, number: int, instansi_id: int, now: datetime, details: dict[str, Any]
) -> None:
    audit.append(
        at=now,
        actor_id=actor.id,
        action=action,
        object_kind=KIND,
        object_id=str(number),
        instansi_id=instansi_id,
        details=details,
    )
