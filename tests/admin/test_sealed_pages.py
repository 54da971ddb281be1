"""The protected lane at the desk: keys made, unlocked and locked, cases listed and handled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, lane, tickets
from tests.admin.staff import Clerk
from tests.factories import Clock, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

HELD_OVER = "dapat dibaca pengelola server sampai tim menyiapkan kunci"
SECRET = "Petugas minta dua ratus ribu"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


def inspector(app: Flask, place: Place) -> Clerk:
    return Clerk(app, Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id))


def make_key(clerk: Clerk) -> None:
    clerk.post("/admin/kunci/sendiri", {"passphrase": lane.PASSPHRASE, "again": lane.PASSPHRASE})


def set_up(clerk: Clerk) -> list[str]:
    """Through the pages, as a person copies it from the screen."""
    where = f"/admin/kunci/tim/{lane.INSTANSI}"
    clerk.get(where)
    paper = clerk.post(where, status=200)
    words = [str(one) for one in paper.find("//ol[@class='paper']/li/text()")]
    clerk.post(where, copied(paper.text, words))
    return words


def copied(page: str, words: list[str]) -> dict[str, str]:
    places = [int(one) for one in re.findall(r"Kata nomor (\d+)", page)]
    assert len(places) == 3
    typed = [words[place - 1] for place in places]
    names = ("first", "second", "third")
    return {"words": " ".join(words), **dict(zip(names, typed, strict=True))}


def case(app: Flask, place: Place, **more: Any) -> str:
    return tickets.file(app, place, kategori="pungli", judul=SECRET, **more).number


def test_from_the_first_key_to_the_words_of_a_case(app: Flask, place: Place) -> None:
    number = case(app, place)
    clerk = inspector(app, place)
    assert HELD_OVER in clerk.get("/admin/kunci").text
    assert HELD_OVER in clerk.get("/admin/terlindungi").text
    make_key(clerk)
    words = set_up(clerk)
    assert len(words) == 24
    page = clerk.get("/admin/terlindungi")
    assert HELD_OVER not in page.text
    assert number in page.text
    assert SECRET in page.text
    clerk.post("/admin/kunci/tutup")
    page = clerk.get("/admin/terlindungi")
    assert number in page.text
    assert SECRET not in page.text
    clerk.post("/admin/kunci/buka", {"passphrase": lane.PASSPHRASE})
    assert SECRET in clerk.get("/admin/terlindungi").text


def test_the_paper_is_on_one_answer_and_in_no_row(app: Flask, place: Place) -> None:
    clerk = inspector(app, place)
    make_key(clerk)
    words = set_up(clerk)
    for path in (f"/admin/kunci/tim/{lane.INSTANSI}", "/admin/kunci"):
        assert words[0] not in clerk.get(path).seen.split()
    from tests.factories import snapshot

    assert " ".join(words[:3]) not in repr(snapshot(app))


def test_a_paper_that_was_not_copied_comes_back_whole(app: Flask, place: Place) -> None:
    clerk = inspector(app, place)
    make_key(clerk)
    where = f"/admin/kunci/tim/{lane.INSTANSI}"
    paper = clerk.post(where, status=200)
    words = [str(one) for one in paper.find("//ol[@class='paper']/li/text()")]
    wrong = {**copied(paper.text, words), "second": "bukan"}
    again = clerk.post(where, wrong, status=422)
    assert [str(one) for one in again.find("//ol[@class='paper']/li/text()")] == words
    assert re.findall(r"Kata nomor (\d+)", again.text) == re.findall(
        r"Kata nomor (\d+)", paper.text
    )
    assert rows(app, "team_keys") == []
    clerk.post(where, copied(paper.text, words))
    assert len(rows(app, "team_keys")) == 1


def test_the_key_ends_with_the_session_and_is_no_other_s(app: Flask, place: Place) -> None:
    number = case(app, place)
    clerk = inspector(app, place)
    make_key(clerk)
    set_up(clerk)
    other = app.test_client()
    desk.sign_in(other, app, actor=clerk.actor)
    page = other.get("/admin/terlindungi").get_data(as_text=True)
    assert number in page
    assert SECRET not in page
    # The row of the open session, copied under another cookie, opens nothing.
    from kiosk.store.engine import transaction
    from kiosk.store.people import sessions

    mine, theirs = sorted(rows(app, "staff_sessions"), key=lambda one: "kunci" in one["data"])[::-1]
    import json

    with app.app_context(), transaction():
        sessions.put(theirs["token_hash"], data=json.loads(mine["data"]))
    page = other.get("/admin/terlindungi").get_data(as_text=True)
    assert number in page
    assert SECRET not in page


def test_no_passphrase_is_ever_written_back(app: Flask, place: Place) -> None:
    clerk = inspector(app, place)
    typed = {"passphrase": "pendek", "again": "pendek"}
    assert "pendek" not in clerk.post("/admin/kunci/sendiri", typed, 422).text
    make_key(clerk)
    clerk.post("/admin/kunci/tutup")
    wrong = clerk.post("/admin/kunci/buka", {"passphrase": "kuda laut di karang"}, 422)
    assert "kuda laut" not in wrong.text
    assert "tidak cocok" in wrong.text


def test_the_page_of_a_case_names_who_opened_it(app: Flask, place: Place) -> None:
    number = case(app, place)
    clerk = inspector(app, place)
    page = clerk.get(f"/admin/terlindungi/{number}")
    assert clerk.actor.name in page.seen
    assert "Terkunci" in page.seen


def test_a_gift_shows_the_rule_of_the_kpk(app: Flask, place: Place) -> None:
    number = tickets.file(app, place, kategori="gratifikasi").number
    page = inspector(app, place).get(f"/admin/terlindungi/{number}")
    assert "Peraturan KPK 1/2026" in page.seen
    assert "30 hari kerja" in page.seen
    assert "1.500.000" in page.seen
    assert "500.000" in page.seen
    assert (
        "Peraturan KPK"
        not in inspector(app, place).get(f"/admin/terlindungi/{case(app, place)}").seen
    )


def test_marking_by_a_click_hides_it_from_the_one_marked(app: Flask, place: Place) -> None:
    named = Clerk(app, Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id))
    clerk = inspector(app, place)
    make_key(clerk)
    set_up(clerk)
    number = case(app, place)
    assert named.get("/admin/terlindungi").text.count(number) >= 1
    wrong = clerk.post(f"/admin/terlindungi/{number}/terlapor", {"code": "P0"}, 422)
    assert "Tidak ada pegawai" in wrong.seen
    clerk.post(f"/admin/terlindungi/{number}/terlapor", {"code": named.actor.code})
    assert number not in named.get("/admin/terlindungi").text
    assert named.raw(f"/admin/terlindungi/{number}").status_code == 404
    assert named.raw(f"/admin/laporan/{number}").status_code == 404


def test_releasing_asks_for_words_without_names(app: Flask, place: Place) -> None:
    clerk = inspector(app, place)
    make_key(clerk)
    set_up(clerk)
    number = case(app, place)
    where = f"/admin/terlindungi/{number}/lepas"
    page = clerk.get(where)
    form = {"version": str(page.find("//input[@name='version']/@value")[0])}
    assert [str(one) for one in page.find("//input[@name='title']/@value")] == [SECRET]
    refused = clerk.post(
        where, {**form, "title": "Ada pungli", "body": "Begitu.", "category": "biaya"}, 422
    )
    assert "masih menyebut" in refused.seen
    free = {**form, "title": "Tarif", "body": "Mohon tarif dipasang.", "category": "biaya"}
    clerk.post(where, free)
    assert sorted(one["sealed"] for one in rows(app, "tickets")) == [False, True]


def test_three_people_open_a_name(app: Flask, place: Place) -> None:
    asker = Clerk(app, Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id))
    admin = Clerk(app, Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id))
    third = inspector(app, place)
    ticket = tickets.file(app, place, identitas="rahasia", nama="Maria Bete", kontak="0812")
    where = f"/admin/identitas/{ticket.number}"
    asker.post(where, {"reason": "Perlu didengar"})
    assert "menunggu" in asker.get(where).seen
    assert asker.raw("/admin/identitas").status_code == 403
    for clerk in (admin, third):
        page = clerk.get("/admin/identitas")
        assert "Perlu didengar" in page.seen
        assert "Maria" not in page.text
        clerk.post("/admin/identitas", {"number": ticket.number, "keputusan": "setuju"})
    page = asker.post(f"{where}/buka", status=200)
    assert "Maria Bete" in page.seen
    assert "Maria Bete" not in asker.get(where).seen


def test_who_is_of_no_team_finds_no_page(app: Flask, place: Place) -> None:
    number = case(app, place)
    for role in (Role.HEAD, Role.COMPLAINT_OFFICER, Role.AUDITOR):
        clerk = Clerk(app, Grant(role, Level.UNIT, place.unit_id))
        assert clerk.raw("/admin/terlindungi").status_code == 403
        assert clerk.raw("/admin/kunci").status_code == 403
        assert clerk.raw(f"/admin/terlindungi/{number}").status_code == 404
        assert "Terlindungi" not in clerk.get("/admin/").text


def test_before_the_team_has_keys_its_pages_tell_the_accused_nothing(
    app: Flask, place: Place
) -> None:
    clerk = inspector(app, place)
    grant = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    desk.sign_in(clerk.client, app, [grant], name="Bertus Manafe")
    pages = ("/admin/kunci", "/admin/terlindungi", "/admin/", "/admin/identitas")
    before = [clerk.get(one).seen for one in pages]
    number = tickets.file(app, place, kategori="pungli", terlapor="Bertus Manafe").number
    assert [clerk.get(one).seen for one in pages] == before
    assert clerk.raw(f"/admin/terlindungi/{number}").status_code == 404
