"""A real S3-compatible store on this machine: Debian's OpenStack Swift, in a process of its own."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.services.tools import refuse_or_skip

if TYPE_CHECKING:
    from kiosk.bucket import Bucket

PYTHON = "/usr/bin/python3"
"""The system's: Swift is among its packages."""
PROGRAM = Path(__file__).with_name("swift_server.py")
USER, SECRET = "uji", "rahasia-uji-swift"
BUCKET = "lampiran"


@dataclass
class Swift:
    """``folder``: all it keeps."""

    folder: Path
    port: int
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Where it was killed, on what it kept."""
        # Away from our modules, and writing no caches beside them.
        command = [PYTHON, "-P", "-B", str(PROGRAM)]
        command += [str(self.folder), str(self.port), USER, SECRET]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={}
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n", "Swift did not start"

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    @contextmanager
    def held(self) -> Iterator[None]:
        """It takes connections and says nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def bucket(self, prefix: str = "", secret: str = SECRET) -> Bucket:
        from kiosk.bucket import Bucket

        key = f"{USER}:{USER}"
        return Bucket(self.endpoint, False, BUCKET, prefix, key=key, secret=secret)

    def url(self, prefix: str) -> str:
        """As `KIOSK_UPLOAD_STORE` has it."""
        return f"s3://{BUCKET}/{prefix}?endpoint=http://{self.endpoint}"


@contextmanager
def running_swift(folder: Path) -> Iterator[Swift]:
    """With an empty bucket."""
    if subprocess.run([PYTHON, "-c", "import swift"], stderr=subprocess.DEVNULL).returncode:
        refuse_or_skip("Swift is not installed (Debian package python3-swift)")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    made = Swift(folder, port)
    try:
        made.start()
        _make_bucket(made)
        yield made
    finally:
        made.kill()


def _make_bucket(swift: Swift) -> None:
    from minio import Minio

    key = f"{USER}:{USER}"
    Minio(swift.endpoint, key, SECRET, secure=False, region="us-east-1").make_bucket(BUCKET)
