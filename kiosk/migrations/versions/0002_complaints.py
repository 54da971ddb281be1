"""Complaints: tickets, their timelines and clocks, the sealed lane, the outbox

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.types import Instant
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(length=160), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("reached", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_turns")),
    )
    op.create_table(
        "case_keys",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("holder", sa.String(length=12), nullable=False),
        sa.Column("holder_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "holder", "holder_id", name=op.f("pk_case_keys")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("case_keys", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_keys_holder_holder_id", ["holder", "holder_id"], unique=False
        )

    op.create_table(
        "identity_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("refused_at", Instant(), nullable=True),
        sa.Column("granted_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_requests")),
    )
    with op.batch_alter_table("identity_requests", schema=None) as batch_op:
        batch_op.create_index("ix_identity_requests_ticket_id", ["ticket_id"], unique=False)

    op.create_table(
        "intake_counts",
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("window", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "window", name=op.f("pk_intake_counts")),
    )
    op.create_table(
        "notices",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("to_kind", sa.String(length=12), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("leased_by", sa.String(length=80), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("dead_at", Instant(), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_dead_at", ["dead_at"], unique=False)
        batch_op.create_index("ix_notices_next_at", ["next_at"], unique=False)
        batch_op.create_index("ix_notices_sent_at", ["sent_at"], unique=False)

    op.create_table(
        "reply_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instansi_id", sa.Integer(), nullable=False),
        sa.Column("ticket_class", sa.String(length=16), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_texts")),
    )
    with op.batch_alter_table("reply_texts", schema=None) as batch_op:
        batch_op.create_index("ix_reply_texts_instansi_id", ["instansi_id"], unique=False)

    op.create_table(
        "reporters",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_reporters")),
    )
    op.create_table(
        "team_keys",
        sa.Column("instansi_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("instansi_id", name=op.f("pk_team_keys")),
    )
    op.create_table(
        "ticket_accused",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "mark", name=op.f("pk_ticket_accused")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_alerts",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "kind", "step", name=op.f("pk_ticket_alerts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_deadlines",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=160), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("met_at", Instant(), nullable=True),
        sa.Column("replaced_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_deadlines")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_files",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("message", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("from_reporter", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_files")),
    )
    with op.batch_alter_table("ticket_files", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_files_digest", ["digest"], unique=False)
        batch_op.create_index("ix_ticket_files_state", ["state", "id"], unique=False)
        batch_op.create_index("ix_ticket_files_thumbnail", ["thumbnail"], unique=False)
        batch_op.create_index("ix_ticket_files_ticket_id", ["ticket_id"], unique=False)

    op.create_table(
        "ticket_keys",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("verifier", sa.LargeBinary(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_keys")),
    )
    op.create_table(
        "ticket_messages",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("from_reporter", sa.Boolean(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_messages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_moves",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("move", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_moves")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_notes",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_notes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_pauses",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "seq", name=op.f("pk_ticket_pauses")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket_texts",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("happened", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_texts")),
    )
    op.create_table(
        "ticket_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column(
            "words", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_words")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_ticket_words_ticket_id")),
    )
    with op.batch_alter_table("ticket_words", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ticket_words_words", ["words"], unique=False, postgresql_using="gin"
        )

    op.create_table(
        "drafts",
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_drafts_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "ticket_id", "field", name=op.f("pk_drafts")),
    )
    op.create_table(
        "handler_keys",
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_handler_keys_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_handler_keys")),
    )
    op.create_table(
        "identity_approvals",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["identity_requests.id"], name=op.f("fk_identity_approvals_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", "staff_id", name=op.f("pk_identity_approvals")),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_filters_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_filters_staff_id_name")),
    )
    op.create_table(
        "ticket_reads",
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_ticket_reads_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "ticket_id", name=op.f("pk_ticket_reads")),
    )
    op.create_table(
        "tickets",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("instansi_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("ticket_class", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("identity", sa.String(length=8), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ending", sa.String(length=24), nullable=True),
        sa.Column("queue", sa.SmallInteger(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("day_zero", sa.Date(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("due_kind", sa.String(length=16), nullable=True),
        sa.Column("verified_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("objected_at", Instant(), nullable=True),
        sa.Column("verified_days", sa.SmallInteger(), nullable=True),
        sa.Column("answered_days", sa.SmallInteger(), nullable=True),
        sa.Column("closed_days", sa.SmallInteger(), nullable=True),
        sa.Column("verified_met", sa.Boolean(), nullable=True),
        sa.Column("answered_met", sa.Boolean(), nullable=True),
        sa.Column("reopened", sa.SmallInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("rated_at", Instant(), nullable=True),
        sa.Column(
            "merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "split_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("lapor_number", sa.String(length=40), nullable=True),
        sa.Column("lapor_state", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["origin_id"], ["units.id"], name=op.f("fk_tickets_origin_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tickets_done",
            [
                "received_at",
                "id",
                "unit_id",
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
            ],
            unique=False,
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_done_channel",
            ["channel", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_done_lapor",
            ["received_at", "id"],
            unique=False,
            sqlite_where=sa.text(
                "queue < 1 AND sealed = false AND merged_into IS NULL AND lapor_number IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "queue < 1 AND sealed = false AND merged_into IS NULL AND lapor_number IS NOT NULL"
            ),
        )
        batch_op.create_index(
            "ix_tickets_done_owner",
            ["owner_id", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_done_state",
            ["state", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_done_unit",
            [
                "unit_id",
                "received_at",
                "id",
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
            ],
            unique=False,
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_tickets_open",
            [
                "due_at",
                "id",
                "unit_id",
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
                "received_at",
            ],
            unique=False,
            sqlite_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_open_owner",
            ["owner_id", "due_at", "id", "unit_id", "queue", "sealed", "merged_into", "state"],
            unique=False,
            sqlite_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_tickets_open_unit",
            [
                "unit_id",
                "due_at",
                "id",
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
                "received_at",
            ],
            unique=False,
            sqlite_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.create_index("ix_tickets_queue_due_at", ["queue", "due_at", "id"], unique=False)
        batch_op.create_index("ix_tickets_received_at", ["received_at", "id"], unique=False)
        batch_op.create_index(
            "ix_tickets_unit_id_received_at", ["unit_id", "received_at", "id"], unique=False
        )

    with op.batch_alter_table("audit_records", schema=None) as batch_op:
        batch_op.create_index(
            "ix_audit_records_sealed",
            ["object_id", "seq"],
            unique=False,
            sqlite_where=sa.text("object_kind = 'berkas'"),
            postgresql_where=sa.text("object_kind = 'berkas'"),
        )

    _make_search()


def _make_search() -> None:
    """SQLite's full-text index; PostgreSQL's is the column `ticket_words.words`."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE ticket_search USING fts5(scope, title, body, place, "
            "content='', detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE ticket_search")
    with op.batch_alter_table("audit_records", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_audit_records_sealed",
            sqlite_where=sa.text("object_kind = 'berkas'"),
            postgresql_where=sa.text("object_kind = 'berkas'"),
        )

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_unit_id_received_at")
        batch_op.drop_index("ix_tickets_received_at")
        batch_op.drop_index("ix_tickets_queue_due_at")
        batch_op.drop_index(
            "ix_tickets_open_unit",
            sqlite_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_open_owner",
            sqlite_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_open",
            sqlite_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue > 0 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_merged_into",
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_done_unit",
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_done_state",
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_done_owner",
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_done_lapor",
            sqlite_where=sa.text(
                "queue < 1 AND sealed = false AND merged_into IS NULL AND lapor_number IS NOT NULL"
            ),
            postgresql_where=sa.text(
                "queue < 1 AND sealed = false AND merged_into IS NULL AND lapor_number IS NOT NULL"
            ),
        )
        batch_op.drop_index(
            "ix_tickets_done_channel",
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_done",
            sqlite_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
            postgresql_where=sa.text("queue < 1 AND sealed = false AND merged_into IS NULL"),
        )

    op.drop_table("tickets")
    op.drop_table("ticket_reads")
    op.drop_table("saved_filters")
    op.drop_table("identity_approvals")
    op.drop_table("handler_keys")
    op.drop_table("drafts")
    with op.batch_alter_table("ticket_words", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_words_words", postgresql_using="gin")

    op.drop_table("ticket_words")
    op.drop_table("ticket_texts")
    op.drop_table("ticket_pauses")
    op.drop_table("ticket_notes")
    op.drop_table("ticket_moves")
    op.drop_table("ticket_messages")
    op.drop_table("ticket_keys")
    with op.batch_alter_table("ticket_files", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_files_ticket_id")
        batch_op.drop_index("ix_ticket_files_thumbnail")
        batch_op.drop_index("ix_ticket_files_state")
        batch_op.drop_index("ix_ticket_files_digest")

    op.drop_table("ticket_files")
    op.drop_table("ticket_deadlines")
    op.drop_table("ticket_alerts")
    op.drop_table("ticket_accused")
    op.drop_table("team_keys")
    op.drop_table("reporters")
    with op.batch_alter_table("reply_texts", schema=None) as batch_op:
        batch_op.drop_index("ix_reply_texts_instansi_id")

    op.drop_table("reply_texts")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_sent_at")
        batch_op.drop_index("ix_notices_next_at")
        batch_op.drop_index("ix_notices_dead_at")

    op.drop_table("notices")
    op.drop_table("intake_counts")
    with op.batch_alter_table("identity_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_identity_requests_ticket_id")

    op.drop_table("identity_requests")
    with op.batch_alter_table("case_keys", schema=None) as batch_op:
        batch_op.drop_index("ix_case_keys_holder_holder_id")

    op.drop_table("case_keys")
    op.drop_table("calendar_turns")
