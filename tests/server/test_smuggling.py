"""No request hides in another, at the program's own port or behind the shipped nginx: where two
readers could disagree on where a request ends, neither takes it (ASVS 4.2.1)."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.services.front import NAME, Front

HIDDEN = b"GET /readyz HTTP/1.1\r\nHost: skm.contoh.go.id\r\n\r\n"
"""Answered, it would show in the log of the program, and as one more answer."""
SOON = 1.0
COUNTER = b"7F3K9QWX"


def post(*headers: bytes, body: bytes = b"") -> bytes:
    lines = [b"POST /s/" + COUNTER + b"/nilai HTTP/1.1", b"Host: " + NAME.encode(), *headers]
    return b"\r\n".join([*lines, b"", b""]) + body


END = b"0\r\n\r\n"
LONG = b"Content-Length: %d" % (len(END) + len(HIDDEN))
CHUNKED = b"Transfer-Encoding: chunked"
BOTH = END + HIDDEN
REFUSED = {
    "length and chunks": post(LONG, CHUNKED, body=BOTH),
    "chunks and length": post(CHUNKED, LONG, body=BOTH),
    "a short length and chunks": post(b"Content-Length: 5", CHUNKED, body=BOTH),
    "no length and chunks": post(b"Content-Length: 0", CHUNKED, body=BOTH),
    "two lengths that differ": post(b"Content-Length: 0", LONG, body=BOTH),
    "two lengths alike": post(b"Content-Length: 5", b"Content-Length: 5", body=BOTH),
    "a list of lengths": post(b"Content-Length: 5, 5", body=BOTH),
    "a signed length": post(b"Content-Length: +5", body=BOTH),
    "a negative length": post(b"Content-Length: -1", body=BOTH),
    "a length in hex": post(b"Content-Length: 0x5", body=BOTH),
    "a length with a gap": post(b"Content-Length: 5 0", body=BOTH),
    "a length with an underscore": post(b"Content-Length: 5_0", body=BOTH),
    "a length of nothing": post(b"Content-Length:", body=BOTH),
    "a length folded": post(b"Content-Length: 5\r\n 0", body=BOTH),
    "a space before the colon": post(b"Content-Length : 5", body=BOTH),
    "chunks with a space before the colon": post(b"Transfer-Encoding : chunked", LONG, body=BOTH),
    "chunks folded": post(b"X: y\r\n Transfer-Encoding: chunked", LONG, body=BOTH),
    "chunks after a tab": post(b"\tTransfer-Encoding: chunked", LONG, body=BOTH),
    "another coding": post(b"Transfer-Encoding: xchunked", body=BOTH),
    "chunks and another coding": post(b"Transfer-Encoding: chunked, identity", body=BOTH),
    "chunks twice": post(CHUNKED, CHUNKED, body=BOTH),
    "chunks and then none": post(CHUNKED, b"Transfer-Encoding: identity", body=BOTH),
    "chunks in quotes": post(b'Transfer-Encoding: "chunked"', body=BOTH),
    "chunks with a vertical tab": post(b"Transfer-Encoding: \x0bchunked", body=BOTH),
    "chunks in HTTP/1.0": post(CHUNKED, body=BOTH).replace(b"HTTP/1.1", b"HTTP/1.0", 1),
    "a size with a sign": post(CHUNKED, body=b"+0\r\n\r\n" + HIDDEN),
    "a size with 0x": post(CHUNKED, body=b"0x0\r\n\r\n" + HIDDEN),
    "a size with an underscore": post(CHUNKED, body=b"0_0\r\n\r\n" + HIDDEN),
    "a size of nothing": post(CHUNKED, body=b"\r\n\r\n" + HIDDEN),
    "a negative size": post(CHUNKED, body=b"-1\r\n\r\n" + HIDDEN),
    "a chunk longer than it says": post(CHUNKED, body=b"3\r\nabcdef\r\n" + BOTH),
    "a chunk that ends by a bare line feed": post(CHUNKED, body=b"3\nabc\n0\n\n" + HIDDEN),
    "a header without a colon": post(b"Content-Length 5", body=BOTH),
    "a NUL in a header": post(b"X: a\0b", b"Content-Length: 5", body=BOTH),
    "a bare carriage return": post(b"X: a\rContent-Length: 5", body=BOTH),
    "two hosts": post(b"Host: evil.example", b"Content-Length: 5", body=BOTH),
    "another version": post(b"Content-Length: 5", body=BOTH).replace(b"HTTP/1.1", b"HTTP/9.9", 1),
    "a line feed in the address": b"GET / HTTP/1.1\nX: y HTTP/1.1\r\n\r\n" + HIDDEN,
}  # fmt: skip
LENIENT = ("through nginx", "a chunk that ends by a bare line feed")
"""nginx 1.22 takes it for an end. No harm: what follows is one more request of the same visitor,
and each goes on a connection of its own, framed anew."""
ONE = {
    "a length with noughts": post(b"Content-Length: 0%d" % len(BOTH), body=BOTH),
    "a body where none belongs": post(LONG, body=BOTH).replace(b"POST", b"GET", 1),
    "a chunk with an extension": post(
        CHUNKED, body=b'%x;name="a\\"b"\r\n' % len(HIDDEN) + HIDDEN + b"\r\n" + END
    ),
    "chunks in capitals": post(
        b"TRANSFER-ENCODING: Chunked", body=b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n" + END
    ),
    "a header under a length's name": post(LONG, b"Content_Length: 0", body=BOTH),
    "a trailer under a length's name": post(
        CHUNKED, body=b"0\r\nContent-Length: 99\r\nHost: evil.example\r\n\r\n"
    ),
}
"""One request, however it is read: all that follows belongs to its body."""


def said(wire: socket.socket, sent: bytes) -> list[int]:
    """Statuses of all the answers that come soon."""
    wire.settimeout(SOON)
    got = b""
    try:
        wire.sendall(sent)
        while piece := wire.recv(65536):
            got += piece
    except (OSError, ssl.SSLError):
        pass
    return [int(one) for one in re.findall(rb"^HTTP/1\.\d (\d{3})", got, re.M)]


@pytest.fixture(params=["directly", "through nginx"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def asked(front: Front, way: str, sent: bytes) -> list[int]:
    wire = front.secured() if way == "through nginx" else front.bare(front.direct)
    with wire:
        return said(wire, sent)


def all_asked(front: Front, way: str, cases: Mapping[str, bytes]) -> dict[str, list[int]]:
    """Statuses of each, all of them at once; none of the hidden requests came to the program."""
    before = heard(front)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda sent: asked(front, way, sent), cases.values()))
    assert heard(front) == before
    return dict(zip(cases, found, strict=True))


def heard(front: Front) -> int:
    return (front.folder / "web.log").read_text().count('"endpoint": "health.readyz"')


def test_the_hidden_request_would_be_noticed(front: Front, way: str) -> None:
    before = heard(front)
    sent = HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert len(asked(front, way, sent)) == 1
    assert heard(front) == before + 1


def test_what_can_be_read_in_two_ways_is_refused_and_nothing_after_it_is_heard(
    front: Front, way: str
) -> None:
    cases = {name: sent for name, sent in REFUSED.items() if (way, name) != LENIENT}
    found = all_asked(front, way, cases)
    assert {
        name: statuses
        for name, statuses in found.items()
        if len(statuses) > 1 or not set(statuses) <= {400, 408, 413, 501, 505}
    } == {}


def test_what_can_be_read_in_one_way_only_hides_nothing(front: Front, way: str) -> None:
    found = all_asked(front, way, ONE)
    assert {name: statuses for name, statuses in found.items() if len(statuses) != 1} == {}


def test_headers_that_only_a_server_sets_are_nobody_s_to_send(front: Front, way: str) -> None:
    """gunicorn takes SCRIPT_NAME and PATH_INFO from a proxy it trusts."""
    for lie in (b"PATH_INFO: /readyz", b"SCRIPT_NAME: /evil", b"REMOTE_ADDR: 10.0.0.1"):
        sent = b"GET /lacak HTTP/1.1\r\nHost: " + NAME.encode() + b"\r\nConnection: close\r\n"
        before = heard(front)
        assert set(asked(front, way, sent + lie + b"\r\n\r\n")) <= {200, 400}
        assert heard(front) == before
