"""Erase what the schedule says is over: exactly what the dry run lists, a little at a time.

Nothing goes where the clock is in doubt, where a legal hold stands, or where more of a class than
usual is over at once and nobody agreed to that number (F19, F57).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.bucket import Uploads
from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep import retention
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.retention import Due, Rule
from kiosk.flows import erasing, expiring, wiping
from kiosk.store.engine import reading, transaction
from kiosk.store.retention import expiry, holds, permits
from kiosk.store.upkeep import checks, database
from kiosk.store.upkeep.database import Compacting

BATCH = 200
"""Ids in one transaction: others who write wait a fraction of a second for it."""
_MERGES = 10_000
_A_WHILE = timedelta(days=2)
_CLEAN = (Compacting.DONE, Compacting.ELSEWHERE)


@dataclass(frozen=True)
class Order:
    """``confirmed``: class to the number somebody agreed to; `retention.CLOCK` to the day of
    today as YYYYMMDD. ``actor`` None: the jobs, or the operator at the command line.
    ``restored``: the database was put back a moment ago, so that its last run is as old as the
    backup; what is over since goes at once, unless the backup is older than any is kept.
    ``compact``: a database of any size is written anew; while the service stands still."""

    dry_run: bool = False
    confirmed: Mapping[str, int] = field(default_factory=dict)
    actor: Actor | None = None
    restored: bool = False
    compact: bool = False


@dataclass(frozen=True)
class ClassRun:
    """``erased``: ids, in order; of a dry run what would be. ``refused``: one sentence, or None."""

    due: Due
    erased: tuple[str, ...] = ()
    refused: str | None = None


@dataclass(frozen=True)
class Ran:
    """``fault``: why nothing was erased at all. ``left``: why SQLite's file could not be written
    anew, so that copies of what was erased may stand in its gaps."""

    dry_run: bool
    classes: tuple[ClassRun, ...] = ()
    fault: str | None = None
    left: str | None = None

    @property
    def many(self) -> int:
        return sum(len(one.erased) for one in self.classes)

    @property
    def ok(self) -> bool:
        return self.fault is None and not any(one.refused for one in self.classes)

    @property
    def told(self) -> str:
        if self.fault is not None:
            return f"{retention.NOT_RUN}: {self.fault}. Tidak ada yang dihapus."
        waits = [one.due.rule.code for one in self.classes if one.refused]
        more = f"; menunggu persetujuan: {', '.join(waits)}" if waits else ""
        more += f"; berkas basis data belum dipadatkan ({self.left})" if self.left else ""
        return f"{len(self.classes)} kelas diperiksa, {self.many} baris dihapus{more}."


def run_retention(
    instance: Path, uploads: Uploads, now: datetime, order: Order | None = None
) -> Ran:
    """The dry run lists what is over whatever the clock says; the run does not believe a clock in
    doubt. Every run leaves a look behind."""
    order = order or Order()
    _check_codes(order)
    found = expiring.everything_due(now)
    fault = None if order.dry_run else _clock_fault(now, order)
    if fault is not None:
        return _looked(Ran(order.dry_run, fault=fault), now)
    permitted = _permitted(now)
    is_free = order.restored and _is_recent(now)
    runs = [_judged(one, order, permitted.get(one.rule.code), is_free=is_free) for one in found]
    if order.dry_run:
        return Ran(True, tuple(runs))
    ran = Ran(False, tuple(_run(one, instance, order, now) for one in runs))
    return _looked(_clean(ran, uploads, now, compact=order.compact), now)


def _check_codes(order: Order) -> None:
    """Raises `UnknownClass`."""
    for code in order.confirmed:
        if code != retention.CLOCK:
            retention.find(permits.schedule(), code)


def _permitted(now: datetime) -> dict[str, int]:
    with reading():
        return permits.given(now)


def _clock_fault(now: datetime, order: Order) -> str | None:
    if order.restored:
        return None
    named = order.confirmed.get(retention.CLOCK)
    if named is not None and named != int(now.strftime("%Y%m%d")):
        raise retention.WrongDay(
            "Jam server menunjukkan %(day)s (UTC), bukan hari yang Anda tulis. Perbaiki jamnya.",
            day=now.strftime("%Y-%m-%d"),
        )
    with reading():
        told = checks.last(CheckKind.CLOCK, 1)
        is_named = named is not None or retention.CLOCK in permits.given(now)
        trusted = None if is_named else _trusted()
    return retention.clock_fault(now, trusted, looks_bad=bool(told) and not told[0].ok)


def _is_recent(now: datetime) -> bool:
    """Whether a database that was put back is younger than backups may become."""
    with reading():
        last = _trusted()
    return last is not None and -retention.BACK <= now - last <= retention.TRUSTED


def _trusted() -> datetime | None:
    for one in checks.last(CheckKind.RETENTION, 100):
        if not one.told.startswith(retention.NOT_RUN):
            return one.at
    return expiry.newest_instant()


def _judged(found: Due, order: Order, permitted: int | None, *, is_free: bool) -> ClassRun:
    if is_free or found.is_agreed(order.confirmed.get(found.rule.code), permitted=permitted):
        return ClassRun(found, found.ids)
    return ClassRun(found, found.ids if order.dry_run else (), refused=_sentence(found))


def _sentence(found: Due) -> str:
    return (
        f"{found.many} dari {found.total} sekaligus, lebih dari {retention.most(found.total)}: "
        f"setujui dahulu dengan --confirm {found.rule.code}={found.many} atau di meja kerja"
    )


def _run(one: ClassRun, instance: Path, order: Order, now: datetime) -> ClassRun:
    if one.refused is not None:
        return one
    gone: list[str] = []
    for some in _batches(one.due.ids):
        gone += _erase(one.due, some, instance, order, now)
    with transaction():
        permits.use(one.due.rule.code)
    return replace(one, erased=tuple(gone))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def _erase(
    found: Due, ids: Sequence[str], instance: Path, order: Order, now: datetime
) -> list[str]:
    """Asked again under the lock: a hold may have been placed, a report opened again."""
    rule: Rule = found.rule
    with transaction():
        held = holds.in_force(erasing.day_of(now))
        still = expiry.due(rule.code, found.before, held, only=ids)
        if still:
            erasing.erase_class(rule.code, still, found.before, now, instance)
            erasing.tombstone(rule.code, still, order.actor, now)
    return still


def _clean(ran: Ran, uploads: Uploads, now: datetime, *, compact: bool) -> Ran:
    """What rows leave behind: words in the search index, files, copies in pages and in the log;
    also of what somebody's request erased since yesterday."""
    if not (ran.many or expiring.erased_since(now - _A_WHILE)):
        return ran
    expiring.rewrite_index(_MERGES)
    wiping.wipe_or_later(uploads, now)
    left = database.compact(whatever_size=compact)
    return replace(ran, left=None if left in _CLEAN else left.value)


def _looked(ran: Ran, now: datetime) -> Ran:
    if not ran.dry_run:
        with transaction():
            checks.add(Checked(CheckKind.RETENTION, now, ran.ok, ran.told))
            if ran.fault is None:
                permits.use(retention.CLOCK)
    return ran
