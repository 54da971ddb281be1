"""A wrong mark is taken back on its case's page, with a reason; a long list has a next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests.admin.staff import Clerk
from tests.admin.test_sealed_pages import case, inspector, make_key, set_up
from tests.factories import Clock, Place, make_place

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


def test_who_was_marked_by_mistake_is_let_in_again(app: Flask, place: Place) -> None:
    named = Clerk(app, Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id))
    clerk = inspector(app, place)
    make_key(clerk)
    set_up(clerk)
    number = case(app, place)
    here = f"/admin/terlindungi/{number}"
    clerk.post(f"{here}/terlapor", {"code": named.actor.code})
    page = clerk.get(here)
    [code] = page.find("//form[contains(@action, 'cabut')]//input[@name='code']/@value")
    assert code == named.actor.code
    bare = clerk.post(f"{here}/terlapor/cabut", {"code": code, "reason": " "}, 422)
    assert "Tuliskan alasan" in bare.seen
    assert named.raw(here).status_code == 404
    clerk.post(f"{here}/terlapor/cabut", {"code": code, "reason": "Salah orang."})
    assert named.get(here).seen.count("Salah orang.") == 0
    page = clerk.get(here)
    assert "mencabut tanda terlapor" in page.seen
    assert page.find("//form[contains(@action, 'cabut')]") == []


def test_who_has_not_opened_the_key_reads_no_name_of_whom_it_names(
    app: Flask, place: Place
) -> None:
    clerk, other = inspector(app, place), inspector(app, place)
    named = Clerk(app, Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id))
    make_key(clerk)
    set_up(clerk)
    here = f"/admin/terlindungi/{case(app, place)}"
    clerk.post(f"{here}/terlapor", {"code": named.actor.code})
    assert named.actor.code in clerk.get(here).text
    assert named.actor.code not in other.get(here).text


def test_the_list_has_a_next_page_and_a_way_back(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.flows.complaint.list_sealed.PAGE", 2)
    clerk = inspector(app, place)
    made = {case(app, place) for _ in range(3)}
    page = clerk.get("/admin/terlindungi")
    assert "Dari awal" not in page.seen
    [more] = page.find("//a[@rel='next']/@href")
    last = clerk.get(more)
    assert last.find("//a[@rel='next']") == []
    links = page.find("//a[@class='thing-name']/@href") + last.find(
        "//a[@class='thing-name']/@href"
    )
    assert {str(one).rpartition("/")[2] for one in links} == made
    [first] = [one for one in last.find("//nav//a") if one.text == "Dari awal"]
    assert first.get("href") == "/admin/terlindungi"
