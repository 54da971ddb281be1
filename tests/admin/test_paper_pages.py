"""Paper at the desk: found, ordered, printed, keyed without a script, and settled by the head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Clock, Place, kept, rows
from tests.paper_forms import keyed, sheet

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    return _window(app, place, "Ana")


def _window(app: Flask, place: Place, name: str) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    desk.sign_in(window.client, app, [grant], name=name)
    return window


def ordered(window: desk.Window, place: Place, count: str = "3") -> str:
    """The code of a run."""
    home = f"/admin/kertas/{place.unit}"
    window.get(home)
    answer = window.post(home, loket=place.point, lembar=count)
    return answer.headers["Location"].rpartition("/")[2]


def enter(window: desk.Window, place: Place, serial: str, status: int = 303, **changes: str) -> str:
    """Where it leads, or the page that says why not."""
    key = f"/admin/kertas/{place.unit}/ketik"
    window.get(f"{key}?seri={serial}")
    answer = window.post(key, status, seri=serial, **keyed(**changes))
    return answer.headers["Location"] if status == 303 else answer.get_data(as_text=True)


def test_an_officer_finds_paper_in_the_menu_and_orders_sheets(
    officer: desk.Window, place: Place
) -> None:
    assert "/admin/kertas" in officer.get("/admin/").find("//nav[@class='menu']//a/@href")
    assert officer.raw("/admin/kertas").headers["Location"].endswith(f"/admin/kertas/{place.unit}")
    home = f"/admin/kertas/{place.unit}"
    officer.get(home)
    refused = officer.post(home, 422, loket=place.point, lembar="501").get_data(as_text=True)
    assert "1 sampai 500" in refused
    assert 'value="501"' in refused
    page = officer.get(f"{home}/cetakan/{ordered(officer, place, '120')}")
    labels = page.find("//button/text()")
    assert [one for one in labels if "PDF lembar" in one] == [
        "Unduh PDF lembar 1–50", "Unduh PDF lembar 51–100", "Unduh PDF lembar 101–120",
    ]  # fmt: skip


def test_sheets_are_keyed_from_page_to_page_without_a_script(
    app: Flask, officer: desk.Window, place: Place, clock: Clock
) -> None:
    batch = ordered(officer, place)
    where = enter(officer, place, sheet(batch, 1), saran="Bagus")
    assert f"seri={sheet(batch, 2)}" in where
    assert "tanggal=15-10-2026" in where
    page = officer.get(where)
    assert "tersimpan, menunggu orang kedua" in page.seen
    assert "15-10-2026" in page.find("//input[@name='tanggal']/@value")
    officer.post(f"/admin/kertas/{place.unit}/ketik/urungkan", seri=sheet(batch, 1))
    assert rows(app, "paper_entries") == []
    enter(officer, place, sheet(batch, 1), saran="Bagus")
    second = _window(app, place, "Budi")
    page = second.get(f"/admin/kertas/{place.unit}/ketik?seri={sheet(batch, 1)}")
    assert "Sudah diketik Ana" in page.seen
    assert "Bagus" not in page.seen, "the second person does not see what the first typed"
    assert set(page.find("//input[@data-key]/@value")) <= {""}
    where = enter(second, place, sheet(batch, 1), saran="Bagus")
    assert "sama, masuk" in second.get(where).seen
    assert [one["suggestion"] for one in kept(app)] == ["Bagus"]


def test_a_refused_serial_stays_in_its_field_and_says_why(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    batch = ordered(officer, place)
    enter(officer, place, sheet(batch, 1))
    key = f"/admin/kertas/{place.unit}/ketik"
    wrong = sheet(batch, 2)[:-1] + ("A" if sheet(batch, 2)[-1] != "A" else "B")
    for serial, sentence in (
        (wrong, "huruf pemeriksanya tidak cocok"),
        (sheet(batch, 9), "tidak pernah dicetak"),
        (sheet("ZZZZZ"), "bukan milik unit ini"),
        (sheet(batch, 1), "sudah Anda ketik"),
    ):
        page = officer.get(f"{key}?seri={serial}", 422)
        assert sentence in page.seen
        assert page.find("//input[@id='seri']/@value") == [serial]


def test_what_is_refused_keeps_every_key(officer: desk.Window, place: Place) -> None:
    batch = ordered(officer, place)
    page = enter(officer, place, sheet(batch, 1), 422, waktu="7", prosedur="2", saran="Kursi")
    assert "Nilai harus 1 sampai 4" in page
    assert re.search(r'name="prosedur"[^>]* value="2"', page)
    assert "Kursi" in page


def test_a_head_sees_the_difference_side_by_side_and_settles_it(
    app: Flask, officer: desk.Window, head: desk.Window, place: Place
) -> None:
    batch = ordered(officer, place)
    enter(officer, place, sheet(batch, 1), waktu="2")
    second = _window(app, place, "Budi")
    assert "berbeda" in second.get(enter(second, place, sheet(batch, 1), waktu="3")).seen
    path = f"/admin/kertas/{place.unit}/lembar/{sheet(batch, 1)}"
    assert "Kurang cepat" not in officer.get(path).seen, "only who settles sees the values"
    run = head.get(f"/admin/kertas/{place.unit}/cetakan/{batch}")
    assert path in run.find("//td/../th/a/@href")
    assert "Ana, Budi" in run.seen
    page = head.get(path)
    assert "2 Kurang cepat" in page.seen
    assert "3 Cepat" in page.seen
    answer = head.raw(path, "POST", data={"csrf_token": desk.csrf(app), "alasan": "Kertasnya 3"})
    assert answer.status_code == 422
    refused = officer.raw(path, "POST", data={"csrf_token": desk.csrf(app), "isian.waktu": "2"})
    assert refused.status_code == 404, "not an officer's to decide"
    data = {"csrf_token": desk.csrf(app), "isian.waktu": "2", "alasan": "Pada kertas lingkaran 3"}
    assert head.raw(path, "POST", data=data).status_code == 303
    assert "Pada kertas lingkaran 3" in head.get(path).seen
    assert [one["scores"][4:6] for one in kept(app)] == ["c3"]


def test_a_cancelled_sheet_says_so_in_its_run(officer: desk.Window, place: Place) -> None:
    batch = ordered(officer, place)
    path = f"/admin/kertas/{place.unit}/lembar/{sheet(batch, 2)}"
    officer.get(path)
    officer.post(f"{path}/batalkan", 422, alasan_batal="x")
    officer.post(f"{path}/batalkan", alasan_batal="Kertas hilang di jalan")
    page = officer.get(f"/admin/kertas/{place.unit}/cetakan/{batch}")
    assert "Kertas hilang di jalan" in page.seen


def test_a_pdf_is_written_down_with_who_printed_which(
    app: Flask, officer: desk.Window, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.paper import page as paper_page

    monkeypatch.setattr(paper_page, "pdf", lambda *_given: b"%PDF-1.7 kertas")
    batch = ordered(officer, place, "60")
    path = f"/admin/kertas/{place.unit}/cetakan/{batch}"
    officer.get(path)
    for first, last in (("1", "51"), ("0", "5"), ("9", "3"), ("11", "61"), ("x", "5")):
        officer.post(path, 422, dari=first, sampai=last)
    assert rows(app, "paper_prints") == []
    answer = officer.post(path, 200, dari="11", sampai="12")
    assert answer.mimetype == "application/pdf"
    assert [(one["first"], one["last"]) for one in rows(app, "paper_prints")] == [(11, 12)]
    assert "Diunduh Ana" in officer.get(path).seen
