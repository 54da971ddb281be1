"""A head brings in an office's spreadsheet: uploads it, says what the columns mean, reads why the
figure differs, and takes it in."""

from __future__ import annotations

import csv
import io
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.survey.hold_import import forget_imports
from tests import desk
from tests.factories import NOW, Place, kept, rows

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.factories import Clock

TITLES = [
    "Cap waktu", "Nama", "Jenis layanan", "Kesesuaian persyaratan", "Kemudahan prosedur",
    "Kecepatan waktu", "Biaya/tarif", "Produk", "Kompetensi petugas", "Kesopanan petugas",
    "Sarana", "Pengaduan", "Kritik dan saran",
]  # fmt: skip
BEST = ["Sangat sesuai", "Sangat mudah", "Cepat", "Gratis", "Sesuai", "Kompeten", "Sopan dan ramah",
        "Baik", "Dikelola dengan baik"]  # fmt: skip
ROWS = [
    ["14/10/2026 08.15.02", "Maria Bete", "Kartu Keluarga", *BEST, "=HYPERLINK(1)"],
    ["2026-09-30", "Yosef", "ktp", "Sesuai", "Mudah", "lumayan", "Murah", "", *BEST[5:],
     "<b>Terima kasih</b>"],
]  # fmt: skip


def table(*body: list[object], titles: list[str] = TITLES) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([titles, *body])
    return out.getvalue().encode()


def sent(head: desk.Window, app: Flask, place: Place, content: bytes, name: str) -> TestResponse:
    head.get(f"/admin/impor/{place.unit}")
    data = {
        "csrf_token": desk.csrf(app),
        "instrumen": "skm-2017",
        "lampiran": (BytesIO(content), name),
    }
    path = f"/admin/impor/{place.unit}"
    return head.raw(path, "POST", data=data, content_type="multipart/form-data")


def filled(page: object) -> dict[str, str]:
    """The form of the mapping as a browser would send it."""
    from tests.web.page_client import Page

    assert isinstance(page, Page)
    base = "//form[contains(@class, 'asks')]"
    found = {
        str(one.get("name")): str(one.get("value", ""))
        for one in page.find(f"{base}//input[@type='hidden']")
    }
    for one in page.find(f"{base}//select"):
        chosen = one.xpath("option[@selected]/@value") or one.xpath(".//option[@selected]/@value")
        found[str(one.get("name"))] = str(chosen[0]) if chosen else ""
    for one in page.find(f"{base}//input[@type='radio'][@checked]"):
        found[str(one.get("name"))] = str(one.get("value"))
    found.pop("csrf_token")
    return found


def test_a_form_of_words_is_mapped_explained_and_taken_in(
    app: Flask, head: desk.Window, place: Place
) -> None:
    answer = sent(
        head, app, place, table(*ROWS, ["IKM Unit Pelayanan", *[""] * 11, 99]), "google.csv"
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    where = answer.headers["Location"]
    page = head.get(where)
    assert "Maria Bete" not in page.seen, "a name is not shown where it is not taken"
    said = filled(page) | {"bulan": "tanggal"}
    assert (said["k0"], said["k1"], said["k2"]) == ("tanggal", "", "layanan")
    assert [said[f"k{at}"] for at in range(3, 12)] == [
        "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana",
        "pengaduan",
    ]  # fmt: skip
    refused = head.post(where, 422, **said)
    assert "1 tulisan belum punya nilai" in refused.get_data(as_text=True)
    word = next(name for name, text in said.items() if text == "lumayan")
    said |= {word.replace("t", "w"): "2", "nama": "Formulir Google"}
    page = head.follow(where, **said)
    assert "2 responden siap disimpan" in page.seen
    assert "September 2026: 1 jawaban" in page.seen
    assert "Oktober 2026: 1 jawaban" in page.seen
    assert "Baris 4: Baris penutup" in page.seen
    assert "Tidak satu pun cara hitung" in page.seen
    listed = head.follow(f"{where}/hasil", simpan="ya")
    assert "2 jawaban tersimpan" in listed.seen
    assert "google.csv" in listed.seen
    assert (
        "Oktober 2026: 1; September 2026: 1" in listed.seen
        or "September 2026: 1; Oktober 2026: 1" in listed.seen
    )
    found = kept(app)
    assert [one["month"] for one in found] == [202609, 202610]
    assert found[1]["scores"] == "a4b4c3d4e3f3g3h4i3"
    assert found[1]["suggestion"] == "=HYPERLINK(1)"
    assert found[0]["service_id"] == place.services["ktp"]
    record = [one for one in rows(app, "audit_records") if one["action"] == "impor-jawaban"][-1]
    assert "Maria" not in str(record)
    assert record["actor_id"] > 0
    again = sent(
        head, app, place, table(*ROWS, ["IKM Unit Pelayanan", *[""] * 11, 99]), "lain.csv"
    ).headers["Location"]
    page = head.get(again)
    assert "Formulir Google" in page.seen
    page = head.follow(
        again,
        **filled(page),
    )
    assert "Berkas ini sudah diimpor" in page.seen
    assert not page.find("//button[@name='simpan']")
    assert head.post(f"{again}/hasil", 422, simpan="ya")


def book(*cells: list[object]) -> bytes:
    made = Workbook()
    for row in cells:
        made.active.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


U = ["No", *(f"U{place}" for place in range(1, 10))]
TIGHT = [4, 3, 4, 4, 3, 3, 4, 3, 4]


def test_the_formula_of_the_office_is_named(app: Flask, head: desk.Window, place: Place) -> None:
    content = book(["REKAP"], U, [1, *TIGHT], [2, *TIGHT[::-1]], ["IKM", 88], ["Mutu", "B"])
    where = sent(head, app, place, content, "rekap.xlsx").headers["Location"]
    said = filled(head.get(where))
    refused = head.post(where, 422, **said | {"bulan": "2026-10"})
    assert "U8 dan U9" in refused.get_data(as_text=True)
    page = head.follow(where, **said | {"bulan": "2026-10", "urutan": "sarana"})
    assert "88,89" in page.seen
    assert "0,11" not in page.seen.split("Angka lama persis")[0]
    page = head.follow(f"{where}/hasil", angka="88,00")
    assert "Bobot 1/9 ditulis 0,11" in page.seen
    assert "Angka lama persis didapat dengan cara ini" in page.seen
    bad = head.post(f"{where}/hasil", 422, angka="banyak")
    assert "seperti tercetak" in bad.get_data(as_text=True)
    head.follow(f"{where}/hasil", simpan="ya")
    assert kept(app)[0]["scores"] == "a4b3c4d4e3f3g4h4i3", "U8 was sarana"


def test_a_row_that_is_wrong_is_named_and_nothing_is_kept(
    app: Flask, head: desk.Window, place: Place
) -> None:
    content = table([1, *TIGHT], [2, *TIGHT[:8], 44], titles=U)
    where = sent(head, app, place, content, "rekap.csv").headers["Location"]
    said = filled(head.get(where)) | {"bulan": "2026-10", "urutan": "pengaduan"}
    page = head.follow(where, **said)
    assert "1 baris ditolak" in page.seen
    assert "Baris 3, kolom U9 (sel J3)" in page.seen
    answer = head.post(f"{where}/hasil", 422, simpan="ya")
    assert "tidak ada yang disimpan" in answer.get_data(as_text=True)
    assert kept(app) == []
    page = head.follow(f"{where}/buang")
    assert "Berkas dibuang" in page.seen
    assert head.raw(where).status_code == 409


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "kosong.csv", "paling besar 5 MB"),
        (b"PK\x03\x04 rusak", "rusak.xlsx", "XLSX yang utuh"),
        (b"U1\n4\n", "rekap.xls", "harus CSV atau XLSX"),
        (b"a" * 10_001, "besar.csv", "paling besar 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    app: Flask,
    head: desk.Window,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    name: str,
    word: str,
) -> None:
    monkeypatch.setattr("kiosk.flows.sheets.LARGEST", 10_000)
    answer = sent(head, app, place, content, name)
    assert answer.status_code == 422
    assert word in answer.get_data(as_text=True)
    assert rows(app, "sheet_drafts") == []


def test_a_formula_without_a_result_is_refused_with_what_to_do(
    app: Flask, head: desk.Window, place: Place
) -> None:
    where = sent(head, app, place, book(U, [1, *TIGHT[:8], "=1+3"]), "rumus.xlsx").headers[
        "Location"
    ]
    said = filled(head.get(where)) | {"bulan": "2026-10", "urutan": "pengaduan"}
    assert "Buka berkas di aplikasi lembar kerja, simpan" in head.follow(where, **said).seen


def test_nobody_else_opens_an_upload_and_a_day_later_it_is_gone(
    app: Flask, head: desk.Window, place: Place, clock: Clock
) -> None:
    where = sent(head, app, place, table([1, *TIGHT], titles=U), "rekap.csv").headers["Location"]
    other = desk.Window(app)
    desk.sign_in(other.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    assert other.raw(where).status_code == 409
    officer = desk.Window(app)
    desk.sign_in(officer.client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    assert officer.raw(f"/admin/impor/{place.unit}").status_code == 404
    folder = app.config["KIOSK"].instance_dir / "imports"
    [file] = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    with app.app_context():
        assert forget_imports(app.config["KIOSK"].instance_dir, NOW) == 0
        clock.later(hours=25)
        assert forget_imports(app.config["KIOSK"].instance_dir, clock.now()) == 1
    assert list(folder.iterdir()) == []
    assert rows(app, "sheet_drafts") == []
