"""The signed copy of the heads: what is signed, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from kiosk.domain.chain import Head
from kiosk.domain.people.anchor import Anchor, UnreadableAnchor, read, written

AT = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
HEADS = {"audit": Head(12, b"\xab" * 32), "jawaban:3": Head(0, b"\x01" * 32)}
ANCHOR = Anchor(AT, HEADS)


def test_what_is_written_is_read_again() -> None:
    anchor, signature = read(written(ANCHOR, b"tanda", b"kunci"))
    assert anchor == ANCHOR
    assert anchor.message == ANCHOR.message
    assert signature == b"tanda"


def test_the_file_is_readable_by_anybody_with_a_json_reader() -> None:
    document = json.loads(written(ANCHOR, b"\x01", b"\x02"))
    assert document["at"] == "2026-10-15T03:00:00+00:00"
    assert document["chains"]["audit"] == [12, "ab" * 32]
    assert (document["signature"], document["public_key"]) == ("01", "02")


@pytest.mark.parametrize(
    "other",
    [
        Anchor(AT.replace(second=1), HEADS),
        Anchor(AT, {**HEADS, "audit": Head(11, b"\xab" * 32)}),
        Anchor(AT, {**HEADS, "audit": Head(12, b"\xac" * 32)}),
        Anchor(AT, {"audit": HEADS["audit"]}),
        Anchor(AT, {"audit": HEADS["audit"], "jawaban:4": HEADS["jawaban:3"]}),
    ],
    ids=["time", "length", "hash", "a chain less", "another name"],
)
def test_whatever_it_says_is_signed(other: Anchor) -> None:
    assert other.message != ANCHOR.message


def test_the_order_of_the_chains_is_not_signed() -> None:
    assert Anchor(AT, dict(reversed(HEADS.items()))).message == ANCHOR.message


@pytest.mark.parametrize(
    "text",
    ["", "bukan json", "[]", "null", "{}", '"teks"',
     '{"at": 1, "chains": {}, "signature": ""}',
     '{"at": "2026-10-15T03:00:00+00:00", "chains": [], "signature": ""}',
     '{"at": "2026-10-15T03:00:00+00:00", "chains": {"a": 1}, "signature": ""}',
     '{"at": "2026-10-15T03:00:00+00:00", "chains": {"a": ["x", "00"]}, "signature": ""}',
     '{"at": "2026-10-15T03:00:00+00:00", "chains": {"a": [1, "zz"]}, "signature": ""}',
     '{"at": "2026-10-15T03:00:00+00:00", "chains": {}, "signature": 5}'],
)  # fmt: skip
def test_a_file_that_is_no_anchor_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableAnchor, match="tidak terbaca"):
        read(text)
