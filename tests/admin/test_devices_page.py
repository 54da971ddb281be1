"""Tablets at the desk: how they are, a code told once, revoking, and what was set aside."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import transaction
from kiosk.store.place import edits, points, revision
from tests import desk, tablets
from tests.factories import NOW, Clock, Place, filled, kept, make_place, rows, snapshot
from tests.tickets import BODY, form

if TYPE_CHECKING:
    from flask import Flask

    from tests.web.page_client import Page

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def listed(window: desk.Window, place: Place) -> Page:
    return window.get(f"/admin/tablet/{place.unit}")


def seated(app: Flask, role: Role, place: Place) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)])
    return window


def test_where_no_tablet_is_the_page_says_what_to_do(
    app: Flask, head: desk.Window, place: Place
) -> None:
    assert f"/admin/tablet/{place.unit}" in head.get(f"/admin/loket/{place.unit}").links()
    page = listed(head, place)
    assert "Belum ada tablet" in page.seen
    assert f"/admin/titik/{place.point}/tablet" in page.links()
    officer = listed(seated(app, Role.COUNTER_OFFICER, place), place)
    assert "Kepala unit atau administrator instansi" in officer.seen
    assert not [one for one in officer.links() if one.startswith("/admin/titik/")]


def test_the_code_is_shown_once_and_makes_a_tablet_known(
    app: Flask, head: desk.Window, place: Place
) -> None:
    path = f"/admin/titik/{place.point}/tablet"
    head.get(path)
    shown = head.post(path, status=200, name="Tablet depan").get_data(as_text=True)
    [code] = set(CODE.findall(re.sub(r"<svg.*?</svg>", "", shown, flags=re.DOTALL)))
    assert f"/k/{place.point}" in shown
    assert "11.30 WITA" in shown
    assert tablets.use(app, place.point, code, NOW)
    again = listed(head, place)
    assert code not in again.text
    assert "0 menunggu, terakhir terlihat 11.00 WITA" in again.seen
    record = rows(app, "audit_records")[-2]
    assert (record["action"], code in repr(record)) == ("buat-kode-tablet", False)


def test_a_code_without_a_name_is_not_made(app: Flask, head: desk.Window, place: Place) -> None:
    path = f"/admin/titik/{place.point}/tablet"
    head.get(path)
    head.post(path, status=422, name=" ")
    assert rows(app, "device_codes") == []


def test_each_tablet_is_told_of_by_what_it_said_and_what_is_wrong(
    app: Flask, head: desk.Window, place: Place, clock: Clock
) -> None:
    key = tablets.enrol(app, place.point, NOW, "Tablet <kiri>")
    how = {"waiting": 1_212, "battery": 9, "charging": False, "behind": 7 * 60}
    tablets.beat(app, place.point, key, NOW, **how)
    page = listed(head, place)
    for shown in (
        "Tablet <kiri>", "1.212 menunggu, terakhir terlihat 11.00 WITA", "Baterai 9 %, tidak diisi",
        "Jam tablet terlambat 7 menit", "Banyak menunggu", "Baterai lemah", "Jam salah",
    ):  # fmt: skip
        assert shown in page.seen
    assert "Tidak ada kabar" not in page.seen
    clock.later(minutes=15)
    later = seated(app, Role.HEAD, place)
    assert "Tidak ada kabar" in listed(later, place).seen
    today = later.get("/admin/")
    assert "Tablet <kiri>: tidak ada kabar sejak 11.00 WITA; 1.212 menunggu dikirim;" in today.seen
    assert f"/admin/tablet/{place.unit}" in today.links()
    clock.later(days=1)
    later = seated(app, Role.HEAD, place)
    assert "terakhir terlihat 15 Oktober 2026 11.00 WITA" in listed(later, place).seen


def test_today_says_nothing_of_tablets_that_are_well_or_out_of_reach(
    app: Flask, head: desk.Window, place: Place, clock: Clock
) -> None:
    tablets.enrol(app, place.point, NOW, "Tablet kiri")
    other = make_place(app, "rsud", point="3C5D7E9F")
    tablets.enrol(app, other.point, NOW, "Tablet asing")
    assert "Tablet kiri" not in head.get("/admin/").seen
    clock.later(minutes=20)
    seen = seated(app, Role.HEAD, place).get("/admin/").seen
    assert "Tablet kiri" in seen
    assert "Tablet asing" not in seen


def test_revoking_asks_first_says_what_is_lost_and_is_done_once(
    app: Flask, head: desk.Window, place: Place
) -> None:
    key = tablets.enrol(app, place.point, NOW, "Tablet kiri")
    tablets.beat(app, place.point, key, NOW, waiting=12)
    [path] = [one for one in listed(head, place).links() if one.endswith("/cabut")]
    asked = head.get(path)
    assert "tidak dapat dibatalkan" in asked.seen
    assert "12 kiriman masih menunggu" in asked.seen
    page = head.follow(path)
    assert "Tablet dicabut." in page.seen
    assert "Yang dicabut (1)" in page.seen
    assert not [one for one in page.links() if one.endswith("/cabut")]
    before = snapshot(app)["devices"]
    head.get(path)
    head.post(path)
    assert snapshot(app)["devices"] == before


def test_a_new_name_is_saved_and_of_two_the_second_looks_again(
    app: Flask, head: desk.Window, place: Place
) -> None:
    tablets.enrol(app, place.point, NOW, "Tablet kiri")
    number = rows(app, "devices")[0]["id"]
    path = f"/admin/titik/{place.point}/tablet/{number}/ubah"
    [before] = head.get(path).find("//input[@name='before']/@value")
    assert "Tablet kanan" in head.follow(path, before=before, name="Tablet kanan").seen
    head.get(path)
    head.post(path, status=422, before="Tablet kiri", name="Tablet tengah")
    assert rows(app, "devices")[0]["name"] == "Tablet kanan"


def test_another_counters_tablet_is_not_found_under_this_one(
    app: Flask, head: desk.Window, place: Place
) -> None:
    below = make_place(app, "upt", point="2B4C6D8E", parent=place.unit_id)
    tablets.enrol(app, below.point, NOW)
    number = rows(app, "devices")[0]["id"]
    for act in ("ubah", "cabut"):
        head.get(f"/admin/titik/{place.point}/tablet/{number}/{act}", status=404)
        head.get(f"/admin/titik/{below.point}/tablet/{number}/{act}")
        head.get(f"/admin/titik/{below.point}/tablet/{2**70}/{act}", status=404)


@pytest.mark.parametrize("lane", ["nilai", "aduan"])
def test_an_item_set_aside_shows_no_word_of_it_and_goes_in_when_tried_again(
    app: Flask, head: desk.Window, place: Place, lane: str
) -> None:
    """Nor whether somebody rated or complained."""
    key = tablets.enrol(app, place.point, NOW)
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    fields = form() if lane == "aduan" else filled(2, saran=BODY)
    pressed = NOW - timedelta(hours=2)
    tablets.send(app, place.point, key, fields, NOW, pressed=pressed, lane=lane)
    page = listed(head, place)
    for shown in ("Kiriman tertahan (1)", "Diisi 09.00 WITA, diterima 11.00 WITA", "Buka loketnya"):
        assert shown in page.seen
    main = str(page.seen).partition("Kiriman tertahan (1)")[2].lower()
    assert not [one for one in (BODY[:20], "laporan", "aduan", "jawaban") if one.lower() in main]
    path = f"/admin/titik/{place.point}/titipan/{rows(app, 'parked_items')[0]['id']}/coba"
    assert "masih belum dapat masuk" in head.post(path, status=422).get_data(as_text=True)
    with app.app_context(), transaction():
        assert edits.mark_closed(edits.point(place.point), None)
        revision.move()
    assert "Kiriman sudah masuk" in head.follow(path).seen
    assert "Kiriman tertahan (" not in listed(head, place).seen
    assert len(kept(app)) + len(rows(app, "tickets")) == 1
    listed(head, place)
    head.post(path, status=422)


def test_an_officer_sees_what_waits_and_tries_nothing(
    app: Flask, place: Place, clock: Clock
) -> None:
    key = tablets.enrol(app, place.point, NOW)
    tablets.send(app, place.point, key, {"kunci": "x" * 20}, NOW)
    window = seated(app, Role.COUNTER_OFFICER, place)
    page = listed(window, place)
    assert "Kiriman tertahan (1)" in page.seen
    assert "Coba lagi" not in page.seen
