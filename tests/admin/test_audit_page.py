"""The record on the screen and as a file: filters that stay, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import NOW, Place, rows

if TYPE_CHECKING:
    from flask import Flask

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0")


@pytest.fixture
def auditor(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.AUDITOR, Level.UNIT, place.unit_id)
    desk.sign_in(window.client, app, [grant], name="Yosefina Lawalu")
    return window


def note(app: Flask, place: Place, mark: str, **more: Any) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.people import audit

    values = {"at": NOW, "actor_id": 0, "action": "tutup-loket", "object_kind": "loket", **more}
    with app.app_context(), transaction():
        audit.append(object_id=mark, instansi_id=place.instansi_id, unit_id=place.unit_id, **values)


def table(auditor: desk.Window, path: str = "/admin/audit.csv") -> list[list[str]]:
    answer = auditor.raw(path)
    assert answer.status_code == 200, answer.status_code
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_a_record_shows_who_when_what_before_and_after_and_why(
    app: Flask, place: Place, auditor: desk.Window
) -> None:
    note(app, place, "7F3K9QWX", details={"nama": ["Loket 1", None]}, reason="Pindah gedung")
    page = auditor.get("/admin/audit")
    assert page.h1 == "Catatan audit"
    for shown in ("tutup-loket", "7F3K9QWX", "nama: Loket 1 → kosong", "Pindah gedung", "WITA"):
        assert shown in page.seen


def test_what_a_record_holds_is_shown_as_text(
    app: Flask, place: Place, auditor: desk.Window
) -> None:
    note(app, place, "<script>alert(1)</script>", details={"<b>": ["<i>", "</td>"]})
    page = auditor.get("/admin/audit")
    assert "<script>alert(1)</script>" in page.seen
    assert page.find("//td//script | //td//i | //td//b") == []


def test_a_filter_stays_in_its_fields_and_in_every_link(
    app: Flask, place: Place, auditor: desk.Window
) -> None:
    for number in range(101):
        note(app, place, f"L{number}")
    note(app, place, "lain", action="ubah-loket")
    page = auditor.get("/admin/audit?kegiatan=tutup-loket")
    assert page.find("//input[@id='kegiatan']/@value") == ["tutup-loket"]
    assert "ubah-loket" not in page.seen
    [older] = page.find("//a[@rel='next']/@href")
    assert "kegiatan=tutup-loket" in older
    assert "L0" in auditor.get(older).seen
    assert any("audit.csv?kegiatan=tutup-loket" in one for one in page.links())


@pytest.mark.parametrize(
    "query",
    ["sebelum=x", "sebelum=-1", "sebelum=99999999999999999999", "sebelum=%00", "sebelum=²",
     "sebelum=9999999999999999", "sebelum=999999999999999",
     "kegiatan=%00", "kegiatan=" + "a" * 5000, "pelaku=%25%27%22", "pelaku=%ff%fe", "lain=1"],
)  # fmt: skip
def test_no_filter_stops_the_page(auditor: desk.Window, query: str) -> None:
    auditor.get(f"/admin/audit?{query}")


def test_the_file_holds_what_the_page_holds(app: Flask, place: Place, auditor: desk.Window) -> None:
    note(app, place, "7F3K9QWX", reason="Pindah gedung")
    head, first, *_ = table(auditor)
    assert head[:4] == ["no", "waktu", "pelaku", "kegiatan"]
    record = rows(app, "audit_records")[-2]
    assert first[0] == str(record["seq"])
    assert first[8] == record["hash"].hex()
    assert first[7] == "Pindah gedung"


def test_no_cell_of_the_file_is_a_formula(app: Flask, place: Place, auditor: desk.Window) -> None:
    for one in FORMULAS:
        note(app, place, one[:60], reason=one)
    cells = [cell for row in table(auditor)[1:] for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝")] == []
    assert sum(cell == f"'{FORMULAS[0]}" for cell in cells) == 2


def test_the_file_asks_again_who_it_is(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    grant = Grant(Role.AUDITOR, Level.UNIT, place.unit_id)
    desk.sign_in(window.client, app, [grant], fresh=False)
    answer = window.raw("/admin/audit.csv")
    assert answer.status_code == 303
    assert "/admin/akun/konfirmasi" in answer.headers["Location"]


def test_taking_the_file_is_recorded(app: Flask, place: Place, auditor: desk.Window) -> None:
    table(auditor)
    assert rows(app, "audit_records")[-1]["action"] == "ekspor-audit"


def test_the_heads_can_be_read_and_copied(app: Flask, place: Place, auditor: desk.Window) -> None:
    from kiosk.flows.people.sign_heads import sign_heads

    note(app, place, "x")
    with app.app_context():
        name = sign_heads(app.config["KIOSK"].instance_dir, NOW).name
    page = auditor.get("/admin/audit/kepala")
    assert rows(app, "audit_records")[-1]["hash"].hex() in page.seen.replace(" ", "")
    assert name in page.seen
    assert place.point in page.seen
