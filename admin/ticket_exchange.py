"""To SP4N-LAPOR! and back, by file: a table of complaints out, a table of numbers and states in."""

import json
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from wtforms import HiddenField

from admin import access, desk
from admin.editing import Answer, EditForm
from admin.ticket_shell import queue_url, tried
from kiosk import clock
from kiosk.domain.complaint.lapor import TITLES, UnusableTable, written
from kiosk.domain.complaint.receipt import spoken_number, tidy_number
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.export_tickets import Selection, export_tickets
from kiosk.flows.complaint.import_lapor import Planned, import_lapor, plan_import
from kiosk.fronts.house import house

bp = Blueprint("ticket_exchange", __name__)
LARGEST = 2 * 1024 * 1024
FORMS = {"csv": "text/csv", "json": "application/json"}


class ImportForm(EditForm):
    """``table``: the file as text, travelling from the look to the deed."""

    file = FileField(
        "Berkas CSV",
        description="Kolom nomor, nomor_lapor, dan status; kolom lain diabaikan.",
        render_kw={"accept": ".csv,text/csv"},
    )
    table = HiddenField()


@bp.get("/laporan/ekspor")
@access.needs(Action.VERIFY_TICKETS)
def export() -> Answer:
    """The page that asks which; with ``bentuk`` the file itself."""
    form = request.args.get("bentuk", "")
    if form not in FORMS:
        return _page(ImportForm(formdata=None))
    rows = export_tickets(access.actor(), _selection(), desk.zone(), clock.now())
    body = "\ufeff" + written(rows) if form == "csv" else _json(rows)
    name = f"laporan-{clock.now():%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=FORMS[form], headers=headers)


def _selection() -> Selection:
    return Selection(
        first=_day(request.args.get("dari", "")),
        last=_day(request.args.get("sampai", "")),
        numbers=_numbers(),
        unlinked="belum" in request.args,
    )


def _numbers() -> list[str]:
    """Those ticked in the queue; what is no number asks for none."""
    return [tidy_number(one) or "-" for one in request.args.getlist("nomor")[:1000]]


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _json(rows: list[list[str]]) -> str:
    told = [dict(zip(TITLES, row, strict=True)) for row in rows]
    return json.dumps({"laporan": told}, ensure_ascii=False, indent=1)


@bp.post("/laporan/impor")
@access.needs(Action.VERIFY_TICKETS)
def preview() -> Answer:
    """What the file would change; nothing is changed yet."""
    request.max_content_length = LARGEST + 64 * 1024
    request.max_form_memory_size = LARGEST + 64 * 1024
    form, plans = ImportForm(), []
    failed = tried(form, lambda: plans.extend(_plan(form)))
    if failed is not None:
        return _page(form, status=failed)
    return _page(form, plans)


def _plan(form: ImportForm) -> list[Planned]:
    form.table.data = _text(form)
    return plan_import(access.actor(), form.table.data, house().keys)


def _text(form: ImportForm) -> str:
    sent = form.file.data
    content = sent.read(LARGEST + 1) if sent else b""
    if not content or len(content) > LARGEST:
        raise UnusableTable("Pilih berkas CSV, paling besar 2 MB.")
    try:
        return str(content.decode("utf-8-sig")).replace("\0", "")
    except UnicodeDecodeError as wrong:
        raise UnusableTable("Berkas ini bukan teks UTF-8. Simpan sebagai CSV UTF-8.") from wrong


@bp.post("/laporan/impor/terapkan")
@access.needs(Action.VERIFY_TICKETS)
def apply() -> Answer:
    """All lines, or none where one cannot be done any more."""
    request.max_content_length = LARGEST + 64 * 1024
    request.max_form_memory_size = LARGEST + 64 * 1024
    form, done = ImportForm(), []
    failed = tried(form, lambda: done.append(_apply(form)))
    if failed is not None:
        return _page(form, status=failed)
    flash("Tersimpan. Nomor dan status SP4N-LAPOR! sudah diperbarui.")
    return redirect(url_for(".export"), 303)


def _apply(form: ImportForm) -> int:
    return import_lapor(access.actor(), form.table.data or "", house().keys, clock.now())


def _page(form: ImportForm, plans: list[Planned] | None = None, status: int = 200) -> Answer:
    page = render_template(
        "desk/ticket_exchange.html",
        form=form,
        numbers=[one for one in _numbers() if one != "-"],
        spoken=spoken_number,
        plans=None if plans is None else [_shown(one) for one in plans],
        changed=sum(one.changes for one in plans or []),
        crumbs=[("Laporan", queue_url())],
        tabs=[],
    )
    return page, status


def _shown(one: Planned) -> dict[str, Any]:
    return {
        "number": spoken_number(one.line.number),
        "before": " · ".join(text for text in (one.before.number, one.before.state) if text),
        "after": " · ".join(text for text in (one.line.link.number, one.line.link.state) if text),
        "changes": one.changes,
    }
