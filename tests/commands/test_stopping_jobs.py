"""Ctrl+C in a terminal tells every process, and `kiosk serve` tells the jobs once more."""

from __future__ import annotations

import signal
from threading import Event, Thread

import pytest
from apscheduler.events import EVENT_SCHEDULER_STARTED
from apscheduler.schedulers.blocking import BlockingScheduler

from kiosk.jobs import _Stop


def test_told_twice_they_stop_once_and_break_nothing_off() -> None:
    scheduler, started = BlockingScheduler(timezone="UTC"), Event()
    scheduler.add_listener(lambda _event: started.set(), EVENT_SCHEDULER_STARTED)
    running = Thread(target=scheduler.start)
    running.start()
    assert started.wait(10)
    stop = _Stop(scheduler)
    for number in (signal.SIGINT, signal.SIGTERM):
        stop(number, None)
    running.join(10)
    assert not running.is_alive()


def test_told_before_they_began_they_never_begin() -> None:
    with pytest.raises(SystemExit) as ended:
        _Stop(BlockingScheduler(timezone="UTC"))(signal.SIGTERM, None)
    assert ended.value.code == 0
