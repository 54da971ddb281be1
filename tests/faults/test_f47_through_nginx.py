"""F47 at the shipped door: two hundred who send a byte now and then, through nginx and at the
program's own port, with all the patience that is shipped; and TLS that is not begun anew."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from benchmarks import slow
from tests.faults import ledger
from tests.services.crawl import Door, crowd
from tests.services.front import HOST, NAME, Front, request
from tests.services.tools import require

if TYPE_CHECKING:
    from tests.faults.conftest import Held

SENDERS = 200
EVERY = ledger.sized(1, 10)
WATCHED = ledger.sized(4, 45)
"""Seconds: as long as needed to see the neighbours, or to see everybody closed."""


@pytest.mark.slow
@pytest.mark.parametrize("way", ["through nginx", "directly"])
def test_200_slow_senders_hold_nobody_up_and_are_closed(front: Front, way: str, held: Held) -> None:
    kinds = slow.openings(front.direct, f"/s/{front.place.point}")
    visit = request(front.place.form)
    door = Door(front.direct)
    if way == "through nginx":
        host = f"Host: {HOST}:{front.direct}".encode()
        kinds = {
            kind: sent.replace(host, b"Host: " + NAME.encode()) for kind, sent in kinds.items()
        }
        door = Door(front.tls, front.trust(), NAME)
    each = SENDERS // len(kinds) + 1
    seen = crowd(door, kinds, each, EVERY, visit, WATCHED)
    assert seen.failed == []
    assert len(seen.served) >= 20
    assert seen.percentile(0.99) <= 2.0
    closed = "; all closed within the shipped patience: tests/server/test_arrival.py"
    if ledger.FULL:
        assert sum(map(len, seen.lived.values())) == each * len(kinds)
        longest = {kind: round(max(many), 1) for kind, many in seen.lived.items()}
        assert max(longest.values()) <= 30, longest
        closed = f"; the last of them closed after {seen.longest:.1f} s"
    held(
        tried=f"{each * len(kinds)} slow connections of {len(kinds)} kinds {way}, "
        f"a byte each {EVERY} s",
        figure=f"p99 of {len(seen.served)} visits {seen.percentile(0.99) * 1000:.0f} ms{closed}",
    )


def test_tls_is_not_begun_anew_on_a_connection(front: Front, held: Held) -> None:
    """Each new beginning costs the server many times what it costs the visitor."""
    openssl = require("openssl")
    command = [openssl, "s_client", "-connect", f"{HOST}:{front.tls}", "-servername", NAME,
               "-tls1_2", "-CAfile", str(front.folder / "ca.pem")]  # fmt: skip
    said = subprocess.run(command, input=b"R\n" * 3, capture_output=True, check=False, timeout=30)
    told = (said.stdout + said.stderr).decode()
    assert "Verify return code: 0 (ok)" in told
    assert told.count("RENEGOTIATING") == 1, "not a second time"
    assert "read R BLOCK" not in told
    refused = "no renegotiation" in told or "unexpected eof" in told or said.returncode != 0
    assert refused, told
    held(tried="TLS renegotiation asked for by the visitor", figure="refused, connection closed")
