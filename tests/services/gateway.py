"""A real HTTP server in a process of its own: keeps every call it gets as a file.

python -m tests.services.gateway FOLDER [--status 200] [--location URL]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Gateway:
    port: int
    folder: Path

    @property
    def calls(self) -> list[dict[str, Any]]:
        """``{"method", "path", "headers", "body"}`` of each; header names in lower case."""
        return [json.loads(one.read_text()) for one in sorted(self.folder.glob("*.json"))]


@contextmanager
def running_gateway(folder: Path, *options: str) -> Iterator[Gateway]:
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.services.gateway", str(folder), *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        try:
            yield Gateway(int(server.stdout.readline()), folder)
        finally:
            server.kill()


class _Call(BaseHTTPRequestHandler):
    options: argparse.Namespace

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        document = {"method": "POST", "path": self.path, "headers": headers, "body": body}
        kept = Path(self.options.folder, f"{uuid4().hex}.json")
        kept.with_suffix(".baru").write_text(json.dumps(document))
        kept.with_suffix(".baru").rename(kept)
        self.send_response(self.options.status)
        if self.options.location:
            self.send_header("Location", self.options.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        """Nothing: standard error is the tests'."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--status", type=int, default=200)
    parser.add_argument("--location", default="")
    _Call.options = parser.parse_args()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Call) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()


if __name__ == "__main__":
    main()
