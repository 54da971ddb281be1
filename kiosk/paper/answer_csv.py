"""The same table of answers as CSV: for whoever has no reader of Parquet, and wherever pyarrow is
not installed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from kiosk.domain.cells import csv_text
from kiosk.domain.index.answer_table import COUNTS, PLACE
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.paper.answer_files import AnswerFolder, published, told

FILE = "jawaban.csv"
SHEETS = 50_000
"""Different sheets whose text is kept; a questionnaire of nine items has few more."""


class CsvFolder(AnswerFolder):
    """A folder as `AnswerFolder`'s, of files that anything opens. Raises `UnusableFolder`."""

    def __init__(self, out: Path, known: Sequence[str]) -> None:
        self.out, self.known = out, frozenset(known)
        self._require_ours()

    @contextmanager
    def table(self, instrument: Instrument, partition: str) -> Iterator["CsvFile"]:  # type: ignore[override]
        """Takes the place of what was there once all rows are in it."""
        path = self.out / instrument.code / partition / FILE
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with (
                published(path) as fresh,
                fresh.open("w", encoding="utf-8-sig", newline="") as opened,
            ):
                yield CsvFile(opened, instrument)


class CsvFile:
    """One file, written as the rows come."""

    def __init__(self, out: TextIO, instrument: Instrument) -> None:
        self._out, self._instrument = out, instrument
        self._sheets: dict[str, str] = {}
        self._places: dict[tuple[str | None, ...], str] = {}
        out.write(csv_text((*PLACE, COUNTS, *instrument.items), ()))

    def add(self, place: tuple[str | None, ...], sheet: str, *, counts: bool) -> None:
        """``place``: kind, unit and service; ``sheet``: scores as they are kept."""
        before = self._places.get(place) or self._place(place)
        scores = self._sheets.get(sheet) or self._scores(sheet)
        self._out.write(f"{before},{'1' if counts else '0'},{scores}\r\n")

    def _place(self, place: tuple[str | None, ...]) -> str:
        row = (self._instrument.code, *(one or "" for one in place))
        found = csv_text((), [row]).strip("\r\n")
        self._places[place] = found
        return found

    def _scores(self, sheet: str) -> str:
        if len(self._sheets) >= SHEETS:
            self._sheets.clear()
        given = scores_of(self._instrument, sheet)
        found = ",".join(str(given.get(code, "")) for code in self._instrument.items)
        self._sheets[sheet] = found
        return found
