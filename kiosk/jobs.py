"""The jobs process: one timer, one lease, nothing decided here."""

import logging
import os
import signal
import socket
from pathlib import Path

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from kiosk import clock
from kiosk.domain.upkeep.jobs import CHECK_TALLIES, CHECKPOINT, SIGN_HEADS, TICK
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.people.sign_heads import sign_heads
from kiosk.flows.upkeep.fold_log import fold_log
from kiosk.flows.upkeep.run_due_jobs import Work, hold_lease, run_due_jobs

log = logging.getLogger("kiosk.jobs")
OWNER = f"{socket.gethostname()[:40]}-{os.getpid()}"


def work(instance: Path) -> Work:
    """Job name to what it does."""
    return {
        CHECKPOINT.name: fold_log,
        SIGN_HEADS.name: lambda: sign_heads(instance, clock.now()).name,
        CHECK_TALLIES.name: _check_tallies,
    }


def _check_tallies() -> str:
    found = check_tallies()
    if not found.ok:
        log.error("tallies disagree with answers: %s", found.wrong[:5])
    return (
        f"{'cocok' if found.ok else 'tidak cocok'}: {found.slices} irisan, {found.answers} jawaban"
    )


def tick(app: Flask) -> None:
    """One look at what is due; an error is told and the next tick comes all the same."""
    with app.app_context():
        now, settings = clock.now(), app.config["KIOSK"]
        try:
            if hold_lease(OWNER, now):
                run_due_jobs(work(settings.instance_dir), now, settings.timezone)
        except Exception:
            log.exception("tick failed")


def run(app: Flask) -> None:
    """Tick until told to stop."""
    scheduler = BlockingScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        "interval",
        args=[app],
        seconds=TICK.total_seconds(),
        next_run_time=clock.now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: scheduler.shutdown(wait=False))
    scheduler.start()
