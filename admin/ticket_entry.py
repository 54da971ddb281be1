"""Complaints that came to the counter, by telephone or letter, entered for their reporters."""

import secrets
from typing import Any

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response
from wtforms import (
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import DateTimeLocalInput

from admin import access, desk
from admin.editing import REFUSED, Answer, EditForm, choices
from kiosk import clock
from kiosk.domain.complaint.entry import LENGTHS, InvalidComplaint
from kiosk.domain.complaint.hand_entry import CHANNELS, local_now
from kiosk.domain.complaint.kinds import Category, Identity, Kind
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnknownUnit
from kiosk.domain.refusal import Busy, Refusal
from kiosk.flows.complaint.enter_complaint import (
    Entered,
    enter_complaint,
    list_entry_units,
    open_entry_unit,
)
from kiosk.fronts import receipts, uploads
from kiosk.fronts.house import house

bp = Blueprint("ticket_entry", __name__)
KINDS = {
    Kind.COMPLAINT: "Pengaduan",
    Kind.ASPIRATION: "Aspirasi (usulan)",
    Kind.INFORMATION: "Permintaan informasi",
}
IDENTITIES = {
    Identity.ANONYMOUS: "Anonim: tidak dicatat siapa pelapornya",
    Identity.CONFIDENTIAL: "Rahasia: hanya petugas yang memegang laporan yang tahu",
    Identity.OPEN: "Terbuka: terlihat oleh petugas unit",
}
FIELDS = (*LENGTHS, "jenis", "layanan", "kategori", "identitas", "kunci")


class PlaceForm(EditForm):
    unit = SelectField("Unit", choices=[])


class EntryForm(EditForm):
    """The citizen's fields under the same names."""

    unit = HiddenField()
    kunci = HiddenField()
    saluran = SelectField("Lewat mana laporan ini datang", choices=[])
    diterima = StringField(
        "Diterima pada",
        description="Tanggal dan jam yang sebenarnya, menurut jam setempat. Batas waktu dihitung "
        "dari sini.",
        widget=DateTimeLocalInput(),
    )
    jenis = RadioField("Jenis", choices=[])
    kategori = SelectField("Tentang apa", choices=[])
    layanan = SelectField("Layanan", choices=[])
    judul = StringField("Judul", description="Boleh kosong: diambil dari awal isi.")
    isi = TextAreaField(
        "Isi laporan",
        id="isi-laporan",
        description="Sedapat mungkin dengan kata-kata pelapor sendiri.",
        render_kw={"rows": 8},
    )
    tempat = StringField("Tempat kejadian")
    waktu_kejadian = StringField("Waktu kejadian")
    terlapor = StringField(
        "Siapa yang dilaporkan",
        description="Bila diisi, laporan ini disandi dan diserahkan ke tim integritas. Anda tidak "
        "dapat membukanya lagi.",
    )
    identitas = RadioField("Identitas pelapor", choices=[])
    nama = StringField("Nama pelapor")
    kontak = StringField("Telepon atau surel pelapor")
    lampiran = MultipleFileField("Lampiran", description="Gambar atau PDF, paling banyak lima.")


@bp.route("/laporan/catat", methods=["GET", "POST"])
@access.needs(Action.ENTER_TICKETS)
def enter() -> Answer:
    """First the unit, then the form; afterwards the receipt for the reporter."""
    uploads.widen()
    units = list_entry_units(access.actor())
    code = request.form.get("unit") or request.args.get("unit", "")
    if code not in dict(units) and len(units) == 1 and not code:
        code = units[0][0]
    if code not in dict(units):
        return _choose(units)
    return _form(code)


def _choose(units: list[tuple[str, str]]) -> Answer:
    form = PlaceForm(formdata=None)
    form.unit.choices = choices(units)
    return render_template("desk/ticket_place.html", form=form, crumbs=[], tabs=[])


def _form(code: str) -> Answer:
    point = open_entry_unit(access.actor(), code)
    begun = {
        "unit": code,
        "kunci": secrets.token_urlsafe(16),
        "diterima": local_now(clock.now(), point.unit.zone),
        "jenis": Kind.COMPLAINT.value,
        "kategori": Category.OTHER.value,
        "identitas": Identity.ANONYMOUS.value,
    }
    form, status = EntryForm(data=begun), 200
    form.saluran.choices = choices([(one.value, one.label) for one in CHANNELS])
    form.jenis.choices = choices([(one.value, label) for one, label in KINDS.items()])
    form.kategori.choices = choices([(one.value, one.label) for one in Category])
    form.identitas.choices = choices([(one.value, label) for one, label in IDENTITIES.items()])
    services = [(one.code, one.name) for one in point.services]
    form.layanan.choices = choices([("", "Tidak diketahui"), *services])
    if form.is_submitted():
        entered = _entered(form, code)
        if entered is not None:
            return _receipt(entered, point.unit.name)
        status = REFUSED
    return _page(form, point.unit.name, status)


def _page(form: EntryForm, unit_name: str, status: int) -> Answer:
    lost = uploads.names()
    page = render_template(
        "desk/ticket_entry.html", form=form, about=unit_name, lost=lost, crumbs=[], tabs=[]
    )
    return page, status


def _entered(form: EntryForm, code: str) -> Entered | None:
    """None where it was refused, and the form says why."""
    if not form.validate_on_submit():
        return None
    fields = {name: [form[name].data or ""] for name in FIELDS}
    try:
        return enter_complaint(
            access.actor(),
            code,
            fields,
            form.saluran.data,
            form.diterima.data or "",
            uploads.taken(),
            house(),
            clock.now(),
        )
    except (Busy, UnknownUnit):
        raise
    except InvalidComplaint as why:
        form.refuse({one.field: str(one) for one in why.problems})
    except Refusal as why:
        form.tell(str(why))
    return None


def _receipt(entered: Entered, unit_name: str) -> Response:
    """To be printed or read out, on this answer only: the phrase is kept nowhere."""
    page = render_template(
        "desk/ticket_receipt.html",
        receipt=receipts.shown(entered.receipt),
        code=receipts.code(entered.receipt),
        about=unit_name,
        sealed=entered.sealed,
        again=entered.again,
        number=entered.receipt.number,
        **_around(),
    )
    return make_response(page)


def _around() -> dict[str, Any]:
    return {"crumbs": [], "tabs": [], "home": desk.home()}
