"""Sheets of the LKE for tests: the version in the package, and answers by option."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.zi.lke import ZeroComplaints
from kiosk.domain.zi.lke_parse import parse
from kiosk.domain.zi.lke_sheet import Kept, LkeSheet, build

if TYPE_CHECKING:
    from kiosk.domain.zi.automatic_answer import Automatic
    from kiosk.domain.zi.lke_version import LkeItem, LkeVersion
    from kiosk.domain.zi.proof import Proof

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "kiosk/data/lke/lke-2021.toml").read_text("utf-8")
CASE: Mapping[str, Any] = json.loads((ROOT / "tests/cases/published-lke.json").read_text("utf-8"))


@cache
def version() -> LkeVersion:
    return parse(TEXT)


def best(item: LkeItem) -> Kept:
    """All of its points."""
    if item.options:
        return Kept(item.options[0].code)
    wanted = {"acuan": 5, "realisasi": 0, "proses": 0, "sebelum": 4, "kini": 0, "catatan": 0}
    counts = {one.name: wanted[one.part] for one in item.counts}
    done = next((one.name for one in item.counts if one.part == "realisasi"), None)
    if done:
        counts[done] = sum(counts[one.name] for one in item.counts if one.part == "acuan")
    return Kept(None, counts)


def all_but(answers: Mapping[str, str]) -> dict[str, Kept]:
    """The best answer of every item, but for these options."""
    found = {item.code: best(item) for item in version().items}
    return found | {code: Kept(answer) for code, answer in answers.items()}


def sheet(
    kept: Mapping[str, Kept],
    automatic: Mapping[str, Automatic] | None = None,
    proofs: Mapping[str, tuple[Proof, ...]] | None = None,
    zero: ZeroComplaints = ZeroComplaints.PENUH,
) -> LkeSheet:
    return build(version(), 2026, automatic or {}, kept, proofs or {}, zero)
