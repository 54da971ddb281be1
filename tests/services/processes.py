"""Processes of their own, each with an application that it makes itself.

Those of `loaded` are forked from a server that has loaded the system and done nothing else, so
that eight of them load it once. It ends with the process of the tests.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext
from pathlib import Path


def loaded() -> ForkServerContext:
    """Stands in for `multiprocessing`: its `Process`, `Queue`, `Barrier`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kiosk.app"])
    return context


def children(process: int) -> list[int]:
    """Numbers of the processes it started and that still run."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in found.split()]
