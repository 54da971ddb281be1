"""Units at the desk: made on one page, shown as far as somebody reaches, saved by two at once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, make_place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

NEW = {
    "place": "instansi:pemkot-kupang",
    "name": "Puskesmas Oesapa",
    "timezone": "Asia/Makassar",
    "address": "Jl. Suratim 1",
    "phone": "(0380) 8553109",
    "services": "\n".join(f"Poli {number}" for number in range(10)),
    "points": "\n".join(f"Loket {number}" for number in range(5)),
    "instrument": "skm-2017",
    "asks_fee": "y",
}


@pytest.fixture
def admin(app: Flask, place: Place) -> desk.Window:
    """Of the instansi."""
    window = desk.Window(app)
    grant = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    desk.sign_in(window.client, app, [grant], name="Maria Benu")
    return window


def field(page: Page, name: str) -> str:
    [found] = page.find(f"//main//input[@name='{name}']/@value")
    return str(found)


def test_one_page_makes_a_unit_with_ten_services_and_five_points(
    app: Flask, admin: desk.Window
) -> None:
    page = admin.get("/admin/unit/baru")
    assert page.find("//select[@name='instrument']/option[@selected]/@value") == ["skm-2017"]
    assert page.find("//select[@name='timezone']/option[@selected]/@value") == ["Asia/Makassar"]
    shown = admin.follow("/admin/unit/baru", **NEW)
    assert shown.h1 == "Loket dan QR"
    assert len(shown.find("//ul[@class='points']/li//img")) == 5
    assert "Cetak QR-nya" in shown.seen
    services = [one for one in rows(app, "services") if one["name"].startswith("Poli ")]
    assert len(services) == 10
    assert all(one["asks_fee"] for one in services)


def test_a_refused_unit_keeps_everything_typed(app: Flask, admin: desk.Window) -> None:
    admin.get("/admin/unit/baru")
    answer = admin.post("/admin/unit/baru", 422, **{**NEW, "name": "", "phone": "telepon Ani"})
    page = Page(answer)
    assert page.title.startswith("Perlu diperbaiki: ")
    assert len(page.problems()) == 2
    assert field(page, "address") == NEW["address"]
    assert page.find("//textarea[@name='services']")[0].text.strip() == NEW["services"]
    assert page.find("//*[@name='phone']/@aria-invalid") == ["true"]
    assert "Puskesmas Oesapa" not in {one["name"] for one in rows(app, "units")}


def test_the_second_to_save_sees_both_and_loses_nothing(
    app: Flask, admin: desk.Window, place: Place
) -> None:
    address = f"/admin/unit/{place.unit}/ubah"
    opened = field(admin.get(address), "version")
    typed = {"name": "Dari Ani", "timezone": "Asia/Makassar", "phone": "0380 1", "address": "Jl. A"}
    admin.post(address, version=opened, **typed)
    admin.get(address)
    mine = {**typed, "name": "Dari Budi", "address": "Jl. B"}
    page = Page(admin.post(address, 409, version=opened, **mine))
    both = page.find("//section[@class='clash']//tbody/tr")
    shown = [[cell.xpath("string()") for cell in row] for row in both]
    assert ["Nama unit", "Dari Ani", "Dari Budi"] in shown
    assert ["Alamat", "Jl. A", "Jl. B"] in shown
    assert len(shown) == 2
    assert (field(page, "name"), field(page, "address")) == ("Dari Budi", "Jl. B")
    admin.post(address, version=field(page, "version"), **mine)
    [unit] = rows(app, "units")
    assert (unit["name"], unit["address"], unit["version"]) == ("Dari Budi", "Jl. B", 3)


def test_a_unit_is_closed_with_a_reason_and_opened_again(
    app: Flask, admin: desk.Window, place: Place
) -> None:
    address = f"/admin/unit/{place.unit}/tutup"
    admin.get(address)
    admin.post(address, 422, reason=" ")
    shown = admin.follow(address, reason="digabung dengan kantor lain")
    assert "ditutup sejak 15 Oktober 2026" in shown.seen
    listed = admin.get("/admin/unit")
    assert listed.find("//main//details//a")[0].text == "Dinas Dukcapil Kota Kupang"
    admin.get(f"/admin/unit/{place.unit}")
    assert "Unit dibuka lagi" in admin.follow(f"/admin/unit/{place.unit}/buka").seen


def test_nobody_sees_units_out_of_reach(app: Flask, head: desk.Window, place: Place) -> None:
    """Nor the unit above, nor one beside, nor another instansi's."""
    above = place
    below = make_place(
        app, "kel-oebobo", point="0000AAAA", name="Kelurahan Oebobo", parent=above.unit_id
    )
    make_place(app, "kel-lain", point="0000BBBB", name="Kelurahan Lain", parent=above.unit_id)
    make_place(app, "dukcapil-alor", point="0000CCCC", name="Dukcapil Alor", instansi="pemkab-alor")
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.HEAD, Level.UNIT, below.unit_id)])
    listed = window.get("/admin/unit")
    assert [one.text for one in listed.find("//div[@class='unit-name']/a")] == ["Kelurahan Oebobo"]
    assert listed.find("//li[contains(@class, 'depth-0')]")
    crumbs = window.get("/admin/unit/kel-oebobo").find("//nav[@class='crumbs']//a/text()")
    assert crumbs == ["Unit layanan"]
    unknown = window.raw("/admin/unit/tidak-ada").text
    for code in ("dukcapil-kupang", "kel-lain", "dukcapil-alor"):
        for page in ("", "/ubah", "/tutup"):
            answer = window.raw(f"/admin/unit/{code}{page}")
            assert answer.status_code == 404
            assert answer.text.replace(f"{code}{page}", "tidak-ada") == unknown


def test_an_index_is_shown_to_those_who_may_see_it(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    grant = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
    desk.sign_in(window.client, app, [grant])
    listed = window.get("/admin/unit")
    assert "Dinas Dukcapil Kota Kupang" in listed.seen
    assert "responden" not in listed.seen
    assert not [one for one in listed.links() if one.startswith("/admin/ikm")]
    assert window.raw(f"/admin/ikm/{place.unit}/2026-10").status_code == 404


def test_an_instansi_gets_a_crest_we_encoded(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    window.get("/admin/instansi/baru")
    sent = io.BytesIO()
    Image.effect_noise((420, 400), 90).convert("RGB").save(sent, "PNG")
    assert len(sent.getvalue()) > 256 * 1024, "larger than any other form may be"
    form = {
        "csrf_token": desk.csrf(app),
        "name": "Pemerintah Kabupaten Alor",
        "crest": (io.BytesIO(sent.getvalue()), "lambang.png"),
    }
    answer = window.raw("/admin/instansi/baru", "POST", data=form)
    assert answer.status_code == 303, answer.text[:2000]
    crest = window.raw("/admin/instansi/PEMKAB-ALOR/lambang.png")
    assert Image.open(io.BytesIO(crest.data)).size == (400, 381)
    form["crest"] = (io.BytesIO(b"bukan gambar"), "lambang.png")
    refused = window.raw("/admin/instansi/baru", "POST", data=form)
    assert refused.status_code == 422
    assert "PNG atau JPEG" in refused.text
