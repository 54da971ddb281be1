"""The form of one item of the LKE: its official options, or its counts."""

from typing import Any

from flask import url_for
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from admin.editing import EditForm, choices
from admin.lke_view import two
from kiosk.domain.zi.lke_sheet import Answered
from kiosk.domain.zi.lke_version import LkeOption
from kiosk.flows.zi.look_at_lke import ItemView

NOTE = (
    "Bila jawaban Anda di atas jawaban otomatis, tulis alasannya; alasan itu disimpan, tampil, dan "
    "dicetak. Selain itu boleh kosong."
)

WHOLE = {"inputmode": "numeric"}


class ItemForm(EditForm):
    """Options or counts are put in by `form_of`."""

    version = HiddenField()


def form_of(found: Answered) -> ItemForm:
    """The form of this item, as it is kept or as it was sent."""
    kept, counts = found.kept, found.item.counts
    fields: dict[str, Any] = {one.name: StringField(one.label, render_kw=WHOLE) for one in counts}
    if not counts:
        fields["answer"] = RadioField("Jawaban", choices=[], validate_choice=False)
    fields["note"] = TextAreaField("Alasan atau catatan", description=NOTE, render_kw={"rows": 3})
    made = type("LkeItemForm", (ItemForm,), fields)
    before: dict[str, Any] = {"version": kept.version if kept else 0}
    if kept and kept.is_given:
        texts = {name: str(number) for name, number in kept.counts.items()}
        before |= {"answer": kept.answer, "note": kept.note, **texts}
    form: ItemForm = made(data=before)
    if not counts:
        form["answer"].choices = choices([(one.code, _words(one)) for one in found.item.options])
    return form


def _words(option: LkeOption) -> str:
    """With its official text in full."""
    return f"{option.code} ({two(option.value)}): {option.text}"


def urls(view: ItemView) -> dict[str, str]:
    here: dict[str, Any] = {
        "unit": view.unit.code,
        "year": view.sheet.year,
        "item": view.found.item.code,
    }
    return {
        "answer": url_for("desk.lke_edits.answer", **here),
        "take_back": url_for("desk.lke_edits.withdraw", **here),
    }
