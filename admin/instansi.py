"""Government bodies: added and edited by whoever looks after the installation."""

from decimal import ROUND_DOWN, Decimal
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place import edit as entries
from kiosk.domain.place.ramp import HOUSE, ON_ACCENT, contrast, ramp_of
from kiosk.flows.pictures import LARGEST_FILE
from kiosk.flows.place.edit_instansi import crest_of, edit_instansi, open_instansi
from kiosk.flows.place.make_instansi import make_instansi
from kiosk.i18n import number

bp = Blueprint("instansi", __name__)
TEMPLATE = "desk/instansi.html"
FORM_ROOM = 64 * 1024
"""For the fields beside a crest."""


class InstansiForm(EditForm):
    version = HiddenField()
    name = StringField("Nama instansi", description="Nama lengkap, seperti pada kop surat.")
    website = StringField("Situs", description="Misalnya https://ttskab.go.id. Boleh kosong.")
    colour = StringField(
        "Warna",
        description="Enam angka heksadesimal, misalnya #1e88e5, untuk halaman warga instansi ini. "
        "Tombol dan tautan digelapkan bila perlu. Boleh kosong: biru Suara Loket.",
    )
    crest = FileField(
        "Lambang",
        description="Gambar PNG atau JPEG, paling besar 2 MB. Tercetak di poster dan laporan.",
        render_kw={"accept": "image/png,image/jpeg"},
    )


@bp.route("/instansi/baru", methods=["GET", "POST"])
@access.needs(Action.ADD_INSTANSI, "instalasi")
def make() -> Answer:
    _take_files()
    form, status = InstansiForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _make(form))
        if failed is None:
            flash("Instansi ditambahkan. Undang administratornya, lalu unit dapat dibuat.")
            return redirect(url_for("desk.overview.index"), 303)
        status = failed
    words = {"title": "Tambah instansi", "send": "Tambah instansi", "house": HOUSE}
    return page(form, status, template=TEMPLATE, **words, **_around())


def _take_files() -> None:
    """A crest is larger than any other form; read before anything looks at the form."""
    request.max_content_length = LARGEST_FILE + FORM_ROOM


def _entry(form: InstansiForm) -> entries.InstansiEntry:
    return entries.instansi(form.name.data or "", form.website.data, form.colour.data)


def _upload(form: InstansiForm) -> bytes | None:
    sent = form.crest.data
    return sent.read(LARGEST_FILE + 1) if sent else None


def _make(form: InstansiForm) -> None:
    make_instansi(access.actor(), _entry(form), _upload(form), clock.now())


def _around() -> dict[str, Any]:
    return {"back": url_for("desk.overview.index"), "crumbs": desk.crumbs()}


@bp.route("/instansi/<instansi>/ubah", methods=["GET", "POST"])
@access.needs(Action.ADD_INSTANSI, "instansi")
def edit(instansi: str) -> Answer:
    _take_files()
    found, status = open_instansi(instansi), 200
    form = InstansiForm(data={**found.kept.values, "version": found.kept.version})
    if form.is_submitted():
        failed = attempt(form, lambda: _edit(instansi, form))
        if failed is None:
            return _saved(instansi, found.kept.values["colour"])
        status = failed
    picture = url_for(".crest", instansi=instansi) if found.has_crest else None
    words = {"title": "Ubah instansi", "send": "Simpan", "about": found.kept.name, "house": HOUSE}
    sample = _sample(found.kept.values["colour"])
    shown = {"picture": picture, "sample": sample, **words, **_around()}
    return page(form, status, template=TEMPLATE, **shown)


def _saved(instansi: str, before: str | None) -> Response:
    """Whoever changed the colour is shown what became of it."""
    if open_instansi(instansi).kept.values["colour"] == before:
        flash("Perubahan tersimpan.")
        return redirect(url_for("desk.overview.index"), 303)
    flash("Perubahan tersimpan. Periksa contoh warnanya di bawah ini.")
    return redirect(url_for(".edit", instansi=instansi), 303)


def _sample(colour: str | None) -> dict[str, Any] | None:
    """What is shown of a colour: its ramp, and how readable a button is."""
    if not colour:
        return None
    ramp = ramp_of(colour)
    ratio = Decimal(contrast(ON_ACCENT, ramp.accent)).quantize(Decimal("0.1"), ROUND_DOWN)
    return {"ramp": ramp, "ratio": number(ratio)}


def _edit(instansi: str, form: InstansiForm) -> None:
    version, upload = desk.version(form.version.data), _upload(form)
    edit_instansi(access.actor(), instansi, version, _entry(form), upload, clock.now())


@bp.get("/instansi/<instansi>/lambang.png")
@access.needs(Action.SEE_PLACES, "instansi")
def crest(instansi: str) -> Response:
    png = crest_of(instansi)
    if png is None:
        abort(404)
    return Response(png, mimetype="image/png")
