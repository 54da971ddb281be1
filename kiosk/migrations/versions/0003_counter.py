"""The counter: tablets, visits, one-tap faces, how an answer came and what is odd about it

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.types import Instant


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_flags",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("flags", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer_flags")),
    )
    with op.batch_alter_table("answer_flags", schema=None) as batch_op:
        batch_op.create_index("ix_answer_flags_unit_id_month", ["unit_id", "month"], unique=False)

    op.create_table(
        "answer_origins",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("face", sa.SmallInteger(), nullable=True),
        sa.Column("clock", sa.SmallInteger(), nullable=True),
        sa.Column("received_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer_origins")),
    )
    op.create_table(
        "flag_marks",
        sa.Column("point_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_flag_marks")),
    )
    op.create_table(
        "late_answers",
        sa.Column("answer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_late_answers")),
    )
    with op.batch_alter_table("late_answers", schema=None) as batch_op:
        batch_op.create_index("ix_late_answers_unit_id_month", ["unit_id", "month"], unique=False)

    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_api_keys_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_keys_key_hash")),
    )
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_keys_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "device_codes",
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_device_codes_point_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_device_codes")),
    )
    with op.batch_alter_table("device_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_device_codes_point_id"), ["point_id"], unique=False)

    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("enrolled_at", Instant(), nullable=False),
        sa.Column("enrolled_by", sa.Integer(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.Column("waiting", sa.Integer(), server_default="0", nullable=False),
        sa.Column("battery", sa.SmallInteger(), nullable=True),
        sa.Column("charging", sa.Boolean(), nullable=True),
        sa.Column("shift", sa.Integer(), server_default="0", nullable=False),
        sa.Column("told_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_devices_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_devices_key_hash")),
    )
    with op.batch_alter_table("devices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_devices_point_id"), ["point_id"], unique=False)

    op.create_table(
        "kiosk_calls",
        sa.Column("point_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit_number", sa.BigInteger(), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=True),
        sa.Column("aloud", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_kiosk_calls_point_id")),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_kiosk_calls")),
    )
    op.create_table(
        "tap_counts",
        sa.Column("point_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("face_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("face_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("face_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("face_4", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_tap_counts_point_id")),
        sa.PrimaryKeyConstraint("point_id", "day", "source", name=op.f("pk_tap_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visits",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("offered_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("channel", sa.SmallInteger(), nullable=False),
        sa.Column("outcome", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_visits_point_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_visits_service_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(
            "ix_visits_point_id_offered_at", ["point_id", "offered_at"], unique=False
        )

    op.create_table(
        "parked_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("pressed_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("clock", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("box_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_parked_items_device_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_items")),
        sa.UniqueConstraint(
            "device_id", "box_hash", name=op.f("uq_parked_items_device_id_box_hash")
        ),
    )
    op.add_column("instansi", sa.Column("colour", sa.String(length=7), nullable=True))


def downgrade() -> None:
    # Not in batch mode: that makes the table anew, and what refers to it would go with the old one.
    op.execute("ALTER TABLE instansi DROP COLUMN colour")

    op.drop_table("parked_items")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_point_id_offered_at")

    op.drop_table("visits")
    op.drop_table("tap_counts")
    op.drop_table("kiosk_calls")
    with op.batch_alter_table("devices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_devices_point_id"))

    op.drop_table("devices")
    with op.batch_alter_table("device_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_codes_point_id"))

    op.drop_table("device_codes")
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_keys_unit_id"))

    op.drop_table("api_keys")
    with op.batch_alter_table("late_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_late_answers_unit_id_month")

    op.drop_table("late_answers")
    op.drop_table("flag_marks")
    op.drop_table("answer_origins")
    with op.batch_alter_table("answer_flags", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_flags_unit_id_month")

    op.drop_table("answer_flags")
