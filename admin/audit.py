"""The audit record for its reader: filters, CSV, and the signed heads of the chains."""

import json
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from admin import access, desk
from kiosk import clock
from kiosk.domain.cells import Cell
from kiosk.domain.people.policy import Action
from kiosk.flows.people.list_audit import PAGE, Filter, ShownRecord, list_audit
from kiosk.flows.people.list_heads import list_heads
from kiosk.fronts.sheets import csv_answer
from kiosk.i18n import moment

bp = Blueprint("audit", __name__)
TEXT_LENGTH = 60


@bp.get("/audit")
@access.needs(Action.SEE_AUDIT)
def listed() -> str:
    """Newest first, a page at a time."""
    wanted = _filter()
    records = list_audit(access.actor(), wanted, clock.now())
    older = records[-1].seq if len(records) == PAGE else None
    return render_template(
        "desk/audit.html",
        records=[_shown(one) for one in records],
        wanted=wanted,
        older_url=url_for(".listed", sebelum=older, **_kept(wanted)) if older else None,
        csv_url=url_for(".exported", **_kept(wanted)),
        heads_url=url_for(".heads"),
        crumbs=[("Unit layanan", url_for("desk.overview.index"))],
        tabs=[],
    )


@bp.get("/audit.csv")
@access.needs(Action.SEE_AUDIT)
@access.fresh
def exported() -> Response:
    """The same as a file; no cell can be read as a formula."""
    found = list_audit(access.actor(), _filter(), clock.now(), export=True)
    titles = ["no", "waktu", "pelaku", "kegiatan", "objek", "kode", "rincian", "alasan", "sidik"]
    return csv_answer(f"audit-{clock.now():%Y-%m-%d}", titles, map(_cells, found))


@bp.get("/audit/kepala")
@access.needs(Action.SEE_AUDIT)
def heads() -> str:
    """To be copied or printed: whoever may change the database could change its heads too."""
    found = list_heads(access.actor(), current_app.config["KIOSK"].instance_dir)
    return render_template(
        "desk/heads.html",
        heads=found.heads,
        files=[(name, moment(at, desk.zone())) for name, at in found.files],
        crumbs=[("Catatan audit", url_for(".listed"))],
        tabs=[],
    )


def _filter() -> Filter:
    before = request.args.get("sebelum", "")
    return Filter(
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None,
        action=_text("kegiatan"),
        actor=_text("pelaku"),
    )


def _text(name: str) -> str | None:
    return request.args.get(name, "").replace("\0", "").strip()[:TEXT_LENGTH] or None


def _kept(wanted: Filter) -> dict[str, Any]:
    return {"kegiatan": wanted.action, "pelaku": wanted.actor}


def _cells(one: ShownRecord) -> list[Cell]:
    return [
        one.seq,
        one.at.isoformat(),
        one.actor,
        one.action,
        one.object_kind,
        one.object_id,
        json.dumps(one.details, ensure_ascii=False),
        one.reason,
        one.hash,
    ]


def _shown(one: ShownRecord) -> dict[str, object]:
    return {
        "seq": one.seq,
        "at": moment(one.at, desk.zone()),
        "actor": one.actor,
        "action": one.action,
        "object": f"{one.object_kind} {one.object_id}".strip(),
        "changes": [_change(name, value) for name, value in one.details.items()],
        "reason": one.reason,
        "hash": one.hash[:12],
    }


def _change(name: str, value: object) -> str:
    if isinstance(value, list) and len(value) == 2:
        before, after = value
        return f"{name}: {_plain(before)} → {_plain(after)}"
    return f"{name}: {_plain(value)}"


def _plain(value: object) -> str:
    return "kosong" if value is None else str(value)
