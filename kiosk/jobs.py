"""The jobs process: one timer, one lease, nothing decided here."""

import logging
import os
import signal
import socket
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from kiosk import clock
from kiosk.config import Config
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Damaged, Refusal
from kiosk.domain.upkeep.check import Checked
from kiosk.domain.upkeep.jobs import (
    CHECK_DATABASE,
    CHECK_FILES,
    CHECK_SAMPLES,
    CHECK_TALLIES,
    CHECKPOINT,
    DRILL_RESTORE,
    DROP_DRAFTS,
    FILL_REGION,
    FORGET_NETWORKS,
    MAKE_BACKUP,
    MAKE_PARTITIONS,
    PURGE_NOTICES,
    RETRY_PARKED,
    RETRY_SCANS,
    RUN_RETENTION,
    SIGN_HEADS,
    SWEEP_FILES,
    SWEEP_TABLETS,
    TAKE_OVER_CASES,
    TELL_SIGNALS,
    TICK,
    WATCH_BACKUPS,
)
from kiosk.domain.upkeep.steady import Mark
from kiosk.flows.complaint.escalate_overdue import escalate_overdue
from kiosk.flows.complaint.forget_held import forget_held
from kiosk.flows.complaint.lapse_replies import lapse_replies
from kiosk.flows.complaint.recompute_deadlines import recompute_deadlines
from kiosk.flows.complaint.remind_requests import remind_requests
from kiosk.flows.complaint.scan_waiting import retry_failed, scan_waiting
from kiosk.flows.complaint.sweep_leftovers import drop_drafts, forget_networks, sweep_files
from kiosk.flows.index.check_samples import check_samples
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.index.keep_breakdowns import keep_breakdowns
from kiosk.flows.index.make_document import forget_maker, is_work_waiting
from kiosk.flows.index.remind_plans import remind_plans
from kiosk.flows.index.watch_answers import watch_answers
from kiosk.flows.people.end_run_out import end_run_out
from kiosk.flows.people.sign_heads import sign_heads
from kiosk.flows.people.verify_chains import verify_chains
from kiosk.flows.place.sweep_tablets import sweep_tablets
from kiosk.flows.place.watch_devices import watch_devices
from kiosk.flows.receiving import House
from kiosk.flows.region.fill_figures import fill_if_taking_part
from kiosk.flows.survey.flag_answers import flag_answers
from kiosk.flows.survey.hold_import import forget_imports
from kiosk.flows.survey.settle_parked import retry_parked
from kiosk.flows.upkeep.check_database import check_database
from kiosk.flows.upkeep.check_files import check_files
from kiosk.flows.upkeep.check_start import require_fit as require_fit_settings
from kiosk.flows.upkeep.fold_log import fold_log
from kiosk.flows.upkeep.keep_lease import keep_lease
from kiosk.flows.upkeep.lay_ballast import lay_ballast
from kiosk.flows.upkeep.make_partitions import make_partitions
from kiosk.flows.upkeep.purge_notices import purge_notices
from kiosk.flows.upkeep.run_due_jobs import Work, drop_lease, hold_lease, run_due_jobs
from kiosk.flows.upkeep.run_retention import run_retention
from kiosk.flows.upkeep.send_notices import send_notices
from kiosk.flows.upkeep.tell_looks import tell_looks
from kiosk.flows.upkeep.watch_backups import watch_backups
from kiosk.flows.upkeep.watch_clock import ClockWatch
from kiosk.flows.upkeep.watch_log import LogWatch
from kiosk.flows.upkeep.watch_scanner import watch_scanner
from kiosk.flows.zi.remind_dossiers import remind_dossiers
from kiosk.flows.zi.remind_findings import remind_findings
from kiosk.flows.zi.tell_signals import tell_signals
from kiosk.fronts import backups
from kiosk.paper.press import Child

log = logging.getLogger("kiosk.jobs")
OWNER = f"{socket.gethostname()[:40]}-{os.getpid()}"
LOOK_EVERY = 5
"""Minutes of the hour on which limits and new answers are looked at: neither a reminder nor a
signal need come to the second. Looking reads the calendar of every office that has something due,
and every answer of a day that got one more."""
PRESS = Child()
LOG_WATCH = LogWatch()
LAST_TURN = 20
"""Seconds that a turn has to come to its end when the process is told to stop."""
ROUNDS = 40
"""Of one tick: the hourly and daily jobs get their turn between."""


@dataclass(frozen=True)
class Errand:
    """Work of every tick. ``run`` does one round, shorter than the lease, and says whether there
    is more of it. ``ends``: it ends something by time alone, and waits while the clock is in
    doubt."""

    name: str
    run: Callable[[], bool]
    ends: bool = False


class Beside:
    """Slow jobs, one after the other in a thread of their own; it dies with the process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._waiting: deque[tuple[str, Callable[[], None]]] = deque()
        self._thread: Thread | None = None

    def running(self) -> Collection[str]:
        """Those that wait for their turn with them."""
        with self._lock:
            return [name for name, _ in self._waiting]

    def start(self, name: str, do: Callable[[], None]) -> None:
        with self._lock:
            self._waiting.append((name, do))
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Until nothing runs any more."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while (one := self._first()) is not None:
            name, do = one
            with self._app.app_context():
                try:
                    do()
                except Exception:
                    log.exception("the end of job %s was not written", name)
            with self._lock:
                self._waiting.popleft()

    def _first(self) -> tuple[str, Callable[[], None]] | None:
        with self._lock:
            if self._waiting:
                return self._waiting[0]
            self._thread = None
            return None


@dataclass(frozen=True)
class Process:
    """What the process keeps from tick to tick."""

    watch: ClockWatch
    beside: Beside
    turn: Lock = field(default_factory=Lock)


def errands(settings: Config) -> tuple[Errand, ...]:
    """In the order they are run: limits are right before anybody is told of them."""
    keys, uploads = Keys(settings.secret_key), settings.uploads
    return (
        Errand("recompute-deadlines", lambda: recompute_deadlines(clock.now())),
        Errand("lapse-replies", lambda: lapse_replies(keys, clock.now()), ends=True),
        Errand("escalate-overdue", lambda: _escalate(keys), ends=True),
        Errand("watch-devices", _watch),
        Errand("remind-plans", _remind),
        Errand("remind-findings", _remind_findings),
        Errand("end-run-out-roles", lambda: end_run_out(clock.now()), ends=True),
        Errand("watch-answers", _watch_answers),
        Errand("watch-scanner", lambda: watch_scanner(settings.clamd, clock.now())),
        Errand("tell-looks", lambda: tell_looks(clock.now())),
        Errand("remind-requests", lambda: remind_requests(keys, clock.now())),
        Errand("send-notices", lambda: send_notices(settings, OWNER, clock.now())),
        Errand("scan-waiting", lambda: scan_waiting(settings.clamd, uploads)),
        Errand("watch-log", lambda: LOG_WATCH.look(settings, clock.now())),
        Errand("lay-ballast", lay_ballast),
        Errand("flag-answers", _flag),
        Errand("keep-breakdowns", keep_breakdowns),
        Errand("make-documents", lambda: _make_documents(settings)),
    )


def _escalate(keys: Keys) -> bool:
    now = clock.now()
    return now.minute % LOOK_EVERY == 0 and escalate_overdue(keys, now)


def _flag() -> bool:
    return clock.now().minute % LOOK_EVERY == 0 and flag_answers()


def _watch() -> bool:
    now = clock.now()
    return now.minute % LOOK_EVERY == 0 and watch_devices(now)


def _watch_answers() -> bool:
    now = clock.now()
    return now.minute % LOOK_EVERY == 0 and watch_answers(now)


def _remind() -> bool:
    now = clock.now()
    return now.minute % LOOK_EVERY == 0 and any([remind_plans(now), remind_dossiers(now)])


def _remind_findings() -> bool:
    now = clock.now()
    return now.minute % LOOK_EVERY == 0 and remind_findings(now)


def _make_documents(settings: Config) -> bool:
    """Started, and left to itself: the other errands go on."""
    ended = PRESS.ended()
    if ended:
        forget_maker(ended)
    if not PRESS.is_running and is_work_waiting(clock.now()):
        PRESS.start(settings.instance_dir)
    return False


def work(settings: Config) -> Work:
    """Job name to what it does."""
    instance, uploads = settings.instance_dir, settings.uploads
    return {
        CHECKPOINT.name: fold_log,
        WATCH_BACKUPS.name: lambda: watch_backups(settings, clock.now()),
        MAKE_PARTITIONS.name: lambda: make_partitions(clock.now()),
        MAKE_BACKUP.name: lambda: backups.make_daily(settings),
        DRILL_RESTORE.name: lambda: backups.drill_weekly(settings),
        SIGN_HEADS.name: lambda: sign_heads(instance, clock.now()).name,
        CHECK_TALLIES.name: _check_tallies,
        PURGE_NOTICES.name: lambda: purge_notices(clock.now()),
        SWEEP_FILES.name: lambda: _sweep_files(settings),
        FORGET_NETWORKS.name: lambda: forget_networks(instance, clock.now()),
        DROP_DRAFTS.name: lambda: drop_drafts(clock.now()),
        SWEEP_TABLETS.name: lambda: sweep_tablets(clock.now()),
        TAKE_OVER_CASES.name: lambda: forget_held(_house(settings), clock.now()),
        RETRY_SCANS.name: lambda: retry_failed(settings.clamd, uploads),
        RETRY_PARKED.name: lambda: retry_parked(_house(settings), clock.now()),
        CHECK_DATABASE.name: lambda: _check_database(settings),
        CHECK_FILES.name: lambda: _found(check_files(settings, clock.now())),
        CHECK_SAMPLES.name: lambda: check_samples(clock.now()),
        TELL_SIGNALS.name: lambda: tell_signals(clock.now()),
        FILL_REGION.name: lambda: fill_if_taking_part(settings.gate_url, clock.now()),
        RUN_RETENTION.name: lambda: run_retention(instance, uploads, clock.now()).told,
    }


def _check_database(settings: Config) -> str:
    """The chains with it: they tell of values that no index and no key knows."""
    chained = verify_chains(settings.instance_dir)
    if not chained.ok:
        log.error("chains do not hold: %s %s", chained.first_bad, chained.notes[:5])
    return _found(check_database(settings, clock.now(), chains_hold=chained.ok))


def _found(one: Checked) -> str:
    return one.told if one.ok else f"tidak cocok: {one.told}"


def _sweep_files(settings: Config) -> str:
    gone = forget_imports(settings.instance_dir, clock.now())
    told = sweep_files(settings.uploads, clock.now())
    return f"{told}, {gone} lembar kerja yang menunggu dihapus" if gone else told


def _house(settings: Config) -> House:
    keys = Keys(settings.secret_key)
    return House(keys, settings.uploads, settings.instance_dir)


def _check_tallies() -> str:
    found = check_tallies()
    if not found.ok:
        log.error("tallies disagree with answers: %s", found.wrong[:5])
    return (
        f"{'cocok' if found.ok else 'tidak cocok'}: {found.slices} irisan, {found.answers} jawaban"
    )


def tick(app: Flask, process: Process | None = None) -> None:
    """One look at what is due; an error is told and the next tick comes all the same."""
    with app.app_context():
        try:
            if process is None:
                _take_turn(app.config["KIOSK"], None)
            else:
                with process.turn:
                    _watched_turn(app.config["KIOSK"], process)
        except Damaged:
            log.error("the database is damaged, no job is run: see kiosk doctor")
        except Exception:
            log.exception("tick failed")


def _watched_turn(settings: Config, process: Process) -> None:
    process.watch.prepare()
    if not _take_turn(settings, process):
        process.watch.stand_by()


def _take_turn(settings: Config, process: Process | None) -> bool:
    """False where another holds the lease. It is renewed while this turn goes on."""
    now = clock.now()
    if not hold_lease(OWNER, now):
        return False
    with keep_lease(OWNER, clock.now):
        doubted = False
        if process is not None:
            process.watch.look(Mark(now, clock.steady()))
            doubted = process.watch.is_doubted
        beside = process.beside if process else None
        run_due_jobs(
            work(settings), now, settings.timezone, beside, is_doubted=doubted, ticking=clock.now
        )
        run_errands(tuple(one for one in errands(settings) if not (doubted and one.ends)))
    return True


def run_errands(waiting: tuple[Errand, ...]) -> None:
    """A round of each in turn, until none has more. The lease is renewed before every round: who
    lost it stops, and another goes on."""
    for _ in range(ROUNDS):
        if not waiting:
            return
        waiting = tuple(one for one in waiting if hold_lease(OWNER, clock.now()) and _round(one))


def _round(errand: Errand) -> bool:
    """An error is told, and keeps no other errand from its turn."""
    try:
        return errand.run()
    except Exception:
        log.exception("errand %s failed", errand.name)
        return False


def require_fit(app: Flask) -> None:
    """Raises `Unfit`: what no door opens on keeps the jobs shut too."""
    with app.app_context():
        require_fit_settings(app.config["KIOSK"], clock.now())


def run(app: Flask) -> None:
    """Tick until told to stop."""
    process = Process(ClockWatch(), Beside(app))
    scheduler = BlockingScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        "interval",
        args=[app, process],
        seconds=TICK.total_seconds(),
        next_run_time=clock.now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    stop = _Stop(scheduler)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    scheduler.start()
    _hand_over(app, process)


class _Stop:
    """Told once; Ctrl+C in a terminal tells every process, and then `kiosk serve` tells it again:
    the second time must not break off the handing over."""

    def __init__(self, scheduler: BlockingScheduler) -> None:
        self._scheduler, self._is_told = scheduler, False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_told:
            return
        self._is_told = True
        if not self._scheduler.running:
            raise SystemExit(0)
        self._scheduler.shutdown(wait=False)


def _hand_over(app: Flask, process: Process) -> None:
    """Who is told to stop lets go of the lease once its turn is over: the next need not wait."""
    if process.turn.acquire(timeout=LAST_TURN):
        # Of a damaged or full database it runs out by itself; the service is stopped in order.
        with app.app_context(), suppress(Refusal):
            drop_lease(OWNER)
