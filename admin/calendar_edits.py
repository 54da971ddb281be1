"""Days are added, withdrawn and brought in from a file, for a unit or for the nation."""

import base64
import binascii
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin import access
from admin.editing import CLASHED, REFUSED, Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place.calendar_file import UnusableCalendar
from kiosk.domain.place.calendar_plan import Plan
from kiosk.domain.place.holiday import (
    DECREE_LENGTH,
    NAME_LENGTH,
    REASON_LENGTH,
    Holiday,
    InvalidHoliday,
    Kind,
)
from kiosk.flows.place.add_holiday import NewHoliday, add_holiday
from kiosk.flows.place.import_calendar import (
    CalendarFile,
    ChangedPlan,
    import_calendar,
    preview_calendar,
)
from kiosk.flows.place.show_calendar import show_calendar
from kiosk.flows.place.withdraw_holiday import withdraw_holiday
from kiosk.i18n import day_text

bp = Blueprint("calendar_edits", __name__)
NATIONWIDE = [(one.value, one.label) for one in (Kind.NATIONAL, Kind.JOINT_LEAVE)]


class LocalDayForm(EditForm):
    tanggal = DateField("Tanggal", [InputRequired()])
    nama = StringField(
        "Nama libur",
        [InputRequired(), Length(max=NAME_LENGTH)],
        description="Misalnya: Hari jadi Kota Kupang.",
    )
    keputusan = StringField(
        "Nomor keputusan",
        [InputRequired(), Length(max=DECREE_LENGTH)],
        description="Surat yang menetapkannya, misalnya Keputusan Wali Kota 12/2026.",
    )


class NationalDayForm(LocalDayForm):
    jenis = SelectField("Jenis", choices=choices(NATIONWIDE))


class WithdrawForm(EditForm):
    tanggal = SelectField("Tanggal yang dicabut", [InputRequired()])
    alasan = TextAreaField("Alasan", [InputRequired(), Length(max=REASON_LENGTH)])


class UploadForm(EditForm):
    berkas = FileField(
        "Berkas CSV atau JSON",
        [FileRequired("Pilih berkasnya.")],
        description="Baris pertama berisi judul: tanggal, nama, jenis, keputusan.",
        render_kw={"accept": ".csv,.json,text/csv,application/json"},
    )
    keputusan = StringField("Nomor keputusan untuk baris yang kosong", [Length(max=DECREE_LENGTH)])
    ganti = BooleanField("Cabut juga tanggal yang tidak ada di berkas ini")


class ApplyForm(EditForm):
    """The file comes back with the plan that was looked at."""

    konten = HiddenField(validators=[InputRequired()])
    nama = HiddenField()
    keputusan = HiddenField()
    ganti = HiddenField()
    sidik = HiddenField(validators=[InputRequired()])


@bp.route("/kalender/<unit>/tambah", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "unit")
def add_local(unit: str) -> Answer:
    return _add(LocalDayForm(), unit)


@bp.route("/kalender-nasional/tambah", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "instalasi")
def add_national() -> Answer:
    return _add(NationalDayForm(), None)


@bp.route("/kalender/<unit>/cabut", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "unit")
def withdraw_local(unit: str) -> Answer:
    return _withdraw(unit)


@bp.route("/kalender-nasional/cabut", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "instalasi")
def withdraw_national() -> Answer:
    return _withdraw(None)


@bp.route("/kalender/<unit>/impor", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "unit")
def import_local(unit: str) -> Answer:
    return _upload(unit)


@bp.route("/kalender-nasional/impor", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "instalasi")
def import_national() -> Answer:
    return _upload(None)


@bp.post("/kalender/<unit>/impor/terapkan")
@access.needs(Action.EDIT_CALENDAR, "unit")
def apply_local(unit: str) -> Answer:
    return _apply(unit)


@bp.post("/kalender-nasional/impor/terapkan")
@access.needs(Action.EDIT_CALENDAR, "instalasi")
def apply_national() -> Answer:
    return _apply(None)


def _year() -> int:
    asked = request.args.get("tahun", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else _this_year()


def _this_year() -> int:
    return clock.now().year


def _back(unit: str | None, year: int) -> str:
    if unit is None:
        return url_for("desk.calendar.of_nation", year=year)
    return url_for("desk.calendar.of_unit", unit=unit, year=year)


def _words(unit: str | None, title: str, send: str) -> dict[str, Any]:
    about = show_calendar(unit, _year()).unit
    return {
        "title": title,
        "send": send,
        "about": about.name if about else "Seluruh Indonesia",
        "back": _back(unit, _year()),
        "crumbs": [("Kalender", _back(unit, _year()))],
    }


def _add(form: LocalDayForm, unit: str | None) -> Answer:
    words = _words(unit, "Tambah hari libur", "Tambah ke kalender")
    if not form.is_submitted():
        return page(form, **words)
    refused = attempt(form, lambda: add_holiday(access.actor(), unit, _new(form), clock.now()))
    if refused:
        return page(form, refused, **words)
    day = _day(form)
    flash(f"{day_text(day)} ditambahkan.")
    return redirect(_back(unit, day.year), 303)


def _new(form: LocalDayForm) -> NewHoliday:
    kind = Kind(form.jenis.data) if isinstance(form, NationalDayForm) else Kind.LOCAL
    return NewHoliday(_day(form), form.nama.data or "", form.keputusan.data or "", kind)


def _day(form: LocalDayForm) -> date:
    found: date | None = form.tanggal.data
    if found is None:
        raise InvalidHoliday("Tulis tanggalnya.")
    return found


def _withdraw(unit: str | None) -> Answer:
    form = WithdrawForm(tanggal=request.args.get("tanggal"))
    own = [one.holiday for one in show_calendar(unit, _year()).days if one.own]
    form.tanggal.choices = choices(
        [(one.day.isoformat(), f"{day_text(one.day)}: {one.name}") for one in own]
    )
    words = _words(unit, "Cabut hari libur", "Cabut dari kalender")
    words["danger"] = True
    words["intro"] = [
        "Tanggal yang dicabut kembali menjadi hari kerja. Catatannya tetap ada, dengan alasan Anda."
    ]
    if not form.is_submitted():
        return page(form, **words)
    refused = attempt(
        form,
        lambda: withdraw_holiday(
            access.actor(), unit, _chosen(form), form.alasan.data or "", clock.now()
        ),
    )
    if refused:
        return page(form, refused, **words)
    flash(f"{day_text(_chosen(form))} dicabut.")
    return redirect(_back(unit, _chosen(form).year), 303)


def _chosen(form: WithdrawForm) -> date:
    try:
        return date.fromisoformat(form.tanggal.data)
    except ValueError as wrong:
        raise InvalidHoliday("Pilih tanggal dari daftar.") from wrong


def _upload(unit: str | None) -> Answer:
    form = UploadForm()
    words = _words(unit, "Impor kalender", "Lihat perubahannya")
    words["intro"] = ["Belum ada yang disimpan sebelum Anda menyetujui daftar perubahannya."]
    if not form.is_submitted():
        return page(form, **words)
    seen: list[tuple[CalendarFile, Plan]] = []

    def look() -> None:
        handed = form.berkas.data
        file = CalendarFile(
            handed.filename or "", handed.read(), form.keputusan.data or "", unit, form.ganti.data
        )
        seen.append((file, preview_calendar(file)))

    refused = attempt(form, look)
    if refused:
        return page(form, refused, **words)
    return _preview(*seen[0])


def _preview(file: CalendarFile, plan: Plan, status: int = 200, told: str = "") -> Answer:
    """What would change, with the file in the form, so that nothing is kept in between."""
    form = ApplyForm(
        formdata=None,
        konten=base64.b64encode(file.content).decode(),
        nama=file.name,
        keputusan=file.decree,
        ganti="y" if file.replaces else "",
        sidik=plan.digest,
    )
    to = "import_local" if file.unit else "import_national"
    place: dict[str, Any] = {"unit": file.unit} if file.unit else {}
    body = render_template(
        "desk/calendar_preview.html",
        form=form,
        told=told,
        file=file.name,
        plan=_shown(plan),
        apply_url=url_for(f".{to.replace('import', 'apply')}", **place),
        again_url=url_for(f".{to}", **place),
        crumbs=[("Kalender", _back(file.unit, _year()))],
        tabs=[],
    )
    return body, status


def _shown(plan: Plan) -> dict[str, Any]:
    return {
        "added": [_line(one) for one in plan.added],
        "changed": [(_line(one.before), _line(one.after)) for one in plan.changed],
        "withdrawn": [_line(one) for one in plan.withdrawn],
        "kept": [] if plan.replaces else [_line(one) for one in plan.missing],
        "same": plan.same,
        "is_empty": plan.is_empty,
    }


def _line(one: Holiday) -> dict[str, str]:
    return {
        "date": day_text(one.day),
        "name": one.name,
        "label": one.kind.label,
        "decree": one.decree,
    }


def _apply(unit: str | None) -> Answer:
    form = ApplyForm()
    file = CalendarFile(
        form.nama.data or "",
        _content(form),
        form.keputusan.data or "",
        unit,
        form.ganti.data == "y",
    )
    if not form.validate_on_submit():
        told = "Formulir ini perlu dikirim sekali lagi."
        return _preview(file, preview_calendar(file), REFUSED, told)
    try:
        done = import_calendar(access.actor(), file, clock.now(), approved=form.sidik.data)
    except ChangedPlan as changed:
        return _preview(file, preview_calendar(file), CLASHED, str(changed))
    plan = done.plan
    flash(
        f"{len(plan.added)} tanggal ditambah, {len(plan.changed)} diubah, "
        f"{len(plan.withdrawn)} dicabut."
    )
    first = next(iter(file.holidays())).day
    return redirect(_back(unit, first.year), 303)


def _content(form: ApplyForm) -> bytes:
    try:
        return base64.b64decode(form.konten.data or "", validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise UnusableCalendar("Berkas tidak utuh. Unggah lagi.") from wrong
