"""A real SMTP server in a process of its own: keeps every message it takes as a file.

python -m tests.services.smtp FOLDER [--mode take|drop|refuse|later|drip] [--password P] [--cert F]

Its first line on standard output is its port; it ends when its standard input does.
"""

from __future__ import annotations

import argparse
import base64
import json
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mailbox:
    """A running server, and the folder of what it took."""

    port: int
    folder: Path

    @property
    def taken(self) -> list[dict[str, Any]]:
        """``{"from", "to": [...], "secure", "data"}`` of each message."""
        return [json.loads(one.read_text()) for one in sorted(self.folder.glob("*.json"))]

    @property
    def messages(self) -> list[EmailMessage]:
        parser = BytesParser(policy=policy.default)
        return [parser.parsebytes(one["data"].encode("latin-1")) for one in self.taken]

    @property
    def ids(self) -> list[str]:
        return [str(one["Message-ID"]) for one in self.messages]


@contextmanager
def running_smtp(folder: Path, *options: str, port: int = 0) -> Iterator[Mailbox]:
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.services.smtp", str(folder), "--port", str(port)]
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        try:
            yield Mailbox(int(server.stdout.readline()), folder)
        finally:
            server.kill()


class _Session(socketserver.StreamRequestHandler):
    """RFC 5321 as far as a client that behaves needs it."""

    options: argparse.Namespace

    def handle(self) -> None:
        self.sender, self.secure, self.known = "", False, False
        self.to: list[str] = []
        if self.options.mode == "drip":
            self.drip()
        self.say("220 uji.contoh.go.id siap")
        while line := self.rfile.readline(1000):
            verb, _, rest = line.decode("latin-1").strip().partition(" ")
            act = getattr(self, f"do_{verb.lower()}", None)
            if act is None:
                self.say("502 tidak dikenal")
            elif act(rest) is False:
                return

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{one}\r\n" for one in lines).encode())

    def drip(self) -> None:
        """A greeting that never ends."""
        while True:
            self.wfile.write(b"2")
            time.sleep(0.05)

    def do_ehlo(self, _rest: str) -> None:
        offers = ["250-uji.contoh.go.id"]
        if self.options.cert and not self.secure:
            offers.append("250-STARTTLS")
        if self.options.password and (self.secure or not self.options.cert):
            offers.append("250-AUTH PLAIN")
        self.say(*offers, "250 8BITMIME")

    def do_starttls(self, _rest: str) -> bool:
        self.say("220 silakan")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.options.cert)
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError):
            return False
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.secure = True
        return True

    def do_auth(self, rest: str) -> None:
        given = base64.b64decode(rest.partition(" ")[2]).split(b"\0")[-1].decode()
        self.known = given == self.options.password
        self.say("235 masuk" if self.known else "535 salah")

    def do_mail(self, rest: str) -> None:
        if self.options.password and not self.known:
            self.say("530 masuk dahulu")
            return
        self.sender, self.to = rest, []
        self.say("250 ya")

    def do_rcpt(self, rest: str) -> None:
        refused = {"refuse": "550 <orang@contoh.go.id> tidak ada", "later": "451 nanti"}
        if (told := refused.get(self.options.mode)) is None:
            self.to.append(rest)
        self.say(told or "250 ya")

    def do_data(self, _rest: str) -> bool:
        self.say("354 kirim")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if line == b"":
            return False
        self.keep(b"".join(lines))
        if self.options.mode == "drop":
            return False
        self.say("250 diterima")
        return True

    def keep(self, data: bytes) -> None:
        document = {
            "from": self.sender,
            "to": self.to,
            "secure": self.secure,
            "data": data.decode("latin-1"),
        }
        name = f"{time.monotonic_ns():020}-{uuid4().hex}.json"
        beside = Path(self.options.folder, name).with_suffix(".baru")
        beside.write_text(json.dumps(document))
        beside.rename(Path(self.options.folder, name))

    def do_rset(self, _rest: str) -> None:
        self.say("250 ya")

    do_noop = do_rset

    def do_quit(self, _rest: str) -> bool:
        self.say("221 sampai jumpa")
        return False


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mode", default="take")
    parser.add_argument("--password", default="")
    parser.add_argument("--cert", default="")
    _Session.options = parser.parse_args()
    with _Server(("127.0.0.1", _Session.options.port), _Session) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()


if __name__ == "__main__":
    main()
