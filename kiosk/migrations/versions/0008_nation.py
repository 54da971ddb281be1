"""Region to nation: figures that merge by adding

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.types import Instant


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CELLS = 80


def upgrade() -> None:
    op.create_table(
        "region_tallies",
        *_keys("month", "instrument", "province", "kind", "unit", "service"),
        *_counts("respondents"),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        *(
            sa.Column(f"c{place:02d}", sa.Integer(), server_default="0", nullable=False)
            for place in range(1, CELLS + 1)
        ),
        sa.PrimaryKeyConstraint(
            "region",
            "month",
            "instrument",
            "province",
            "kind",
            "unit",
            "service",
            name=op.f("pk_region_tallies"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "region_complaints",
        *_keys("month", "province", "kind", "unit"),
        *_counts("received", "verified", "verified_in_time"),
        *_counts("answered", "answered_in_time", "closed"),
        sa.PrimaryKeyConstraint(
            "region", "month", "province", "kind", "unit", name=op.f("pk_region_complaints")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "region_indexes",
        *_keys("unit", "instrument", "period"),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("province", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        *_counts("respondents", "minimum"),
        sa.Column("ikm", sa.String(length=6), nullable=False),
        sa.Column("mutu", sa.String(length=2), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint(
            "region", "unit", "instrument", "period", name=op.f("pk_region_indexes")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "region_fills",
        sa.Column("region", sa.String(length=8), nullable=False),
        sa.Column("filled_at", Instant(), nullable=False),
        sa.Column("shape", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("region", name=op.f("pk_region_fills")),
    )
    op.create_table(
        "region_marks",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_region_marks")),
    )


LENGTHS = {"instrument": 32, "province": 2, "kind": 30, "unit": 32, "service": 32, "period": 7}


def _keys(*names: str) -> list[sa.Column]:
    made = [sa.Column("region", sa.String(length=8), nullable=False)]
    for name in names:
        if name == "month":
            made.append(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False))
        else:
            made.append(sa.Column(name, sa.String(length=LENGTHS[name]), nullable=False))
    return made


def _counts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def downgrade() -> None:
    for name in ("marks", "fills", "indexes", "complaints", "tallies"):
        op.drop_table(f"region_{name}")
