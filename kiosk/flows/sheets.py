"""Steps that flows share about spreadsheets of offices: opened, looked at, read as mapped, and
their figure compared with the regulation's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from kiosk.domain.index import explaining, ikm, period, recipe, tally
from kiosk.domain.index.explaining import Explanation, PartExplanation
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import file_map, footer, guessing, mapped, sheet
from kiosk.domain.survey.entry import Entry, Target, by_words, checked, day_of
from kiosk.domain.survey.file_map import FileMap, InvalidMap
from kiosk.domain.survey.footer import Printed
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.mapped import Mapped, Questions
from kiosk.domain.survey.sheet import Respondent, Row, Table
from kiosk.flows.steps import open_content, sheets_of
from kiosk.store.place import units
from kiosk.store.survey import instruments
from kiosk.store.survey.sheet_mappings import Named

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 80_000_000
SAMPLE = 8
MOST_ROWS = 20_000
"""At the desk; more goes in by the command line."""


class UnknownService(Refusal):
    """The unit has no such service."""


class TooManyRows(Refusal):
    """More than the desk takes."""


@dataclass(frozen=True)
class Book:
    """An open file: rows of every sheet by its name."""

    name: str
    sheets: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Look:
    """A sheet as it is mapped so far, with what must still be said."""

    made: FileMap
    instrument: Instrument
    rows: Sequence[Row]
    table: Table
    questions: Questions
    wanting: tuple[str, ...]

    @property
    def sample(self) -> list[tuple[int, Row]]:
        return list(self.table.body)[:SAMPLE]


@dataclass(frozen=True)
class Verdict:
    """``ours``: what the regulation gives; the others None where the file prints nothing.
    ``grade``: (mutu as printed, whether the regulation gives it, sentences)."""

    ours: Ikm | None
    printed: Printed
    theirs: Decimal | None
    explanation: Explanation | None
    parts: tuple[PartExplanation, ...]
    grade: tuple[str, bool, tuple[str, ...]] | None


@dataclass(frozen=True)
class Result:
    """What would be taken in: ``months`` to their entries; ``refused``: (row, sentence), of which
    one is enough that nothing is taken."""

    months: Mapping[int, list[Entry]]
    respondents: int
    refused: tuple[tuple[int, str], ...]
    excluded: tuple[sheet.Excluded, ...]
    verdict: Verdict


def opened(name: str, content: bytes, instrument: Instrument) -> Book:
    """Nothing of it is run. Raises `UnusableFile`, `TooManyRows`."""
    found = sheets_of(Path(name), open_content(name, content, LARGEST_UNPACKED), instrument)
    kept = {title: rows for title, rows in found.items() if rows}
    if not kept:
        raise InvalidMap("Berkas ini tidak berisi baris.")
    if any(len(rows) > MOST_ROWS for rows in kept.values()):
        raise TooManyRows(
            "Lebih dari %(most)s baris. Bagi berkasnya per bulan, atau minta pengelola "
            "mengimpornya dengan perintah kiosk import answers.",
            most=f"{MOST_ROWS:,}".replace(",", "."),
        )
    return Book(name, kept)


def guessed(book: Book, instrument: Instrument, made: FileMap) -> FileMap:
    """The first mapping of a file: the sheet with most titles that are known, its header, its
    columns. ``made``: its sheet and header are kept where they are named."""
    chosen = made.sheet if made.sheet in book.sheets else _likely_sheet(book, instrument)
    rows = book.sheets[chosen]
    named = chosen == made.sheet and 0 < made.header <= len(rows)
    header = made.header if named else mapped.header_of(instrument, rows)
    titles = sheet.titles_at(rows, header - 1) if header else ()
    return replace(
        made,
        sheet=chosen,
        header=header,
        columns=guessing.columns(instrument, titles),
    )


def as_named(book: Book, guess: FileMap, named: Sequence[Named]) -> FileMap:
    """The newest kept mapping of the same titles, else the guess."""
    rows = book.sheets[guess.sheet]
    titles = file_map.digest_of(sheet.titles_at(rows, guess.header - 1)) if guess.header else ""
    same = next(
        (
            one
            for one in named
            if one.titles == titles and file_map.parsed(one.map).instrument == guess.instrument
        ),
        None,
    )
    return guess if same is None else fitted(guess, same)


def fitted(guess: FileMap, named: Named) -> FileMap:
    """A kept mapping on this file: its columns and words, this file's sheet and header. What may
    differ from month to month is said anew."""
    kept = file_map.parsed(named.map)
    if kept.instrument != guess.instrument:
        raise InvalidMap("Pemetaan itu untuk instrumen lain.")
    return replace(kept, sheet=guess.sheet, header=guess.header, month="")


def _likely_sheet(book: Book, instrument: Instrument) -> str:
    def known(title: str) -> int:
        rows = book.sheets[title]
        header = mapped.header_of(instrument, rows)
        return len(guessing.columns(instrument, sheet.titles_at(rows, header - 1)))

    return max(book.sheets, key=known)


def look(book: Book, made: FileMap) -> Look:
    """Raises `InvalidSheet`, `InvalidMap`, `UnknownInstrument`."""
    instrument = instruments.by_code(made.instrument)
    if made.sheet not in book.sheets:
        raise InvalidMap("Lembar yang dipilih tidak ada di berkas ini.")
    rows = book.sheets[made.sheet]
    table = mapped.table_of(made, rows)
    asked = mapped.questions(instrument, made, table, rows)
    return Look(made, instrument, rows, table, asked, tuple(asked.open_for(made)))


def read(seen: Look, unit: UnitCard, theirs: Decimal | None, now: datetime) -> Result:
    """Inside the caller's look. Raises `InvalidMap` where something is still to be said, and
    `InvalidSheet`, `UnknownService`."""
    made = file_map.check(mapped.ordered(seen.made), seen.instrument)
    if seen.wanting:
        raise InvalidMap(seen.wanting[0])
    found = mapped.read(seen.instrument, made, seen.table)
    months, refused = _entries(seen.instrument, found.reading.respondents, made, unit, now)
    refused += [(0, str(one)) for one in found.refused]
    closing = [one.row for one in found.reading.excluded]
    printed = footer.printed(seen.instrument, made, seen.rows, closing)
    return Result(
        months,
        len(found.reading.respondents) + len(found.refused),
        tuple(refused),
        found.reading.excluded,
        verdict(seen.instrument, found, printed, theirs),
    )


def verdict(
    instrument: Instrument, found: Mapped, printed: Printed, typed: Decimal | None
) -> Verdict:
    """``typed``: what somebody read in a report, before what the file says."""
    rows = [one.scores for one in found.reading.respondents if one.scores]
    ours = ikm.compute(
        instrument, tally.of_scores(instrument, rows), Method(bands=instrument.bands)
    )
    theirs = printed.ikm if typed is None else typed
    if ours is None:
        return Verdict(None, printed, theirs, None, (), None)
    given = recipe.of_rows(instrument, found.raw, found.top)
    told = None if theirs is None else explaining.explain(given, theirs, ours.exact)
    parts = explaining.explain_parts(given, printed.parts)
    return Verdict(ours, printed, theirs, told, parts, _grade(instrument, ours, theirs, printed))


def _grade(
    instrument: Instrument, ours: Ikm, theirs: Decimal | None, printed: Printed
) -> tuple[str, bool, tuple[str, ...]] | None:
    if printed.mutu is None:
        return None
    agrees, why = explaining.explain_grade(instrument, ours.ikm, theirs, printed.mutu)
    return printed.mutu, agrees, why


def _entries(
    instrument: Instrument,
    respondents: Iterable[Respondent],
    made: FileMap,
    unit: UnitCard,
    now: datetime,
) -> tuple[dict[int, list[Entry]], list[tuple[int, str]]]:
    """By month: one for the whole file, or each row's own."""
    services, only = services_of(unit, made.service)
    groups, refused = _by_month(respondents, made, unit, now)
    months = {}
    for month, group in sorted(groups.items()):
        target = Target(month, unit.zone, services, only)
        months[month], wrong = checked(instrument, group, target)
        refused += [(row, f"baris {row}: {why}.") for row, why in wrong]
    return months, refused


def _by_month(
    respondents: Iterable[Respondent], made: FileMap, unit: UnitCard, now: datetime
) -> tuple[dict[int, list[Respondent]], list[tuple[int, str]]]:
    if made.month:
        month = period.begun_month(period.parse(made.month), now, unit.zone)
        return {month: list(respondents)}, []
    groups: dict[int, list[Respondent]] = {}
    refused = []
    for one in respondents:
        month_or_why = _month_of(one, unit, now)
        if isinstance(month_or_why, str):
            refused.append((one.row, f"baris {one.row}: {month_or_why}"))
        else:
            groups.setdefault(month_or_why, []).append(one)
    return groups, refused


def _month_of(one: Respondent, unit: UnitCard, now: datetime) -> int | str:
    text = one.profile.get("tanggal", "")
    day = day_of(text)
    if day is None:
        return f'tanggal "{sheet.short(text)}" kosong atau tidak terbaca.'
    try:
        month = period.of_month(day.year * 100 + day.month)
        return period.begun_month(period.parse(str(month)), now, unit.zone)
    except Refusal as why:
        return str(why)


def services_of(unit: UnitCard, code: str) -> tuple[dict[str, int], int | None]:
    """By words, and the one for rows that name none. Raises `UnknownService`."""
    rows = units.services_of([unit.id])
    services = by_words((row.id, row.code, row.name) for row in rows)
    only = rows[0].id if len(rows) == 1 else None
    if code:
        only = services.get(code.casefold())
        if only is None:
            raise UnknownService(
                'Layanan "%(code)s" tidak ada di unit %(unit)s.',
                code=code[:40],
                unit=unit.code,
            )
    return services, only
