"""The smaller pages around a ticket: handed on, merged, split, entered, exported, its files."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.admin.test_ticket_page import at, typed, version
from tests.factories import Place, make_place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    """Of the place's unit, signed in."""
    window = desk.Window(app)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    desk.sign_in(window.client, app, grants, name="Yustina Bria")
    return window


def picture() -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 140, 90)).save(kept, "JPEG")
    return kept.getvalue()


def test_a_ticket_is_handed_on_and_can_come_back(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    other = make_place(app, "rsud-lerik", point="3C5D7E9F", name="RSUD Lerik")
    ticket = tickets.file(app, place)
    form = typed(officer.get(at(ticket, "/teruskan")))
    form |= {"unit": "rsud-lerik", "reason": ""}
    page = Page(officer.post(at(ticket, "/teruskan"), 422, **form))
    assert page.problems() == ["Tuliskan alasan untuk rekan kerja."]
    form["reason"] = "ini urusan RSUD"
    officer.post(at(ticket, "/teruskan"), **form)
    assert tickets.row(app, ticket.number)["unit_id"] == other.unit_id
    there = desk.Window(app)
    desk.sign_in(there.client, app, [Grant(Role.HEAD, Level.UNIT, other.unit_id)])
    form = typed(there.get(at(ticket, "/kembalikan"))) | {"reason": "bukan"}
    there.post(at(ticket, "/kembalikan"), **form)
    assert tickets.row(app, ticket.number)["unit_id"] == place.unit_id


def test_a_twin_is_suggested_merged_and_taken_apart(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    first = tickets.file(app, place, isi="Kipas angin ruang tunggu mati.")
    second = tickets.file(app, place, isi="Ruang tunggu panas, kipas angin mati.")
    page = officer.get(at(second, "/gabung"))
    assert "Kata yang sama" in page.seen
    form = typed(page) | {"into": first.number.lower()}
    officer.post(at(second, "/gabung"), **form)
    assert "Ditangani dalam laporan lain" in officer.get(at(second)).seen
    officer.post(at(second, "/pisahkan"), version=version(app, second))
    assert tickets.row(app, second.number)["merged_into"] is None


def test_a_part_becomes_a_ticket(app: Flask, officer: desk.Window, place: Place) -> None:
    ticket = tickets.file(app, place)
    form = typed(officer.get(at(ticket, "/pecah")))
    assert form["body"].strip() == tickets.BODY
    page = Page(officer.post(at(ticket, "/pecah"), 422, **{**form, "body": " "}))
    assert page.problems()
    shown = officer.follow(at(ticket, "/pecah"), **form, title="Kursi kurang")
    assert "Kursi kurang" in shown.seen
    assert "Bagian dari" in shown.seen


def test_a_wrong_class_is_put_right(app: Flask, officer: desk.Window, place: Place) -> None:
    ticket = tickets.file(app, place)
    form = typed(officer.get(at(ticket, "/kelas")))
    sent = {**form, "wanted": "informasi", "reason": "hanya bertanya"}
    assert "Permintaan informasi" in officer.follow(at(ticket, "/kelas"), **sent).seen
    form = typed(officer.get(at(ticket, "/kelas")))
    officer.post(at(ticket, "/kelas"), **{**form, "wanted": "berkadar", "reason": "ada pungli"})
    assert officer.raw(at(ticket)).status_code == 404


def test_the_number_there_is_written_down(app: Flask, officer: desk.Window, place: Place) -> None:
    ticket = tickets.file(app, place)
    form = typed(officer.get(at(ticket, "/sp4n-lapor")))
    page = Page(
        officer.post(at(ticket, "/sp4n-lapor"), 422, **{**form, "lapor": "<b>", "state": ""})
    )
    assert "SP4N-LAPOR!" in page.problems()[0]
    sent = {**form, "lapor": "8812345", "state": "Terdisposisi Selesai"}
    assert "8812345" in officer.follow(at(ticket, "/sp4n-lapor"), **sent).seen


def test_a_picture_is_shown_small_and_saved_whole(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    """F29, F30: what a file is called reaches no header as it came."""
    from kiosk.flows.receiving import Upload

    name = 'a"\r\nX-Evil: 1\u202egpj.<script>.jpg'
    ticket = tickets.file(app, place, uploads=[Upload(name, picture())])
    page = officer.get(at(ticket))
    assert page.find("//img/@src") == [at(ticket, "/berkas/1/gambar")]
    small = officer.raw(at(ticket, "/berkas/1/gambar"))
    assert (small.status_code, small.mimetype) == (200, "image/jpeg")
    whole = officer.raw(at(ticket, "/berkas/1"))
    assert whole.headers["Content-Disposition"].startswith("attachment;")
    assert "X-Evil" not in whole.headers
    assert "sandbox" in whole.headers.getlist("Content-Security-Policy")[0]
    assert [one["action"] for one in rows(app, "audit_records")][-1] == "buka-lampiran"
    assert officer.raw(at(ticket, "/berkas/2")).status_code == 404
    assert officer.raw(at(ticket, f"/berkas/{10**30}")).status_code == 404


def test_nothing_unscanned_is_opened_where_there_is_a_scanner(
    app: Flask, officer: desk.Window, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from kiosk.domain.complaint.attachment import FileState
    from kiosk.flows.receiving import Upload
    from kiosk.media.scanner import Scan

    ticket = tickets.file(app, place, uploads=[Upload("foto.jpg", picture())])
    app.config["KIOSK"] = replace(app.config["KIOSK"], clamd="/tidak/ada")
    said = [Scan(FileState.WAITING), Scan(FileState.INFECTED)]
    monkeypatch.setattr("kiosk.media.scanner.scan", lambda *_: said.pop(0))
    assert officer.raw(at(ticket, "/berkas/1")).status_code == 403
    assert officer.raw(at(ticket, "/berkas/1")).status_code == 403
    assert rows(app, "ticket_files")[0]["state"] == "terinfeksi"
    assert "terinfeksi virus" in officer.get(at(ticket)).seen
    assert officer.raw(at(ticket, "/berkas/1")).status_code == 403, "asked no more"


def test_a_file_goes_with_an_answer(app: Flask, officer: desk.Window, place: Place) -> None:
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    sent = {
        "csrf_token": desk.csrf(app), "version": version(app, ticket), "message": "Lihat foto.",
        "confirmed": "ya", "lampiran": (io.BytesIO(picture()), "bukti.jpg"),
    }  # fmt: skip
    answer = officer.raw(at(ticket, "/langkah/jawab"), "POST", data=sent)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    [message], [kept] = rows(app, "ticket_messages"), rows(app, "ticket_files")
    assert (kept["message"], kept["from_reporter"]) == (message["seq"], False)


def test_a_complaint_is_entered_and_its_receipt_shown_once(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    page = officer.get("/admin/laporan/catat")
    form = typed(page) | {"saluran": "telepon", "jenis": "pengaduan", "identitas": "terbuka"}
    form |= {"diterima": "2026-10-15T09:30", "isi": ""}
    page = Page(officer.post("/admin/laporan/catat", 422, **form))
    assert "Tuliskan" in " ".join(page.problems())
    form |= {"isi": "Kursi tunggu kurang.", "nama": "Maria Bete", "kontak": "0812"}
    page = Page(officer.post("/admin/laporan/catat", 200, **form))
    assert len(page.find("//ol[@class='secret']/li")) == 8
    [row] = rows(app, "tickets")
    assert row["channel"] == "telepon"
    phrase = " ".join(page.find("//ol[@class='secret']/li/text()"))
    assert phrase not in officer.get(f"/admin/laporan/{row['number']}").text


def test_who_sits_at_a_counter_enters_and_does_not_read(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    assert window.get("/admin/laporan/catat").h1 == "Catat laporan"
    ticket = tickets.file(app, place)
    assert window.raw(at(ticket)).status_code == 404


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "baris\n=1+1", " =1+1")


def test_no_cell_of_the_export_is_a_formula(app: Flask, officer: desk.Window, place: Place) -> None:
    """F31."""
    import csv

    for one in FORMULAS:
        tickets.file(app, place, judul=one, isi=f"{one} dan seterusnya")
    answer = officer.raw("/admin/laporan/ekspor?bentuk=csv")
    assert answer.mimetype == "text/csv"
    found = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert len(found) == 1 + len(FORMULAS)
    for row in found:
        for cell in row:
            for line in cell.splitlines():
                assert not line.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "＝")), cell
    told = json.loads(officer.raw("/admin/laporan/ekspor?bentuk=json").get_data())
    assert len(told["laporan"]) == len(FORMULAS)


def test_numbers_come_back_looked_at_first(app: Flask, officer: desk.Window, place: Place) -> None:
    ticket = tickets.file(app, place)
    officer.get("/admin/laporan/ekspor")
    table = f"nomor;nomor_lapor;status;lain\n{ticket.number};8812;Tertunda;x\n"

    def look(text: str, status: int) -> Page:
        sent = {"csrf_token": desk.csrf(app), "file": (io.BytesIO(text.encode()), "a.csv")}
        answer = officer.raw("/admin/laporan/impor", "POST", data=sent)
        assert answer.status_code == status
        return Page(answer)

    assert "Baris 3" in look(table + "ZZZZZZZZZ;1;\n", 422).problems()[0]
    page = look(table, 200)
    assert "8812 · Tertunda" in page.seen
    assert tickets.row(app, ticket.number)["lapor_number"] is None
    kept = "".join(page.find("//textarea[@name='table']")[0].itertext())
    officer.post("/admin/laporan/impor/terapkan", csrf_token=desk.csrf(app), table=kept)
    assert tickets.row(app, ticket.number)["lapor_number"] == "8812"


def test_an_office_writes_its_own_replies(app: Flask, officer: desk.Window, place: Place) -> None:
    page = officer.get("/admin/balasan/baru")
    form = typed(page) | {"instansi": str(place.instansi_id), "stage": "jawaban", "title": "Sudah"}
    page = Page(officer.post("/admin/balasan/baru", 422, **{**form, "body": "Halo {siapa}"}))
    assert "{siapa}" in page.problems()[0]
    officer.post("/admin/balasan/baru", **{**form, "body": "Laporan {nomor}: {jawaban}"})
    ticket = tickets.file(app, place)
    officer.get(at(ticket))
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    page = officer.get(at(ticket, "/langkah/jawab"))
    assert "k1" in page.find("//select[@name='template']/option/@value")
    form = typed(officer.get("/admin/balasan/1/ubah"))
    officer.post("/admin/balasan/1/ubah", **{**form, "title": "Sudah beres"})
    officer.get("/admin/balasan/1/ubah")
    clash = {**form, "title": "Lain", "version": "1"}
    officer.post("/admin/balasan/1/ubah", 409, **clash)
    shown = officer.get("/admin/balasan")
    assert "Sudah beres" in shown.seen
    officer.post("/admin/balasan/1/cabut", version="2")
    assert "Sudah beres" not in officer.get("/admin/balasan").seen
    assert officer.raw("/admin/balasan/1/ubah").status_code == 404


PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)',
    "</textarea><script>alert(1)</script>", "{{7*7}}", "javascript:alert(1)",
    "<svg/onload=alert(1)>",
)  # fmt: skip


@pytest.mark.parametrize("words", PAYLOADS)
def test_what_anybody_wrote_is_text(
    app: Flask, officer: desk.Window, place: Place, words: str
) -> None:
    """F30 at the desk."""
    ticket = tickets.file(
        app, place, judul=words, isi=words, tempat=words, identitas="terbuka", nama=words,
        kontak=words, waktu_kejadian=words,
    )  # fmt: skip
    officer.get(at(ticket))
    page = officer.follow(at(ticket, "/catatan"), note=words)
    assert words in page.seen
    officer.post(at(ticket, "/draf"), note=words)
    page = officer.get(at(ticket))
    assert page.find("//main//script | //main//svg | //main//@onerror | //main//@onmouseover") == []
    assert page.find("//textarea[@name='note']")[0].text.strip() == words
    officer.post(at(ticket, "/langkah"), move="verifikasi", version=version(app, ticket))
    sent = {"message": words, "version": version(app, ticket)}
    preview = Page(officer.post(at(ticket, "/langkah/jawab"), 200, **sent))
    assert preview.find("//main//script | //main//svg") == []
    assert typed(preview)["message"].strip() == words
