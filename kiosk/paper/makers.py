"""Which function makes which kind of document; none is loaded before it is needed."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kiosk.domain.index.document import DocumentKind, UnfitDocument

Told = Callable[[int, int], None]
Maker = Callable[[Any, Told], bytes]
"""From the material to the file; told how many steps of how many are done."""
MAKERS: Mapping[DocumentKind, str] = {
    DocumentKind.REPORT_PDF: "kiosk.paper.report_pdf:make",
    DocumentKind.REPORT_DOCX: "kiosk.paper.report_docx:make",
    DocumentKind.SHEET_XLSX: "kiosk.paper.worksheet:make",
    DocumentKind.POSTER_A4: "kiosk.paper.index_poster:make_a4",
    DocumentKind.POSTER_A3: "kiosk.paper.index_poster:make_a3",
    DocumentKind.SPSS: "kiosk.paper.spss:make",
    DocumentKind.EVIDENCE: "kiosk.paper.evidence_pack:make",
}
_BOARD = {"pdf": "kiosk.paper.hasil_pdf:make", "xlsx": "kiosk.paper.hasil_xlsx:make"}


@cache
def offered() -> tuple[DocumentKind, ...]:
    """The kinds this installation can make."""
    return tuple(kind for kind, name in MAKERS.items() if find_spec(name.partition(":")[0]))


def maker_of(kind: DocumentKind) -> Maker:
    """Raises `UnfitDocument` where this installation has no such maker."""
    if kind not in offered():
        raise UnfitDocument("Dokumen jenis ini belum dapat dibuat di pemasangan ini.")
    found: Maker = _loaded(MAKERS[kind])
    return found


def board(board: Any) -> Iterator[tuple[str, bytes]]:
    """The papan hasil on paper, each with its extension."""
    for extension, name in _BOARD.items():
        yield extension, _loaded(name)(board)


def _loaded(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
