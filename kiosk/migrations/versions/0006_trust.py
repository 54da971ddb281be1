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


def downgrade() -> None:
    with op.batch_alter_table("upkeep_checks", schema=None) as batch_op:
        batch_op.drop_index("ix_upkeep_checks_kind_at")

    op.drop_table("upkeep_checks")
