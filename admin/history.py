"""Indexes from before this system, entered for trends and marked as such."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.index import historic, period
from kiosk.domain.index.historic import Historic
from kiosk.domain.people.policy import Action
from kiosk.flows.index.keep_historic import (
    drop_historic,
    enter_historic,
    list_historic,
    survey_of,
    titles,
)
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.i18n import number

bp = Blueprint("history", __name__)
INTRO = (
    "Angka dari laporan lama hanya dipakai untuk tren dan selalu ditandai. Ia tidak pernah "
    "dicampur dengan jawaban yang dihitung sistem ini.",
)


class HistoricForm(EditForm):
    # The flow knows which there are, and says so.
    instrument = SelectField("Survei", validate_choice=False, default=DEFAULT_INSTRUMENT)
    period = StringField("Periode, misalnya 2024-S1, 2023-Q4 atau 2022")
    ikm = StringField(
        "Indeks seperti tercetak, misalnya 84,50",
        description="IPAK dan IPKP boleh juga pada skala 4, misalnya 3,38.",
    )
    respondents = StringField("Jumlah responden, bila diketahui")
    bands = RadioField(
        "Pita mutu pada laporan itu",
        [InputRequired()],
        choices=choices(
            [
                ("2017", "PermenPANRB 14/2017"),
                ("2004", "KEP/25/M.PAN/2/2004 atau PermenPANRB 52/2014"),
            ]
        ),
        default="2017",
    )
    document = StringField("Dokumen asalnya, misalnya Laporan SKM Semester I 2024")


@bp.route("/angka/<unit>/riwayat", methods=["GET", "POST"])
@access.needs(Action.ENTER_FIGURES, "unit")
def kept(unit: str) -> Answer:
    form, status = HistoricForm(), 200
    form.instrument.choices = choices(list(titles().items()))

    def act() -> None:
        code = form.instrument.data or DEFAULT_INSTRUMENT
        given = historic.read(
            form.period.data or "",
            form.ikm.data or "",
            form.respondents.data or "",
            form.bands.data or "",
            form.document.data or "",
            survey_of(code),
        )
        enter_historic(access.actor(), unit, given, clock.now(), code)

    if form.is_submitted():
        failed = attempt(form, act)
        if failed is None:
            flash("Tersimpan, dengan nama Anda pada catatan audit.")
            return redirect(url_for(".kept", unit=unit), 303)
        status = failed
    card, found = list_historic(unit)
    return page(
        form,
        status,
        template="desk/history.html",
        title="Angka dari laporan lama",
        about=card.name,
        intro=INTRO,
        send="Simpan",
        back=url_for("desk.closing.listed", unit=unit),
        kept=[_shown(unit, code, one) for code, one in found],
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.closing.listed"),
    )


@bp.post("/angka/<unit>/riwayat/<when>/hapus")
@access.needs(Action.ENTER_FIGURES, "unit")
def drop(unit: str, when: str) -> Response | tuple[str, int]:
    form = EditForm()
    code = request.args.get("instrumen", DEFAULT_INSTRUMENT)
    failed = attempt(
        form, lambda: drop_historic(access.actor(), unit, period.parse(when), clock.now(), code)
    )
    flash("Dihapus dari tren." if failed is None else "Formulir kedaluwarsa. Kirim sekali lagi.")
    return redirect(url_for(".kept", unit=unit), 303)


def _shown(unit: str, code: str, one: Historic) -> dict[str, Any]:
    return {
        "survey": titles()[code],
        "period": one.period.title,
        "ikm": number(one.ikm),
        "mutu": one.mutu,
        "n": number(one.respondents) if one.respondents else None,
        "bands": one.bands,
        "document": one.document,
        "drop_url": url_for(".drop", unit=unit, when=str(one.period), instrumen=code),
    }
