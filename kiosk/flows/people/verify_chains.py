"""Walk every hash chain and name the first bad record."""

from collections.abc import Callable, Iterator, Mapping
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
Read = Callable[[int, int], list[Row]]
"""A chain's rows in order: from which place on, and how many at most."""


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
        """Some thousand rows in a look, so that no reader grows old."""
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
        head, fault = _look(_Slices(chain, read, BATCH), signed)
    except Refusal:
        raise
    except Exception:
        # A column holds what no driver can read. One at a time, so that the record is named.
        slices = _Slices(chain, read, 1)
        head, fault = _look(slices, signed, slices.up_to_the_unreadable())
    if head is None and fault is None:
        fault = Fault(1, "kepala rantai hilang")
    return head, fault


def _look(
    slices: "_Slices", signed: Signed, rows: Iterator[Row] | None = None
) -> tuple[Head | None, Fault | None]:
    fault = walk(rows or slices.rows(), lambda: slices.head() or EMPTY, signed)
    return slices.head(), fault


class _Slices:
    """A chain in looks of its own: rows are only ever added at its end. The head is that of the
    look which found the end, so that what is added meanwhile is no fault."""

    def __init__(self, chain: str, read: Read, many: int) -> None:
        self._chain, self._read, self._many = chain, read, many
        self._head: Head | None = None
        self._good = 0

    def head(self) -> Head | None:
        return self._head

    def rows(self) -> Iterator[Row]:
        # The last row of a slice is read once more with the next: another in its place is seen.
        first, known, many = 1, 0, self._many
        while True:
            with reading():
                some = self._read(first, many + known)
                self._head = chains.head(self._chain)
            for row in some[known:]:
                self._good += 1
                yield row
            if len(some) < many + known:
                return
            first = some[-1].seq
            known = sum(1 for row in some if row.seq == first)

    def up_to_the_unreadable(self) -> Iterator[Row]:
        """In its place one that fits nothing."""
        try:
            yield from self.rows()
        except Refusal:
            raise
        except Exception:
            yield Row(self._good + 1, (), b"")


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
    for seq, own, *rest in _in_looks(audit.texts, place=1):
        yield audit.CHAIN, seq, f"audit {own}", *rest
    for point, seq, own, *rest in _in_looks(answers.texts, place=2):
        yield answers.chain_of(point), seq, f"jawaban {own}", *rest


def _in_looks(read: Callable[[int, int], list[Any]], place: int) -> Iterator[Any]:
    """``place``: where in a row its number is, by which they are ordered."""
    after = -1
    while True:
        with reading():
            some = read(after, BATCH)
        yield from some
        if len(some) < BATCH:
            return
        after = some[-1][place]
