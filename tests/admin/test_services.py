"""Services at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import desk
from tests.factories import Place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask


def services(app: Flask) -> dict[str, dict[str, object]]:
    return {one["name"]: one for one in rows(app, "services")}


def test_several_services_are_added_at_once(app: Flask, head: desk.Window, place: Place) -> None:
    address = f"/admin/layanan/{place.unit}/tambah"
    head.get(address)
    shown = head.follow(address, services="Akta kelahiran\n\nAkta kematian\n")
    assert {"Akta kelahiran", "Akta kematian"} <= set(services(app))
    assert services(app)["Akta kelahiran"]["asks_fee"] is False, "not ticked, not asked"
    assert "gratis: unsur biaya tidak ditanyakan" in shown.seen


def test_a_service_there_is_already_is_named(app: Flask, head: desk.Window, place: Place) -> None:
    address = f"/admin/layanan/{place.unit}/tambah"
    head.get(address)
    page = Page(head.post(address, 422, services="Akta\nkartu keluarga"))
    assert page.problems() == [
        "“kartu keluarga” sudah ada di unit ini. Hapus barisnya, atau beri nama lain."
    ]
    assert "Akta" not in services(app)


def test_a_service_is_renamed_and_set_free(app: Flask, head: desk.Window, place: Place) -> None:
    address = f"/admin/layanan/{place.unit}/ktp/ubah"
    page = head.get(address)
    assert page.find("//input[@name='asks_fee']/@checked")
    head.post(address, version="1", name="KTP elektronik")
    assert services(app)["KTP elektronik"]["asks_fee"] is False


def test_what_two_saved_is_told_in_words(app: Flask, head: desk.Window, place: Place) -> None:
    address = f"/admin/layanan/{place.unit}/ktp/ubah"
    head.get(address)
    head.post(address, version="1", name="Perekaman KTP-el")
    head.get(address)
    page = Page(head.post(address, 409, version="1", name="Perekaman KTP-el", asks_fee="y"))
    [row] = page.find("//section[@class='clash']//tbody/tr")
    assert [cell.xpath("string()") for cell in row][1:] == ["tidak", "ya"]


def test_a_service_is_closed_and_opened_again(app: Flask, head: desk.Window, place: Place) -> None:
    address = f"/admin/layanan/{place.unit}/kk/tutup"
    head.get(address)
    shown = head.follow(address, reason="pindah ke kecamatan")
    assert "ditutup 15 Oktober 2026" in shown.seen
    head.post(f"/admin/layanan/{place.unit}/kk/buka")
    assert services(app)["Kartu Keluarga"]["closed_at"] is None


def test_a_unit_without_services_says_what_to_do(
    app: Flask, head: desk.Window, place: Place
) -> None:
    for code in ("kk", "ktp"):
        head.get(f"/admin/layanan/{place.unit}/{code}/tutup")
        head.post(f"/admin/layanan/{place.unit}/{code}/tutup", reason="tidak lagi dilayani")
    assert "satu baris satu layanan" in head.get(f"/admin/layanan/{place.unit}").seen
