"""QR posters of a unit: chosen, printed from the screen, or taken as a PDF."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from admin import access, desk
from kiosk.domain.people.policy import Action
from kiosk.domain.place.code import spoken, tidy
from kiosk.domain.place.poster import Paper, Poster, on_pages
from kiosk.flows.place.print_posters import UnitPosters, print_posters
from kiosk.paper import poster

bp = Blueprint("posters", __name__)
PAPERS = "any(a4, a6, lembar)"
ABOUT = {
    Paper.A4: "Satu poster sehalaman, kode QR 11 sentimeter. Terbaca dari tengah ruang tunggu.",
    Paper.A6: "Satu kartu sehalaman, untuk dudukan di meja loket.",
    Paper.SHEET: "Kartu kecil untuk tiap loket, delapan selembar, dengan garis potong.",
}


@bp.get("/poster/<unit>")
@access.needs(Action.PRINT_POSTERS, "unit")
def choose(unit: str) -> str:
    found = print_posters(unit)
    return render_template(
        "desk/posters.html",
        unit=found.unit,
        count=len(found.posters),
        specimen=not poster.is_public(_public()),
        address=_public(),
        papers=[_paper(unit, paper) for paper in Paper],
        points=[_point(unit, one, found) for one in found.posters],
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.points.listed"),
    )


@bp.get(f"/poster/<unit>/<{PAPERS}:paper>")
@access.needs(Action.PRINT_POSTERS, "unit")
def sheet(unit: str, paper: str) -> str:
    """Works without WeasyPrint."""
    found = _found(unit)
    pictures = [url_for("desk.points.code", point=one.code) for one in found.posters]
    made = poster.linked_cards(found.posters, _public(), pictures, url_for(".crest", unit=unit))
    return render_template(
        "desk/poster_print.html",
        title=f"Poster QR {found.unit.name}",
        pages=on_pages(made, Paper(paper)),
        paper=paper,
        specimen=not poster.is_public(_public()),
        back=url_for(".choose", unit=unit),
    )


@bp.get(f"/poster/<unit>/<{PAPERS}:paper>.pdf")
@access.needs(Action.PRINT_POSTERS, "unit")
def as_pdf(unit: str, paper: str) -> Response:
    found = _found(unit)
    made = poster.pdf(found.posters, Paper(paper), _public(), f"Poster QR {found.unit.name}")
    name = f"poster-{unit}-{paper}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, mimetype="application/pdf", headers=headers)


@bp.get("/poster/<unit>/lambang.png")
@access.needs(Action.PRINT_POSTERS, "unit")
def crest(unit: str) -> Response:
    """Of the unit's instansi, for the print page."""
    png = next((one.crest for one in print_posters(unit).posters), None)
    if png is None:
        abort(404)
    return Response(png, mimetype="image/png")


def _found(unit: str) -> UnitPosters:
    """All of them, or the one counter asked for."""
    asked = request.args.get("loket", "").replace("\0", "")
    found = print_posters(unit, tidy(asked) if asked else None)
    if not found.posters:
        abort(404)
    return found


def _public() -> str:
    """The public address; without one that of this machine, and the poster says so (F35: the
    gate lets no other host in)."""
    configured: str = current_app.config["KIOSK"].public_url
    return configured or request.host_url.rstrip("/")


def _paper(unit: str, paper: Paper) -> dict[str, Any]:
    return {
        "label": paper.label,
        "about": ABOUT[paper],
        "print": url_for(".sheet", unit=unit, paper=paper.value),
        "pdf": url_for(".as_pdf", unit=unit, paper=paper.value),
    }


def _point(unit: str, one: Poster, found: UnitPosters) -> dict[str, Any]:
    labels = {Paper.A4: "A4", Paper.A6: "A6", Paper.SHEET: "Lembar"}
    urls = [
        (labels[paper], url_for(".as_pdf", unit=unit, paper=paper.value, loket=one.code))
        for paper in Paper
    ]
    where = one.unit if one.unit != found.unit.name else None
    return {"name": one.point, "code": spoken(one.code), "where": where, "urls": urls}
