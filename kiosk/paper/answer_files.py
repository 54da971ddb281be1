"""Parquet files of answers, a folder of them a questionnaire: plain columns that DuckDB, Spark and
Trino read alike. pyarrow is asked for only here; a small office need not have it."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.domain.index.answer_table import COUNTS, DICTIONARY, FILE, PLACE, TITLES, is_partition
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of

ROWS = 50_000
"""Held at a time, and in one row group."""
_MARK = f"{','.join(TITLES)}\r\n"


class UnusableFolder(Refusal):
    """Nothing was written."""


class NoParquet(Refusal):
    """The library is not installed."""

    def __init__(self) -> None:
        super().__init__(
            'Ekspor ini memerlukan pyarrow. Pasang dengan: pip install "suara-loket[parquet]".'
        )


def arrow() -> tuple[Any, Any]:
    """(pyarrow, its Parquet); raises `NoParquet`."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as wrong:
        raise NoParquet from wrong
    return pyarrow, pyarrow.parquet


class AnswerFolder:
    """A folder that holds such tables, or nothing. Raises `UnusableFolder`, `NoParquet`."""

    def __init__(self, out: Path, known: Sequence[str]) -> None:
        arrow()
        self.out, self.known = out, frozenset(known)
        self._require_ours()

    def _require_ours(self) -> None:
        if not self.out.exists():
            return
        if not self.out.is_dir() or not self._is_ours():
            raise UnusableFolder(
                "%(out)s sudah berisi yang lain. Pilih folder kosong, atau folder hasil ekspor ini "
                "yang terdahulu.",
                out=self.out,
            )

    def _is_ours(self) -> bool:
        found = {one.name for one in self.out.iterdir()}
        if not found:
            return True
        told = self.out / DICTIONARY
        if not found <= {DICTIONARY, *self.known} or not told.is_file():
            return False
        return told.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(_MARK.encode())

    def describe(self, text: str) -> None:
        """The dictionary first: with it a folder that was left half way is known as ours."""
        with told(self.out):
            self.out.mkdir(parents=True, exist_ok=True)
            with published(self.out / DICTIONARY) as fresh:
                fresh.write_text(text, encoding="utf-8", newline="")

    @contextmanager
    def table(self, instrument: Instrument, partition: str) -> Iterator["AnswerFile"]:
        """Takes the place of what was there once all rows are in it."""
        path = self.out / instrument.code / partition / FILE
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with published(path) as fresh:
                made = AnswerFile(fresh, instrument)
                try:
                    yield made
                finally:
                    made.close()

    def keep_only(self, month: str, wanted: set[tuple[str, str]]) -> None:
        """Of a month ("2026-11") only these (questionnaire, partition) stay."""
        for path in sorted(self.out.glob(f"*/provinsi=*/bulan={month}")):
            place = (path.parts[-3], "/".join(path.parts[-2:]))
            if place not in wanted and is_partition(place[1]):
                with told(path):
                    shutil.rmtree(path)
                    for above in (path.parent, path.parent.parent):
                        with contextlib.suppress(OSError):
                            above.rmdir()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the disk refuses, as a sentence."""
    try:
        yield
    except OSError as wrong:
        raise UnusableFolder(
            "%(path)s tidak dapat ditulis: %(why)s.", path=path, why=wrong.strerror or wrong
        ) from wrong


@contextmanager
def published(path: Path) -> Iterator[Path]:
    """A file beside it, which takes its place at the end; readers of the folder skip a name that
    begins with a full stop. What a killed run left goes."""
    fresh = path.with_name(f".{path.name}.baru")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
        _sync(fresh)
        fresh.replace(path)
        _sync(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class AnswerFile:
    """One file; rows are held until there are enough for a group."""

    def __init__(self, path: Path, instrument: Instrument) -> None:
        self._arrow, parquet = arrow()
        self._instrument = instrument
        self._schema = self._arrow.schema(
            [
                *((name, self._arrow.string()) for name in PLACE),
                (COUNTS, self._arrow.bool_()),
                *((code, self._arrow.int32()) for code in instrument.items),
            ]
        )
        # Without Arrow's own notes: a reader of another family gets the plain types alone.
        self._out = parquet.ParquetWriter(
            path, self._schema, compression="snappy", store_schema=False
        )
        self._places: list[tuple[str | None, ...]] = []
        self._sheets: list[str] = []
        self._counted: list[bool] = []

    def add(self, place: tuple[str | None, ...], sheet: str, *, counts: bool) -> None:
        """``place``: kind, unit and service; ``sheet``: scores as they are kept."""
        self._places.append(place)
        self._sheets.append(sheet)
        self._counted.append(counts)
        if len(self._sheets) >= ROWS:
            self._write()

    def close(self) -> None:
        if self._sheets:
            self._write()
        self._out.close()

    def _write(self) -> None:
        self._out.write_table(self._arrow.table(list(self._columns()), schema=self._schema))
        self._places, self._sheets, self._counted = [], [], []

    def _columns(self) -> Iterator[Any]:
        make = self._arrow.array
        yield make([self._instrument.code] * len(self._sheets), self._arrow.string())
        for told in zip(*self._places, strict=True):
            yield make(told, self._arrow.string())
        yield make(self._counted)
        # Sheets repeat: each is read once, and its scores are put where it stands.
        sheets = make(self._sheets).dictionary_encode()
        read: list[Mapping[str, int]] = [
            scores_of(self._instrument, one) for one in sheets.dictionary.to_pylist()
        ]
        for code in self._instrument.items:
            values = make([one.get(code) for one in read], self._arrow.int32())
            yield values.take(sheets.indices)
