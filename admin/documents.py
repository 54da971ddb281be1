"""A period on paper: asked for here, watched while it is made, and taken."""

from fractions import Fraction
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer

from admin import access, desk
from kiosk import clock
from kiosk.domain.complaint.attachment_name import download_headers
from kiosk.domain.index import period as periods
from kiosk.domain.index.document import Document, DocumentKind, DocumentState
from kiosk.domain.index.period import Period
from kiosk.domain.index.seal import spoken
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.rounding import half_up
from kiosk.flows.index.ask_document import ask_document
from kiosk.flows.index.fetch_document import fetch_document
from kiosk.flows.index.list_documents import DocumentList, list_documents
from kiosk.i18n import number

bp = Blueprint("documents", __name__)
ABOUT = {
    DocumentKind.REPORT_PDF: "BAB I sampai V dengan lampiran, siap cetak dan tanda tangan.",
    DocumentKind.REPORT_DOCX: "Isi yang sama, untuk disunting di pengolah kata.",
    DocumentKind.SHEET_XLSX: "Baris responden, NRR, dan IKM dengan rumus yang dapat diperiksa.",
    DocumentKind.POSTER_A4: "Nilai IKM untuk dinding ruang tunggu, satu halaman A4.",
    DocumentKind.POSTER_A3: "Nilai IKM untuk dinding ruang tunggu, satu halaman A3.",
    DocumentKind.SPSS: "Jawaban dengan label, untuk diolah sendiri.",
}
STATES = {
    DocumentState.WAITING: "Antre",
    DocumentState.MAKING: "Sedang dibuat",
    DocumentState.READY: "Siap",
    DocumentState.FAILED: "Gagal",
}
_UNITS = ((1_000_000, "MB"), (1_000, "KB"))


@bp.get("/periode/<unit>/<period>/dokumen")
@access.needs(Action.MAKE_REPORTS, "unit")
def listed(unit: str, period: str) -> str:
    return _page(unit, periods.parse(period))


@bp.post("/periode/<unit>/<period>/dokumen")
@access.needs(Action.MAKE_REPORTS, "unit")
def ask(unit: str, period: str) -> Answer | tuple[str, int]:
    """The jobs process makes it; whoever asks twice gets one."""
    wanted = periods.parse(period)
    kind = next((one for one in DocumentKind if one == request.form.get("jenis")), None)
    if not FlaskForm().validate_on_submit():
        return _page(unit, wanted, "Formulir kedaluwarsa. Kirim sekali lagi."), 422
    if kind is None or not _may_take(kind):
        return _page(unit, wanted, "Pilih dokumen yang diminta."), 422
    try:
        ask_document(unit, wanted, kind, access.actor().id, clock.now())
    except Refusal as refused:
        return _page(unit, wanted, str(refused)), 422
    flash(f"{kind.label} diminta. Biasanya siap dalam setengah menit.")
    return redirect(url_for(".listed", unit=unit, period=str(wanted)), 303)


@bp.get("/periode/<unit>/<period>/dokumen/<int:document>")
@access.needs(Action.MAKE_REPORTS, "unit")
def fetch(unit: str, period: str, document: int) -> Response:
    """``period`` is for whoever reads the address; the number says it all."""
    instance = current_app.config["KIOSK"].instance_dir
    rows = access.actor().may(Action.SEE_ANSWERS, access.spot())
    one, content = fetch_document(
        access.actor().id, unit, document, instance, clock.now(), with_rows=rows
    )
    return Response(content, headers=download_headers(one.name, one.kind.media_type))


def _may_take(kind: DocumentKind) -> bool:
    """Rows of answers are for whoever may see answers one by one: two drafts of an open month,
    before and after a visitor, differ by that visitor's row."""
    return not kind.has_rows or access.actor().may(Action.SEE_ANSWERS, access.spot())


def _page(unit: str, period: Period, error: str | None = None) -> str:
    found = list_documents(unit, period, clock.now())
    rows = [_row(one, found) for one in found.documents if _may_take(one.kind)]
    return render_template(
        "desk/documents.html",
        unit=found.unit,
        period=period,
        edition=found.closing.edition if found.closing else None,
        kinds=[_kind(one, found) for one in found.offered if _may_take(one)],
        rows=rows,
        told=_told(found),
        moving=found.is_moving,
        stuck=found.is_stuck,
        error=error,
        form=FlaskForm(),
        public=bool(current_app.config["KIOSK"].public_url),
        crumbs=[
            *desk.crumbs(),
            ("Periode", url_for("desk.closing.listed", unit=unit)),
            (period.title, url_for("desk.closing.shown", unit=unit, period=str(period))),
        ],
        tabs=desk.tabs(unit, str(period), "desk.closing.listed"),
    )


def _kind(kind: DocumentKind, found: DocumentList) -> dict[str, Any]:
    """``busy``: asked already, and not over; ``again``: there is one of this edition."""
    closing = found.closing.id if found.closing else None
    same = [one for one in found.documents if one.kind is kind and one.closing_id == closing]
    return {
        "value": kind.value,
        "label": kind.label,
        "about": ABOUT[kind],
        "busy": any(not one.state.is_over for one in same),
        "again": any(one.state is DocumentState.READY for one in same),
    }


def _row(one: Document, found: DocumentList) -> dict[str, Any]:
    assert one.asked_at is not None
    ready = one.state is DocumentState.READY
    named: dict[str, Any] = {"unit": one.unit, "period": str(one.period), "document": one.id}
    return {
        "id": one.id,
        "newest": _is_newest(one, found),
        "label": one.kind.label,
        "edition": _edition(one, found),
        "state": STATES[one.state],
        "failed": one.state is DocumentState.FAILED,
        "step": one.step,
        "steps": one.steps if one.state is DocumentState.MAKING else 0,
        "at": desk.moment(one.asked_at, found.unit.zone),
        "by": found.names.get(one.asked_by or 0, "baris perintah"),
        "url": url_for(".fetch", **named) if ready else None,
        "name": one.name,
        "size": size_of(one.size or 0),
        "sha256": one.sha256,
        "seal": spoken(one.seal),
        "seal_url": url_for("seal.shown", code=one.seal) if ready else None,
        "error": one.error,
    }


def _is_newest(one: Document, found: DocumentList) -> bool:
    """Of its kind, or the newest of it that can be taken."""
    same = [had for had in found.documents if had.kind is one.kind]
    ready = [had for had in same if had.state is DocumentState.READY]
    return one in (same[0], *ready[:1])


def _edition(one: Document, found: DocumentList) -> str:
    if one.is_draft:
        return "DRAF, belum ditutup"
    if found.closing and found.closing.id == one.closing_id:
        return f"edisi {found.closing.edition}"
    return "edisi sebelumnya: periode sudah dibuka kembali"


def _told(found: DocumentList) -> str:
    """One sentence for whoever hears the page, read again whenever it changes."""
    waiting = sum(one.state is DocumentState.WAITING for one in found.documents)
    making = sum(one.state is DocumentState.MAKING for one in found.documents)
    if not waiting and not making:
        return "Tidak ada yang sedang dibuat." if found.documents else ""
    return f"{making} sedang dibuat, {waiting} antre."


def size_of(size: int) -> str:
    for least, name in _UNITS:
        if size >= least:
            return f"{number(half_up(Fraction(size, least), 1))} {name}"
    return f"{number(size)} bita"
