"""An item of the LKE is answered, or its answer taken back."""

from flask import Blueprint, flash, redirect, url_for
from wtforms import HiddenField, TextAreaField

from admin import access, desk, lke, zi
from admin.editing import Answer, EditForm, attempt, page
from admin.lke_forms import form_of
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.lke_entry import Typed
from kiosk.flows.zi.answer_lke import Place, answer_lke, take_back
from kiosk.flows.zi.look_at_lke import look_at_item

bp = Blueprint("lke_edits", __name__)


class BackForm(EditForm):
    version = HiddenField()
    note = TextAreaField("Alasan", description="Masuk riwayat butir.", render_kw={"rows": 3})


@bp.post("/zi/<unit>/<int:year>/lke/<item>/jawab")
@access.needs(Action.KEEP_ZI, "unit")
def answer(unit: str, year: int, item: str) -> Answer:
    zi.around(unit, year, lke.HERE)
    found = look_at_item(unit, year, item, clock.now()).found
    form = form_of(found)
    typed = Typed(
        answer=form["answer"].data or "" if "answer" in form else "",
        counts={one.name: form[one.name].data or "" for one in found.item.counts},
        note=form["note"].data or "",
    )
    where = Place(unit, year, item, desk.version(form.version.data))
    failed = attempt(form, lambda: answer_lke(access.actor(), where, typed, clock.now()))
    if failed is not None:
        return lke.drawn(unit, year, item, form), failed
    flash("Jawaban tersimpan.")
    return _back(unit, year, item)


@bp.route("/zi/<unit>/<int:year>/lke/<item>/tarik", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def withdraw(unit: str, year: int, item: str) -> Answer:
    zi.around(unit, year, lke.HERE)
    view, status = look_at_item(unit, year, item, clock.now()), 200
    kept = view.found.kept
    form = BackForm(data={"version": kept.version if kept else 0})
    if form.is_submitted():
        where = Place(unit, year, item, desk.version(form.version.data))
        note = form.note.data or ""
        failed = attempt(form, lambda: take_back(access.actor(), where, note, clock.now()))
        if failed is None:
            flash("Jawaban ditarik.")
            return _back(unit, year, item)
        status = failed
    intro = ["Sesudah ditarik, jawaban otomatis berlaku lagi; bila tidak ada, butir ini kosong."]
    back = url_for("desk.lke.item", unit=unit, year=year, item=item)
    words = {"title": f"Tarik jawaban butir {item}", "send": "Tarik jawaban", "about": ""}
    return page(form, status, **words, intro=intro, back=back)


def _back(unit: str, year: int, item: str) -> Answer:
    return redirect(url_for("desk.lke.item", unit=unit, year=year, item=item), 303)
