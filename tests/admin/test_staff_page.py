"""Staff and roles at the desk: within reach, with links shown once, never one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, make_place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

INVITED = {"email": "Yohanes@TTS.go.id", "name": "Yohanes Tefa", "role": "petugas-loket"}


@pytest.fixture
def officer(app: Flask, place: Place) -> Actor:
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    return desk.make_staff(app, [grant], name="Dina Officer", email="dina@contoh.go.id")


def actions(app: Flask) -> list[str]:
    return [one["action"] for one in rows(app, "audit_records")]


def test_an_invitation_is_shown_once_and_opens_an_account(
    app: Flask, head: desk.Window, place: Place
) -> None:
    head.get("/admin/pegawai/undang")
    answer = head.post("/admin/pegawai/undang", 200, **INVITED, place=f"unit:{place.unit}")
    [link] = [one.text.strip() for one in Page(answer).find("//textarea[@id='link']")]
    assert link.startswith("http://localhost/admin/")
    path = link.removeprefix("http://localhost")
    assert "Location" not in answer.headers, "not in an address"
    assert path not in head.get("/admin/pegawai").text
    assert desk.Window(app).get(path).status == 200
    assert "yohanes@tts.go.id" in head.get(f"/admin/pegawai/unit/{place.unit}").seen


def test_a_refused_invitation_keeps_what_was_typed(
    app: Flask, head: desk.Window, place: Place
) -> None:
    head.get("/admin/pegawai/undang")
    page = Page(head.post("/admin/pegawai/undang", 422, **{**INVITED, "email": "bukan"}, place=""))
    assert page.find("//input[@name='name']/@value") == ["Yohanes Tefa"]
    assert page.problems()
    page = Page(
        head.post("/admin/pegawai/undang", 422, email="a@b.id", name="Ani", role="", place="")
    )
    assert page.problems() == ["Pilih perannya.", "Pilih tempatnya."]


def test_a_head_hands_out_small_roles_of_the_own_unit(
    app: Flask, head: desk.Window, place: Place
) -> None:
    make_place(app, "dukcapil-alor", point="0000CCCC", instansi="pemkab-alor")
    page = head.get("/admin/pegawai/undang")
    assert page.find("//select[@name='role']/option/@value") == [
        "", "petugas-pengaduan", "verifikator", "petugas-loket",
    ]  # fmt: skip
    assert page.find("//select[@name='place']/option/@value") == ["", f"unit:{place.unit}"]
    before = len(rows(app, "staff"))
    for change in ({"role": "admin-instansi"}, {"place": "unit:dukcapil-alor"}):
        head.post("/admin/pegawai/undang", 422, **{**INVITED, "place": "", **change})
    assert len(rows(app, "staff")) == before


def test_a_role_is_given_and_ended(
    app: Flask, head: desk.Window, place: Place, officer: Actor
) -> None:
    address = f"/admin/pegawai/{officer.code}/peran"
    head.get(address)
    shown = head.follow(address, role="verifikator", place=f"unit:{place.unit}")
    assert "Verifikator depan" in shown.seen
    grant = shown.find("//input[@name='grant']/@value")[-1]
    head.post(f"/admin/pegawai/{officer.code}/akhiri-peran", grant=str(grant))
    assert "Verifikator depan" not in head.get(f"/admin/pegawai/{officer.code}").seen
    assert {"beri-peran", "akhiri-peran"} <= set(actions(app))


def test_an_account_is_shut_with_a_reason_and_opened_again(
    app: Flask, head: desk.Window, officer: Actor
) -> None:
    address = f"/admin/pegawai/{officer.code}/nonaktif"
    head.get(address)
    head.post(address, 422, reason="")
    assert "dinonaktifkan" in head.follow(address, reason="pindah tugas ke Alor").seen
    head.post(f"/admin/pegawai/{officer.code}/aktif")
    [row] = [one for one in rows(app, "staff") if one["code"] == officer.code]
    assert row["disabled_at"] is None


def test_nobody_changes_the_own_roles(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    who = desk.sign_in(window.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    page = window.get(f"/admin/pegawai/{who.code}")
    assert "Ini Anda" in page.seen
    assert page.find("//main//form") == []


def test_people_and_roles_elsewhere_are_not_there(
    app: Flask, head: desk.Window, place: Place
) -> None:
    other = make_place(
        app, "dukcapil-alor", point="0000CCCC", name="Dukcapil Alor", instansi="pemkab-alor"
    )
    away = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, other.unit_id)], name="Orang Alor")
    both = [Grant(Role.ZI_TEAM, Level.UNIT, one.unit_id) for one in (place, other)]
    shared = desk.make_staff(app, both, name="Orang Bersama")
    listed = head.get("/admin/pegawai")
    assert "Orang Alor" not in listed.seen
    assert "Orang Bersama" in listed.seen
    assert "Dukcapil Alor" not in listed.seen
    assert head.raw(f"/admin/pegawai/{away.code}").status_code == 404
    page = head.get(f"/admin/pegawai/{shared.code}")
    assert "Dukcapil Alor" not in page.seen
    assert "Nonaktifkan" not in page.seen, "a role elsewhere is not the head's to shut out"


def test_looking_at_people_is_recorded(app: Flask, head: desk.Window, officer: Actor) -> None:
    head.get("/admin/pegawai")
    head.get(f"/admin/pegawai/{officer.code}")
    found = [
        one["object_id"] for one in rows(app, "audit_records") if one["action"] == "lihat-pegawai"
    ]
    assert found == ["", officer.code]
