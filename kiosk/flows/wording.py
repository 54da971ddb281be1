"""Steps that flows share: the words people wrote when they scored something low."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.masking import Mask
from kiosk.domain.survey.stored import scores_of
from kiosk.domain.survey.words import Remark, Words, counted, low_scores
from kiosk.flows.trusting import Scope
from kiosk.store.index import tallies
from kiosk.store.people import duties
from kiosk.store.place import tree
from kiosk.store.survey import samples

SAMPLE = 5_000
"""Newest answers whose comments are read: a page must not read a year's."""
LETTERS = 300_000
"""Of comments in all; a busy month's are 75,000. A flood of long ones took half a minute a look."""


def newest_of(scope: Scope) -> list[int]:
    """Ids of the answers whose comments are read, the newest first."""
    return samples.newest_ids(scope.unit_ids, scope.period.months, SAMPLE)


def words_of(scope: Scope, newest: Sequence[int] | None = None) -> Words:
    """Of comments whose writer scored an unsur in the lower half, personal data covered first; in
    the caller's one look at the database. ``newest``: `newest_of`, of whoever has it already."""
    months = scope.period.months
    ids = newest_of(scope) if newest is None else newest
    written = samples.remarks(ids, months, scope.instrument_id)
    rows = _few_enough(written)
    mask = Mask(_people(scope))
    found = [one for row in rows if (one := _remark(scope.instrument, row, mask))]
    every = tallies.total(scope.instrument, scope.instrument_id, scope.unit_ids, months).respondents
    looked_at = len(ids) if len(ids) >= SAMPLE else every
    looked_at = looked_at if len(rows) == len(written) else len(rows)
    return counted(found, scope.smallest, min(looked_at, every), every)


def _few_enough(written: list[Any]) -> list[Any]:
    """The first of them, up to `LETTERS`."""
    lengths = accumulate(len(row.text) for row in written)
    return [row for row, so_far in zip(written, lengths, strict=True) if so_far <= LETTERS]


def _people(scope: Scope) -> list[str]:
    nodes = tree.whole()
    instansi = {nodes[one].instansi_id for one in scope.unit_ids}
    above = {number for one in scope.unit_ids for number in nodes.path(one)}
    return duties.people_near(sorted(above | set(scope.unit_ids)), instansi)


def _remark(instrument: Instrument, row: Any, mask: Mask) -> Remark | None:
    scale = instrument.scale
    if min(row.scores[1::2], default="9") >= str(scale.low + len(scale.values) // 2):
        # Nothing low: most are not even read.
        return None
    scores = scores_of(instrument, row.scores)
    given = ((instrument.items[code].unsur, score) for code, score in scores.items())
    low = low_scores(given, scale.low, len(scale.values))
    return Remark(mask.covered(row.text), low) if low else None
