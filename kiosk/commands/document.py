"""``kiosk document make``: what the jobs start when a document waits. No person calls it."""

import os
import resource
import signal
import sys
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.domain.index.document import LONGEST, TooLong
from kiosk.flows.index.make_document import Press, make_next
from kiosk.paper.press import owner_of

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space, of which a report of 30 pages touches less than half."""
GENTLE = 5
"""Steps behind those who serve citizens."""


@click.group("document", hidden=True, help="Pembuat dokumen; dijalankan oleh tugas terjadwal.")
def group() -> None:
    """A group."""


@group.command("make", hidden=True, help="Buat dokumen berikutnya yang antre.")
@with_appcontext
def make() -> None:
    """One document a process: whatever the last one took of memory is given back."""
    _limit()
    settings = current_app.config["KIOSK"]
    press = Press(
        settings.instance_dir,
        settings.uploads,
        settings.public_url,
        owner_of(os.getpid()),
        clock.now,
    )
    more = make_next(press)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if more:
        os.execv(sys.executable, sys.orig_argv)


def _limit() -> None:
    os.nice(GENTLE if os.nice(0) == 0 else 0)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, LONGEST.total_seconds())


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooLong
