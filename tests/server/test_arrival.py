"""A request is whole with its last byte, however it is cut; and a sender's time ends."""

from __future__ import annotations

import random

import pytest

from kiosk.server.arrival import LARGEST, Arrival, Pace, Source
from kiosk.server.worker import _SWEEP_SECONDS

PACE = Pace(head=8, body=20, step=100, longest=60)
GET = b"GET / HTTP/1.1\r\nHost: a\r\nCookie: content-length: 9\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nCONTENT-LENGTH:  12 \r\nX: y\r\n\r\nisi=\r\n\r\nsatu"
NONE = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNKS = CHUNKED + b"5;a=b\r\n0\r\n\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
TRAILER = CHUNKS.removesuffix(b"\r\n") + b"X-After: 1\r\n\r\n"


def new(now: float = 0.0, first: float | None = None) -> Arrival:
    return Arrival(PACE, now, first)


def fed(data: bytes, *cuts: int) -> Arrival:
    arrival, begin = new(), 0
    for end in (*cuts, len(data)):
        arrival.add(data[begin:end], 0.0)
        begin = end
    return arrival


@pytest.mark.parametrize("request_", [GET, POST, NONE, CHUNKS, TRAILER])
def test_it_is_whole_with_its_last_byte_and_not_before(request_: bytes) -> None:
    draw = random.Random(47)
    for _ in range(50):
        cuts = sorted(draw.sample(range(1, len(request_)), draw.randrange(1, 6)))
        assert fed(request_, *cuts).whole, cuts
    arrival = new()
    for at in range(len(request_) - 1):
        arrival.add(request_[at : at + 1], 0.0)
        assert not arrival.whole, request_[: at + 1]
    arrival.add(request_[-1:], 0.0)
    assert arrival.whole
    assert (arrival.refused, arrival.cut) == (0, False)
    assert fed(request_ + b"GET / HT").whole


@pytest.mark.parametrize(
    "odd",
    [
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n",
        CHUNKED + b"xyz\r\n",
        CHUNKED + b"1" * 300,
    ],
)
def test_what_cannot_be_read_is_handed_on_to_be_refused(odd: bytes) -> None:
    assert fed(odd).whole


@pytest.mark.parametrize("length", [b"9" * 19, b"+5", b"5, 5", b"0x5", b"5\r\nContent-Length: 5"])
def test_behind_a_length_it_cannot_tell_no_further_request_is_taken(length: bytes) -> None:
    """The parser may read it otherwise, and the body that comes later would be a request."""
    arrival = fed(b"POST / HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n")
    assert (arrival.whole, arrival.cut) == (True, True)


def test_leading_noughts_are_no_other_length() -> None:
    start = b"POST / HTTP/1.1\r\nContent-Length: " + b"0" * 30 + b"5\r\n\r\n"
    assert not fed(start + b"four").whole
    assert (fed(start + b"fives").whole, fed(start + b"fives").cut) == (True, False)


def test_too_much_is_refused_as_soon_as_it_is_known() -> None:
    head = b"GET / HTTP/1.1\r\nX-Many: " + b"a" * 40_000
    assert fed(head).refused == 431
    assert fed(head + b"\r\n\r\n").refused == 431
    endless = CHUNKED + b"1\r\na\r\n" * 200_000
    assert fed(endless).refused == 413
    most = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n"
    assert (fed(most % LARGEST).whole, fed(most % LARGEST).cut) == (False, False)
    announced = fed(most % (LARGEST + 1))
    assert (announced.whole, announced.cut, announced.refused) == (True, True, 0)


def test_a_sender_has_so_long_for_the_head_and_so_long_for_each_piece_of_the_body() -> None:
    arrival = new(now=100.0)
    assert arrival.until == 108
    arrival.add(b"POST / HTTP/1.1\r\n", 107.0)
    assert arrival.until == 108
    arrival.add(b"Content-Length: 1000000\r\n\r\n", 107.5)
    assert arrival.until == 127.5
    arrival.add(b"a" * 99, 120.0)
    assert arrival.until == 127.5
    arrival.add(b"a", 127.0)
    assert arrival.until == 147
    for now in range(140, 168, 9):
        arrival.add(b"a" * 200, now)
    assert arrival.until == 107.5 + 60


def test_a_kept_connection_has_its_own_time_until_the_next_request_begins() -> None:
    arrival = new(now=100.0, first=5)
    assert arrival.until == 105
    arrival.add(b"G", 104.0)
    assert arrival.until == 112


def test_chunks_do_not_lengthen_the_time() -> None:
    arrival = new()
    arrival.add(CHUNKED, 0.0)
    arrival.add(b"1\r\na\r\n" * 100, 19.0)
    assert arrival.until == 20


def test_who_asks_whether_to_go_on_is_known() -> None:
    asking = b"POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n"
    assert fed(asking).asks
    assert not fed(POST).asks


def test_as_shipped_a_slow_sender_is_closed_within_thirty_seconds() -> None:
    """The loop looks at the sockets at least once a second."""
    pace = Pace()
    assert pace.head + pace.body + _SWEEP_SECONDS + 1 < 30


def test_the_source_gives_what_it_has_and_then_the_end() -> None:
    source = Source()
    source.give(bytearray(b"abcdef"))
    assert [source.recv(4), source.recv(1)] == [b"abcd", b"e"]
    assert [source.rest(), source.rest(), source.recv(9)] == [b"f", b"", b""]
