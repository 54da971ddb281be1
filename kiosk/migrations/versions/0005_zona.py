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


def downgrade() -> None:
    with op.batch_alter_table("zi_proofs", schema=None) as batch_op:
        batch_op.drop_index("ix_zi_proofs_unit_id")
        batch_op.drop_index("ix_zi_proofs_thumbnail")
        batch_op.drop_index("ix_zi_proofs_digest")

    op.drop_table("zi_proofs")
