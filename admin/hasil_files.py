"""The papan hasil to be taken: as paper and as a workbook that computes.

Made while somebody waits, as posters are: a few pages of a second. An evaluator, who may ask for
nothing to be made and kept, takes them too.
"""

from flask import Blueprint, Response, abort

from admin import access
from kiosk import clock
from kiosk.domain.complaint.attachment_name import download_headers
from kiosk.domain.index import period as periods
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.board import Board
from kiosk.flows.dossier import YEARS
from kiosk.flows.zi.show_board import show_board
from kiosk.paper import hasil_pdf

bp = Blueprint("hasil_files", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/zi/<unit>/<int:year>/hasil.pdf")
@access.needs(Action.SEE_HASIL, "unit")
def as_pdf(unit: str, year: int) -> Response:
    made = hasil_pdf.make(_board(unit, year))
    return Response(made, headers=download_headers(f"hasil-{unit}-{year}.pdf", "application/pdf"))


@bp.get("/zi/<unit>/<int:year>/hasil.xlsx")
@access.needs(Action.SEE_HASIL, "unit")
def as_xlsx(unit: str, year: int) -> Response:
    from kiosk.paper import hasil_xlsx  # its writer is loaded where somebody wants a workbook

    made = hasil_xlsx.make(_board(unit, year))
    return Response(made, headers=download_headers(f"hasil-{unit}-{year}.xlsx", XLSX))


def _board(unit: str, year: int) -> Board:
    if year not in YEARS:
        abort(404)
    return show_board(unit, periods.parse(str(year)), clock.now())
