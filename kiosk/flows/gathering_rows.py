"""Steps that makers of documents share: the rows of respondents behind a period's figures.

A closed period is counted up to where each chain stood and without whom two people had left out
by then: answers and decisions that came later do not change its worksheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kiosk.domain.index.document import Document
from kiosk.domain.index.period import Period
from kiosk.domain.index.respondents import Respondents, Row, Sheet, Traits
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.flows import closings
from kiosk.flows.gathering import material_of
from kiosk.store.engine import reading
from kiosk.store.place import points, units
from kiosk.store.survey import answers, instruments, left_out, respondents
from kiosk.store.upkeep import chains

IN_A_LOOK = 10_000


@dataclass(frozen=True)
class Opening:
    """What was decided in one look, so that the rows can be read in many: answers are only ever
    added, and ``ends`` says where each point's chain stood. ``codes``: points in order."""

    reader: "_Reader"
    instrument_id: int
    months: Sequence[int]
    codes: Mapping[int, str]
    ends: Mapping[int, int]

    def read(self) -> Respondents:
        """In looks of its own, some thousand rows each, so that no reader grows old."""
        for point in sorted(self.codes, key=lambda one: self.codes[one]):
            self.reader.take(point, self._of_point(point))
        return self.reader.found()

    def _of_point(self, point: int) -> Iterator[Any]:
        after, end = 0, self.ends.get(point, 0)
        while after < end:
            with reading():
                some = respondents.of_point(
                    point, self.instrument_id, self.months, after, IN_A_LOOK
                )
            yield from (row for row in some if row.seq <= end)
            if len(some) < IN_A_LOOK:
                return
            after = some[-1].seq


def sheet_of(document: Document, public_url: str) -> Sheet:
    """What worksheets and data files are made from, as of one look. About 100 bytes a
    respondent."""
    with reading():
        material = material_of(document, public_url)
        instrument, closing_id = material.instrument, document.closing_id
        opening = opened(document.unit_id, instrument, document.period, closing_id)
    return Sheet(material, opening.read())


def opened(
    unit_id: int, instrument: Instrument, period: Period, closing_id: int | None = None
) -> Opening:
    """Of the unit and all below it; ``closing_id`` None: as it stands now. In the caller's look."""
    unit_ids = units.below(unit_id)
    number = instruments.id_of(instrument.code)
    heads: Mapping[int, int] | None = None
    if closing_id is None:
        gone = left_out.read(instrument, number, unit_ids, period.months)
        excluded = frozenset(one.answer_id for one in gone)
    else:
        heads, excluded = closings.kept_rows(closing_id)
    reader = _Reader(instrument, _services(unit_ids), heads, excluded)
    codes = points.codes_of(unit_ids)
    kept = chains.heads_of([answers.chain_of(point) for point in codes])
    ends = {
        point: kept[name].length for point in codes if (name := answers.chain_of(point)) in kept
    }
    return Opening(reader, number, period.months, codes, ends)


def _services(unit_ids: list[int]) -> Mapping[int, str]:
    return {number: row.code for number, row in units.every_service(unit_ids).items()}


class _Reader:
    """Takes the points in their order. Sheets that say the same are one object: many do."""

    def __init__(
        self,
        instrument: Instrument,
        services: Mapping[int, str],
        heads: Mapping[int, int] | None,
        excluded: frozenset[int],
    ) -> None:
        self.services, self.heads, self.excluded = services, heads, excluded
        self.rows: list[Row] = []
        self.traits: list[Traits] = []
        self.skipped = self.late = 0
        self.scores: Callable[[str], Row] = cache(lambda sheet: _scores(instrument, sheet))
        self.told = cache(Traits)

    def take(self, point_id: int, found: Iterator[Any]) -> None:
        for row in found:
            if self.heads is not None and row.seq > self.heads.get(point_id, 0):
                self.late += 1
            elif row.id in self.excluded:
                self.skipped += 1
            else:
                service = self.services.get(row.service_id, "")
                self.rows.append(self.scores(row.scores))
                self.traits.append(self.told(row.profile or "", service, row.source))

    def found(self) -> Respondents:
        return Respondents(self.rows, self.traits, self.skipped, self.late)


def _scores(instrument: Instrument, sheet: str) -> Row:
    given = scores_of(instrument, sheet)
    return bytes(given.get(code, 0) for code in instrument.items)
