"""Proof in a unit's ZI dossier: added, looked at, taken back."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, url_for
from wtforms import TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, page
from admin.plan_proofs import ProofForm
from kiosk import clock
from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.complaint.attachment_name import download_headers, inline_headers
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows.proving import Sent
from kiosk.flows.zi.keep_proof import add_proof, fetch_proof, find_proof, remove_proof
from kiosk.flows.zi.name_people import names_of
from kiosk.fronts import uploads
from kiosk.fronts.house import house

bp = Blueprint("zi_proofs", __name__)
KEY = re.compile(r"[0-9A-Za-z:.\-]{1,64}")
SEES: Mapping[Subject, Action] = MappingProxyType(
    {
        **dict.fromkeys(Subject, Action.SEE_ZI),
        Subject.COMPONENT: Action.SEE_COMPONENTS,
        Subject.FINDING: Action.SEE_FINDINGS,
        Subject.GRATIFICATION: Action.SEE_REGISTERS,
        Subject.CONFLICT: Action.SEE_REGISTERS,
    }
)
KEEPS: Mapping[Subject, Action] = MappingProxyType(
    {
        **dict.fromkeys(Subject, Action.KEEP_ZI),
        Subject.COMPONENT: Action.KEEP_COMPONENTS,
        Subject.FINDING: Action.KEEP_FINDINGS,
        Subject.GRATIFICATION: Action.KEEP_REGISTERS,
        Subject.CONFLICT: Action.KEEP_REGISTERS,
    }
)


NAMES: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.LKE: "Butir LKE",
        Subject.PERFORMANCE: "Capaian kinerja",
        Subject.OFFICIAL: "Survei",
        Subject.PHASE: "Tahap",
        Subject.ACTION: "Rencana aksi",
        Subject.COMPONENT: "Komponen pelayanan",
        Subject.FINDING: "Catatan dari Ombudsman",
        Subject.GRATIFICATION: "Register gratifikasi",
        Subject.CONFLICT: "Register benturan kepentingan",
        Subject.PEKPPP: "Indikator PEKPPP",
    }
)


class RemoveForm(EditForm):
    note = TextAreaField("Alasan", description="Masuk catatan audit.", render_kw={"rows": 3})


# Every route asks for the least that any subject asks for; `_require` asks for the subject's own.
@bp.route("/zi/<unit>/bukti/<subject>/<thing>/tambah", methods=["GET", "POST"])
@access.needs(Action.SIT_AT_DESK, "unit")
def add(unit: str, subject: str, thing: str) -> Answer:
    known = _subject(subject, thing)
    _require(KEEPS[known])
    uploads.widen()
    form, status = ProofForm(), 200
    if form.is_submitted():
        sent = Sent(uploads.taken(), form.caption.data or "", bool(form.public.data))
        failed = attempt(
            form, lambda: add_proof(access.actor(), unit, known, thing, sent, house(), clock.now())
        )
        if failed is None:
            flash("Bukti ditambahkan.")
            return redirect(_home(unit, known, thing), 303)
        status = failed
    back = _home(unit, known, thing)
    words = {"title": "Tambah bukti", "about": _what(known, thing), "send": "Tambah bukti"}
    return page(form, status, **words, back=back)


@bp.get("/zi/<unit>/bukti/<int:evidence>")
@access.needs(Action.SIT_AT_DESK, "unit")
def download(unit: str, evidence: int) -> Response:
    """To be saved."""
    _reached(unit, evidence, SEES)
    found = fetch_proof(unit, evidence, house())
    return Response(found.content, headers=download_headers(found.name, found.media_type))


@bp.get("/zi/<unit>/bukti/<int:evidence>/gambar")
@access.needs(Action.SIT_AT_DESK, "unit")
def thumbnail(unit: str, evidence: int) -> Response:
    _reached(unit, evidence, SEES)
    found = fetch_proof(unit, evidence, house(), small=True)
    return Response(found.content, headers=inline_headers(found.media_type))


@bp.route("/zi/<unit>/bukti/<int:evidence>/hapus", methods=["GET", "POST"])
@access.needs(Action.SIT_AT_DESK, "unit")
def remove(unit: str, evidence: int) -> Answer:
    kept = _reached(unit, evidence, KEEPS)
    form, status = RemoveForm(), 200
    if form.is_submitted():
        note = form.note.data or ""
        failed = attempt(
            form, lambda: remove_proof(access.actor(), unit, evidence, note, clock.now())
        )
        if failed is None:
            flash("Bukti dihapus. Bahwa pernah ada, tetap tercatat.")
            return redirect(_home(unit, kept.subject, kept.key), 303)
        status = failed
    words = {"title": "Hapus bukti", "send": "Hapus bukti", "danger": True}
    intro = ["Berkasnya dihapus dari penyimpanan dan tidak dapat dikembalikan."]
    back = _home(unit, kept.subject, kept.key)
    return page(form, status, **words, about=kept.name, intro=intro, back=back)


def shown(unit: str, zone: str, proofs: Iterable[Proof], *, may_keep: bool) -> list[dict[str, Any]]:
    """As `parts/zi.html` draws them. Whether the file is whole is found when it is opened."""
    every = list(proofs)
    who = names_of({one.actor_id for one in every})
    return [
        {
            "name": one.name,
            "caption": one.caption,
            "url": url_for("desk.zi_proofs.download", unit=unit, evidence=one.id),
            "picture": url_for("desk.zi_proofs.thumbnail", unit=unit, evidence=one.id)
            if one.thumbnail
            else None,
            "at": desk.moment(one.at, zone),
            "who": who.get(one.actor_id, "–"),
            "remove_url": url_for("desk.zi_proofs.remove", unit=unit, evidence=one.id)
            if may_keep
            else None,
            "whole": True,
        }
        for one in every
    ]


def add_url(unit: str, subject: Subject, key: str) -> str:
    return url_for("desk.zi_proofs.add", unit=unit, subject=subject.value, thing=key)


def _what(subject: Subject, key: str) -> str:
    """What the proof is of, for whoever has left its page to choose a file."""
    year, _, rest = key.partition(":")
    if not rest:
        return f"{NAMES[subject]} {year}" if subject is Subject.PERFORMANCE else NAMES[subject]
    word = rest.upper() if subject is Subject.OFFICIAL else rest
    return f"{NAMES[subject]} {word} · {year}"


def _subject(text: str, key: str) -> Subject:
    if text not in list(Subject) or not KEY.fullmatch(key):
        abort(404)
    return Subject(text)


def _require(action: Action) -> None:
    """An object out of reach answers as one that is not there."""
    if not _may(action):
        abort(404)


def _may(action: Action) -> bool:
    return access.actor().may(action, access.spot())


def _reached(unit: str, evidence: int, asks: Mapping[Subject, Action]) -> Proof:
    """Out of reach or not there: word for word the same page, or a guest who tries numbers counts
    the proof in a register that is closed to him. Raises `LostFile`."""
    found = find_proof(unit, evidence)
    if not _may(asks[found.subject]):
        raise LostFile
    return found


def _home(unit: str, subject: Subject, key: str) -> str:
    """The page the thing stands on; each page registers itself in `HOMES`."""
    home = HOMES.get(subject)
    if home is None:
        return url_for("desk.units.profile", unit=unit)
    return home(unit, key)


HOMES: dict[Subject, Callable[[str, str], str]] = {}
"""Subject to a function of unit and key that gives an address; filled by the pages at import."""
