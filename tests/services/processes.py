"""Processes of their own, each with an application that it makes itself.

They are forked from a server that has loaded the system and done nothing else, so that eight of
them load it once. It ends with the process of the tests.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext


def loaded() -> ForkServerContext:
    """Stands in for `multiprocessing`: its `Process`, `Queue`, `Barrier`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kiosk.app"])
    return context
