"""Government bodies: added and edited by whoever looks after the installation."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place import edit as entries
from kiosk.flows.pictures import LARGEST_FILE
from kiosk.flows.place.edit_instansi import crest_of, edit_instansi, open_instansi
from kiosk.flows.place.make_instansi import make_instansi

bp = Blueprint("instansi", __name__)
FORM_ROOM = 64 * 1024
"""For the fields beside a crest."""


class InstansiForm(EditForm):
    version = HiddenField()
    name = StringField("Nama instansi", description="Nama lengkap, seperti pada kop surat.")
    website = StringField("Situs", description="Misalnya https://ttskab.go.id. Boleh kosong.")
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
    return page(form, status, title="Tambah instansi", send="Tambah instansi", **_around())


def _take_files() -> None:
    """A crest is larger than any other form; read before anything looks at the form."""
    request.max_content_length = LARGEST_FILE + FORM_ROOM


def _entry(form: InstansiForm) -> entries.InstansiEntry:
    return entries.instansi(form.name.data or "", form.website.data)


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
            flash("Perubahan tersimpan.")
            return redirect(url_for("desk.overview.index"), 303)
        status = failed
    picture = url_for(".crest", instansi=instansi) if found.has_crest else None
    words = {"title": "Ubah instansi", "send": "Simpan", "about": found.kept.name}
    return page(form, status, picture=picture, **words, **_around())


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
