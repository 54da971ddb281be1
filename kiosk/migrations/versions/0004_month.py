"""The month: closings, breakdowns, documents, plans, alerts, paper forms, figures from before

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.types import Instant


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "breakdown_marks",
        sa.Column("point_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_id", sa.Integer(), nullable=False),
        sa.Column("tallied", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_breakdown_marks")),
    )
    op.create_table(
        "breakdowns",
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("instrument_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("c01", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c02", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c03", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c04", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c05", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c06", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c07", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c08", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c09", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c10", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c11", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c12", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c13", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c14", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c15", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c16", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c17", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c18", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c19", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c20", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c21", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c22", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c23", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c24", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c25", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c26", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c27", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c28", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c29", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c30", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c31", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c32", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c33", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c34", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c35", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c36", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c37", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c38", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c39", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c40", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c41", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c42", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c43", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c44", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c45", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c46", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c47", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c48", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c49", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c50", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c51", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c52", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c53", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c54", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c55", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c56", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c57", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c58", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c59", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c60", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c61", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c62", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c63", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c64", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c65", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c66", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c67", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c68", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c69", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c70", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c71", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c72", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c73", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c74", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c75", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c76", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c77", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c78", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c79", sa.Integer(), server_default="0", nullable=False),
        sa.Column("c80", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint(
            "month", "unit_id", "instrument_id", "kind", "value", "part", name=op.f("pk_breakdowns")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_marks",
        sa.Column("point_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_day_marks")),
    )
    op.create_table(
        "historic_indexes",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("ikm", sa.String(length=6), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=True),
        sa.Column("bands", sa.String(length=8), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instruments.id"], name=op.f("fk_historic_indexes_instrument_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_historic_indexes_unit_id")
        ),
        sa.PrimaryKeyConstraint(
            "unit_id", "instrument_id", "period", name=op.f("pk_historic_indexes")
        ),
    )
    op.create_table(
        "letterheads",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("signer_name", sa.String(length=120), nullable=False),
        sa.Column("signer_rank", sa.String(length=80), nullable=False),
        sa.Column("signer_nip", sa.String(length=18), nullable=False),
        sa.Column("signer_post", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_letterheads_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_letterheads")),
    )
    op.create_table(
        "period_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instruments.id"], name=op.f("fk_period_events_instrument_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_period_events_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_events")),
        sa.UniqueConstraint("seq", name=op.f("uq_period_events_seq")),
    )
    with op.batch_alter_table("period_events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_period_events_unit_id", ["unit_id", "instrument_id", "period"], unique=False
        )

    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("unsur", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=12), nullable=False),
        sa.Column("mutu", sa.String(length=1), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("quarter", sa.String(length=7), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("public_title", sa.String(length=160), nullable=False),
        sa.Column("public_answer", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_plans_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint(
            "unit_id",
            "instrument",
            "period",
            "unsur",
            name=op.f("uq_plans_unit_id_instrument_period_unsur"),
        ),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index("ix_plans_due", ["due"], unique=False)

    op.create_table(
        "report_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("edited_by", sa.Integer(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_report_texts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_texts")),
        sa.UniqueConstraint(
            "unit_id",
            "instrument",
            "period",
            "section",
            "version",
            name=op.f("uq_report_texts_unit_id_instrument_period_section_version"),
        ),
    )
    op.create_table(
        "sheet_drafts",
        sa.Column("file", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("map", sa.Text(), nullable=False),
        sa.Column("theirs", sa.String(length=20), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_sheet_drafts_unit_id")),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_sheet_drafts")),
    )
    with op.batch_alter_table("sheet_drafts", schema=None) as batch_op:
        batch_op.create_index("ix_sheet_drafts_unit_id", ["unit_id"], unique=False)

    op.create_table(
        "sheet_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("titles", sa.String(length=64), nullable=False),
        sa.Column("map", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_sheet_mappings_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_mappings")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_sheet_mappings_unit_id_name")),
    )
    op.create_table(
        "unit_alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("raised_at", Instant(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=12), nullable=True),
        sa.Column("usual", sa.String(length=12), nullable=True),
        sa.Column("about", sa.String(length=300), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("noted_at", Instant(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_alerts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_alerts")),
    )
    with op.batch_alter_table("unit_alerts", schema=None) as batch_op:
        batch_op.create_index("ix_unit_alerts_unit_id", ["unit_id", "raised_at"], unique=False)

    op.create_table(
        "unit_days",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_days_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "day", name=op.f("pk_unit_days")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.String(length=60), nullable=True),
        sa.Column("seal", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("beat_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("file", sa.String(length=40), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["period_events.id"], name=op.f("fk_documents_closing_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_documents_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("seal", name=op.f("uq_documents_seal")),
        sa.UniqueConstraint("waiting", name=op.f("uq_documents_waiting")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_documents_closing_id"), ["closing_id"], unique=False)
        batch_op.create_index("ix_documents_state", ["state"], unique=False)
        batch_op.create_index(
            "ix_documents_unit_id", ["unit_id", "instrument", "period"], unique=False
        )

    op.create_table(
        "duties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_duties_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duties_point_id"), ["point_id"], unique=False)

    op.create_table(
        "paper_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("count", sa.SmallInteger(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=False),
        sa.Column("ordered_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_paper_batches_point_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_paper_batches_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batches")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_batches_code")),
    )
    with op.batch_alter_table("paper_batches", schema=None) as batch_op:
        batch_op.create_index("ix_paper_batches_unit_id", ["unit_id"], unique=False)

    op.create_table(
        "plan_alerts",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_alerts_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "due", "step", name=op.f("pk_plan_alerts")),
    )
    op.create_table(
        "plan_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=16), nullable=False),
        sa.Column("from_state", sa.String(length=10), nullable=True),
        sa.Column("to_state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_moves_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_moves")),
    )
    with op.batch_alter_table("plan_moves", schema=None) as batch_op:
        batch_op.create_index("ix_plan_moves_plan_id", ["plan_id"], unique=False)

    op.create_table(
        "plan_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("caption", sa.String(length=160), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("public", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_proofs_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_proofs")),
    )
    with op.batch_alter_table("plan_proofs", schema=None) as batch_op:
        batch_op.create_index("ix_plan_proofs_digest", ["digest"], unique=False)
        batch_op.create_index("ix_plan_proofs_plan_id", ["plan_id"], unique=False)
        batch_op.create_index("ix_plan_proofs_thumbnail", ["thumbnail"], unique=False)

    op.create_table(
        "reopenings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision", sa.String(length=8), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["period_events.id"], name=op.f("fk_reopenings_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopenings")),
    )
    with op.batch_alter_table("reopenings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reopenings_event_id"), ["event_id"], unique=False)

    op.create_table(
        "sheet_imports",
        sa.Column("import_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("months", sa.Text(), nullable=False),
        sa.Column("map", sa.Text(), nullable=False),
        sa.Column("theirs", sa.String(length=20), nullable=False),
        sa.Column("ours", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imported_files.id"], name=op.f("fk_sheet_imports_import_id")
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_sheet_imports")),
    )
    op.create_table(
        "paper_prints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.SmallInteger(), nullable=False),
        sa.Column("last", sa.SmallInteger(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["paper_batches.id"], name=op.f("fk_paper_prints_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_prints")),
    )
    with op.batch_alter_table("paper_prints", schema=None) as batch_op:
        batch_op.create_index("ix_paper_prints_batch_id", ["batch_id"], unique=False)

    op.create_table(
        "paper_sheets",
        sa.Column("serial", sa.String(length=8), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["paper_batches.id"], name=op.f("fk_paper_sheets_batch_id")
        ),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_paper_sheets")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_paper_sheets_batch_id_number")),
    )
    op.create_table(
        "paper_entries",
        sa.Column("serial", sa.String(length=8), nullable=False),
        sa.Column("turn", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["serial"], ["paper_sheets.serial"], name=op.f("fk_paper_entries_serial")
        ),
        sa.PrimaryKeyConstraint("serial", "turn", name=op.f("pk_paper_entries")),
        sa.UniqueConstraint("serial", "by", name=op.f("uq_paper_entries_serial_by")),
    )


def downgrade() -> None:
    op.drop_table("paper_entries")
    op.drop_table("paper_sheets")
    with op.batch_alter_table("paper_prints", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_prints_batch_id")

    op.drop_table("paper_prints")
    op.drop_table("sheet_imports")
    with op.batch_alter_table("reopenings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reopenings_event_id"))

    op.drop_table("reopenings")
    with op.batch_alter_table("plan_proofs", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_proofs_thumbnail")
        batch_op.drop_index("ix_plan_proofs_plan_id")
        batch_op.drop_index("ix_plan_proofs_digest")

    op.drop_table("plan_proofs")
    with op.batch_alter_table("plan_moves", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_moves_plan_id")

    op.drop_table("plan_moves")
    op.drop_table("plan_alerts")
    with op.batch_alter_table("paper_batches", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_batches_unit_id")

    op.drop_table("paper_batches")
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duties_point_id"))

    op.drop_table("duties")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index("ix_documents_unit_id")
        batch_op.drop_index("ix_documents_state")
        batch_op.drop_index(batch_op.f("ix_documents_closing_id"))

    op.drop_table("documents")
    op.drop_table("unit_days")
    with op.batch_alter_table("unit_alerts", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_alerts_unit_id")

    op.drop_table("unit_alerts")
    op.drop_table("sheet_mappings")
    with op.batch_alter_table("sheet_drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_sheet_drafts_unit_id")

    op.drop_table("sheet_drafts")
    op.drop_table("report_texts")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index("ix_plans_due")

    op.drop_table("plans")
    with op.batch_alter_table("period_events", schema=None) as batch_op:
        batch_op.drop_index("ix_period_events_unit_id")

    op.drop_table("period_events")
    op.drop_table("letterheads")
    op.drop_table("historic_indexes")
    op.drop_table("day_marks")
    op.drop_table("breakdowns")
    op.drop_table("breakdown_marks")
