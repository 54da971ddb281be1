"""Targets of performance adopted from complaints, this year beside last year."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from wtforms import StringField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.board_text import plain, target_row
from kiosk.domain.zi.targets import Indicator, Target, read_target
from kiosk.flows.dossier import YEARS
from kiosk.flows.zi.adopt_targets import Adopted, adopt_targets, show_targets

bp = Blueprint("targets", __name__)
NAMES = {
    Indicator.HANDLED: "ditindaklanjuti",
    Indicator.ON_TIME: "tepat",
    Indicator.MEDIAN: "median",
}
"""Of the fields; each has a target, a mean to be held against, and where that mean stands."""


def _field(one: Indicator, what: str, why: str = "") -> Any:
    mode = {} if what.startswith("sumber") else {"inputmode": "decimal"}
    return StringField(f"{one.label}: {what}", description=why, render_kw=mode)


class TargetsForm(EditForm):
    ditindaklanjuti = _field(Indicator.HANDLED, "target (persen)", "Kosongkan bila tidak dipakai.")
    ditindaklanjuti_rata = _field(Indicator.HANDLED, "rata-rata nasional atau sejenis (persen)")
    ditindaklanjuti_sumber = _field(Indicator.HANDLED, "sumber rata-rata itu")
    tepat = _field(Indicator.ON_TIME, "target (persen)", "Kosongkan bila tidak dipakai.")
    tepat_rata = _field(Indicator.ON_TIME, "rata-rata nasional atau sejenis (persen)")
    tepat_sumber = _field(Indicator.ON_TIME, "sumber rata-rata itu")
    median = _field(
        Indicator.MEDIAN,
        "target (hari kerja)",
        "Kosongkan bila tidak dipakai. Makin kecil makin baik.",
    )
    median_rata = _field(Indicator.MEDIAN, "rata-rata nasional atau sejenis (hari kerja)")
    median_sumber = _field(Indicator.MEDIAN, "sumber rata-rata itu")


@bp.route("/zi/<unit>/<int:year>/target", methods=["GET", "POST"])
@access.needs(Action.ENTER_FIGURES, "unit")
def edit(unit: str, year: int) -> Answer:
    if year not in YEARS:
        abort(404)
    found = show_targets(unit, year, clock.now())
    form, status = TargetsForm(data=_kept(found)), 200
    back = url_for("desk.hasil.year", unit=unit, year=year)
    if form.is_submitted():
        failed = attempt(
            form,
            lambda: adopt_targets(access.actor(), unit, year, _wanted(form), clock.now()),
        )
        if failed is None:
            flash("Target tersimpan, dengan nama Anda pada catatan audit.")
            return redirect(back, 303)
        status = failed
    words = {"title": "Target kinerja dari pengaduan", "send": "Simpan", "back": back}
    about = f"{found.unit.name}, {year}"
    return page(form, status, **words, about=about, intro=_intro(found), crumbs=desk.crumbs())


def _kept(found: Adopted) -> dict[str, str]:
    values = {}
    for one in found.targets:
        name = NAMES[one.indicator]
        values[name] = plain(one.value)
        values[f"{name}_rata"] = "" if one.peer is None else plain(one.peer)
        values[f"{name}_sumber"] = one.peer_source
    return values


def _wanted(form: TargetsForm) -> list[Target]:
    read = (
        read_target(one, *((form[f"{name}{end}"].data or "") for end in ("", "_rata", "_sumber")))
        for one, name in NAMES.items()
    )
    return [one for one in read if one]


def _intro(found: Adopted) -> list[str]:
    rows = [target_row(one) for one in found.performance.achievements]
    return [
        "Angka pengaduan dihitung sistem dari laporan yang diterima unit ini dan unit di bawahnya, "
        "tanpa laporan terlindungi.",
        *(
            f"{row.label}: tahun ini {row.this}, tahun lalu {row.last} ({row.measure})."
            for row in rows
        ),
    ]
