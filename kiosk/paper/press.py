"""The process that makes documents: started when something waits, looked at now and then.

A report takes hundreds of megabytes and seconds: in a process of its own neither is the jobs'.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

COMMAND = (sys.executable, "-m", "kiosk.cli", "document", "make")
_CODE = Path(__file__).resolve().parents[2]


def owner_of(pid: int) -> str:
    """Under which such a process holds the lease."""
    return f"{socket.gethostname()[:40]}-{pid}"


class Child:
    """At most one at a time."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, instance: Path) -> None:
        """With the settings of this process; ``instance`` where those name it by a path that
        begins elsewhere."""
        below = os.pathsep.join(filter(None, (str(_CODE), os.environ.get("PYTHONPATH", ""))))
        given = os.environ | {"KIOSK_INSTANCE_DIR": str(instance), "PYTHONPATH": below}
        self._process = subprocess.Popen(
            self._command, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )

    def ended(self) -> str | None:
        """The owner's name of a process that has ended since the last look."""
        if self._process is None or self._process.poll() is None:
            return None
        pid, self._process = self._process.pid, None
        return owner_of(pid)
