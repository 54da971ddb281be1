"""A server of clamd's protocol with a mood: ``python -m tests.services.fake_clamd MOOD [SOCKET]``.

Prints the address it listens at. Written from clamd(8), not from the code under test.
"""

from __future__ import annotations

import socket
import sys
import time

STREAM_LIMIT = 200_000
BAD = b"X5O!P%@AP"


def read_exactly(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = line.recv(count - len(got))
        if not more:
            raise ConnectionError
        got += more
    return got


def read_command(line: socket.socket) -> bytes:
    got = b""
    while not got.endswith(b"\0"):
        got += read_exactly(line, 1)
    return got


def read_stream(line: socket.socket) -> bytes | None:
    """None: larger than allowed."""
    got = b""
    while size := int.from_bytes(read_exactly(line, 4)):
        if len(got) + size > STREAM_LIMIT:
            return None
        got += read_exactly(line, size)
    return got


def honest(line: socket.socket) -> bytes:
    if read_command(line) == b"zPING\0":
        return b"PONG\0"
    content = read_stream(line)
    if content is None:
        return b"INSTREAM size limit exceeded. ERROR\0"
    return b"stream: Eicar-Test FOUND\0" if BAD in content else b"stream: OK\0"


def answer(mood: str, line: socket.socket) -> bytes:
    if mood == "honest":
        return honest(line)
    if mood == "hangs-up":
        return b""
    read_command(line)
    read_stream(line)
    if mood == "silent":
        time.sleep(60)
    return {
        "error": b"stream: Can't allocate memory ERROR\0",
        "garbage": b"HTTP/1.1 200 OK\r\n\r\n",
        "half": b"stream: O",
        "other-stream": b"/etc/passwd: OK\0",
        "ok-and-more": b"stream: OK\nstream: Eicar-Test FOUND\0",
        "endless": b"A" * 1_000_000,
        "mute": b"",
    }[mood]


def main(mood: str, path: str = "") -> None:
    listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listener.bind(path or ("127.0.0.1", 0))
    listener.listen()
    print(path or f"127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201
    while True:
        line, _ = listener.accept()
        with line:
            try:
                line.sendall(answer(mood, line))
            except (ConnectionError, OSError):
                continue


if __name__ == "__main__":
    main(*sys.argv[1:])
