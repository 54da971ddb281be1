"""Posters at the desk, and renewing the code that is printed on them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests.admin.staff import Clerk
from tests.factories import make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config
    from tests.factories import Place


@pytest.fixture
def config(config: Config) -> Config:
    return dataclasses.replace(config, public_url="")


@pytest.fixture
def head(app: Flask, place: Place) -> Clerk:
    return Clerk(app, Grant(Role.HEAD, Level.UNIT, place.unit_id))


def test_every_paper_can_be_chosen_as_pdf_and_as_a_page(head: Clerk, place: Place) -> None:
    page = head.get(f"/admin/poster/{place.unit}")
    assert page.h1 == "Poster QR"
    for paper in ("a4", "a6", "lembar"):
        assert f"/admin/poster/{place.unit}/{paper}" in page.links()
        assert f"/admin/poster/{place.unit}/{paper}.pdf" in page.links()
    assert f"/admin/poster/{place.unit}/a6.pdf?loket={place.point}" in page.links()


def test_without_a_public_address_the_page_warns_and_each_poster_says_specimen(
    head: Clerk, place: Place
) -> None:
    assert "Alamat publik belum diatur" in head.get(f"/admin/poster/{place.unit}").seen
    page = head.get(f"/admin/poster/{place.unit}/a4")
    assert "Jangan ditempel" in page.seen
    assert "Contoh: alamat ini hanya terbuka di satu komputer." in page.seen


def test_with_one_the_poster_carries_it_and_no_warning(
    app: Flask, head: Clerk, place: Place
) -> None:
    app.config["KIOSK"] = dataclasses.replace(
        app.config["KIOSK"], public_url="http://skm.kupangkota.go.id"
    )
    assert "skm.kupangkota.go.id" in head.get(f"/admin/poster/{place.unit}").seen
    page = head.get(f"/admin/poster/{place.unit}/a6")
    assert "Buka skm.kupangkota.go.id lalu ketik kode:" in page.seen
    assert "Contoh" not in page.seen


def test_the_print_page_shows_code_steps_and_promise_and_its_pictures_open(
    head: Clerk, place: Place
) -> None:
    page = head.get(f"/admin/poster/{place.unit}/a4")
    for words in ("7F3K-9QWX", "1. Pindai", "2. Jawab", "3. Selesai", "Tanpa nama"):
        assert words in page.seen
    pictures = list(page.find("//img/@src"))
    assert pictures == [f"/admin/qr/{place.point}.svg"]
    assert head.raw(pictures[0]).status_code == 200


def test_a_sheet_of_one_counter_holds_eight(head: Clerk, place: Place) -> None:
    page = head.get(f"/admin/poster/{place.unit}/lembar?loket={place.point}")
    assert len(page.find("//section")) == 8
    head.get(f"/admin/poster/{place.unit}/lembar?loket=ZZZZZZZZ", status=404)


def test_the_pdf_is_one(head: Clerk, place: Place) -> None:
    answer = head.raw(f"/admin/poster/{place.unit}/a6.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host"])
def test_f35_a_foreign_host_is_never_on_a_poster(head: Clerk, place: Place, name: str) -> None:
    for path in ("", "/a4", "/a4.pdf"):
        answer = head.raw(f"/admin/poster/{place.unit}{path}", headers={name: "evil.example"})
        assert b"evil.example" not in answer.data
        assert answer.status_code in ((400, 404) if name == "Host" else (200, 400, 403))


def test_another_units_posters_are_not_there(app: Flask, head: Clerk) -> None:
    other = make_place(app, "rsud", point="2B4C6D8E", instansi="provinsi")
    for path in ("", "/a4", "/a4.pdf", "/lambang.png"):
        assert head.raw(f"/admin/poster/{other.unit}{path}").status_code == 404
    assert head.raw(f"/admin/loket/{other.point}/kode").status_code == 404


def test_a_code_is_renewed_after_it_was_explained(app: Flask, head: Clerk, place: Place) -> None:
    page = head.get(f"/admin/loket/{place.point}/kode")
    assert "Kode lama tetap berlaku 7 hari" in page.seen
    page = head.post(f"/admin/loket/{place.point}/kode")
    [new] = [one["code"] for one in rows(app, "points")]
    assert new != place.point
    assert f"{new[:4]}-{new[4:]}" in page.seen
    assert "7F3K-9QWX: masih berlaku sampai Kamis, 22 Oktober 2026 11.00 WITA" in page.seen


def test_a_button_pressed_twice_renews_once(app: Flask, head: Clerk, place: Place) -> None:
    head.post(f"/admin/loket/{place.point}/kode")
    before = rows(app, "points")
    head.post(f"/admin/loket/{place.point}/kode", status=404)
    assert rows(app, "points") == before


def test_without_a_stamp_no_code_is_renewed(app: Flask, head: Clerk, place: Place) -> None:
    before = snapshot(app)["points"]
    head.post(f"/admin/loket/{place.point}/kode", {"csrf_token": ""}, status=422)
    assert snapshot(app)["points"] == before


def test_who_may_only_print_cannot_renew(app: Flask, place: Place) -> None:
    counter = Clerk(app, Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id))
    counter.get(f"/admin/poster/{place.unit}")
    assert counter.raw(f"/admin/loket/{place.point}/kode").status_code == 404
