"""Figures from outside the counters: visits, official indexes, capaian kinerja."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.index.period import begun_month, parse
from kiosk.domain.people.policy import Action
from kiosk.domain.zi import outside
from kiosk.domain.zi.kinerja import OPTIONS
from kiosk.flows.zi import enter_figures
from kiosk.flows.zi.adopt_targets import show_targets

bp = Blueprint("figures", __name__)
YEARS = range(2004, 2100)


class VisitsForm(EditForm):
    visits = StringField(
        "Banyaknya pengguna layanan pada bulan itu", render_kw={"inputmode": "numeric"}
    )


class OfficialForm(EditForm):
    survey = RadioField(
        "Survei", [InputRequired()], choices=choices([("ipak", "IPAK"), ("ipkp", "IPKP")])
    )
    value = StringField(
        "Indeks skala 4, dua desimal, misalnya 3,62", render_kw={"inputmode": "decimal"}
    )
    document = StringField("Nomor dan nama dokumen asalnya")


class PerformanceForm(EditForm):
    option = RadioField(
        "Pilihan",
        [InputRequired()],
        choices=choices([(one.code, f"{one.code}. {one.label}") for one in OPTIONS]),
    )
    basis = StringField("Laporan kinerja yang mendasarinya")
    reason = StringField(
        "Alasan, bila memilih lebih baik daripada yang mengikuti dari target pengaduan"
    )


@bp.route("/angka/<unit>/kunjungan/<period>", methods=["GET", "POST"])
@access.needs(Action.ENTER_FIGURES, "unit")
def visits(unit: str, period: str) -> Answer:
    """The population of a month's sample."""
    wanted, form, now = parse(period), VisitsForm(), clock.now()

    def act() -> None:
        month = begun_month(wanted, now, desk.zone())
        count = outside.visits(form.visits.data or "")
        enter_figures.enter_visits(access.actor(), unit, month, count, now)

    back = url_for("desk.ikm.month", unit=unit, period=str(wanted))
    return _answer(form, act, back, "Catat kunjungan", f"{unit}, {wanted.title}")


@bp.route("/angka/<unit>/resmi/<int:year>", methods=["GET", "POST"])
@access.needs(Action.ENTER_FIGURES, "unit")
def official(unit: str, year: int) -> Answer:
    """It precedes the unit's own survey."""
    form = OfficialForm()

    def act() -> None:
        given = outside.official(
            form.survey.data or "", form.value.data or "", form.document.data or ""
        )
        enter_figures.enter_official(access.actor(), unit, year, given, clock.now())

    return _answer(
        form, act, _hasil(unit, year), "Isi nilai resmi survei eksternal", f"{unit}, {year}"
    )


@bp.route("/angka/<unit>/kinerja/<int:year>", methods=["GET", "POST"])
@access.needs(Action.ENTER_FIGURES, "unit")
def performance(unit: str, year: int) -> Answer:
    form = PerformanceForm()

    def act() -> None:
        given = outside.achieved(form.option.data or "", form.basis.data or "")
        reason = form.reason.data or ""
        enter_figures.enter_performance(access.actor(), unit, year, given, clock.now(), reason)

    back = _hasil(unit, year)
    intro = _proposed(unit, year)
    return _answer(form, act, back, "Isi capaian kinerja", f"{unit}, {year}", intro)


def _proposed(unit: str, year: int) -> list[str]:
    """What follows from the targets, and why."""
    found = show_targets(unit, year, clock.now()).performance.proposal
    if found.option is None:
        return list(found.reasons)
    return [f"Dari target pengaduan mengikuti pilihan {found.option}.", *found.reasons]


def _hasil(unit: str, year: int) -> str:
    if year not in YEARS:
        abort(404)
    return url_for("desk.hasil.year", unit=unit, year=year)


def _answer(
    form: EditForm,
    act: Callable[[], None],
    back: str,
    title: str,
    about: str,
    intro: list[str] | None = None,
) -> Answer:
    status = 200
    if form.is_submitted():
        failed = attempt(form, act)
        if failed is None:
            flash("Tersimpan, dengan nama Anda pada catatan audit.")
            return redirect(back, 303)
        status = failed
    shown: dict[str, Any] = {"title": title, "about": about, "send": "Simpan", "back": back}
    shown["intro"] = intro or []
    return page(form, status, crumbs=desk.crumbs(), **shown)
