"""Move an installation into another database: every row, held against its source."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.refusal import Refusal, Unprepared
from kiosk.domain.upkeep.copied import CopiedTable, Sum, sum_of
from kiosk.domain.upkeep.jobs import LEASE
from kiosk.domain.upkeep.schema import HEAD
from kiosk.store.complaint import search
from kiosk.store.engine import elsewhere, reading, transaction
from kiosk.store.moving import copy_source, copy_target, upgrading
from kiosk.store.moving.copy_target import Mark
from kiosk.store.survey import partitions
from kiosk.store.upkeep import database, leases

SEARCH_ROUND = 2_000
Step = Callable[[int], object]


class StillRunning(Refusal):
    """Somebody serves from the source: what comes in meanwhile would stay behind."""


class NotEmpty(Refusal):
    """The target holds something that is no half copy of this installation."""


@dataclass(frozen=True)
class Copied:
    """``resumed``: rows that an earlier try had brought over already."""

    tables: tuple[CopiedTable, ...]
    resumed: int

    @property
    def ok(self) -> bool:
        return all(one.is_equal for one in self.tables)

    @property
    def rows(self) -> int:
        return sum(one.there.rows for one in self.tables)


def count_rows() -> int:
    """Of the whole installation: what ``step`` will add up to, twice (copied, then read again)."""
    return sum(map(_count, copy_source.tables()))


def _count(table: Any) -> int:
    with reading():
        return copy_source.count(table)


def copy_installation(address: str, now: datetime, step: Step = lambda _: None) -> Copied:
    """Into the database at ``address``, empty or with a half copy of this installation. The source
    is held against writers, and only read. ``step`` is told how many rows were just copied or read
    again. Where some sum differs the copy stays unfinished. Raises `StillRunning`, `NotEmpty`,
    `copy_target.Rejected`."""
    with transaction():
        _require_still(now)
        return _Copying(copy_source.hold(), copy_source.origin(HEAD), step).into(address)


def _require_still(now: datetime) -> None:
    if database.schema_version() != HEAD:
        raise Unprepared("Basis data sumber belum siap. Jalankan dahulu: kiosk init.")
    held = leases.holder(LEASE)
    if held and held[1] > now:
        raise StillRunning(
            "Layanan masih berjalan. Hentikan dahulu kiosk serve dan kiosk jobs, tunggu satu "
            "menit, lalu ulangi."
        )


class _Copying:
    def __init__(self, source: Any, origin: str, step: Step) -> None:
        self.source, self.origin, self.step = source, origin, step
        self.marks: dict[str, Mark] = {}
        self.resumed = 0

    def into(self, address: str) -> Copied:
        with elsewhere(address) as target:
            self._prepare(target)
            tables = copy_source.tables()
            for table in tables:
                self._copy(table)
            found = Copied(tuple(map(self._compared, tables)), self.resumed)
            if found.ok:
                _index_words()
                with transaction():
                    copy_target.finish(HEAD)
        return found

    def _prepare(self, target: Any) -> None:
        """Empty, with today's tables; or half full, with the part that is there proved again."""
        with reading():
            begun = copy_target.begun()
        _require_ours(begun, self.origin)
        if begun is None:
            with transaction():
                copy_target.begin(self.origin)
        with reading():
            is_half = database.schema_version() == copy_target.UNFINISHED
            self.marks = copy_target.marks() if is_half else {}
        if not is_half:
            upgrading.upgrade(target)
        if not is_half or not self._is_still_so():
            with transaction():
                copy_target.empty()
            self.marks = {}
        with transaction():
            self._lay_months()
        self.resumed = sum(mark.sum.rows for mark in self.marks.values())
        self.step(self.resumed)

    def _lay_months(self) -> None:
        """Each row goes where it belongs at once."""
        if partitions.are_used():
            found = copy_source.months(self.source) - partitions.known()
            partitions.make([one for one in found if partitions.is_possible(one)])

    def _is_still_so(self) -> bool:
        """Whether the source is what it was when the first part of it was copied."""
        tables = {table.name: table for table in copy_source.tables()}
        return all(
            name in tables and self._sum_of_first(tables[name], mark.sum.rows) == mark.sum
            for name, mark in self.marks.items()
        )

    def _sum_of_first(self, table: Any, rows: int) -> Sum:
        found = Sum()
        for chunk in copy_source.chunks(self.source, table):
            found += sum_of(chunk[: rows - found.rows])
            if found.rows >= rows:
                break
        return found

    def _copy(self, table: Any) -> None:
        mark = self.marks.get(table.name, Mark())
        for rows in copy_source.chunks(self.source, table, mark.last):
            mark = Mark(copy_source.key_of(table, rows[-1]), mark.sum + sum_of(rows))
            _keep(table, rows, mark)
            self.step(len(rows))
        self.marks[table.name] = mark
        if copy_target.ties(table):
            for rows in copy_source.chunks(self.source, table):
                with transaction():
                    copy_target.tie(table, rows)

    def _compared(self, table: Any) -> CopiedTable:
        """The target's rows as they can be read there, against what was read here."""
        there = Sum()
        for rows in copy_target.chunks(table):
            there += sum_of(rows)
            self.step(len(rows))
        return CopiedTable(table.name, self.marks[table.name].sum, there)


def _require_ours(begun: str | None, origin: str) -> None:
    if begun is not None and begun != origin:
        raise NotEmpty(
            "Basis data tujuan sudah berisi. Buat basis data kosong, lalu ulangi dengan alamatnya."
        )


def _keep(table: Any, rows: copy_source.Rows, mark: Mark) -> None:
    try:
        with transaction():
            copy_target.put(table, rows)
            copy_target.set_mark(table, mark)
    except copy_target.Refused:
        with transaction():
            copy_target.name_refused(table, rows)
        raise


def _index_words() -> None:
    with transaction():
        search.clear()
    last: int | None = 0
    while last is not None:
        with transaction():
            last = search.rebuild(last, SEARCH_ROUND)
