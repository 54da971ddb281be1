"""Settings of a unit or of the installation: each with its sentence, its origin, who changed it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField, StringField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.refusal import Refusal
from kiosk.domain.stale import StaleEdit
from kiosk.flows.place.change_setting import (
    ABOVE,
    DEFAULT,
    HERE,
    WHOLE,
    ShownSetting,
    change_setting,
    show_settings,
)
from kiosk.flows.place.edit_unit import open_unit

bp = Blueprint("settings", __name__)
OWN, INHERIT = "sendiri", "ikut"
UNSET = "\u2400"
"""Stands in the form for no own value: an empty one could be a value."""


class SettingForm(EditForm):
    opened = HiddenField()
    way = RadioField("Nilai")
    value = StringField("Nilai sendiri")


@bp.get("/pengaturan")
@access.needs(Action.SEE_SETTINGS, "instalasi")
def whole() -> str:
    return _listed(None)


@bp.get("/pengaturan/unit/<unit>")
@access.needs(Action.SEE_SETTINGS, "unit")
def of_unit(unit: str) -> str:
    return _listed(unit)


@bp.route("/pengaturan/<name>", methods=["GET", "POST"])
@access.needs(Action.EDIT_SETTINGS, "instalasi")
def change_whole(name: str) -> Answer:
    return _changed(None, name)


@bp.route("/pengaturan/unit/<unit>/<name>", methods=["GET", "POST"])
@access.needs(Action.EDIT_SETTINGS, "unit")
def change(unit: str, name: str) -> Answer:
    return _changed(unit, name)


def _listed(unit: str | None) -> str:
    may_edit = access.actor().may(Action.EDIT_SETTINGS, access.spot())
    found = show_settings(access.actor(), unit)
    return render_template(
        "desk/settings.html",
        about=open_unit(unit).name if unit else "Seluruh instalasi",
        settings=[_shown(one, unit, may_edit) for one in found],
        crumbs=desk.crumbs() if unit else [],
        tabs=desk.tabs(unit, "", "desk.settings.of_unit") if unit else [],
    )


def _shown(one: ShownSetting, unit: str | None, may_edit: bool) -> dict[str, Any]:
    return {
        "name": one.setting.name,
        "sentence": one.setting.sentence,
        "allowed": one.setting.allowed,
        "value": one.value,
        "default": one.setting.default,
        "origin": _origin(one),
        "changed_at": desk.moment(one.changed_at) if one.changed_at else None,
        "changed_by": one.changed_by or ("operator" if one.changed_at else None),
        "edit_url": _address(unit, one.setting.name) if may_edit else None,
    }


def _origin(one: ShownSetting) -> str:
    words = {
        DEFAULT: "nilai baku",
        HERE: "diatur di sini",
        ABOVE: f"dari {one.giver}",
        WHOLE: "dari pengaturan instalasi",
    }
    return words[one.origin]


def _address(unit: str | None, name: str | None = None) -> str:
    if unit is None:
        return url_for(".change_whole", name=name) if name else url_for(".whole")
    return url_for(".change", unit=unit, name=name) if name else url_for(".of_unit", unit=unit)


def _changed(unit: str | None, name: str) -> Answer:
    found = {one.setting.name: one for one in show_settings(access.actor(), unit)}
    if name not in found:
        abort(404)
    one, status = found[name], 200
    form = _form(one)
    if form.is_submitted():
        failed = attempt(form, lambda: _change(unit, name, form))
        if failed is None:
            flash("Pengaturan tersimpan.")
            return _to(_address(unit))
        status = failed
    where = open_unit(unit).name if unit else "Seluruh instalasi"
    intro = [one.setting.sentence, f"Isi dengan {one.setting.allowed}."]
    words = {"title": f"Ubah {name}", "send": "Simpan", "about": where, "intro": intro}
    back = _address(unit)
    return page(form, status, **words, back=back, crumbs=[("Pengaturan", back)])


def _to(address: str) -> Response:
    return redirect(address, 303)


def _form(one: ShownSetting) -> SettingForm:
    opened = UNSET if one.own is None else one.own
    way = INHERIT if one.own is None else OWN
    form = SettingForm(data={"opened": opened, "way": way, "value": one.own or ""})
    form.way.choices = choices(
        [(INHERIT, f"Ikut yang di atas: {one.inherited}"), (OWN, "Atur sendiri")]
    )
    return form


def _wanted(form: SettingForm, opened: str | None) -> str | None:
    """None: what is inherited. A value typed beside that choice is never dropped in silence."""
    typed = (form.value.data or "").strip()
    if form.way.data == OWN:
        return typed
    if typed and typed != opened:
        raise InvalidEntry({"way": "Anda menulis nilai sendiri: pilih Atur sendiri, atau hapus."})
    return None


def _change(unit: str | None, name: str, form: SettingForm) -> None:
    opened = None if form.opened.data == UNSET else form.opened.data
    try:
        change_setting(access.actor(), unit, name, _wanted(form, opened), opened, clock.now())
    except StaleEdit as stale:
        theirs = stale.theirs["value"]
        form.opened.data = UNSET if theirs is None else str(theirs)
        raise
    except Refusal as why:
        raise InvalidEntry({"value": str(why)}) from why
