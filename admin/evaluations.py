"""Evaluations of complaint handling: what the system cannot know, recorded by a person."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.widgets import DateInput, NumberInput

from admin import access, zi, zi_proofs
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.evaluation_entry import Typed
from kiosk.domain.zi.facts import Evaluation, Scope
from kiosk.domain.zi.proof import Subject
from kiosk.flows.zi.keep_evaluation import add_evaluation, change_evaluation, remove_evaluation
from kiosk.flows.zi.list_evaluations import (
    EvaluationList,
    find_evaluation,
    list_evaluations,
    proof_key,
)
from kiosk.i18n import number

bp = Blueprint("evaluations", __name__)


class EvaluationForm(EditForm):
    version = HiddenField()
    scope = RadioField(
        "Yang dievaluasi",
        choices=choices([(one.value, one.label) for one in Scope]),
        validate_choice=False,
    )
    held_on = StringField("Tanggal", widget=DateInput())
    summary = TextAreaField(
        "Apa yang dievaluasi dan hasilnya",
        description="Tanpa nama pelapor dan tanpa isi laporan.",
        render_kw={"rows": 4},
    )
    recommendations = StringField("Jumlah rekomendasi", widget=NumberInput(min=0))
    followed = StringField("Di antaranya sudah ditindaklanjuti", widget=NumberInput(min=0))


class RemoveForm(EditForm):
    reason = TextAreaField("Alasan", description="Masuk catatan audit.", render_kw={"rows": 3})


@bp.get("/zi/<unit>/<int:year>/evaluasi")
@access.needs(Action.SEE_ZI, "unit")
def listed(unit: str, year: int) -> str:
    around = zi.around(unit, year, "desk.evaluations.listed")
    around["zi_pages"] = zi.pages(unit, year, "desk.pekppp.scored")
    found = list_evaluations(unit, year, clock.now())
    may_keep = access.actor().may(Action.KEEP_ZI, access.spot())
    return render_template(
        "desk/zi/evaluations.html",
        unit=found.unit,
        year=year,
        evaluations=[_line(one, found, may_keep) for one in found.evaluations],
        regular=number(found.regular),
        add_url=url_for(".add", unit=unit, year=year) if may_keep else None,
        back_url=url_for("desk.pekppp.scored", unit=unit, year=year),
        handling_url=url_for("desk.handling.of_unit", unit=unit),
        **around,
    )


def _line(one: Evaluation, found: EvaluationList, may_keep: bool) -> dict[str, Any]:
    unit = found.unit
    where: dict[str, Any] = {"unit": unit.code, "evaluation": one.id}
    key = proof_key(found.year, one.id)
    proofs = found.proofs.get(one.id, ())
    return {
        "id": one.id,
        "day": zi.short_day(one.held_on),
        "scope": one.scope.label,
        "summary": one.summary,
        "recommendations": number(one.recommendations),
        "followed": number(one.followed),
        "proofs": zi_proofs.shown(unit.code, unit.zone, proofs, may_keep=may_keep),
        "add_url": zi_proofs.add_url(unit.code, Subject.PEKPPP, key) if may_keep else None,
        "change_url": url_for(".change", **where) if may_keep else None,
        "remove_url": url_for(".remove", **where) if may_keep else None,
    }


@bp.route("/zi/<unit>/<int:year>/evaluasi/catat", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def add(unit: str, year: int) -> Answer:
    zi.around(unit, year, "desk.evaluations.listed")
    form, status = EvaluationForm(data={"scope": Scope.COMPLAINTS.value, "followed": "0"}), 200
    if form.is_submitted():
        failed = attempt(
            form, lambda: add_evaluation(access.actor(), unit, year, _typed(form), clock.now())
        )
        if failed is None:
            flash("Evaluasi dicatat. Tambahkan notula atau laporannya sebagai bukti.")
            return redirect(url_for(".listed", unit=unit, year=year), 303)
        status = failed
    words = {"title": "Catat evaluasi", "send": "Catat", "about": str(year)}
    return page(form, status, **words, back=url_for(".listed", unit=unit, year=year))


def _typed(form: EvaluationForm) -> Typed:
    return Typed(
        form.scope.data or "",
        form.held_on.data or "",
        form.summary.data or "",
        form.recommendations.data or "",
        form.followed.data or "",
    )


@bp.route("/zi/<unit>/evaluasi/<int:evaluation>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def change(unit: str, evaluation: int) -> Answer:
    _, kept = find_evaluation(unit, evaluation)
    form, status = _form(kept), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _change(unit, evaluation, form))
        if failed is None:
            flash("Evaluasi tersimpan.")
            return redirect(_back(unit, kept), 303)
        status = failed
    words = {"title": "Ubah evaluasi", "send": "Simpan", "about": zi.short_day(kept.held_on)}
    return page(form, status, **words, back=_back(unit, kept))


def _form(kept: Evaluation) -> EvaluationForm:
    return EvaluationForm(
        data={
            "version": str(kept.version),
            "scope": kept.scope.value,
            "held_on": kept.held_on.isoformat(),
            "summary": kept.summary,
            "recommendations": str(kept.recommendations),
            "followed": str(kept.followed),
        }
    )


def _change(unit: str, evaluation: int, form: EvaluationForm) -> None:
    text = form.version.data or ""
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    change_evaluation(access.actor(), unit, evaluation, version, _typed(form), clock.now())


@bp.route("/zi/<unit>/evaluasi/<int:evaluation>/hapus", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def remove(unit: str, evaluation: int) -> Answer:
    _, kept = find_evaluation(unit, evaluation)
    form, status = RemoveForm(), 200
    if form.is_submitted():
        reason = form.reason.data or ""
        failed = attempt(
            form,
            lambda: remove_evaluation(access.actor(), unit, evaluation, reason, clock.now()),
        )
        if failed is None:
            flash("Evaluasi dihapus. Bahwa pernah dicatat, tetap tersimpan.")
            return redirect(_back(unit, kept), 303)
        status = failed
    words = {"title": "Hapus evaluasi", "send": "Hapus evaluasi", "danger": True}
    intro = ["Evaluasi ini tidak lagi dihitung dalam LKE dan PEKPPP."]
    about = zi.short_day(kept.held_on)
    return page(form, status, **words, about=about, intro=intro, back=_back(unit, kept))


def _back(unit: str, kept: Evaluation) -> str:
    return url_for(".listed", unit=unit, year=kept.held_on.year)
