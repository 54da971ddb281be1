"""``kiosk report hasil``: the papan hasil of a unit, as a table, JSON, PDF or XLSX."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import click
from flask.cli import with_appcontext

from kiosk import clock
from kiosk.commands import hasil as hasil_command
from kiosk.commands import report_files
from kiosk.commands.console import json_option, refusing, show
from kiosk.domain.index import period as periods
from kiosk.domain.zi import board_document, board_text, entry
from kiosk.domain.zi.board import Board
from kiosk.flows.zi.show_board import show_board
from kiosk.paper import hasil_pdf


@click.command("hasil", help="Papan hasil Zona Integritas, dengan asal tiap angka.")
@click.option("--unit", required=True, metavar="KODE")
@click.option("--period", required=True, metavar="P", help="2026, 2026-S2, 2026-Q4 atau 2026-10.")
@click.option("--pengungkit", metavar="V", help="Nilai pengungkit, 0 sampai 60; bakunya dari LKE.")
@click.option("--pdf", metavar="FILE", type=click.Path(dir_okay=False), help="Siap cetak.")
@click.option("--xlsx", metavar="FILE", type=click.Path(dir_okay=False), help="Dengan rumus.")
@json_option
@with_appcontext
@refusing
def hasil(
    unit: str,
    period: str,
    pengungkit: str | None,
    pdf: str | None,
    xlsx: str | None,
    as_json: bool,
) -> None:
    """Each number says where it comes from."""
    points: Fraction | None = entry.read(entry.PENGUNGKIT, pengungkit) if pengungkit else None
    board = show_board(unit, periods.parse(period), clock.now(), points)
    _write(board, pdf, hasil_pdf.make)
    _write(board, xlsx, _workbook)
    document = {
        "unit": board.unit.code,
        "name": board.unit.name,
        "period": str(board.period),
        **hasil_command.document(board.hasil, list(board.verdicts)),
        **board_document.document(board),
    }
    show(json.loads(json.dumps(document, default=str)), _lines(board), as_json=as_json)


def _workbook(board: Board) -> bytes:
    from kiosk.paper import hasil_xlsx  # its writer is loaded where somebody wants a workbook

    return hasil_xlsx.make(board)


def _write(board: Board, file: str | None, make: Callable[[Board], bytes]) -> None:
    if file:
        report_files.check(Path(file))
        report_files.put(Path(file), make(board))


def _lines(board: Board) -> list[str]:
    return [
        f"Hasil ZI {board.unit.name}, {board.period.title}",
        "",
        *hasil_command.table(board.hasil, list(board.verdicts)),
        "",
        "Selisih terhadap ambang",
        *(_limit(board, place) for place in range(len(board_text.limits(board)))),
        "",
        "Asal angka",
        *(
            line
            for one in board_text.parts(board)
            for line in (f"  {one.name}: {one.origin}", *(f"    {note}" for note in one.notes))
        ),
        "",
        f"Sidik angka {board.digest}",
    ]


def _limit(board: Board, place: int) -> str:
    one = board_text.limits(board)[place]
    low, high = one.told
    return f"  {one.label} {one.ours}: WBK {low}; WBBM {high}"
