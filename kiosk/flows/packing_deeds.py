"""The part of an evidence pack about what was done: plans of follow-up with their proof, and the
heads of the chains of record."""

from collections.abc import Iterator, Sequence
from typing import Any

from kiosk.domain.cells import Cell
from kiosk.domain.index.plan import Plan
from kiosk.flows.packing import Pack, document, kept, table
from kiosk.paper.evidence_pack import Member
from kiosk.store.engine import reading
from kiosk.store.index import events, plans
from kiosk.store.people import audit
from kiosk.store.place import points, units
from kiosk.store.survey import answers
from kiosk.store.upkeep import chains

PLANS = "04-tindak-lanjut"
FOLLOWED = ("VI.p.iv.c", "VI.r.i.a")
_TITLES = [
    "nomor", "periode", "instrumen", "unsur", "nilai", "tindakan", "penanggung_jawab", "tenggat",
    "keadaan", "selesai_pada", "bukti",
]  # fmt: skip


def followed(pack: Pack) -> Iterator[Member]:
    """Plans that answer to periods of the year."""
    with reading():
        known = [one for one in plans.of_unit(pack.unit.id) if one.period.year == pack.year]
        files = plans.proofs(one.id for one in known)
    rows = [_row(one, files[one.id]) for one in known]
    yield table(f"{PLANS}/rencana.csv", "Rencana tindak lanjut", FOLLOWED, _TITLES, rows)
    for one in known:
        for file in files[one.id]:
            content = kept(pack, file.digest, f"rencana {one.number} {one.period}")
            path = f"{PLANS}/bukti/{_name(file)}"
            yield Member(path, content, file.caption or file.name, FOLLOWED)


def _row(one: Plan, files: Sequence[Any]) -> list[Cell]:
    return [
        one.id, str(one.period), one.instrument, one.name, one.value, one.action, one.owner,
        one.due, one.state.label, one.done_on, " ".join(_name(file) for file in files),
    ]  # fmt: skip


def _name(file: Any) -> str:
    return f"{file.id:06d}.{'jpg' if file.kind == 'gambar' else 'pdf'}"


def heads(pack: Pack) -> Iterator[Member]:
    """Where the chains of record stood, and those of answers at the pack's own counters:
    ``kiosk audit verify`` at the office shows the same, or more. How many answered elsewhere is
    none of this pack's readers' business."""
    with reading():
        counters = points.codes_of(units.below(pack.unit.id))
        own = [answers.chain_of(point) for point in counters]
        found = chains.heads_of([audit.CHAIN, events.CHAIN, *own])
    told = {name: [head.length, head.hash.hex()] for name, head in found.items()}
    title = "Kepala rantai catatan audit, periode dan jawaban"
    at = pack.now.isoformat()
    yield document("09-audit/kepala-rantai.json", title, (), {"at": at, "chains": told})
