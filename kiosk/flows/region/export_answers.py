"""Answers of months that are over as Parquet files, nobody recognisable in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from kiosk.domain.index import answer_table as tables
from kiosk.domain.index.answer_table import Group
from kiosk.domain.survey.instrument import Instrument
from kiosk.paper.answer_files import AnswerFile, AnswerFolder
from kiosk.store.engine import reading
from kiosk.store.region import answer_rows, own
from kiosk.store.region.own import Places
from kiosk.store.survey import instruments

Step = Callable[[int], object]


@dataclass
class Exported:
    """``withheld``: answers of months and questionnaires that had too few of them."""

    files: int = 0
    rows: int = 0
    withheld: int = 0
    months: list[int] = field(default_factory=list)


def count_answers(since: str, until: str, now: datetime) -> int:
    """What ``step`` will add up to. Raises `UnfitMonths`, `InvalidPeriod`."""
    with reading():
        months = tables.over(answer_rows.months(), since, until, now)
        found = [answer_rows.counts(month) for month in months]
    return sum(sum(one.values()) for month in found for one in month.values())


def export_answers(
    out: Path,
    since: str,
    until: str,
    now: datetime,
    step: Step = lambda _: None,
    kind: type[AnswerFolder] = AnswerFolder,
) -> Exported:
    """Into a folder that holds such files or nothing; what was there of these months is replaced,
    file by file. ``step`` is told how many answers were just written or withheld. ``kind``: of
    folder, by default of Parquet. Raises `UnfitMonths`, `UnusableFolder`, `NoParquet`."""
    folder = kind(out, instruments.codes())
    with reading():
        months = tables.over(answer_rows.months(), since, until, now)
        places = own.places()
    folder.describe(tables.dictionary(map(instruments.by_code, instruments.codes())))
    export = _Export(folder, places, step)
    for month in months:
        export.month(month)
    return export.done


class _Export:
    def __init__(self, folder: AnswerFolder, places: Places, step: Step) -> None:
        self.folder, self.places, self.step = folder, places, step
        self.done = Exported()

    def month(self, month: int) -> None:
        """In one look: what was counted is what is written."""
        wanted = set()
        with reading(patient=True):
            for number, counts in sorted(answer_rows.counts(month).items()):
                code = instruments.code_of(number)
                for province, groups in self._grouped(counts).items():
                    partition = tables.partition(province, month)
                    self._table(instruments.by_code(code), partition, month, groups)
                    wanted.add((code, partition))
        self.folder.keep_only(f"{month // 100}-{month % 100:02d}", wanted)
        self.done.months.append(month)

    def _grouped(self, counts: Mapping[tuple[int, int], int]) -> dict[str, list[Group]]:
        facts = {}
        for unit, service in counts:
            spot = self.places.spots[unit]
            offered = self.places.services.get(service, "")
            facts[unit, service] = (spot.province, spot.kind, spot.unit, offered)
        found = tables.grouped(facts, counts, self.places.smallest)
        if not found:
            self.done.withheld += sum(counts.values())
            self.step(sum(counts.values()))
        return found

    def _table(
        self, instrument: Instrument, partition: str, month: int, groups: list[Group]
    ) -> None:
        with self.folder.table(instrument, partition) as file:
            # One question a unit, however many services it has.
            for _, some in groupby(groups, key=lambda one: (one.kind, one.unit)):
                many = _rows(file, instrument, month, list(some))
                self.done.rows += many
                self.step(many)
        self.done.files += 1


def _rows(file: AnswerFile, instrument: Instrument, month: int, groups: list[Group]) -> int:
    """How many there were."""
    places, many = [(one.kind, one.unit, one.service) for one in groups], 0
    number = instruments.id_of(instrument.code)
    for at, sheet, gone in answer_rows.rows(month, number, [one.members for one in groups]):
        file.add(places[at], sheet, counts=not gone)
        many += 1
    return many
