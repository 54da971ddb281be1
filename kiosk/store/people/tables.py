"""People as they are kept. Nothing here shows a secret: passwords and tokens are hashes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class Staff(Model):
    """A person at the desk. ``code`` names them in addresses; ``email`` is lower case."""

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary(120))
    totp_step: Mapped[int] = mapped_column(default=0)
    """The last time step a code was taken for: no code is taken twice."""
    oidc_subject: Mapped[str | None] = mapped_column(String(300), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)


class GrantRow(Model):
    """A role somebody holds; never deleted, only ended."""

    __tablename__ = "grants"
    __table_args__ = (Index("ix_grants_staff_id", "staff_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(String(24))
    level: Mapped[str] = mapped_column(String(12))
    place_id: Mapped[int]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    granted_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class StaffSession(Model):
    """A server-side session; the cookie holds a random token, this its hash.

    ``staff_id`` is empty until sign-in. ``confirmed_at``: when password or code was last given,
    for actions that ask again."""

    __tablename__ = "staff_sessions"
    __table_args__ = (Index("ix_staff_sessions_staff_id", "staff_id"),)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    data: Mapped[str] = mapped_column(Text)
    agent: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)


class OneTimeLink(Model):
    """An invitation or a way back in; used once, kept as a hash."""

    __tablename__ = "one_time_links"
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class RecoveryCode(Model):
    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("staff_id", "code_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Attempt(Model):
    """Failures of one account or one network (a keyed hash): counted before the check."""

    __tablename__ = "sign_in_attempts"
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant)


class Passkey(Model):
    __tablename__ = "passkeys"
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(2000))
    sign_count: Mapped[int]
    label: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime] = mapped_column(Instant)


class AuditRecord(Model):
    """What somebody did or read. Append-only; its chain covers every column.

    ``details``: canonical JSON of fields by id, before and after, never a secret or a free
    text. ``text_digest``: of the reason or other free text kept in `audit_texts`.
    ``instansi_id`` and ``unit_id`` say whose record it is (0: the installation's, no unit)."""

    __tablename__ = "audit_records"
    __table_args__ = (
        Index("ix_audit_records_instansi_id_seq", "instansi_id", "seq"),
        # Of records of sealed cases alone, for their access lists.
        Index(
            "ix_audit_records_sealed",
            "object_id",
            "seq",
            sqlite_where=text("object_kind = 'berkas'"),
            postgresql_where=text("object_kind = 'berkas'"),
        ),
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    action: Mapped[str] = mapped_column(String(48))
    object_kind: Mapped[str] = mapped_column(String(24))
    object_id: Mapped[str] = mapped_column(String(64))
    instansi_id: Mapped[int]
    unit_id: Mapped[int]
    details: Mapped[str] = mapped_column(Text)
    text_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditText(Model):
    """A free text of a record, with the salt of its digest. May be erased by law."""

    __tablename__ = "audit_texts"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    text: Mapped[str] = mapped_column(Text)
