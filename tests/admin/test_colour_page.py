"""An office chooses its colour and sees at once what becomes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

EDIT = "/admin/instansi/pemkot-kupang/ubah"
SAMPLE = "//section[contains(@class, 'contoh')]"


@pytest.fixture
def admin(app: Flask, place: Place) -> desk.Window:
    """Who looks after the installation."""
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    return window


def save(window: desk.Window, colour: str, version: str) -> Page:
    window.get(EDIT)
    return window.follow(EDIT, version=version, name="Pemkot Kupang", website="", colour=colour)


def colour(app: Flask) -> object:
    return rows(app, "instansi")[0]["colour"]


def test_a_chosen_colour_is_shown_as_it_will_be_read(app: Flask, admin: desk.Window) -> None:
    assert admin.get(EDIT).find(SAMPLE) == []
    page = save(admin, "FFFF00", "1")
    assert colour(app) == "#ffff00"
    [sample] = page.find(SAMPLE)
    told = "".join(sample.itertext())
    assert "#ffff00 dipakai pada garis" in told
    assert "memakai #717100" in told
    assert "5,1 banding 1" in told
    [sheet] = [one for one in page.links() if one.startswith("/warna/")]
    answer = admin.raw(sheet)
    assert answer.status_code == 200
    assert answer.text.startswith(".contoh{;--brand:#ffff00;--accent:#717100;")
    # The desk itself stays in the house's colours.
    assert [one for one in page.links() if one.startswith("/static/desk.")]


def test_a_colour_dark_enough_is_told_to_be_used_as_it_is(app: Flask, admin: desk.Window) -> None:
    [sample] = save(admin, "#800000", "1").find(SAMPLE)
    assert "memakai #800000. Tulisannya terbaca: kontras 10,9 banding 1" in "".join(
        sample.itertext()
    )


def test_empty_is_the_houses_blue_again(app: Flask, admin: desk.Window) -> None:
    save(admin, "#800000", "1")
    assert save(admin, "", "2").find(SAMPLE) == []
    assert colour(app) is None


def test_the_change_stands_in_the_audit_trail(app: Flask, admin: desk.Window) -> None:
    save(admin, "#800000", "1")
    [entry] = [one for one in rows(app, "audit_records") if one["action"] == "ubah-instansi"]
    details = entry["details"]
    told = json.loads(details) if isinstance(details, str) else details
    assert told["colour"] == [None, "#800000"]


def test_no_colour_is_refused_beside_its_field_and_nothing_typed_is_lost(
    app: Flask, admin: desk.Window
) -> None:
    admin.get(EDIT)
    answer = admin.post(
        EDIT, 422, version="1", name="Pemkot Kupang", website="", colour="biru muda"
    )
    page = Page(answer)
    assert page.problems() == ["Tulis warna dengan enam angka heksadesimal, misalnya #1e88e5."]
    assert page.find("//input[@name='colour']/@value") == ["biru muda"]
    assert page.find("//input[@name='colour']/@aria-invalid") == ["true"]
    assert colour(app) is None


def test_an_instansi_may_begin_with_a_colour(app: Flask, admin: desk.Window) -> None:
    admin.get("/admin/instansi/baru")
    admin.post("/admin/instansi/baru", 303, name="Pemprov Jawa Barat", colour="#1E88E5")
    assert [one["colour"] for one in rows(app, "instansi") if "Jawa Barat" in one["name"]] == [
        "#1e88e5"
    ]
