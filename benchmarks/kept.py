"""Installations filled with answers: made once, kept where the caller says, used again.

Ten million answers take twenty minutes by the road of every answer. Above a million each is
copied in the database instead, with its text; tallies, breakdowns and heads of chains are
multiplied with them. What is read is then as it would be; only the chain's hashes beyond the
first of ten are copies, which nothing measured here looks at.
"""

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate

from benchmarks.fill import UNITS, fill
from benchmarks.installation import Installation, environ_of, made_in, opened
from kiosk.store.engine import db
from kiosk.store.index.tables import CELL_NAMES

MOST_ONE_BY_ONE = 1_000_000
_NOTE = "bench.json"
_CELLS = ", ".join(
    f"{name} = {name} * :by" for name in ("respondents", "total", "squares", *CELL_NAMES)
)
_MULTIPLIED = (
    f"UPDATE tallies SET {_CELLS}",
    f"UPDATE breakdowns SET {_CELLS}",
    "UPDATE breakdown_marks SET tallied = tallied * :by, seen_id = :last",
    "UPDATE chain_heads SET length = length * :by WHERE name LIKE 'jawaban:%'",
)
_ANSWERS = """
INSERT INTO answers SELECT id + :shift, point_id, month, instrument_id, service_id, source,
 at, scores, profile, lang, notice, text_digest, seq + :copy * (
  SELECT length FROM base.chain_heads WHERE name = 'jawaban:' || point_id), hash
FROM base.answers WHERE id BETWEEN :first AND :to ORDER BY id
"""
_TEXTS = """
INSERT INTO answer_texts SELECT answer_id + :shift, salt, text FROM base.answer_texts
WHERE answer_id BETWEEN :first AND :to
"""


@dataclass(frozen=True)
class Filled:
    """An installation, its units' ids, and what filling and keeping it took."""

    here: Installation
    unit_ids: list[int]
    answers: int
    seconds: float
    bytes_an_answer: float


@contextmanager
def filled(answers: int, keep: Path | None, units: int = UNITS) -> Iterator[Filled]:
    """``keep``: a folder for the installations; None: one that is removed in the end."""
    with ExitStack() as stack:
        if keep is None:
            keep = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-bench-")))
        folder = keep / f"answers-{answers}-{units}"
        if not (folder / _NOTE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            _make(folder, answers, units, keep)
        yield stack.enter_context(_again(folder))


@contextmanager
def _again(folder: Path) -> Iterator[Filled]:
    note = json.loads((folder / _NOTE).read_text())
    environ = {**note["environ"], "KIOSK_INSTANCE_DIR": str(folder)}
    with opened(environ) as app:
        with app.app_context():
            # Kept since before a migration.
            flask_migrate.upgrade()
        places = (note["unit_id"], note["point_id"], tuple(note["service_ids"]))
        here = Installation(app, folder, environ, *places)
        yield Filled(here, note["unit_ids"], note["answers"], note["seconds"], note["bytes"])


def _make(folder: Path, answers: int, units: int, keep: Path) -> None:
    began = time.perf_counter()
    if answers > MOST_ONE_BY_ONE:
        with filled(MOST_ONE_BY_ONE, keep, units) as base:
            note = _copied(base, folder, answers // MOST_ONE_BY_ONE)
    else:
        folder.mkdir(parents=True)
        note = _one_by_one(folder, answers, units)
    note["seconds"] = time.perf_counter() - began
    (folder / _NOTE).write_text(json.dumps(note))


def _one_by_one(folder: Path, answers: int, units: int) -> dict[str, object]:
    with opened(environ_of(folder)) as app:
        here = made_in(app, folder)
        before = here.bytes_used()
        unit_ids = fill(here, answers, units)
        return {
            "environ": here.environ,
            "unit_id": here.unit_id,
            "point_id": here.point_id,
            "service_ids": here.service_ids,
            "unit_ids": unit_ids,
            "answers": answers,
            "bytes": (here.bytes_used() - before) / answers,
        }


def _copied(base: Filled, folder: Path, by: int) -> dict[str, object]:
    base.here.bytes_used()
    with base.here.app.app_context():
        database = Path(str(db.engine.url.database))
    shutil.copytree(base.here.folder, folder, ignore=shutil.ignore_patterns(_NOTE))
    copy = folder / database.relative_to(base.here.folder)
    _multiply(copy, database, by)
    note = json.loads((base.here.folder / _NOTE).read_text())
    many = base.answers * by
    size = copy.stat().st_size / many
    return {**note, "answers": many, "bytes": size}


def _multiply(copy: Path, base: Path, by: int) -> None:
    """Month by month, each copy after the one before: ids follow time, as they do in life."""
    with sqlite3.connect(copy, isolation_level=None) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("PRAGMA cache_size = -300000")
        raw.execute("ATTACH ? AS base", (str(base),))
        index = raw.execute(
            "SELECT sql FROM main.sqlite_master WHERE name = 'ix_answers_point_id_month'"
        ).fetchone()[0]
        raw.execute("BEGIN")
        # The index is made again in one go: the same tree, in a tenth of the time.
        raw.execute("DROP INDEX main.ix_answers_point_id_month")
        raw.execute("DELETE FROM main.answer_texts")
        raw.execute("DELETE FROM main.answers")
        last = _copy_months(raw, by)
        for statement in _MULTIPLIED:
            raw.execute(statement, {"by": by, "last": last} if ":last" in statement else {"by": by})
        raw.execute(index)
        raw.execute("COMMIT")
        raw.execute("DETACH base")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _copy_months(raw: sqlite3.Connection, by: int) -> int:
    """The last id given."""
    months = raw.execute(
        "SELECT month, min(id), max(id) FROM base.answers GROUP BY month ORDER BY month"
    ).fetchall()
    before = 0
    for _month, first, to in months:
        for copy in range(by):
            shift = before - first + 1
            given = {"shift": shift, "first": first, "to": to}
            raw.execute(_ANSWERS, {**given, "copy": copy})
            raw.execute(_TEXTS, given)
            before += to - first + 1
    return before
