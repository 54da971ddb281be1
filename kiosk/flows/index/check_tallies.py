"""Compare tallies and breakdowns with the answers they came from."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.flows.tallying import Piece, Slice, counted, known_instruments, pieces, split
from kiosk.store.engine import reading
from kiosk.store.index import breakdowns, tallies


@dataclass(frozen=True)
class TallyCheck:
    """``wrong``: slices where tallies and answers disagree."""

    slices: int
    answers: int
    wrong: tuple[Slice, ...]

    @property
    def ok(self) -> bool:
        return not self.wrong


@dataclass(frozen=True)
class _Looked:
    """``slices``: those with an answer or a tally."""

    slices: frozenset[Slice]
    answers: int
    wrong: frozenset[Slice]


def check_tallies() -> TallyCheck:
    """Each piece and each of its units is compared in a look of its own, so that no reader grows
    old."""
    slices, answers, wrong = set[Slice](), 0, set[Slice]()
    for piece in pieces():
        found = _look(piece)
        slices |= found.slices
        answers += found.answers
        wrong |= found.wrong
        wrong |= {one for unit in piece.unit_ids for one in _unsplit(unit, piece.month)}
    in_order = sorted(wrong, key=lambda one: (one[2], one))
    return TallyCheck(len(slices | wrong), answers, tuple(in_order))


def _look(piece: Piece) -> _Looked:
    with reading():
        kept = tallies.rows_of(piece.unit_ids, piece.month)
        made, known = counted(piece), known_instruments()
        fresh = {key: tallies.flat(known[key[2]], one) for key, one in made.items()}
    differing = (key for key in fresh.keys() | kept.keys() if fresh.get(key) != kept.get(key))
    return _Looked(
        slices=frozenset(_slice(key) for key in fresh.keys() | kept.keys()),
        answers=sum(one.respondents for one in made.values()),
        wrong=frozenset(_slice(key) for key in differing),
    )


def _slice(key: tuple[int, ...]) -> Slice:
    month, unit_id, instrument_id = key[:3]
    return unit_id, instrument_id, month


def _unsplit(unit_id: int, month: int) -> Iterator[Slice]:
    """Slices whose breakdowns are not those of their answers up to each point's mark."""
    with reading():
        kept, known = breakdowns.rows_of(unit_id, month), known_instruments()
        fresh = {
            number: {key: tallies.flat(known[number], one) for key, one in found.items()}
            for number, found in split(unit_id, month).items()
        }
    for number in fresh.keys() | kept.keys():
        if fresh.get(number) != kept.get(number):
            yield unit_id, number, month
