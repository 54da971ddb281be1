"""Every setting with its sentence, its origin and who changed it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.place.settings import SETTINGS
from tests import desk
from tests.factories import Place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

UNSET = "\u2400"


@pytest.fixture
def operator(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
    desk.sign_in(window.client, app, [grant], name="Ani Bana")
    return window


def test_every_setting_is_explained(operator: desk.Window) -> None:
    page = operator.get("/admin/pengaturan")
    for one in SETTINGS.values():
        assert one.name in page.seen
        assert one.sentence in page.seen
        assert one.allowed in page.seen


def test_what_holds_everywhere_is_not_set_for_a_unit(head: desk.Window, place: Place) -> None:
    page = head.get(f"/admin/pengaturan/unit/{place.unit}")
    assert "sesi-menganggur" not in page.seen
    assert head.raw(f"/admin/pengaturan/unit/{place.unit}/sesi-menganggur").status_code == 404


def test_a_setting_is_changed_and_given_back(
    app: Flask, head: desk.Window, operator: desk.Window, place: Place
) -> None:
    whole = "/admin/pengaturan/n-terkecil"
    operator.get(whole)
    operator.post(whole, opened=UNSET, way="sendiri", value="6")
    shown = head.get(f"/admin/pengaturan/unit/{place.unit}")
    assert "6 dari pengaturan instalasi diubah Ani Bana, 15 Oktober 2026 11.00 WITA" in shown.seen
    address = f"/admin/pengaturan/unit/{place.unit}/n-terkecil"
    head.get(address)
    assert "8 diatur di sini" in head.follow(address, opened=UNSET, way="sendiri", value="8").seen
    head.get(address)
    given_back = head.follow(address, opened="8", way="ikut", value="8")
    assert "6 dari pengaturan instalasi" in given_back.seen


@pytest.mark.parametrize(
    "typed", [{"way": "sendiri", "value": "abc"}, {"way": "ikut", "value": "9"}, {"way": "x"}]
)
def test_a_value_that_cannot_hold_is_refused_and_kept(
    app: Flask, head: desk.Window, place: Place, typed: dict[str, str]
) -> None:
    """Also one typed beside "follow": it would be dropped in silence."""
    address = f"/admin/pengaturan/unit/{place.unit}/n-terkecil"
    head.get(address)
    page = Page(head.post(address, 422, opened=UNSET, **typed))
    assert page.find("//input[@name='value']/@value") == [typed.get("value", "")]
    assert rows(app, "settings") == []


def test_a_setting_changed_meanwhile_shows_both_values(
    app: Flask, head: desk.Window, place: Place
) -> None:
    address = f"/admin/pengaturan/unit/{place.unit}/n-terkecil"
    head.get(address)
    head.post(address, opened=UNSET, way="sendiri", value="7")
    head.get(address)
    page = Page(head.post(address, 409, opened=UNSET, way="sendiri", value="9"))
    [row] = page.find("//section[@class='clash']//tbody/tr")
    assert [cell.xpath("string()") for cell in row][1:] == ["7", "9"]
    [opened] = page.find("//input[@name='opened']/@value")
    head.post(address, opened=str(opened), way="sendiri", value="9")
    assert [one["value"] for one in rows(app, "settings")] == ["9"]


def test_a_reader_changes_nothing(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.AUDITOR, Level.UNIT, place.unit_id)])
    page = window.get(f"/admin/pengaturan/unit/{place.unit}")
    assert "Ubah" not in page.find("//main//a/text()")
    assert window.raw(f"/admin/pengaturan/unit/{place.unit}/bobot").status_code == 404
    assert window.raw("/admin/pengaturan").status_code == 403
