"""Tablets of a unit's counters: how they are, making one known, renaming and revoking it; and what
they sent that could not be taken in yet."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from admin import access, desk, tablet_words
from admin.editing import Answer, EditForm, attempt, page
from kiosk import clock, qr
from kiosk.domain.people.policy import Action
from kiosk.domain.place.code import spoken
from kiosk.domain.place.device import CODE_LIFE, LONGEST_NAME, UnknownDevice
from kiosk.domain.place.tablet_watch import Tablet, reason_in_words
from kiosk.flows.place.list_devices import Counter, ParkedItem, list_devices
from kiosk.flows.place.make_device_code import DeviceCode, make_device_code
from kiosk.flows.place.open_point import open_point
from kiosk.flows.place.rename_device import Standing, open_device, rename_device
from kiosk.flows.place.revoke_device import revoke_device
from kiosk.flows.survey.settle_parked import settle_parked
from kiosk.fronts.house import house
from kiosk.i18n import number
from kiosk.paper import poster

bp = Blueprint("devices", __name__)
MOST = {"maxlength": LONGEST_NAME}


class NewDeviceForm(EditForm):
    name = StringField(
        "Nama tablet",
        description="Agar dikenali di daftar, misalnya Tablet depan.",
        render_kw=MOST,
    )


class DeviceForm(EditForm):
    before = HiddenField()
    name = StringField("Nama tablet", render_kw=MOST)


@bp.get("/tablet/<unit>")
@access.needs(Action.SEE_DEVICES, "unit")
def listed(unit: str) -> str:
    return _page(unit)


def _page(unit: str, error: str | None = None) -> str:
    found = list_devices(unit, clock.now())
    may_keep = access.actor().may(Action.KEEP_DEVICES, access.spot())
    return render_template(
        "desk/devices.html",
        unit=found.unit,
        counters=[_counter(one, unit, may_keep) for one in found.counters],
        parked=[_parked(one, may_keep) for one in found.parked],
        any_tablet=bool(found.tablets),
        may_keep=may_keep,
        points_url=url_for("desk.points.listed", unit=unit),
        error=error,
        form=EditForm(),
        crumbs=[*desk.crumbs(), ("Loket dan QR", url_for("desk.points.listed", unit=unit))],
        tabs=[],
    )


def _counter(one: Counter, unit: str, may_keep: bool) -> dict[str, Any]:
    there = [tablet for tablet in one.tablets if tablet.revoked_at is None]
    return {
        "name": one.name,
        "unit": one.unit.name if one.unit.code != unit else None,
        "takes": one.takes,
        "tablets": [_tablet(tablet, one, may_keep) for tablet in there],
        "revoked": [_revoked(tablet, one) for tablet in one.tablets if tablet.revoked_at],
        "add_url": url_for(".make", point=one.code) if may_keep and one.takes else None,
    }


def _tablet(one: Tablet, counter: Counter, may_keep: bool) -> dict[str, Any]:
    zone, told = counter.unit.timezone, one.condition
    beside = [tablet_words.battery(told), tablet_words.clock(told)]
    acts = {"edit_url": ".change", "revoke_url": ".revoke"}
    return {
        "name": one.name,
        "seen": tablet_words.seen(told, zone, clock.now()),
        "beside": " · ".join(words for words in beside if words),
        "marks": [tablet_words.MARKS[which] for which in one.troubles],
        **{
            name: url_for(end, point=counter.code, device=one.id) if may_keep else None
            for name, end in acts.items()
        },
    }


def _revoked(one: Tablet, counter: Counter) -> dict[str, Any]:
    return {"name": one.name, "day": desk.day(one.revoked_at, counter.unit.timezone)}


def _parked(one: ParkedItem, may_keep: bool) -> dict[str, Any]:
    zone, now, point = one.unit.timezone, clock.now(), one.tablet.point_code
    return {
        "number": one.id,
        "where": f"{one.tablet.point_name}, {one.tablet.name}",
        "pressed": None if one.guessed else tablet_words.when(one.pressed_at, zone, now),
        "received": tablet_words.when(one.received_at, zone, now),
        "reason": reason_in_words(one.reason),
        "again_url": url_for(".again", point=point, item=one.id) if may_keep else None,
    }


@bp.route("/titik/<point>/tablet", methods=["GET", "POST"])
@access.needs(Action.KEEP_DEVICES, "point")
def make(point: str) -> Answer:
    """The code is in this one answer and nowhere else; another may be made at any time."""
    counter, form, status = open_point(point, clock.now()).point, NewDeviceForm(), 200
    made: list[DeviceCode] = []
    if form.is_submitted():
        failed = attempt(form, lambda: made.append(_make(point, form.name.data or "")))
        if failed is None:
            return _code(made[0])
        status = failed
    intro = [
        "Anda mendapat kode sekali pakai. Kode itu diketik pada tablet, di halaman loket ini.",
    ]
    words = {"title": "Daftarkan tablet", "send": "Buat kode", "about": counter.name}
    return page(form, status, intro=intro, **words, **_around(counter.unit.code))


def _make(point: str, name: str) -> DeviceCode:
    return make_device_code(access.actor().id, point, name, clock.now())


def _around(unit: str) -> dict[str, Any]:
    back = url_for(".listed", unit=unit)
    return {"back": back, "crumbs": [*desk.crumbs(), ("Tablet", back)]}


def _code(made: DeviceCode) -> str:
    point, opened = made.point, address(made.point.code)
    return render_template(
        "desk/device_code.html",
        point=point,
        name=made.name,
        code=spoken(made.code),
        until=tablet_words.when(made.expires_at, point.unit.zone, clock.now()),
        minutes=number(int(CODE_LIFE.total_seconds()) // 60),
        address=opened.partition("://")[2],
        drawing=qr.drawing(opened),
        is_public=poster.is_public(current_app.config["KIOSK"].public_url),
        is_open_line=opened.startswith("http://"),
        tabs=[],
        **_around(point.unit.code),
    )


def address(code: str) -> str:
    """What is opened on the tablet."""
    public = current_app.config["KIOSK"].public_url or request.url_root.rstrip("/")
    return f"{public}/k/{code}"


@bp.route("/titik/<point>/tablet/<int:device>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_DEVICES, "point")
def change(point: str, device: int) -> Answer:
    found = _open(point, device)
    form, status = DeviceForm(data={"before": found.name, "name": found.name}), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _change(found, form))
        if failed is None:
            flash("Perubahan tersimpan.")
            return redirect(url_for(".listed", unit=found.point.unit.code), 303)
        # Looked at once more, it is saved on top of what is there now.
        form.before.data, status = _open(point, device).name, failed
    words = {"title": "Ubah nama tablet", "send": "Simpan", "about": _about(found)}
    return page(form, status, **words, **_around(found.point.unit.code))


def _change(found: Standing, form: DeviceForm) -> None:
    before, name = form.before.data or "", form.name.data or ""
    rename_device(access.actor(), found.point.code, found.id, before, name, clock.now())


@bp.route("/titik/<point>/tablet/<int:device>/cabut", methods=["GET", "POST"])
@access.needs(Action.KEEP_DEVICES, "point")
def revoke(point: str, device: int) -> Answer:
    found, form, status = _open(point, device), EditForm(), 200
    unit = found.point.unit.code
    if form.is_submitted():
        failed = attempt(form, lambda: _revoke(found))
        if failed is None:
            flash("Tablet dicabut. Tablet itu mengetahuinya dalam satu menit bila tersambung.")
            return redirect(url_for(".listed", unit=unit), 303)
        status = failed
    words = {"title": "Cabut tablet", "send": "Cabut tablet", "about": _about(found)}
    return page(form, status, intro=_warning(found), danger=True, **words, **_around(unit))


def _revoke(found: Standing) -> None:
    revoke_device(access.actor().id, found.point.code, found.id, clock.now())


def _warning(found: Standing) -> list[str]:
    told = [
        "Tablet ini tidak dapat dipakai lagi di loket. Pencabutan tidak dapat dibatalkan; tablet "
        "yang sama dapat didaftarkan lagi dengan kode baru.",
        "Jawaban yang sudah masuk tidak berubah.",
    ]
    if found.waiting:
        told.append(
            f"Pada kabar terakhirnya {number(found.waiting)} kiriman masih menunggu di tablet. "
            "Sambungkan dahulu ke jaringan sampai semuanya terkirim; sesudah dicabut, kiriman itu "
            "hanya masuk bila tablet ini didaftarkan lagi di loket yang sama."
        )
    return told


def _open(point: str, device: int) -> Standing:
    try:
        return open_device(point, device)
    except UnknownDevice:
        abort(404)


def _about(found: Standing) -> str:
    return f"{found.name} · {found.point.name}"


@bp.post("/titik/<point>/titipan/<int:item>/coba")
@access.needs(Action.KEEP_DEVICES, "point")
def again(point: str, item: int) -> Response | tuple[str, int]:
    """Delivered as of when it was pressed; nobody is shown what it says."""
    unit, form = open_point(point, clock.now()).point.unit.code, EditForm()
    failed = attempt(form, lambda: _settle(point, item))
    if failed is not None:
        return _page(unit, desk.first(form.faults)), failed
    flash("Kiriman sudah masuk, dengan waktu saat diisi.")
    return redirect(url_for(".listed", unit=unit), 303)


def _settle(point: str, item: int) -> None:
    settle_parked(access.actor().id, point, item, house(), clock.now())
