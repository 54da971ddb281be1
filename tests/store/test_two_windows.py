"""One person, two windows, the same moment: what each of them keeps is kept, and neither fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests import desk
from tests.factories import NOW, rows

if TYPE_CHECKING:
    from flask import Flask

WINDOWS, TRIALS = 4, 25


def draft(staff_id: int, trial: int) -> None:
    from kiosk.store.complaint import drafts

    drafts.put(staff_id, trial, "jawab:p", NOW, f"draf {trial}", None)


def look(staff_id: int, trial: int) -> None:
    from kiosk.store.complaint import drafts

    drafts.note_read(staff_id, trial, NOW)


def filtered(staff_id: int, trial: int) -> None:
    from kiosk.store.complaint import filters

    filters.replace(staff_id, f"saringan {trial}", "kelas=berkadar")
    filters.add(staff_id, f"saringan {trial}", "kelas=berkadar")


@pytest.mark.parametrize(
    ("act", "table"),
    [(draft, "drafts"), (look, "ticket_reads"), (filtered, "saved_filters")],
)
def test_two_windows_at_once_keep_one_row_and_no_fault(
    app: Flask, act: Callable[[int, int], None], table: str
) -> None:
    from kiosk.store.engine import transaction

    ani, together = desk.make_staff(app).id, threading.Barrier(WINDOWS)

    def window(trial: int) -> None:
        together.wait(timeout=20)
        with app.app_context(), transaction():
            act(ani, trial)

    with ThreadPoolExecutor(WINDOWS) as pool:
        for trial in range(TRIALS):
            for one in [pool.submit(window, trial) for _ in range(WINDOWS)]:
                one.result()
    assert len(rows(app, table)) == TRIALS
