"""What a tablet hears from its front: who it is, whether its box was taken, what was wrong."""

from __future__ import annotations

import base64
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import NOW, SKM, Clock, Place, rows
from tests.tablets import code_at, enrol

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

MS = int(NOW.timestamp() * 1000)
GOOD: list[list[str]] = [["layanan", "ktp"], *[[code, "3"] for code in SKM]]


def kunci(letter: str = "a") -> str:
    return "tablet-" + letter * 43


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Whatever differs between the two kinds is below the flows, and tried there."""
    return sqlite_database


@pytest.fixture
def tablet(app: Flask, place: Place, client: FlaskClient) -> FlaskClient:
    client.set_cookie("loket", enrol(app, place.point), path="/k/")
    return client


def boxed(app: Flask, place: Place, lane: str, fields: list[list[str]], **more: str) -> str:
    from kiosk.domain.people.keys import Keys
    from kiosk.flows import boxes

    letter = {"jalur": lane, "isi": fields, "bahasa": "id", "token": "", **more}
    key = boxes.public_key(Keys(app.config["SECRET_KEY"]))
    box = boxes.lock(key, letter, place.point, os.urandom(12))
    return base64.urlsafe_b64encode(box).rstrip(b"=").decode()


def sent(tablet: FlaskClient, place: Place, sealed: str, **more: Any) -> TestResponse:
    told = {"seq": 1, "at": MS, "now": MS, "box": sealed, "left": False, **more}
    return tablet.post(f"/k/{place.point}/kirim", json=told)


def said(answer: TestResponse) -> dict[str, Any]:
    assert answer.json is not None
    found: dict[str, Any] = answer.json
    return found


def test_only_a_tablet_of_this_counter_is_heard(
    app: Flask, tablet: FlaskClient, place: Place
) -> None:
    from tests.factories import make_place

    elsewhere = make_place(app, "lain", point="2B4C6D8E")
    for path in ("kirim", "detak"):
        answer = tablet.post(f"/k/{elsewhere.point}/{path}", json={})
        assert (answer.status_code, answer.json) == (401, {"state": "dicabut"})
    foreign = {"Origin": "https://contoh.test"}
    assert tablet.post(f"/k/{place.point}/detak", json={}, headers=foreign).status_code == 403
    stranger = tablet.get(f"/k/{elsewhere.point}/nilai")
    assert stranger.status_code == 403
    assert "Kode pendaftaran" in stranger.text


def test_an_answer_is_taken_once_and_a_low_one_leads_on(
    app: Flask, tablet: FlaskClient, place: Place
) -> None:
    low = [["kunci", kunci()], ["layanan", "ktp"], *[[code, "1"] for code in SKM]]
    box = boxed(app, place, "nilai", low)
    first, again = sent(tablet, place, box), sent(tablet, place, box)
    assert (first.status_code, said(first)["state"]) == (200, "tersimpan")
    assert set(said(first)["offer"]) == {"kategori", "terlindungi"}
    assert (again.status_code, said(again)["state"]) == (200, "sudah")


def test_a_complaint_is_answered_with_a_drawing_of_the_tablets_own_receipt(
    app: Flask, tablet: FlaskClient, place: Place
) -> None:
    told = [["kunci", kunci("b")], ["isi", "Antrean lama."], ["identitas", "anonim"]]
    answer = sent(tablet, place, boxed(app, place, "aduan", told))
    assert said(answer)["state"] == "tersimpan"
    assert re.match(r'<svg xmlns="[^"]+" viewBox', said(answer)["qr"])


def test_what_is_wrong_is_told_while_the_visitor_is_there_and_kept_when_they_left(
    app: Flask, tablet: FlaskClient, place: Place
) -> None:
    box = boxed(app, place, "aduan", [["kunci", kunci("c")], ["isi", ""]])
    told = sent(tablet, place, box)
    assert told.status_code == 422
    assert [field for field, _ in said(told)["problems"]] == ["isi"]
    english = tablet.post(
        f"/k/{place.point}/kirim?bahasa=en",
        json={"seq": 1, "at": MS, "now": MS, "box": box, "left": False},
    )
    assert said(english)["problems"] != said(told)["problems"]
    left = sent(tablet, place, box, left=True)
    assert (left.status_code, said(left)["state"]) == (202, "dititipkan")
    # A script that says nothing of it is not there to be told.
    assert sent(tablet, place, box, left=None, seq=2).status_code == 202


def test_over_plain_http_an_open_letter_is_taken_all_the_same(
    tablet: FlaskClient, place: Place
) -> None:
    letter = {"jalur": "nilai", "isi": [["kunci", kunci("d")], *GOOD], "bahasa": "id", "token": ""}
    answer = sent(tablet, place, "", box=None, terbuka=letter)
    assert (answer.status_code, said(answer)["state"]) == (200, "tersimpan")


@pytest.mark.parametrize(
    "wrong",
    [{"seq": "1"}, {"seq": -1}, {"at": 1.5}, {"now": None}, {"box": 7}, {"box": "*"},
     {"at": 10**30}, {"seq": True}],
    ids=str,
)  # fmt: skip
def test_nonsense_is_refused_in_words_a_script_reads(
    tablet: FlaskClient, place: Place, wrong: dict[str, Any]
) -> None:
    answer = sent(tablet, place, "AAAA", **wrong)
    assert (answer.status_code, answer.json) == (400, {"state": "ditolak"})
    assert tablet.post(f"/k/{place.point}/detak", json=[1]).status_code == 400


def test_a_stolen_key_floods_no_database_and_the_tablet_only_waits(
    app: Flask, tablet: FlaskClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.domain.survey import flood

    monkeypatch.setattr(flood, "MOST", 3)
    found = []
    for number in "abcde":
        box = boxed(app, place, "ketuk", [["wajah", "4"], ["kunci", kunci(number)]])
        found.append(sent(tablet, place, box))
    assert [one.status_code for one in found] == [200, 200, 200, 429, 429]
    assert said(found[-1]) == {"state": "nanti"}


def test_more_than_any_form_is_not_kept(app: Flask, tablet: FlaskClient, place: Place) -> None:
    large = base64.urlsafe_b64encode(os.urandom(128 * 1024 + 1)).rstrip(b"=").decode()
    assert sent(tablet, place, large, left=True).status_code == 400
    assert rows(app, "parked_items") == []


def test_a_busy_server_is_asked_again(
    app: Flask, tablet: FlaskClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.domain.refusal import Busy

    def busy(*_: object, **__: object) -> None:
        raise Busy("Sibuk.")

    monkeypatch.setattr("kiosk.web.kiosk_wire.receive_box", busy)
    answer = sent(tablet, place, "AAAA", left=True)
    assert (answer.status_code, answer.json) == (503, {"state": "nanti"})
    assert answer.headers["Retry-After"]


def test_a_heartbeat_says_until_when_the_office_is_open(
    tablet: FlaskClient, place: Place, clock: Clock
) -> None:
    told = {"now": MS, "waiting": 3, "battery": 140, "charging": "ya", "page": ""}
    heard = said(tablet.post(f"/k/{place.point}/detak", json=told))
    assert (heard["open"], heard["now"], heard["call"]) == (True, MS, None)
    clock.later(milliseconds=heard["next"])
    shut = said(tablet.post(f"/k/{place.point}/detak", json=told))
    assert shut["open"] is False
    assert shut["build"] == heard["build"]


def test_pages_and_worker_carry_one_mark_that_changes_with_what_they_show(
    app: Flask, tablet: FlaskClient, place: Place, clock: Clock
) -> None:
    from kiosk.flows.place.set_setting import set_setting

    def marks() -> set[str]:
        pages = [tablet.get(f"/k/{place.point}{door}") for door in ("", "/nilai?bahasa=en")]
        script = tablet.get(f"/k/sw.js?loket={place.point}").text
        found = re.search('"build": "([^"]+)"', script)
        assert found
        return {found[1], *(page.headers["X-Susunan"] for page in pages)}

    before = marks()
    assert len(before) == 1
    with app.app_context():
        set_setting("waktu-diam", "60", None, clock.now())
    assert len(marks()) == 1
    assert marks() != before


def test_a_page_to_be_kept_holds_neither_key_nor_receipt(tablet: FlaskClient, place: Place) -> None:
    for door in ("", "/nilai", "/aduan", "/integritas"):
        page = tablet.get(f"/k/{place.point}{door}").text
        assert not re.search(r'name="kunci" value="[^"]', page)
        assert "<li>" not in page.partition('class="secret"')[2].partition("</ol>")[0]


def test_a_code_makes_one_tablet_and_its_key_is_for_these_pages_only(
    app: Flask, client: FlaskClient, place: Place, clock: Clock
) -> None:
    page, code = client.get(f"/k/{place.point}").text, code_at(app, place.point)
    stamp = re.search('name="csrf_token" value="([^"]+)"', page)
    assert stamp
    told = {"csrf_token": stamp[1], "kode": code}
    assert client.post(f"/k/{place.point}/daftar", data={"kode": code}).status_code == 400
    first = client.post(f"/k/{place.point}/daftar", data=told)
    assert first.status_code == 303
    cookie = first.headers["Set-Cookie"]
    assert all(part in cookie for part in ("Path=/k/", "HttpOnly", "SameSite=Strict"))
    assert client.get(f"/k/{place.point}").status_code == 200
    assert app.test_client().post(f"/k/{place.point}/daftar", data=told).status_code == 422


def test_a_tablet_gets_the_words_in_their_one_order(client: FlaskClient) -> None:
    from kiosk.store.complaint.words import words

    listed = client.get("/k/kata.txt")
    assert listed.text.split() == list(words().listed)
    assert listed.cache_control.max_age == 24 * 60 * 60
