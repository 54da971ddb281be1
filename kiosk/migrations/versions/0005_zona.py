"""Zona Integritas: the LKE, phases, standards, findings, registers, evidence, and their proof

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.types import Instant


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carried_items",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("marks", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_carried_items")),
    )
    op.create_table(
        "lke_versions",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_lke_versions")),
    )
    op.create_table(
        "register_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_moves")),
    )
    with op.batch_alter_table("register_moves", schema=None) as batch_op:
        batch_op.create_index("ix_register_moves_entry_id", ["subject", "entry_id"], unique=False)

    op.create_table(
        "zi_reminders",
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("object_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("what", "object_id", "due", "step", name=op.f("pk_zi_reminders")),
    )
    op.create_table(
        "component_marks",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_component_marks_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "year", "code", name=op.f("pk_component_marks")),
    )
    op.create_table(
        "conflicts",
        sa.Column("officer", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("superior", sa.String(length=160), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("retracted_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_conflicts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflicts_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "findings",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=160), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("retracted_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_findings_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index("ix_findings_due", ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_findings_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "gifts",
        sa.Column("officer", sa.String(length=160), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("giver", sa.String(length=160), nullable=False),
        sa.Column("form", sa.String(length=160), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("duty", sa.String(length=12), nullable=False),
        sa.Column("circumstances", sa.Text(), nullable=False),
        sa.Column("upg_on", sa.Date(), nullable=True),
        sa.Column("kpk_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("retracted_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_gifts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gifts")),
    )
    with op.batch_alter_table("gifts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gifts_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "grant_ends",
        sa.Column("grant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_grant_ends_grant_id")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_grant_ends")),
    )
    op.create_table(
        "handling_evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("recommendations", sa.SmallInteger(), nullable=False),
        sa.Column("followed", sa.SmallInteger(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("removed_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_handling_evaluations_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_evaluations")),
    )
    with op.batch_alter_table("handling_evaluations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_handling_evaluations_unit_id", ["unit_id", "held_on"], unique=False
        )

    op.create_table(
        "lke_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_lke_sheets_unit_id")),
        sa.ForeignKeyConstraint(
            ["version"], ["lke_versions.code"], name=op.f("fk_lke_sheets_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lke_sheets")),
        sa.UniqueConstraint("unit_id", "year", name=op.f("uq_lke_sheets_unit_id_year")),
    )
    op.create_table(
        "pekppp_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("indicator", sa.SmallInteger(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_pekppp_scores_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pekppp_scores")),
        sa.UniqueConstraint(
            "unit_id", "year", "indicator", name=op.f("uq_pekppp_scores_unit_id_year_indicator")
        ),
    )
    op.create_table(
        "service_pledges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(length=160), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_service_pledges_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_pledges")),
    )
    with op.batch_alter_table("service_pledges", schema=None) as batch_op:
        batch_op.create_index("ix_service_pledges_unit_id", ["unit_id"], unique=False)

    op.create_table(
        "signal_counts",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("many", sa.Integer(), server_default="0", nullable=False),
        sa.Column("told", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_signal_counts_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "service_id", "week", "subject", name=op.f("pk_signal_counts")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "zi_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=4), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_actions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_actions")),
    )
    with op.batch_alter_table("zi_actions", schema=None) as batch_op:
        batch_op.create_index("ix_zi_actions_due", ["due"], unique=False)
        batch_op.create_index("ix_zi_actions_unit_id", ["unit_id", "year"], unique=False)

    op.create_table(
        "zi_assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("judge", sa.String(length=4), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_assessments_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_assessments")),
        sa.UniqueConstraint(
            "unit_id",
            "year",
            "item",
            "judge",
            name=op.f("uq_zi_assessments_unit_id_year_item_judge"),
        ),
    )
    op.create_table(
        "zi_monitorings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_monitorings_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_monitorings")),
        sa.UniqueConstraint("unit_id", "year", name=op.f("uq_zi_monitorings_unit_id_year")),
    )
    op.create_table(
        "zi_performance_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(length=1), nullable=False),
        sa.Column("follows", sa.String(length=1), nullable=True),
        sa.Column("because", sa.String(length=2000), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_zi_performance_choices_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_performance_choices")),
    )
    with op.batch_alter_table("zi_performance_choices", schema=None) as batch_op:
        batch_op.create_index(
            "ix_zi_performance_choices_unit_id", ["unit_id", "year"], unique=False
        )

    op.create_table(
        "zi_phase_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=16), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_phase_moves_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_phase_moves")),
    )
    with op.batch_alter_table("zi_phase_moves", schema=None) as batch_op:
        batch_op.create_index("ix_zi_phase_moves_unit_id", ["unit_id", "year"], unique=False)

    op.create_table(
        "zi_phases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("stands", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_phases_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_phases")),
        sa.UniqueConstraint(
            "unit_id", "year", "phase", name=op.f("uq_zi_phases_unit_id_year_phase")
        ),
    )
    op.create_table(
        "zi_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("public", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_proofs_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_proofs")),
    )
    with op.batch_alter_table("zi_proofs", schema=None) as batch_op:
        batch_op.create_index("ix_zi_proofs_digest", ["digest"], unique=False)
        batch_op.create_index("ix_zi_proofs_thumbnail", ["thumbnail"], unique=False)
        batch_op.create_index("ix_zi_proofs_unit_id", ["unit_id", "subject", "key"], unique=False)

    op.create_table(
        "zi_targets",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("peer", sa.String(length=40), nullable=True),
        sa.Column("peer_source", sa.String(length=300), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_zi_targets_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "year", "indicator", name=op.f("pk_zi_targets")),
    )
    op.create_table(
        "finding_alerts",
        sa.Column("finding_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_alerts_finding_id")
        ),
        sa.PrimaryKeyConstraint("finding_id", "due", "step", name=op.f("pk_finding_alerts")),
    )
    op.create_table(
        "lke_answers",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("counts", sa.String(length=600), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("raised", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["lke_sheets.id"], name=op.f("fk_lke_answers_sheet_id")
        ),
        sa.PrimaryKeyConstraint("sheet_id", "item", name=op.f("pk_lke_answers")),
    )
    op.create_table(
        "lke_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=600), nullable=True),
        sa.Column("after", sa.String(length=600), nullable=True),
        sa.Column("automatic", sa.String(length=24), nullable=True),
        sa.Column("raised", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["lke_sheets.id"], name=op.f("fk_lke_moves_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lke_moves")),
    )
    with op.batch_alter_table("lke_moves", schema=None) as batch_op:
        batch_op.create_index("ix_lke_moves_sheet_id", ["sheet_id", "item"], unique=False)

    op.create_table(
        "service_standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("time_amount", sa.Integer(), nullable=True),
        sa.Column("time_unit", sa.String(length=10), nullable=False),
        sa.Column("fee_kind", sa.String(length=8), nullable=False),
        sa.Column("fee_amount", sa.BigInteger(), nullable=False),
        sa.Column("decree", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_service_standards_service_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_service_standards_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_standards")),
        sa.UniqueConstraint(
            "service_id", "edition", name=op.f("uq_service_standards_service_id_edition")
        ),
    )
    with op.batch_alter_table("service_standards", schema=None) as batch_op:
        batch_op.create_index("ix_service_standards_unit_id", ["unit_id"], unique=False)

    op.create_table(
        "visit_minutes",
        sa.Column("point_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("minutes", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_visit_minutes_point_id")
        ),
        sa.PrimaryKeyConstraint(
            "point_id", "service_id", "month", "kind", "minutes", name=op.f("pk_visit_minutes")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "zi_action_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=16), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=True),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["zi_actions.id"], name=op.f("fk_zi_action_moves_action_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zi_action_moves")),
    )
    with op.batch_alter_table("zi_action_moves", schema=None) as batch_op:
        batch_op.create_index("ix_zi_action_moves_action_id", ["action_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("zi_action_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_zi_action_moves_action_id")

    op.drop_table("zi_action_moves")
    op.drop_table("visit_minutes")
    with op.batch_alter_table("service_standards", schema=None) as batch_op:
        batch_op.drop_index("ix_service_standards_unit_id")

    op.drop_table("service_standards")
    with op.batch_alter_table("lke_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_lke_moves_sheet_id")

    op.drop_table("lke_moves")
    op.drop_table("lke_answers")
    op.drop_table("finding_alerts")
    op.drop_table("zi_targets")
    with op.batch_alter_table("zi_proofs", schema=None) as batch_op:
        batch_op.drop_index("ix_zi_proofs_unit_id")
        batch_op.drop_index("ix_zi_proofs_thumbnail")
        batch_op.drop_index("ix_zi_proofs_digest")

    op.drop_table("zi_proofs")
    op.drop_table("zi_phases")
    with op.batch_alter_table("zi_phase_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_zi_phase_moves_unit_id")

    op.drop_table("zi_phase_moves")
    with op.batch_alter_table("zi_performance_choices", schema=None) as batch_op:
        batch_op.drop_index("ix_zi_performance_choices_unit_id")

    op.drop_table("zi_performance_choices")
    op.drop_table("zi_monitorings")
    op.drop_table("zi_assessments")
    with op.batch_alter_table("zi_actions", schema=None) as batch_op:
        batch_op.drop_index("ix_zi_actions_unit_id")
        batch_op.drop_index("ix_zi_actions_due")

    op.drop_table("zi_actions")
    op.drop_table("signal_counts")
    with op.batch_alter_table("service_pledges", schema=None) as batch_op:
        batch_op.drop_index("ix_service_pledges_unit_id")

    op.drop_table("service_pledges")
    op.drop_table("pekppp_scores")
    op.drop_table("lke_sheets")
    with op.batch_alter_table("handling_evaluations", schema=None) as batch_op:
        batch_op.drop_index("ix_handling_evaluations_unit_id")

    op.drop_table("handling_evaluations")
    op.drop_table("grant_ends")
    with op.batch_alter_table("gifts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gifts_unit_id"))

    op.drop_table("gifts")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_findings_unit_id"))
        batch_op.drop_index("ix_findings_due")

    op.drop_table("findings")
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflicts_unit_id"))

    op.drop_table("conflicts")
    op.drop_table("component_marks")
    op.drop_table("zi_reminders")
    with op.batch_alter_table("register_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_register_moves_entry_id")

    op.drop_table("register_moves")
    op.drop_table("lke_versions")
    op.drop_table("carried_items")
