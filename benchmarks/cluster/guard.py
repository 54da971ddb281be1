"""Who ends everything: a process above all the others, which outlives the one that does the work.

It inherits each orphan (a PostgreSQL whose Patroni was killed) and buries each: Patroni waits for a
server it stopped as long as that one is still in the table of processes."""

import ctypes
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

ORPHANS_ARE_OURS, SIGNAL_AT_PARENTS_DEATH = 36, 1
"""PR_SET_CHILD_SUBREAPER and PR_SET_PDEATHSIG."""
PATIENCE = 15.0
"""Seconds that all have together to end in order."""


def guarded(work: Callable[[Path], int], seconds: int) -> int:
    """What ``work`` gives back, which is given a folder; 1 where it took longer or was ended.
    Whatever the end was: no process and no file of it is left."""
    folder = Path(tempfile.mkdtemp(prefix="suara-loket-cluster-"))
    folder.chmod(0o711)
    _ask_kernel(ORPHANS_ARE_OURS, 1)
    child = os.fork()
    if child == 0:
        _ask_kernel(SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
        _work(work, folder)
    _pass_on(child, seconds)
    try:
        return _outcome(child)
    finally:
        _end_all()
        shutil.rmtree(folder, ignore_errors=True)


def _ask_kernel(what: int, value: int) -> None:
    ctypes.CDLL(None).prctl(what, value, 0, 0, 0)


def _work(work: Callable[[Path], int], folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    code = 1
    try:
        code = work(folder)
    except SystemExit:
        sys.stderr.write("ended before its time\n")
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _stop(number: int, _frame: FrameType | None) -> None:
    """Once: it may be told by its terminal and by the process above it."""
    signal.signal(number, signal.SIG_IGN)
    sys.exit(1)


def _pass_on(child: int, seconds: int) -> None:
    """What this process is told, the worker is; and when its time is up."""

    def tell(_number: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, tell)
    signal.alarm(seconds)


def _outcome(child: int) -> int:
    while True:
        number, status = os.wait()
        if number == child:
            return max(os.waitstatus_to_exitcode(status), 0) if os.WIFEXITED(status) else 1


def _end_all() -> None:
    """In order as far as they go along, those that were stopped too; then all that is left."""
    signal.alarm(0)
    for what in (signal.SIGCONT, signal.SIGTERM):
        tell_all(os.getpid(), what)
    until = time.monotonic() + PATIENCE
    while descendants(os.getpid()) and time.monotonic() < until:
        _bury()
        time.sleep(0.05)
    while descendants(os.getpid()):
        tell_all(os.getpid(), signal.SIGKILL)
        _bury()


def _bury() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def tell_all(process: int, what: signal.Signals) -> None:
    """Every process that came of it."""
    for number in descendants(process):
        with suppress(ProcessLookupError):
            os.kill(number, what)


def descendants(process: int) -> list[int]:
    """Numbers of all processes that came of it and still run."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(path.parent.name))
    found, waiting = [], [process]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found
