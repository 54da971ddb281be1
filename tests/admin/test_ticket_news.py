"""News for the reporter at the desk: a template, the preview, sent; and tickets ticked in the
queue on their way to SP4N-LAPOR!."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.admin.test_ticket_page import at, typed
from tests.factories import Place, make_place, rows, snapshot
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask

NEWS = "Blangko tiba hari Jumat."


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    role = Role.COMPLAINT_OFFICER
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)], name="Maria Seran")
    return window


def test_news_is_written_looked_at_and_sent(app: Flask, officer: desk.Window, place: Place) -> None:
    one = tickets.file(app, place)
    page = officer.get(at(one))
    [link] = page.find("//a[contains(@href, '/langkah/kabar')]/@href")
    page = officer.get(link)
    assert page.h1 == "Kirim kabar kepada pelapor"
    form = typed(page) | {"message": NEWS}
    preview = Page(officer.post(link, 200, **form))
    assert NEWS in preview.seen
    assert "Status dan tenggat tidak berubah." in preview.seen
    assert preview.find("//input[@type='file']") == []
    assert rows(app, "ticket_messages") == []
    officer.post(link, 303, **typed(preview), confirmed="ya")
    assert [told["text"] for told in rows(app, "ticket_messages")] == [NEWS]
    assert NEWS in officer.get(at(one)).seen
    assert tickets.row(app, one.number)["state"] == "diterima"


def test_templates_of_the_stage_are_offered_and_put_in(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    one = tickets.file(app, place)
    link = at(one, "/langkah/kabar")
    page = officer.get(link)
    offered = [code for code in page.find("//select[@name='template']/option/@value") if code]
    assert offered
    form = typed(page) | {"template": offered[0], "insert": "ya", "message": "Salam."}
    text = Page(officer.post(link, 200, **form)).find("//textarea[@name='message']")[0].text
    assert text.strip().startswith("Salam.")
    assert len(text) > 40


def test_a_draft_of_news_comes_back(app: Flask, officer: desk.Window, place: Place) -> None:
    one = tickets.file(app, place)
    link = at(one, "/langkah/kabar")
    form = typed(officer.get(link)) | {"message": NEWS}
    officer.post(at(one, "/draf"), 303, **form)
    assert NEWS in officer.get(link).find("//textarea[@name='message']")[0].text


def test_news_on_top_of_somebody_elses_change_is_asked_again(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    one = tickets.file(app, place)
    link = at(one, "/langkah/kabar")
    form = typed(officer.get(link)) | {"message": NEWS, "confirmed": "ya"}
    officer.post(at(one, "/catatan"), 303, note="Sudah ditelepon.")
    page = Page(officer.post(link, 409, **form))
    assert NEWS in page.find("//textarea[@name='message']")[0].text
    assert rows(app, "ticket_messages") == []


def test_ticked_tickets_are_handed_to_sp4n_lapor(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    one, two, _ = (tickets.file(app, place) for _ in range(3))
    page = officer.get("/admin/laporan")
    [button] = page.find("//button[@value='sp4n-lapor']")
    assert button.text == "Serahkan ke SP4N-LAPOR!"
    marked = [f"{each.number}.1" for each in (one, two)]
    before = snapshot(app)
    sent = {"csrf_token": desk.csrf(app), "langkah": "sp4n-lapor", "pilih": marked}
    answer = officer.raw("/admin/antrean/banyak", "POST", data=sent)
    assert answer.status_code == 303
    there = answer.headers["Location"]
    page = officer.get(there)
    assert page.find("//input[@name='nomor']/@value") == [one.number, two.number]
    told = json.loads(officer.raw(f"{there}&bentuk=json").get_data())
    assert len(told["laporan"]) == 2
    after = snapshot(app)
    assert after["tickets"] == before["tickets"]
    none = {**sent, "pilih": []}
    assert officer.raw("/admin/antrean/banyak", "POST", data=none).status_code == 422


def test_a_number_of_another_office_brings_nothing(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    other = tickets.file(app, make_place(app, "rsud-lerik", point="3C5D7E9F"))
    tickets.file(app, place)
    for number in (other.number, "bukan-nomor"):
        answer = officer.raw(f"/admin/laporan/ekspor?bentuk=json&nomor={number}")
        assert json.loads(answer.get_data())["laporan"] == []


def test_an_offices_own_addresses_stand_beside_the_shipped_ones(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    """An own reply text of the stage *di luar kewenangan* is offered where one redirects."""
    local = "Dinas PUPR Kota Kupang, Jalan Contoh 1, telepon 0380-000000"
    form = typed(officer.get("/admin/balasan/baru"))
    form |= {"instansi": str(place.instansi_id), "stage": "luar-kewenangan", "title": "Ke PUPR"}
    officer.post("/admin/balasan/baru", 303, **{**form, "body": f"Silakan ke {local}."})
    one = tickets.file(app, place)
    officer.post(
        at(one, "/langkah"), 303, move="verifikasi", version=tickets.row(app, one.number)["version"]
    )
    link = at(one, "/langkah/arahkan")
    page = officer.get(link)
    offered = page.find("//select[@name='template']/option/@value")
    assert "k1" in offered
    assert [code for code in offered if str(code).startswith("alamat-")]
    put = typed(page) | {"template": "k1", "insert": "ya"}
    assert local in Page(officer.post(link, 200, **put)).find("//textarea[@name='message']")[0].text
