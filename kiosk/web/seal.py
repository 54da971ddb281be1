"""The seal of a printed document: what the system knows of it, and whether a file is the same.

Whoever has the code holds the paper: the page shows what the paper shows, also of a period that
is closed and not published. Sixty random bits lead to nobody else's.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.domain.form import visible
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.document import DocumentKind
from kiosk.domain.index.seal import UnknownSeal, spoken, tidy
from kiosk.flows.index.check_seal import Sealed, check_seal
from kiosk.flows.place.offered_languages import offered_languages
from kiosk.fronts import uploads
from kiosk.web import stamp
from kiosk.web.published_words import day, kinerja, number, period_title, withheld
from kiosk.web.words import offer, say, with_language

bp = Blueprint("seal", __name__)
PURPOSE = "segel"
LONGEST_CODE = 40
Answer = Response | tuple[str, int]
_KINDS: Mapping[DocumentKind, str] = {
    DocumentKind.REPORT_PDF: "Laporan SKM (PDF)",
    DocumentKind.REPORT_DOCX: "Laporan SKM (DOCX)",
    DocumentKind.SHEET_XLSX: "Pengolahan data (XLSX)",
    DocumentKind.POSTER_A4: "Papan IKM A4 (PDF)",
    DocumentKind.POSTER_A3: "Papan IKM A3 (PDF)",
    DocumentKind.SPSS: "Data untuk SPSS (SAV)",
}
EDITABLE = (DocumentKind.REPORT_DOCX, DocumentKind.SHEET_XLSX)


@bp.get("/publik/segel/")
def ask() -> Answer:
    """The code, typed from paper."""
    typed = request.args.get("kode", "")[:LONGEST_CODE]
    if not typed.strip():
        return _asked()
    try:
        code = tidy(typed)
    except UnknownSeal as refused:
        return _asked(typed, refused)
    return redirect(with_language(url_for(".shown", code=code)), 303)


@bp.get("/publik/segel/<code>")
def shown(code: str) -> Answer:
    """Where the QR leads."""
    try:
        return _page(check_seal(code))
    except UnknownSeal as refused:
        return _asked(code, refused)


@bp.post("/publik/segel/<code>")
def compare(code: str) -> Answer:
    """A file, read once for its digest; nothing of it is kept."""
    if stamp.is_foreign(request):
        abort(403)
    uploads.hash_only()
    try:
        found = check_seal(code)
    except UnknownSeal as refused:
        return _asked(code, refused)
    if found.closing is None:
        return _page(found)
    if not stamp.holds(request.form.get("csrf_token", ""), PURPOSE, found.document.seal):
        return _page(found, "ulang", 400)
    file = uploads.hashed()
    if file is None or not file.length:
        return _page(found, "kosong", 422)
    return _page(found, "sama" if file.sha256 == found.document.sha256 else "beda")


def _asked(typed: str = "", refused: UnknownSeal | None = None) -> Answer:
    body = render_template(
        "citizen/seal_ask.html",
        code=visible(typed[:LONGEST_CODE]),
        refused=refused,
        action=url_for(".ask"),
    )
    return body, 404 if refused else 200


def _page(found: Sealed, result: str = "", status: int = 200) -> Answer:
    offer(offered_languages(found.unit.code))
    one = found.document
    body = render_template(
        "citizen/seal.html",
        unit=found.unit,
        code=spoken(one.seal),
        period=period_title(one.period),
        draft=found.closing is None,
        whole=found.is_whole,
        last=found.is_last,
        newer=_newer(found),
        figures=_figures(found.closing, found.unit.zone) if found.closing else None,
        file=_file(found),
        result=result,
        stamp=stamp.make(PURPOSE, one.seal),
        action=url_for(".compare", code=one.seal),
        field=uploads.FIELD,
        public_url=_public(found),
    )
    return body, status


def _newer(found: Sealed) -> int | None:
    """The edition that took its place; None where there is none, or it is this one."""
    return found.current.edition if found.current and not found.is_last else None


def _public(found: Sealed) -> str | None:
    if not found.is_public:
        return None
    named: dict[str, Any] = {"unit": found.unit.code, "period": str(found.document.period)}
    return with_language(url_for("published.period", **named))


def _figures(closing: Closing, zone: str) -> dict[str, Any]:
    figures = closing.figures
    return {
        "unit": figures.unit_name,
        "instansi": figures.instansi,
        "ikm": number(figures.ikm) if figures.ikm is not None else None,
        "mutu": figures.mutu,
        "kinerja": kinerja(figures),
        "withheld": withheld(figures),
        "respondents": number(figures.respondents),
        "minimum": number(figures.sample.minimum),
        "edition": closing.edition,
        "closed": day(closing.closed_at, zone),
        "formula": figures.method.formula,
        "instrument": figures.method.instrument,
        "digest": closing.digest,
        "head": closing.head,
    }


def _file(found: Sealed) -> dict[str, Any]:
    one = found.document
    return {
        "label": say(_KINDS[one.kind]),
        "made": day(one.done_at, found.unit.zone) if one.done_at else "",
        "size": number(one.size),
        "sha256": one.sha256,
        "editable": one.kind in EDITABLE,
    }
