"""Papan hasil as a tagged PDF: unsigned, for the office's own e-signing."""

from base64 import b64encode
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kiosk.domain.index.written import day
from kiosk.domain.month import NAMES
from kiosk.domain.rounding import half_up
from kiosk.domain.zi import board_text as told
from kiosk.domain.zi.board import Board
from kiosk.domain.zi.board_rules import rules
from kiosk.domain.zi.board_text import two
from kiosk.draw.strands import Strand, four, strands
from kiosk.paper import page

SHEETS = ("css/report.css", "css/hasil.css")
WIDTH = 640


def make(board: Board) -> bytes:
    """The whole file. Raises `NoPdf`."""
    markup = page.render("paper/hasil.html", **_values(board))
    return page.pdf(markup, [page.sheet(name) for name in SHEETS])


def _values(board: Board) -> dict[str, Any]:
    crest = board.letterhead.crest
    found = board.hasil
    return {
        "b": board,
        "made": day(board.made),
        "crest": _uri("image/png", crest) if crest else None,
        "parts": [(one, two(one.points), two(one.most)) for one in told.parts(board)],
        "sums": [
            ("Birokrasi yang Bersih dan Akuntabel", two(found.bersih_akuntabel), "22,50"),
            ("Pelayanan Publik yang Prima", two(found.pelayanan_prima), "17,50"),
            ("Hasil", two(found.hasil), "40,00"),
            ("Nilai total", two(found.total), "100,00"),
        ],
        "verdicts": [
            (one, told.verdict_word(board, place)) for place, one in enumerate(board.verdicts)
        ],
        "limits": told.limits(board),
        "targets": told.targets(board),
        "proposal": board.performance.proposal,
        "month_titles": told.MONTH_TITLES,
        "months": told.months(board),
        "trend": _trend(board),
        "rules": rules(board),
        "answers": [told.answer(one) for one in board.lke_lines],
        "lke_points": two(board.lke.points) if board.lke else "",
        "lke_most": two(board.lke.most) if board.lke else "",
    }


def _uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _trend(board: Board) -> str | None:
    """None where no month has an index."""
    rows = [
        Strand("IPAK", [_index(one.ipak) for one in board.months]),
        Strand("IPKP", [_index(one.ipkp) for one in board.months]),
        Strand("Perkiraan dari IKM", [_index(one.estimate) for one in board.months]),
    ]
    if not any(sum(one.answers) for one in board.months):
        return None
    labels = [NAMES[one.month % 100 - 1][:3] for one in board.months]
    alt = "Diagram garis IPAK, IPKP dan perkiraan dari IKM tiap bulan; angkanya pada tabel"
    drawn = strands(rows, labels, four(rows), alt, width=WIDTH)
    return _uri("image/svg+xml", drawn.encode())


def _index(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, 2)
