"""Staff and their roles: listed, invited, given a role, relieved of it, shut out, let in again."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.guest import MOST_DAYS, InvalidEnd, TypedEnd
from kiosk.domain.people.invitation import InvalidEmail, InvalidName, TakenEmail
from kiosk.domain.people.policy import Action, Level, Role
from kiosk.domain.people.staffing import WrongLevel
from kiosk.domain.place import edit
from kiosk.domain.place.edit import InvalidEntry
from kiosk.flows.people.change_end import change_end
from kiosk.flows.people.disable_staff import disable_staff, enable_staff
from kiosk.flows.people.end_role import end_role
from kiosk.flows.people.grant_role import grant_role
from kiosk.flows.people.invite_staff import Invitation, invite_again, invite_staff
from kiosk.flows.people.list_staff import (
    DISABLED,
    INVITED,
    ListedPerson,
    appointments,
    list_staff,
    show_person,
)
from kiosk.flows.people.make_link import return_link
from kiosk.flows.place.edit_unit import open_unit
from kiosk.i18n import day_text

bp = Blueprint("staff", __name__)
INDENT = "\u2003"
FIELDS = {
    InvalidEmail: "email",
    TakenEmail: "email",
    InvalidName: "name",
    WrongLevel: "place",
    InvalidEnd: "until",
}
"""Which field a refusal is about."""
UNTIL = (
    f"Wajib untuk penilai dan pemantau, paling lama {MOST_DAYS} hari; yang memberi peran "
    "diingatkan seminggu sebelumnya. Kosongkan bila peran ini tidak berbatas waktu."
)


def _until() -> StringField:
    return StringField("Berlaku sampai", description=UNTIL, widget=DateInput())


class RoleForm(EditForm):
    role = SelectField("Peran")
    place = SelectField("Untuk", description="Berlaku di sana dan semua unit di bawahnya.")
    until = _until()


class InviteForm(EditForm):
    email = StringField("Alamat surel", description="Untuk masuk. Satu orang satu alamat.")
    name = StringField("Nama", description="Nama dan gelar, seperti di surat dinas.")
    role = SelectField("Peran")
    place = SelectField("Untuk", description="Berlaku di sana dan semua unit di bawahnya.")
    until = _until()


class UntilForm(EditForm):
    until = _until()


class EndForm(EditForm):
    grant = HiddenField()


class WhyForm(EditForm):
    reason = TextAreaField("Alasan", description="Masuk catatan audit.", render_kw={"rows": 3})


@bp.get("/pegawai")
@access.needs(Action.SEE_STAFF)
def listed() -> str:
    return _listed(None)


@bp.get("/pegawai/unit/<unit>")
@access.needs(Action.SEE_STAFF, "unit")
def of_unit(unit: str) -> str:
    return _listed(unit)


def _listed(unit: str | None) -> str:
    actor = access.actor()
    people = list_staff(actor, unit, clock.now())
    place = f"unit:{unit}" if unit else None
    return render_template(
        "desk/staff.html",
        about=open_unit(unit).name if unit else None,
        people=[_shown(one) for one in people],
        invite_url=url_for(".invite", untuk=place) if _may_edit() else None,
        crumbs=desk.crumbs() if unit else [],
        tabs=desk.tabs(unit, "", "desk.staff.of_unit") if unit else [],
    )


def _may_edit() -> bool:
    return access.actor().may_anywhere(Action.EDIT_STAFF)


def _shown(one: ListedPerson) -> dict[str, Any]:
    return {
        "name": one.name,
        "email": one.email,
        "state": one.state,
        "is_self": one.is_self,
        "second": one.has_second_factor,
        "url": url_for(".person", staff=one.code),
        "roles": [
            {
                "number": role.number,
                "label": role.role.label,
                "place": role.place,
                "since": desk.moment(role.since).rpartition(" ")[0].rpartition(" ")[0],
                "until": day_text(role.last_day) if role.last_day else None,
                "may_end": role.may_end,
                "until_url": url_for(".until", staff=one.code, grant=role.number),
            }
            for role in one.roles
        ],
    }


@bp.get("/pegawai/<staff>")
@access.needs(Action.SEE_STAFF, "staff")
def person(staff: str) -> str:
    found = show_person(access.actor(), staff, clock.now())
    return render_template(
        "desk/person.html",
        p=_shown(found),
        acts=_acts(found),
        end_url=url_for(".end", staff=staff),
        form=EndForm(),
        crumbs=[("Pegawai", url_for(".listed"))],
        tabs=[],
    )


def _acts(found: ListedPerson) -> dict[str, str | None]:
    """Addresses of what may be done with this person by whoever looks."""
    whole, disabled = found.whole, found.state == DISABLED
    invited = found.state == INVITED
    offered = {
        "grant": _may_edit() and not found.is_self and not disabled,
        "again": whole and invited,
        "link": whole and not disabled and not invited,
        "disable": whole and not disabled,
        "enable": whole and disabled,
    }
    return {
        name: url_for(f".{name}", staff=found.code) if is_on else None
        for name, is_on in offered.items()
    }


@bp.route("/pegawai/undang", methods=["GET", "POST"])
@access.needs(Action.EDIT_STAFF)
@access.fresh
def invite() -> Answer:
    form, status = InviteForm(place=request.args.get("untuk")), 200
    _offer(form)
    made: list[Invitation] = []
    if form.is_submitted():
        failed = attempt(form, lambda: made.append(_invite(form)))
        if failed is None:
            return _link(made[0], f"Undangan untuk {form.email.data}")
        status = failed
    back = url_for(".listed")
    words = {"title": "Undang pegawai", "send": "Buat undangan", "crumbs": [("Pegawai", back)]}
    return page(form, status, back=back, **words)


def _offer(form: Any) -> None:
    offered = appointments(access.actor())
    form.role.choices = choices(
        [("", "Pilih peran"), *((one.value, one.label) for one in offered.roles)]
    )
    form.place.choices = choices(
        [
            ("", "Pilih tempat"),
            *((value, INDENT * depth + name) for value, name, depth in offered.places),
        ]
    )


def _invite(form: InviteForm) -> Invitation:
    role, level, code = _appointed(form)
    email, name = form.email.data or "", form.name.data or ""
    try:
        return invite_staff(
            access.actor(), email, name, role, level, code, clock.now(), _typed_end(form)
        )
    except tuple(FIELDS) as why:
        raise InvalidEntry({FIELDS[type(why)]: str(why)}) from why


def _appointed(form: Any) -> tuple[Role, Level, str]:
    level, _, code = form.place.data.partition(":")
    wrong = {} if form.role.data else {"role": "Pilih perannya."}
    wrong |= {} if level else {"place": "Pilih tempatnya."}
    if wrong:
        raise InvalidEntry(wrong)
    return Role(form.role.data), Level(level), code


def _typed_end(form: Any) -> TypedEnd:
    return TypedEnd(form.until.data or "", desk.zone())


def _link(made: Invitation, title: str) -> Answer:
    """The link is in this one answer and nowhere else: not in the address, not in the session."""
    if made.path is None:
        flash("Pegawai ini sudah punya kata sandi; perannya langsung berlaku.")
        return redirect(url_for(".person", staff=made.staff_code), 303)
    return _shown_once(made.path, title, made.staff_code)


def _shown_once(path: str, title: str, staff_code: str) -> str:
    public = current_app.config["KIOSK"].public_url or request.host_url.rstrip("/")
    return render_template(
        "desk/link.html",
        title=title,
        link=public + path,
        back=url_for(".person", staff=staff_code),
        crumbs=[("Pegawai", url_for(".listed"))],
        tabs=[],
    )


@bp.route("/pegawai/<staff>/peran", methods=["GET", "POST"])
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def grant(staff: str) -> Answer:
    form, status = RoleForm(), 200
    _offer(form)
    if form.is_submitted():
        failed = attempt(form, lambda: _grant(staff, form))
        if failed is None:
            flash("Peran diberikan; berlaku sejak sekarang.")
            return redirect(url_for(".person", staff=staff), 303)
        status = failed
    return page(form, status, title="Beri peran", send="Beri peran", **_around(staff))


def _grant(staff: str, form: RoleForm) -> None:
    role, level, code = _appointed(form)
    try:
        grant_role(access.actor(), staff, role, level, code, clock.now(), _typed_end(form))
    except (WrongLevel, InvalidEnd) as why:
        raise InvalidEntry({FIELDS[type(why)]: str(why)}) from why


def _around(staff: str) -> dict[str, Any]:
    found = show_person(access.actor(), staff, clock.now())
    back = url_for(".person", staff=staff)
    crumbs = [("Pegawai", url_for(".listed")), (found.name, back)]
    return {"about": found.name, "back": back, "crumbs": crumbs}


@bp.route("/pegawai/<staff>/peran/<int:grant>/sampai", methods=["GET", "POST"])
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def until(staff: str, grant: int) -> Answer:
    """A later end, an earlier one, or none: the old one stays in the audit record."""
    shown = show_person(access.actor(), staff, clock.now())
    role = next((one for one in shown.roles if one.number == grant and one.may_end), None)
    back = redirect(url_for(".person", staff=staff), 303)
    if role is None:
        flash("Peran itu sudah berakhir atau tidak dapat Anda ubah.")
        return back
    form, status = UntilForm(data={"until": str(role.last_day or "")}), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _change_end(staff, grant, form))
        if failed is None:
            flash("Tanggal berakhirnya diubah dan dicatat.")
            return back
        status = failed
    intro = [f"{role.role.label}, {role.place}."]
    words = {"title": "Ubah akhir peran", "send": "Simpan", "intro": intro}
    return page(form, status, **words, **_around(staff))


def _change_end(staff: str, grant: int, form: UntilForm) -> None:
    try:
        change_end(access.actor(), staff, grant, _typed_end(form), clock.now())
    except InvalidEnd as why:
        raise InvalidEntry({"until": str(why)}) from why


@bp.post("/pegawai/<staff>/akhiri-peran")
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def end(staff: str) -> Response:
    form = EndForm()
    number = desk.version(form.grant.data)
    failed = attempt(form, lambda: end_role(access.actor(), staff, number, clock.now()))
    flash("Peran diakhiri." if failed is None else desk.first(form.faults))
    return redirect(url_for(".listed"), 303)


@bp.route("/pegawai/<staff>/nonaktif", methods=["GET", "POST"])
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def disable(staff: str) -> Answer:
    form, status = WhyForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _disable(staff, form))
        if failed is None:
            flash("Akun dinonaktifkan dan semua sesinya diakhiri.")
            return redirect(url_for(".person", staff=staff), 303)
        status = failed
    intro = ["Orang ini langsung keluar dari semua perangkat. Perannya tetap tercatat."]
    words = {"title": "Nonaktifkan akun", "send": "Nonaktifkan", "intro": intro, "danger": True}
    return page(form, status, **words, **_around(staff))


def _disable(staff: str, form: WhyForm) -> None:
    disable_staff(access.actor(), staff, clock.now(), edit.reason(form.reason.data))


@bp.post("/pegawai/<staff>/aktif")
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def enable(staff: str) -> Response:
    form = EditForm()
    failed = attempt(form, lambda: enable_staff(access.actor(), staff, clock.now()))
    flash("Akun aktif lagi." if failed is None else desk.first(form.faults))
    return redirect(url_for(".person", staff=staff), 303)


@bp.post("/pegawai/<staff>/undang-ulang")
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def again(staff: str) -> Answer:
    form, made = EditForm(), []
    failed = attempt(form, lambda: made.append(invite_again(access.actor(), staff, clock.now())))
    if failed is not None:
        flash(desk.first(form.faults))
        return redirect(url_for(".person", staff=staff), 303)
    return _link(made[0], "Undangan baru")


@bp.post("/pegawai/<staff>/tautan")
@access.needs(Action.EDIT_STAFF, "staff")
@access.fresh
def link(staff: str) -> Answer:
    """For somebody who forgot the password: nobody ever chooses another's."""
    form, made = EditForm(), []
    failed = attempt(form, lambda: made.append(return_link(access.actor(), staff, clock.now())))
    if failed is not None:
        flash(desk.first(form.faults))
        return redirect(url_for(".person", staff=staff), 303)
    return _shown_once(made[0], "Tautan masuk lagi", staff)
