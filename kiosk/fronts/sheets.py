"""Tables of pages as files."""

import re
from collections.abc import Iterable, Sequence

from flask import Response

from kiosk.domain.cells import Cell, csv_text

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def csv_answer(name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A CSV to be kept as ``name`` (".csv" is added): UTF-8 with its mark, since a spreadsheet
    takes it for another alphabet without; no cell can be read as a formula."""
    file = f"{_UNSAFE.sub('-', name).strip('-.') or 'tabel'}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response("\ufeff" + csv_text(titles, rows), mimetype="text/csv", headers=headers)
