"""Walk every hash chain and name the first bad record."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.domain.chain import EMPTY, UNSIGNED, Fault, Head, Row, Signed, digest_of, walk
from kiosk.domain.people.anchor import Anchor, UnreadableAnchor
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.exclusion import KIND, Deed, Kept, unproved
from kiosk.store.engine import reading
from kiosk.store.index import events
from kiosk.store.people import audit
from kiosk.store.survey import answers, exclusions
from kiosk.store.upkeep import chains, signing

BATCH = 2_000
Rows = Generator[Row, None, None]
Read = Callable[[int], Rows]
"""A chain's rows in order; the number: how many are fetched at once."""


@dataclass(frozen=True)
class Walked:
    """A chain as found. ``name`` as people know it (a point's code), ``head`` as kept."""

    name: str
    table: str
    head: Head
    fault: Fault | None


@dataclass(frozen=True)
class Verification:
    chains: tuple[Walked, ...]
    notes: tuple[str, ...]
    """Faults outside the chains: a text without its record, an unreadable anchor."""

    @property
    def ok(self) -> bool:
        return self.first_bad is None and not self.notes

    @property
    def first_bad(self) -> Walked | None:
        return next((one for one in self.chains if one.fault), None)


@dataclass(frozen=True)
class _Evidence:
    """What stands beside the rows, by chain: signed heads, and texts that were changed."""

    signed: Mapping[str, Signed]
    texts: Mapping[str, Fault]

    def walked(self, chain: str, name: str, table: str, read: Read) -> Walked:
        """Every chain in a look of its own, so that no reader grows old."""
        head, fault = _walk(chain, read, self.signed.get(chain, UNSIGNED))
        found = [one for one in (fault, self.texts.get(chain)) if one]
        return Walked(name, table, head or EMPTY, min(found, key=lambda one: one.seq, default=None))


def verify_chains(instance: Path, anchor_file: Path | None = None) -> Verification:
    """Against the rows, their heads, and every signed copy of heads kept outside the database,
    ``anchor_file`` among them."""
    anchors, unreadable = _anchors(instance, anchor_file)
    texts, lost = _changed_texts()
    evidence = _Evidence(_signed(anchors), texts)
    with reading():
        points = answers.chained_points()
        names = set(chains.heads())
    walked = [evidence.walked(audit.CHAIN, audit.CHAIN, "audit_records", audit.rows)]
    walked.append(evidence.walked(events.CHAIN, events.CHAIN, "period_events", events.rows))
    for point, code in points:
        title, read = f"jawaban:{code or point}", partial(answers.chained, point)
        walked.append(evidence.walked(answers.chain_of(point), title, "answers", read))
    known = {audit.CHAIN, events.CHAIN, *(answers.chain_of(point) for point, _ in points)}
    walked += [_stray(name, "kepala rantai tanpa catatan") for name in sorted(names - known)]
    gone = evidence.signed.keys() - known - names
    walked += [_stray(name, "seluruh rantai hilang") for name in sorted(gone)]
    return Verification(tuple(walked), (*unreadable, *lost, *_unproved_exclusions()))


def _stray(name: str, what: str) -> Walked:
    return Walked(name, "chain_heads", EMPTY, Fault(1, what))


def _anchors(instance: Path, given: Path | None) -> tuple[list[Anchor], list[str]]:
    """All of them: the newest alone would forget a tail cut before it was signed."""
    found: list[Anchor] = []
    notes: list[str] = []
    for path in (*signing.files(instance), *([given] if given else [])):
        try:
            found.append(signing.load(instance, path))
        except (UnreadableAnchor, OSError) as wrong:
            notes.append(str(wrong))
    return found, notes


def _signed(anchors: list[Anchor]) -> dict[str, dict[int, bytes]]:
    found: dict[str, dict[int, bytes]] = {}
    for anchor in anchors:
        for name, head in anchor.heads.items():
            if head.length:
                found.setdefault(name, {}).setdefault(head.length, head.hash)
    return found


def _walk(chain: str, read: Read, signed: Signed) -> tuple[Head | None, Fault | None]:
    try:
        head, fault = _look(chain, read(BATCH), signed)
    except Refusal:
        raise
    except Exception:
        # A column holds what no driver can read. One at a time, so that the record is named.
        head, fault = _look(chain, _one_by_one(read), signed)
    if head is None and fault is None:
        fault = Fault(1, "kepala rantai hilang")
    return head, fault


def _look(chain: str, rows: Rows, signed: Signed) -> tuple[Head | None, Fault | None]:
    with reading(), closing(rows):
        head = chains.head(chain)
        return head, walk(rows, head or EMPTY, signed)


def _one_by_one(read: Read) -> Rows:
    """The rows up to the first that cannot be read; in its place one that fits nothing."""
    good = 0
    try:
        with closing(read(1)) as rows:
            for row in rows:
                good += 1
                yield row
    except Exception:
        yield Row(good + 1, (), b"")


def _unproved_exclusions() -> list[str]:
    """Answers left out of the index without two people in the record."""
    with reading():
        kept = [Kept(*row) for row in exclusions.every()]
        deeds = [Deed(*row) for row in audit.deeds(KIND)]
    return [
        f"pengecualian {number}: tidak sesuai dengan catatan audit"
        for number in unproved(kept, deeds)
    ]


def _changed_texts() -> tuple[dict[str, Fault], list[str]]:
    """Free texts kept beside the chains that are not what was first written: the first of each
    chain, and those without a record. An erased text is no fault: its digest stays."""
    first: dict[str, Fault] = {}
    notes = []
    for chain, seq, name, salt, text, digest in _texts():
        if _fits(text, salt, digest):
            continue
        if seq is None:
            notes.append(f"{name}: teks tanpa catatan")
        elif seq < first.get(chain, Fault(seq + 1, "")).seq:
            first[chain] = Fault(seq, "teks di samping catatan tidak cocok dengan sidiknya")
    return first, notes


def _fits(text: Any, salt: Any, digest: Any) -> bool:
    sound = isinstance(text, str) and isinstance(salt, bytes)
    return sound and digest_of(text, salt) == digest


def _texts() -> Iterator[tuple[str, int | None, str, Any, Any, Any]]:
    with reading():
        for seq, own, *rest in audit.texts():
            yield audit.CHAIN, seq, f"audit {own}", *rest
        for point, seq, own, *rest in answers.texts():
            yield answers.chain_of(point), seq, f"jawaban {own}", *rest
