"""Answers by month: PostgreSQL's own partitions. SQLite keeps its table as it is.

A partitioned table's key holds the month, so nothing can refer to an answer by its id alone: the
foreign key of `exclusions` goes on PostgreSQL. Keys of forms have had a table of their own since
the first schema. All rows are written anew: until the end the database needs room for them twice.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AHEAD = 3
"""Months beyond this one; later ones are made by the job `make-partitions`."""
CALENDAR = (200001, 209912)
"""Months beyond it are a mistake, and stay in the rest."""
REFERS = (("point_id", "points"), ("instrument_id", "instruments"), ("service_id", "services"))
PREVIOUS = "answers_before"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.drop_constraint("fk_exclusions_answer_id", "exclusions", type_="foreignkey")
    _set_aside()
    op.execute(
        f"CREATE TABLE answers (LIKE {PREVIOUS} INCLUDING DEFAULTS) PARTITION BY RANGE (month)"
    )
    op.execute("CREATE TABLE answers_rest PARTITION OF answers DEFAULT")
    for month in _months():
        op.execute(
            f"CREATE TABLE answers_m{month} PARTITION OF answers "
            f"FOR VALUES FROM ({month}) TO ({month + 1})"
        )
    _fill("id, month")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    _set_aside()
    op.execute(f"CREATE TABLE answers (LIKE {PREVIOUS} INCLUDING DEFAULTS)")
    _fill("id")
    op.create_foreign_key("fk_exclusions_answer_id", "exclusions", "answers", ["answer_id"], ["id"])


def _set_aside() -> None:
    """The sequence belongs to no table meanwhile: dropping the old one would take it along."""
    op.rename_table("answers", PREVIOUS)
    op.execute("ALTER SEQUENCE answers_id_seq OWNED BY NONE")


def _months() -> list[int]:
    """Those there are answers of, and the next ones."""
    query = (
        f"SELECT DISTINCT month FROM {PREVIOUS} "
        "WHERE month BETWEEN :first AND :last AND month % 100 BETWEEN 1 AND 12 "
        "UNION SELECT to_char(current_date + n * interval '1 month', 'YYYYMM')::integer "
        "FROM generate_series(0, :ahead) AS n ORDER BY 1"
    )
    bound = {"first": CALENDAR[0], "last": CALENDAR[1], "ahead": AHEAD}
    return list(op.get_bind().scalars(sa.text(query), bound))


def _fill(key: str) -> None:
    """Indexes and references after the rows: built at once they cost a tenth of one by one."""
    op.execute(f"INSERT INTO answers SELECT * FROM {PREVIOUS}")
    op.drop_table(PREVIOUS)
    op.execute("ALTER SEQUENCE answers_id_seq OWNED BY answers.id")
    op.execute(f"ALTER TABLE answers ADD CONSTRAINT pk_answers PRIMARY KEY ({key})")
    op.create_index("ix_answers_point_id_month", "answers", ["point_id", "month"])
    for column, table in REFERS:
        op.create_foreign_key(f"fk_answers_{column}", "answers", table, [column], ["id"])
    op.execute("ANALYZE answers")
