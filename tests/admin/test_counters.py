"""Counters at the desk: added, narrowed, closed and opened again under the same code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.place.code import ALPHABET, LENGTH
from tests import desk
from tests.factories import Place, make_place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask


def test_several_counters_get_codes_of_their_own(
    app: Flask, head: desk.Window, place: Place
) -> None:
    address = f"/admin/loket/{place.unit}/tambah"
    head.get(address)
    shown = head.follow(address, points="Loket 1\nLoket 2\nMeja informasi")
    codes = [one["code"] for one in rows(app, "points") if one["code"] != place.point]
    assert len(set(codes)) == 3
    assert all(len(one) == LENGTH and set(one) <= set(ALPHABET) for one in codes)
    assert all(f"{one[:4]}-{one[4:]}" in shown.seen for one in codes)


def test_a_counter_is_narrowed_to_some_services(
    app: Flask, head: desk.Window, place: Place
) -> None:
    address = f"/admin/titik/{place.point}/ubah"
    page = head.get(address)
    assert page.find("//input[@name='services']/@checked") == []
    shown = head.follow(address, version="1", name="Loket KTP", services="ktp")
    assert "Perekaman KTP-el" in shown.seen
    assert "Kartu Keluarga" not in shown.seen
    page = head.get(address)
    assert page.find("//input[@name='services'][@checked]/@value") == ["ktp"]
    page = Page(head.post(address, 422, version="2", name="Loket KTP", services="lain"))
    assert page.problems()


def test_the_printed_qr_of_a_closed_counter_helps(
    app: Flask, head: desk.Window, place: Place
) -> None:
    address = f"/admin/titik/{place.point}/tutup"
    head.get(address)
    head.post(address, 422, reason="")
    shown = head.follow(address, reason="loket dibongkar")
    assert "Buka lagi" in shown.seen
    citizen = head.raw(f"/s/{place.point}")
    assert citizen.status_code == 410
    assert "Ke halaman depan" in citizen.text
    head.post(f"/admin/titik/{place.point}/buka")
    assert head.raw(f"/s/{place.point}").status_code == 200


def test_a_counter_out_of_reach_answers_as_an_unknown_one(
    app: Flask, head: desk.Window, place: Place
) -> None:
    other = make_place(app, "dukcapil-alor", point="0000CCCC", instansi="pemkab-alor")
    head.get(f"/admin/loket/{place.unit}")
    for page in ("ubah", "tutup"):
        found = [head.raw(f"/admin/titik/{code}/{page}") for code in (other.point, "ZZZZZZZZ")]
        assert [one.status_code for one in found] == [404, 404]
        assert found[0].text.replace(other.point, "ZZZZZZZZ") == found[1].text
    assert head.raw(f"/admin/qr/{other.point}.svg").status_code == 404
    answer = head.raw(
        f"/admin/titik/{other.point}/buka", "POST", data={"csrf_token": desk.csrf(app)}
    )
    assert answer.status_code == 404


def test_a_counter_officer_sees_and_prints_but_changes_nothing(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    page = window.get(f"/admin/loket/{place.unit}")
    assert "Cetak poster" in page.seen
    assert not {"Ubah", "Tutup", "Tambah loket"} & set(page.find("//main//a/text()"))
    assert window.raw(f"/admin/titik/{place.point}/ubah").status_code == 404
    assert window.raw(f"/admin/loket/{place.unit}/tambah").status_code == 404
