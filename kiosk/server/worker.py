"""gunicorn's threads, given whole requests only.

A thread of gthread reads a request from the socket and waits as long as the sender likes: with
two threads a worker, three slow telephones stop an office (F47). Here the loop that watches the
sockets gathers each request, in memory, and asks a thread when all of it is there. Who takes too
long is told so and closed. A connection that ends is closed by the loop as well: gthread's own
way waits in it, up to two seconds for each.

Made for gunicorn 27, whose `TConn`, `ThreadWorker` and `RequestParser` this overrides; plain
HTTP only (TLS is the proxy's).
"""

import errno
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http import RequestParser
from gunicorn.workers.gthread import TConn, ThreadWorker

from kiosk.server.arrival import Arrival, Pace, Source

ROOM = 64 * 1024 * 1024
"""Bytes of requests a worker keeps, those being answered included."""
SEND_SECONDS = 20
"""How long an answer may find no taker, before its connection is given up."""
_PIECE = 64 * 1024
_SWEEP_SECONDS = 0.5
_NOTHING = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
_NO_MORE = (errno.EMFILE, errno.ENFILE)
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_RETURN = "Kiriman ini belum diterima. Kembali ke formulir, lalu kirim lagi.\n"
_REASONS = {
    408: "Request Timeout",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}


class Connection(TConn):  # type: ignore[misc]
    """``until``: when it is closed, unless something comes of it before."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.parser: Any = None
        self.source = Source()
        self.data_ready = True
        self.until = 0.0
        self.cut = False
        self.held = 0

    def init(self) -> None:
        """In a thread, before each request."""
        self.sock.setblocking(True)
        if self.parser is None:
            self.parser = RequestParser(self.cfg, self.source, self.client)
            self.initialized = True

    def left(self) -> bytes:
        """What came after the request that was answered."""
        return bytes(self.parser.unreader.take_buffered()) + self.source.rest()


class Worker(ThreadWorker):  # type: ignore[misc]
    """``waiting``: connections the loop watches, and what each sends; None where one is only
    waited for to end. ``held``: bytes in memory of all requests."""

    pace = Pace()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.waiting: dict[Connection, Arrival | None] = {}
        self.held = 0
        self._swept = 0.0
        self._stopping: float | None = None

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Refuses what this worker would get wrong."""
        if cfg.is_ssl:
            raise RuntimeError("TLS belongs to the proxy in front; see docs/operations.md")
        super().check_config(cfg, log)

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno in _NO_MORE:
                self._make_room()
            elif error.errno not in _NOTHING:
                raise
            return
        self.nr_conns += 1
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_SECONDS, 0))
        conn = Connection(self.cfg, sock, address, listener.getsockname())
        self._gather(conn, Arrival(self.pace, time.monotonic()))
        if self.nr_conns >= self.worker_connections:
            self._make_room()

    def finish_request(self, conn: Connection, fs: "Future[bool]") -> None:
        """In the loop, after a thread: the next request of the connection, or its end."""
        self._let_go(conn)
        try:
            again = fs.result() and not conn.cut
            left = conn.left() if again else b""
        except Exception:
            self._close(conn)
            return
        if not again:
            self._linger(conn, self.pace.body if conn.cut else self.pace.linger)
            return
        self._gather(conn, Arrival(self.pace, time.monotonic(), first=self.cfg.keepalive))
        if left:
            self._take(conn, left)

    def murder_pending(self) -> None:
        """Called by the loop after every look at the sockets: close whose time is over."""
        now = time.monotonic()
        if now - self._swept < _SWEEP_SECONDS:
            return
        self._swept = now
        for conn, arrival in list(self.waiting.items()):
            if now >= min(conn.until, self._end_of_idle(arrival, now)):
                self._give_up(conn, arrival)

    def _end_of_idle(self, arrival: Arrival | None, now: float) -> float:
        """A worker that stops waits no longer for those who have sent nothing yet."""
        if self.alive or arrival is None or arrival.data:
            return float("inf")
        self._stopping = self._stopping or now
        return self._stopping + self.pace.linger

    def _gather(self, conn: Connection, arrival: Arrival) -> None:
        conn.sock.setblocking(False)
        conn.until = arrival.until
        self._watch(conn, arrival, self._read)

    def _watch(self, conn: Connection, arrival: Arrival | None, call: Any) -> None:
        self.waiting[conn] = arrival
        self.poller.register(conn.sock, EVENT_READ, partial(call, conn))

    def _unwatch(self, conn: Connection) -> None:
        del self.waiting[conn]
        self.poller.unregister(conn.sock)

    def _read(self, conn: Connection, sock: socket.socket) -> None:
        """The socket has something to say."""
        if conn not in self.waiting:
            # Another connection of the same look at the sockets took its place.
            return
        piece = _received(sock)
        if piece:
            self._take(conn, piece)
        elif piece is not None:
            self._drop(conn)

    def _take(self, conn: Connection, piece: bytes) -> None:
        arrival = self.waiting[conn]
        assert arrival is not None
        arrival.add(piece, time.monotonic())
        conn.until = arrival.until
        conn.held += len(piece)
        self.held += len(piece)
        if arrival.refused or self.held > ROOM:
            self._refuse(conn, arrival.refused or 503)
        elif arrival.whole:
            self._hand_on(conn, arrival)
        elif arrival.asks:
            arrival.asks = False
            _say(conn, _CONTINUE)

    def _hand_on(self, conn: Connection, arrival: Arrival) -> None:
        self._unwatch(conn)
        conn.cut = arrival.cut
        conn.source.give(arrival.data)
        self.enqueue_req(conn)

    def _give_up(self, conn: Connection, arrival: Arrival | None) -> None:
        """Who has sent something is told; a connection kept for later, or lingering, is not."""
        if arrival is not None and arrival.data:
            self._refuse(conn, 408)
        else:
            self._drop(conn)

    def _refuse(self, conn: Connection, status: int) -> None:
        self._unwatch(conn)
        self._let_go(conn)
        _say(conn, _refusal(status))
        self._linger(conn, self.pace.linger)

    def _linger(self, conn: Connection, seconds: float) -> None:
        """Half closed, so that the answer arrives before the end does (RFC 9112 section 9.6);
        what is still sent is read and thrown away."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        conn.until = time.monotonic() + seconds
        self._watch(conn, None, self._discard)

    def _discard(self, conn: Connection, sock: socket.socket) -> None:
        if conn in self.waiting and _received(sock) == b"":
            self._drop(conn)

    def _drop(self, conn: Connection) -> None:
        self._unwatch(conn)
        self._let_go(conn)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def _let_go(self, conn: Connection) -> None:
        """Its request needs no memory any more."""
        self.held -= conn.held
        conn.held = 0

    def _make_room(self) -> None:
        """Full: who would be closed next makes room for who comes now."""
        if self.waiting:
            self._drop(min(self.waiting, key=lambda conn: conn.until))


def _received(sock: socket.socket) -> bytes | None:
    """None where there was nothing after all; empty at the sender's end, or where it is lost."""
    try:
        return sock.recv(_PIECE)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def _say(conn: Connection, words: bytes) -> None:
    """As far as it goes: nobody waits for a sender to read."""
    with suppress(OSError):
        conn.sock.send(words)


def _refusal(status: int) -> bytes:
    body = _RETURN.encode()
    lines = [
        f"HTTP/1.1 {status} {_REASONS[status]}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        "X-Content-Type-Options: nosniff",
        "Cache-Control: no-store",
        f"Content-Length: {len(body)}",
    ]
    if status == 503:
        lines.append("Retry-After: 5")
    return "\r\n".join([*lines, "", ""]).encode() + body
