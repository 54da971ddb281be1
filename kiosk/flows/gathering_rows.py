"""Steps that makers of documents share: the rows of respondents behind a period's figures.

A closed period is counted up to where each chain stood and without whom two people had left out
by then: answers and decisions that came later do not change its worksheet.
"""

from collections.abc import Callable, Iterator, Mapping
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
from kiosk.store.survey import instruments, left_out, respondents


def sheet_of(document: Document, public_url: str) -> Sheet:
    """What worksheets and data files are made from, in one look. About 100 bytes a respondent."""
    with reading():
        material = material_of(document, public_url)
        rows = rows_of(document.unit_id, material.instrument, document.period, document.closing_id)
        return Sheet(material, rows)


def rows_of(
    unit_id: int, instrument: Instrument, period: Period, closing_id: int | None = None
) -> Respondents:
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
    for point in sorted(codes, key=lambda one: codes[one]):
        reader.take(point, respondents.of_point(point, number, period.months))
    return reader.found()


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
