"""What a citizen reads behind the QR: promised or not, and what the law gives anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import desk, standards
from tests.factories import FREE, KK, Place, make_place

if TYPE_CHECKING:
    from flask import Flask

    from tests.web.page_client import PageClient


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app, services=(KK, FREE))


def test_what_is_not_published_is_said_with_what_the_law_gives_and_how_to_ask(
    citizen: PageClient, place: Place
) -> None:
    assert f"/s/{place.point}/hak" in citizen.get(f"/s/{place.point}").links()
    page = citizen.get(f"/S/{place.point}/hak")
    assert page.h1 == "Hak Anda di loket ini"
    assert "belum mengumumkan standar pelayanannya" in page.seen
    assert "Anda boleh meminta jawabannya tertulis" in page.seen
    assert "Undang-Undang Nomor 25 Tahun 2009" in page.seen
    assert f"/s/{place.point}/aduan" in page.links()


def test_the_card_says_requirements_steps_time_cost_product_and_how_to_complain(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    actor = desk.make_staff(app)
    standards.publish(app, actor, place)
    standards.publish(app, actor, place, "kk", fee="tetap", fee_amount="12.500")
    page = citizen.get(f"/s/{place.point}/hak")
    facts = [[" ".join(one.itertext()) for one in row] for row in page.find("//dl/div")]
    assert facts == [["Waktu", "15 menit"], ["Biaya", "Rp12.500"]]
    assert [one.text for one in page.find("//section//ol/li")] == [
        "Ambil nomor", "Serahkan berkas", "Tunggu dipanggil",
    ]  # fmt: skip
    assert [one.text for one in page.find("//section[@id='l2']//ul/li")] == [
        "KTP asli", "Kartu keluarga lama",
    ]  # fmt: skip
    assert "Ditetapkan dengan SK 12/2026, 5 Januari 2026." in page.seen
    assert "Belum diumumkan Akta Kelahiran" in page.seen
    assert "SIAK" not in page.text, "the office's own house is not for the public"


def test_in_english_the_words_are_english_and_the_offices_text_says_it_is_not(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    standards.publish(app, desk.make_staff(app), place)
    page = citizen.get(f"/s/{place.point}/hak?bahasa=en")
    assert page.h1 == "Your rights at this counter"
    assert "15 minutes" in page.seen
    assert "Free of charge" in page.seen
    office = page.find("//*[@lang='id']//text()[contains(., 'Serahkan berkas')]")
    assert office
    assert not page.find("//main//h3[@lang]")


def test_the_office_page_has_the_units_below_and_their_names(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    below = make_place(
        app, "kecamatan", point="8F3K9QWX", name="Kecamatan Oebobo", parent=place.unit_id
    )
    standards.publish(app, desk.make_staff(app), below)
    page = citizen.get(f"/publik/{place.unit}/standar")
    assert page.h1 == "Standar pelayanan kantor ini"
    assert "Kecamatan Oebobo" in page.seen
    assert "15 menit" in page.seen
    assert app.test_client().get("/publik/tidak-ada/standar").status_code == 404


def test_what_an_office_writes_is_text_and_never_markup(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    standards.publish(app, desk.make_staff(app), place, produk="<b>Kartu</b> & {{ 7 }}")
    page = citizen.get(f"/s/{place.point}/hak")
    assert "<b>Kartu</b> & {{ 7 }}" in page.seen
