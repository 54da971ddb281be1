"""Tickets as they are kept. What a citizen reads, what colleagues say to each other and what
happened are three tables: a filter that is forgotten cannot show one for another.

In a sealed case every free text is bytes under the case's own key (`store.complaint.seals`) and
the plain column beside it is empty; what stays readable is what the clock needs. Ids of tickets
are random and shared with nothing: no order or sequence leads from a survey to a complaint.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant, RandomId

_LISTED = (
    "queue",
    "sealed",
    "merged_into",
    "state",
    "ticket_class",
    "kind",
    "channel",
    "service_id",
    "owner_id",
    "lapor_number",
)
"""What the queue filters by: it goes through the index alone until it has found a page."""


_UNORDERED = {"sqlite_with_rowid": False}
"""SQLite numbers rows in the order they are written unless told not to: between two tickets whose
hours are known, that would tell the hour of an anonymous one (F55)."""


def _only(where: str) -> dict[str, Any]:
    """For an index of part of a table. SQLite takes it only for a query that says the same."""
    return {"sqlite_where": text(where), "postgresql_where": text(where)}


_ORDINARY = "sealed = false AND merged_into IS NULL"
_OPEN = _only(f"queue > 0 AND {_ORDINARY}")
_DONE = _only(f"queue < 1 AND {_ORDINARY}")
_DONE_LAPOR = _only(f"queue < 1 AND {_ORDINARY} AND lapor_number IS NOT NULL")


class Ticket(Model):
    """What lists, clocks and figures need; never a word a citizen wrote.

    ``unit_id`` handles it now, ``origin_id`` is where it was brought. ``queue``: 0 done, 1 the
    office has to act, 2 the reporter has. ``received_at``: the true receipt; of an anonymous
    sealed case the local midnight that begins the day, or the last second of it where the
    office was closed by then (the clock counts the same, the hour is gone); ``day_zero``: the
    working day its clocks begin on. ``due_at`` with ``due_kind``: the next limit to watch.
    ``*_days``: working days from receipt, fixed when it happened; ``*_met``: whether within the
    limit. ``version`` moves with every change."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_queue_due_at", "queue", "due_at", "id"),
        Index("ix_tickets_unit_id_received_at", "unit_id", "received_at", "id"),
        Index("ix_tickets_received_at", "received_at", "id"),
        Index("ix_tickets_merged_into", "merged_into", **_only("merged_into IS NOT NULL")),
        Index("ix_tickets_open", "due_at", "id", "unit_id", *_LISTED, "received_at", **_OPEN),
        Index("ix_tickets_open_unit", "unit_id", "due_at", "id", *_LISTED, "received_at", **_OPEN),
        Index(
            "ix_tickets_open_owner",
            "owner_id",
            "due_at",
            "id",
            "unit_id",
            "queue",
            "sealed",
            "merged_into",
            "state",
            **_OPEN,
        ),
        Index("ix_tickets_done", "received_at", "id", "unit_id", *_LISTED, **_DONE),
        Index("ix_tickets_done_unit", "unit_id", "received_at", "id", *_LISTED, **_DONE),
        Index("ix_tickets_done_owner", "owner_id", "received_at", "id", **_DONE),
        Index("ix_tickets_done_channel", "channel", "received_at", "id", **_DONE),
        Index("ix_tickets_done_state", "state", "received_at", "id", **_DONE),
        Index("ix_tickets_done_lapor", "received_at", "id", **_DONE_LAPOR),
    )
    id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    instansi_id: Mapped[int]
    unit_id: Mapped[int]
    origin_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    point_id: Mapped[int | None]
    service_id: Mapped[int | None]
    sealed: Mapped[bool]
    ticket_class: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(12))
    category: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(12))
    identity: Mapped[str] = mapped_column(String(8))
    lang: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(20))
    ending: Mapped[str | None] = mapped_column(String(24))
    queue: Mapped[int] = mapped_column(SmallInteger)
    received_at: Mapped[datetime] = mapped_column(Instant)
    day_zero: Mapped[date]
    month: Mapped[int]
    owner_id: Mapped[int | None]
    version: Mapped[int]
    last_seq: Mapped[int]
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    due_kind: Mapped[str | None] = mapped_column(String(16))
    verified_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    objected_at: Mapped[datetime | None] = mapped_column(Instant)
    verified_days: Mapped[int | None] = mapped_column(SmallInteger)
    answered_days: Mapped[int | None] = mapped_column(SmallInteger)
    closed_days: Mapped[int | None] = mapped_column(SmallInteger)
    verified_met: Mapped[bool | None]
    answered_met: Mapped[bool | None]
    reopened: Mapped[int] = mapped_column(SmallInteger)
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rated_at: Mapped[datetime | None] = mapped_column(Instant)
    merged_into: Mapped[int | None] = mapped_column(RandomId)
    split_from: Mapped[int | None] = mapped_column(RandomId)
    lapor_number: Mapped[str | None] = mapped_column(String(40))
    lapor_state: Mapped[str | None] = mapped_column(String(60))


class TicketText(Model):
    """What the citizen wrote. Plain for an ordinary complaint, which is searched; for a sealed
    case ``sealed`` holds all of it and the rest is empty."""

    __tablename__ = "ticket_texts"
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(200))
    happened: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Reporter(Model):
    """Name and contact, always sealed: under the installation's key, or the case's."""

    __tablename__ = "reporters"
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class TicketKey(Model):
    """The slow hash of a receipt's phrase, with its salt, and the public key made of it."""

    __tablename__ = "ticket_keys"
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    verifier: Mapped[bytes] = mapped_column(LargeBinary(32))
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class TicketMove(Model):
    """What happened, for colleagues: moves, owners, limits, merges. ``by``: petugas, pelapor,
    sistem. ``details``: canonical JSON of codes and numbers; the reason is free text."""

    __tablename__ = "ticket_moves"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(12))
    actor_id: Mapped[int | None]
    move: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    details: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class TicketMessage(Model):
    """Between the reporter and the office: everything here may be read by the reporter."""

    __tablename__ = "ticket_messages"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    from_reporter: Mapped[bool]
    actor_id: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class TicketNote(Model):
    """Between colleagues: nothing here is ever shown to the reporter."""

    __tablename__ = "ticket_notes"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class TicketFile(Model):
    """An attachment: ``digest`` names the stored bytes (of a sealed case: sealed bytes).
    ``message``: 0 with the complaint itself, else the seq of the message it came with."""

    __tablename__ = "ticket_files"
    __table_args__ = (
        Index("ix_ticket_files_ticket_id", "ticket_id"),
        Index("ix_ticket_files_digest", "digest"),
        Index("ix_ticket_files_thumbnail", "thumbnail"),
        Index("ix_ticket_files_state", "state", "id"),
    )
    id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(RandomId)
    seq: Mapped[int]
    message: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    from_reporter: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    thumbnail: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    name: Mapped[str | None] = mapped_column(String(160))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class TicketDeadline(Model):
    """A limit as it was computed, with its steps; a new computation adds a row and ends this
    one. ``cause``: why it was computed anew."""

    __tablename__ = "ticket_deadlines"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime] = mapped_column(Instant)
    days: Mapped[int] = mapped_column(SmallInteger)
    due_at: Mapped[datetime] = mapped_column(Instant)
    steps: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(String(160))
    made_at: Mapped[datetime] = mapped_column(Instant)
    met_at: Mapped[datetime | None] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)


class TicketPause(Model):
    """While the reporter is awaited. ``ended_at`` None: still."""

    __tablename__ = "ticket_pauses"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class TicketAlert(Model):
    """A reminder or an escalation that was given: each exactly once, whatever the clock does."""

    __tablename__ = "ticket_alerts"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    step: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class TicketAccused(Model):
    """Whom a sealed case names, as keyed marks: a backup does not say who."""

    __tablename__ = "ticket_accused"
    __table_args__ = _UNORDERED
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class TeamKey(Model):
    """The recovery key of an instansi's integrity team: its public half."""

    __tablename__ = "team_keys"
    instansi_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[int]


class HandlerKey(Model):
    """A team member's key; the private half under the member's passphrase."""

    __tablename__ = "handler_keys"
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id"), primary_key=True, autoincrement=False
    )
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_private: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)


class CaseKey(Model):
    """The case's key, wrapped to one holder: "pegawai" (staff id), "pemulihan" (instansi id),
    "pelapor" (0), "penampung" (0: until the team has keys)."""

    __tablename__ = "case_keys"
    __table_args__ = (Index("ix_case_keys_holder_holder_id", "holder", "holder_id"), _UNORDERED)
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(12), primary_key=True)
    holder_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class IdentityRequest(Model):
    """Asking who a confidential reporter is: two other people decide."""

    __tablename__ = "identity_requests"
    __table_args__ = (Index("ix_identity_requests_ticket_id", "ticket_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(RandomId)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    refused_at: Mapped[datetime | None] = mapped_column(Instant)
    granted_at: Mapped[datetime | None] = mapped_column(Instant)


class IdentityApproval(Model):
    __tablename__ = "identity_approvals"
    request_id: Mapped[int] = mapped_column(
        ForeignKey("identity_requests.id"), primary_key=True, autoincrement=False
    )
    staff_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    agrees: Mapped[bool]


class Draft(Model):
    """What somebody was typing: a crash of the browser loses nothing."""

    __tablename__ = "drafts"
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id"), primary_key=True, autoincrement=False
    )
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class TicketRead(Model):
    """When somebody's look at a ticket was last written into the audit record."""

    __tablename__ = "ticket_reads"
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id"), primary_key=True, autoincrement=False
    )
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)


class SavedFilter(Model):
    """A queue's filter under a name of somebody's own; ``query`` as in the address."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("staff_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(400))


class ReplyText(Model):
    """An office's own reply template or address to go to; built-in ones live in files."""

    __tablename__ = "reply_texts"
    __table_args__ = (Index("ix_reply_texts_instansi_id", "instansi_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instansi_id: Mapped[int]
    ticket_class: Mapped[str | None] = mapped_column(String(16))
    stage: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class CalendarTurn(Model):
    """A change of some calendar whose open deadlines have yet to be computed anew. ``unit_id``
    0: everywhere; None of ``first``, ``last``: no bound. ``reached``: tickets up to this id are
    done, so that a killed process is followed where it stopped."""

    __tablename__ = "calendar_turns"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int]
    first: Mapped[date | None]
    last: Mapped[date | None]
    cause: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Instant)
    reached: Mapped[int] = mapped_column(RandomId)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class IntakeCount(Model):
    """How much one network sent in a window; the key it is hashed with is forgotten daily."""

    __tablename__ = "intake_counts"
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]


class TicketWords(Model):
    """The place of an ordinary complaint in the full-text index, newest last: a search reads it
    backwards and stops early. In PostgreSQL the words stand here; in SQLite in the virtual
    table ``ticket_search`` under the same number. ``scope``: the marks it is found under, needed
    to take it out again. Sealed cases are never here."""

    __tablename__ = "ticket_words"
    __table_args__ = (Index("ix_ticket_words_words", "words", postgresql_using="gin"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(RandomId, unique=True)
    scope: Mapped[str] = mapped_column(String(40))
    words: Mapped[str | None] = mapped_column(Text().with_variant(TSVECTOR, "postgresql"))
