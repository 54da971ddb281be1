"""The front page: find a unit, or type the code under the QR."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.store.engine import transaction
from kiosk.store.place import points
from tests.factories import NOW, Place, make_place
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize("typed", ["7F3K9QWX", "7f3k-9qwx", " 7f3k 9qwx "])
def test_a_typed_code_leads_to_its_counter(citizen: PageClient, place: Place, typed: str) -> None:
    answer = citizen.raw("/", query_string={"kode": typed})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/s/{place.point}"


def test_a_typed_code_keeps_the_language(citizen: PageClient, place: Place) -> None:
    answer = citizen.raw("/", query_string={"kode": place.point, "bahasa": "en"})
    assert answer.headers["Location"] == f"/s/{place.point}?bahasa=en"


@pytest.mark.parametrize("typed", ["00000000", "x", "7F3K9QW\0", "<b>", "a" * 500, "\x1b[31m"])
def test_a_code_of_nobody_is_said_to_be_and_kept(
    citizen: PageClient, place: Place, typed: str
) -> None:
    page = citizen.get("/", 404, query_string={"kode": typed})
    assert page.problems()
    [kept] = page.find("//input[@name='kode']/@value")
    assert kept == typed[:80].replace("\0", "\ufffd").replace("\x1b", "\ufffd")


@pytest.mark.parametrize("words", ["dukcapil", "KUPANG dinas", "instansi pemkot"])
def test_a_unit_is_found_by_any_of_its_words(citizen: PageClient, place: Place, words: str) -> None:
    page = citizen.get("/", query_string={"q": words})
    assert f"/s/{place.point}" in page.links()
    assert "Dinas Dukcapil Kota Kupang" in page.seen


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "'; DROP TABLE units; --", "a\0b", "\ud83d\ude00", "x " * 40]
)
def test_words_are_words_and_no_pattern(citizen: PageClient, place: Place, words: str) -> None:
    page = citizen.get(
        "/", query_string={"q": words.encode("utf-16", "surrogatepass").decode("utf-16")}
    )
    assert f"/s/{place.point}" not in page.links()


def test_units_without_an_open_counter_are_not_offered(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    make_place(app, "rsud", point="RSVD0001", name="RSUD Kupang")
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    page = citizen.get("/", query_string={"q": "kupang"})
    assert "RSUD Kupang" in page.seen
    assert "Dinas Dukcapil" not in page.seen
