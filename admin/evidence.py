"""The documents of a unit's ZI dossier: the evidence pack, asked for and taken."""

from collections.abc import Iterator
from pathlib import Path
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

from admin import access, desk, zi
from admin.documents import STATES, size_of
from kiosk import clock
from kiosk.domain.complaint.attachment_name import download_headers
from kiosk.domain.index import period as periods
from kiosk.domain.index.document import Document, DocumentKind, DocumentState
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.flows.zi.keep_documents import (
    DossierDocuments,
    ask_dossier,
    fetch_dossier,
    list_dossier,
)

bp = Blueprint("evidence", __name__)
ENDPOINT = "desk.evidence.listed"
PIECE = 256 * 1024
ABOUT = {
    DocumentKind.EVIDENCE: "Laporan, data tanpa identitas, tindak lanjut, waktu pengaduan dan "
    "semua bukti menurut butir LKE, bertanda tangan, dapat diperiksa di komputer lain.",
}


@bp.get("/zi/<unit>/<int:year>/paket")
@access.needs(Action.SEE_ZI, "unit")
def listed(unit: str, year: int) -> str:
    return _page(unit, year)


@bp.post("/zi/<unit>/<int:year>/paket")
@access.needs(Action.MAKE_EVIDENCE, "unit")
def ask(unit: str, year: int) -> Answer | tuple[str, int]:
    """The jobs process makes it; whoever asks twice gets one."""
    around = zi.around(unit, year, ENDPOINT)
    kind = next((one for one in ABOUT if one == request.form.get("jenis")), None)
    if not FlaskForm().validate_on_submit():
        return _page(unit, year, "Formulir kedaluwarsa. Kirim sekali lagi.", around), 422
    if kind is None:
        return _page(unit, year, "Pilih dokumen yang diminta.", around), 422
    try:
        ask_dossier(unit, periods.parse(str(year)), kind, access.actor().id, clock.now())
    except Refusal as refused:
        return _page(unit, year, str(refused), around), 422
    flash(f"{kind.label} diminta. Biasanya siap dalam satu menit.")
    return redirect(url_for(".listed", unit=unit, year=year), 303)


@bp.get("/zi/<unit>/<int:year>/paket/<int:pack>")
@access.needs(Action.SEE_ZI, "unit")
def fetch(unit: str, year: int, pack: int) -> Answer:
    """``year`` is for whoever reads the address; the number says it all."""
    instance = current_app.config["KIOSK"].instance_dir
    one, path = fetch_dossier(access.actor().id, unit, pack, instance, clock.now())
    headers = {**download_headers(one.name, one.kind.media_type)}
    return Response(_pieces(path), headers={**headers, "Content-Length": str(one.size)})


def _pieces(path: Path) -> Iterator[bytes]:
    """A pack may be larger than a worker should hold at once."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _page(
    unit: str, year: int, error: str | None = None, around: dict[str, Any] | None = None
) -> str:
    instance = current_app.config["KIOSK"].instance_dir
    frame = around or zi.around(unit, year, ENDPOINT)
    found = list_dossier(unit, periods.parse(str(year)), instance, clock.now())
    may_ask = access.actor().may(Action.MAKE_EVIDENCE, access.spot())
    return render_template(
        "desk/zi/evidence.html",
        unit=found.unit,
        year=year,
        kinds=[_kind(one, found) for one in ABOUT if one in found.offered] if may_ask else [],
        rows=[_row(one, found, year) for one in found.documents],
        fingerprint=found.fingerprint,
        moving=found.is_moving,
        stuck=found.is_stuck,
        told=_told(found),
        error=error,
        form=FlaskForm(),
        **frame,
    )


def _kind(kind: DocumentKind, found: DossierDocuments) -> dict[str, Any]:
    same = [one for one in found.documents if one.kind is kind]
    return {
        "value": kind.value,
        "label": kind.label,
        "about": ABOUT[kind],
        "busy": any(not one.state.is_over for one in same),
        "again": any(one.state is DocumentState.READY for one in same),
    }


def _row(one: Document, found: DossierDocuments, year: int) -> dict[str, Any]:
    assert one.asked_at is not None
    ready = one.state is DocumentState.READY
    making = one.state is DocumentState.MAKING
    return {
        "id": one.id,
        "label": one.kind.label,
        "state": STATES[one.state],
        "failed": one.state is DocumentState.FAILED,
        "step": one.step,
        "steps": one.steps if making else 0,
        "at": desk.moment(one.asked_at, found.unit.zone),
        "by": found.names.get(one.asked_by or 0, "baris perintah"),
        "url": url_for(".fetch", unit=one.unit, year=year, pack=one.id) if ready else None,
        "size": size_of(one.size or 0),
        "sha256": one.sha256,
        "error": one.error,
    }


def _told(found: DossierDocuments) -> str:
    """One sentence for whoever hears the page, read again whenever it changes."""
    open_ones = sum(not one.state.is_over for one in found.documents)
    if open_ones:
        return f"{open_ones} sedang dikerjakan."
    return "Tidak ada yang sedang dibuat." if found.documents else ""
