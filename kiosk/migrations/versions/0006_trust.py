"""Trust: backups, drills, holds, erasures, requests, incidents

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.types import Instant


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "scope", name=op.f("pk_erasures")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instansi_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("noticed_at", Instant(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("accounts", sa.Text(), nullable=False),
        sa.Column("classes", sa.Text(), nullable=False),
        sa.Column("systems", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("people_text", sa.Text(), nullable=False),
        sa.Column("agency_text", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("people_told_at", Instant(), nullable=True),
        sa.Column("agency_told_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_table(
        "job_tries",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("again_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("job", "period", name=op.f("pk_job_tries")),
    )
    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column(
            "object_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=False),
        sa.Column("placed_at", Instant(), nullable=False),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lifted_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_holds")),
    )
    with op.batch_alter_table("legal_holds", schema=None) as batch_op:
        batch_op.create_index("ix_legal_holds_kind_object_id", ["kind", "object_id"], unique=False)

    op.create_table(
        "retention_permits",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_retention_permits")),
    )
    op.create_table(
        "subject_requests",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("wish", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("ground", sa.String(length=12), nullable=True),
        sa.Column("warned_at", Instant(), nullable=True),
        sa.Column("late_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_requests")),
    )
    with op.batch_alter_table("subject_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_subject_requests_outcome_due_at", ["outcome", "due_at"], unique=False
        )
        batch_op.create_index("ix_subject_requests_ticket_id", ["ticket_id"], unique=False)

    op.create_table(
        "upkeep_alarms",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_upkeep_alarms")),
    )
    op.create_table(
        "upkeep_checks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upkeep_checks")),
    )
    with op.batch_alter_table("upkeep_checks", schema=None) as batch_op:
        batch_op.create_index("ix_upkeep_checks_kind_at", ["kind", "at"], unique=False)

    op.create_table(
        "incident_letters",
        sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_letters_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "ticket_id", name=op.f("pk_incident_letters")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("incident_letters", schema=None) as batch_op:
        batch_op.create_index("ix_incident_letters_ticket_id", ["ticket_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("incident_letters", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_letters_ticket_id")

    op.drop_table("incident_letters")
    with op.batch_alter_table("upkeep_checks", schema=None) as batch_op:
        batch_op.drop_index("ix_upkeep_checks_kind_at")

    op.drop_table("upkeep_checks")
    op.drop_table("upkeep_alarms")
    with op.batch_alter_table("subject_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_subject_requests_ticket_id")
        batch_op.drop_index("ix_subject_requests_outcome_due_at")

    op.drop_table("subject_requests")
    op.drop_table("retention_permits")
    with op.batch_alter_table("legal_holds", schema=None) as batch_op:
        batch_op.drop_index("ix_legal_holds_kind_object_id")

    op.drop_table("legal_holds")
    op.drop_table("job_tries")
    op.drop_table("incidents")
    op.drop_table("erasures")
