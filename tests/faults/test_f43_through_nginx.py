"""F43 through the shipped nginx: whatever address a visitor writes into a header, it is one source,
and the address it names is nobody's harm."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.complaints import sending
from tests.factories import rows
from tests.faults import ledger
from tests.faults.test_f43_forwarded_addresses import VICTIM, random_address
from tests.services.front import Front, all_of, parsed, request

if TYPE_CHECKING:
    from tests.faults.conftest import Held

POSTS = ledger.sized(30, 1_000)
KIND = "Content-Type: application/x-www-form-urlencoded"


def form(front: Front) -> bytes:
    return urlencode(sending(front.app, front.place).fields).encode()


def path(front: Front) -> str:
    return f"/s/{front.place.point}/aduan"


def lies(random: Random) -> list[str]:
    told = ", ".join(random_address(random) for _ in range(random.randrange(1, 4)))
    return [f"X-Forwarded-For: {told}", f"Forwarded: for={random_address(random)}",
            f"X-Real-IP: {random_address(random)}"]  # fmt: skip


def counted(front: Front) -> dict[bytes, int]:
    """How much came from each source, all windows together."""
    found: dict[bytes, int] = {}
    for row in rows(front.app, "intake_counts"):
        found[row["subject"]] = found.get(row["subject"], 0) + row["count"]
    return found


@pytest.mark.slow
def test_random_addresses_through_the_proxy_are_one_source(front: Front, held: Held) -> None:
    random, before = Random(43), counted(front)
    bodies = [(form(front), lies(random)) for _ in range(POSTS)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda one: front.ask(path(front), KIND, *one[1], method="POST", body=one[0]),
                     bodies)
        )  # fmt: skip
    assert {one.status for one in answers} <= {200, 429}
    now = counted(front)
    grown = {subject: many - before.get(subject, 0) for subject, many in now.items()}
    sources = sorted(many for many in grown.values() if many)
    assert sources == [POSTS]
    # The address they named has its whole credit: it comes by another proxy's word.
    asked = request(
        path(front), KIND, f"X-Forwarded-For: {VICTIM}", method="POST", body=form(front)
    )
    with front.bare(front.direct) as wire:
        wire.sendall(asked)
        assert parsed(all_of(wire)).status == 200
    assert len(counted(front)) == len(now) + 1
    held(
        tried=f"{POSTS:,} reports through the shipped nginx, each with other addresses in headers",
        figure=f"{len(sources)} source; the address they named is let in",
    )
