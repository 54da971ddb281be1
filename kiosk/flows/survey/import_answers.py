"""A file of answers an office kept on paper or in a spreadsheet is taken in, all rows or none."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from kiosk.domain.index.period import Period, begun_month
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey import footer
from kiosk.domain.survey.entry import Entry, RefusedRows, Target, entries
from kiosk.domain.survey.file_map import FileMap
from kiosk.domain.survey.footer import Printed
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.mapped import Mapped
from kiosk.domain.survey.sheet import Excluded, Reading
from kiosk.domain.survey.source import Source
from kiosk.flows import sheets
from kiosk.flows.keeping_rows import File, keep, require_new
from kiosk.flows.sheets import Verdict
from kiosk.flows.steps import Answers, Opened, answers_of, open_table, sheets_of
from kiosk.store.engine import reading, transaction
from kiosk.store.place import units
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class Imported:
    """What was taken in, or would have been. ``excluded``: rows that are no respondents."""

    unit: UnitCard
    month: int
    instrument: str
    answers: int
    excluded: tuple[Excluded, ...]
    sha256: str
    dry_run: bool
    verdict: Verdict


@dataclass(frozen=True)
class How:
    """``made``: how the columns are read, where titles alone do not say. ``service``: code for
    rows that name none. ``theirs``: the figure a report printed."""

    source: Source = Source.SPREADSHEET
    instrument: str = "skm-2017"
    service: str | None = None
    made: FileMap | None = None
    theirs: Decimal | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class _Opened:
    path: Path
    content: Opened
    instrument: Instrument
    answers: Answers | None


@dataclass(frozen=True)
class _Taken:
    entries: list[Entry]
    excluded: tuple[Excluded, ...]
    verdict: Verdict


def import_answers(
    path: Path,
    unit_code: str,
    period: Period,
    now: datetime,
    *,
    source: Source = Source.SPREADSHEET,
    instrument_code: str = "skm-2017",
    service_code: str | None = None,
    made: FileMap | None = None,
    theirs: Decimal | None = None,
    dry_run: bool = False,
) -> Imported:
    """Raises a `Refusal` that names what to change; then nothing was written."""
    how = How(source, instrument_code, service_code, made, theirs, dry_run)
    one = _open(path, how)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    file = File(path.name, sha256, one.instrument.code, source)
    with reading():
        unit = units.by_code(unit_code)
        month = begun_month(period, now, unit.zone)
        require_new(unit.id, file)
        taken = _taken(one, unit, month, how, now)
    if not dry_run:
        scale = made.scale if made else ""
        with transaction():
            keep(unit, {month: taken.entries}, file, now, scale=scale)
    return Imported(
        unit,
        month,
        one.instrument.code,
        len(taken.entries),
        taken.excluded,
        sha256,
        dry_run,
        taken.verdict,
    )


def _open(path: Path, how: How) -> _Opened:
    instrument = instruments.by_code(how.instrument)
    content = open_table(path)
    answers = None if how.made else answers_of(path, content, instrument)
    return _Opened(path, content, instrument, answers)


def _taken(one: _Opened, unit: UnitCard, month: int, how: How, now: datetime) -> _Taken:
    if one.answers is None:
        blank = FileMap(how.instrument)
        return _as_mapped(one, unit, month, how.made or blank, how, now)
    services, only = sheets.services_of(unit, how.service or "")
    made = entries(one.instrument, one.answers.reading, Target(month, unit.zone, services, only))
    return _Taken(made, one.answers.reading.excluded, _verdict(one, one.answers, how.theirs))


def _as_mapped(
    one: _Opened, unit: UnitCard, month: int, made: FileMap, how: How, now: datetime
) -> _Taken:
    """``made`` may leave out the sheet, the header and the month."""
    book = sheets.Book(one.path.name, sheets_of(one.path, one.content, one.instrument))
    found = sheets.guessed(book, one.instrument, made)
    chosen = replace(
        found,
        columns=made.columns,
        service=how.service or made.service,
        month=f"{month // 100}-{month % 100:02d}",
    )
    result = sheets.read(sheets.look(book, chosen), unit, how.theirs, now)
    if result.refused:
        raise RefusedRows([why for _, why in result.refused])
    return _Taken(result.months[month], result.excluded, result.verdict)


def _verdict(one: _Opened, answers: Answers, theirs: Decimal | None) -> Verdict:
    found: Reading = answers.reading
    scores = tuple(each.scores for each in found.respondents)
    taken = Mapped(found, (), scores, one.instrument.scale.high)
    return sheets.verdict(one.instrument, taken, _printed(one, answers), theirs)


def _printed(one: _Opened, answers: Answers) -> Printed:
    if one.content.document is not None:
        return Printed()
    rows = sheets_of(one.path, one.content, one.instrument)[answers.sheet]
    made = FileMap(one.instrument.code, columns=answers.reading.columns.items)
    closing = [each.row for each in answers.reading.excluded]
    return footer.printed(one.instrument, made, rows, closing)
