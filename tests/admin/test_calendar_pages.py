"""The calendar at the desk: seen by all, changed by those it belongs to."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.place.show_calendar import show_calendar
from tests.admin.staff import Clerk
from tests.factories import make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock, Place

LOCAL = {"tanggal": "2026-04-23", "nama": "Hari jadi Kota Kupang", "keputusan": "K 12/2026"}
TITLES = "tanggal,nama,jenis,keputusan\n"


@pytest.fixture
def head(app: Flask, place: Place) -> Clerk:
    return Clerk(app, Grant(Role.HEAD, Level.UNIT, place.unit_id))


@pytest.fixture
def admin(app: Flask, place: Place) -> Clerk:
    return Clerk(app, Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))


def days(app: Flask, unit: str | None) -> set[str]:
    with app.app_context():
        return {one.holiday.day.isoformat() for one in show_calendar(unit, 2026).days}


def test_the_year_names_each_day_its_decree_and_where_it_came_from(
    head: Clerk, place: Place
) -> None:
    page = head.get(f"/admin/kalender/{place.unit}/2026")
    assert page.h1 == "Kalender kerja 2026"
    assert "Rabu, 25 November" not in page.seen
    for words in (
        "Jumat, 25 Desember 2026",
        "Hari Raya Natal",
        "SKB Menag 1497/2025",
        "paket holidays",
    ):
        assert words in page.seen
    assert "08.00 sampai 16.00" in page.seen
    assert "belum dimuat" not in page.seen


def test_a_year_that_is_not_loaded_says_so(head: Clerk, place: Place) -> None:
    assert "Libur nasional 2028 belum dimuat" in head.get(f"/admin/kalender/{place.unit}/2028").seen
    head.get(f"/admin/kalender/{place.unit}/1999", status=404)
    head.get(f"/admin/kalender/{place.unit}")


def test_a_head_adds_a_local_day_and_withdraws_it_with_a_reason(
    app: Flask, head: Clerk, place: Place
) -> None:
    base = f"/admin/kalender/{place.unit}"
    page = head.post(f"{base}/tambah", LOCAL)
    assert "Kamis, 23 April 2026 ditambahkan." in page.seen
    assert "Hari jadi Kota Kupang" in page.seen
    [link] = [one for one in page.links() if "cabut?" in one and "tanggal=2026-04-23" in one]
    assert head.get(link).find("//option[@selected]/@value") == ["2026-04-23"]
    page = head.post(link, {"tanggal": "2026-04-23", "alasan": "Salah tulis."})
    assert "Pernah tercantum, sudah dicabut (1)" in page.seen
    assert "Salah tulis." in page.seen
    assert "2026-04-23" not in days(app, place.unit)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"tanggal": "2026-02-30"}, "Tulis tanggal yang ada."),
        ({"nama": ""}, "Bagian ini wajib diisi."),
        ({"keputusan": "x" * 201}, "200"),
        ({"tanggal": "0001-01-01"}, "di luar tahun"),
    ],
)
def test_a_refused_day_keeps_what_was_typed(
    app: Flask, head: Clerk, place: Place, change: dict[str, str], told: str
) -> None:
    before = snapshot(app)
    page = head.post(f"/admin/kalender/{place.unit}/tambah", {**LOCAL, **change}, status=422)
    assert told in " ".join(page.problems())
    kept = {one.get("name"): one.get("value") for one in page.find("//main//form//input")}
    kept.pop("csrf_token")
    if "tanggal" not in change:
        assert kept == {**LOCAL, **change}
    assert snapshot(app) == before


def test_only_the_installation_changes_the_nations_days(
    app: Flask, head: Clerk, admin: Clerk, place: Place
) -> None:
    new = {"tanggal": "2026-08-18", "nama": "X", "keputusan": "S", "jenis": "cuti-bersama"}
    before = snapshot(app)
    for path in ("tambah", "cabut", "impor", "impor/terapkan"):
        sent = head.raw(f"/admin/kalender-nasional/{path}", "POST", data=new)
        assert sent.status_code == 403
    assert snapshot(app)["holidays"] == before["holidays"]
    assert "Tambah hari libur" not in head.get("/admin/kalender-nasional/2026").seen
    page = admin.post("/admin/kalender-nasional/tambah", new)
    assert "Selasa, 18 Agustus 2026 ditambahkan." in page.seen
    assert "2026-08-18" in days(app, None)


def test_another_units_calendar_is_not_there(app: Flask, head: Clerk) -> None:
    other = make_place(app, "rsud", point="2B4C6D8E", instansi="provinsi")
    for path in ("", "/2026", "/2026.csv", "/tambah", "/cabut", "/impor", "/jam"):
        unknown = head.raw(f"/admin/kalender/tidak-ada{path}")
        found = head.raw(f"/admin/kalender/{other.unit}{path}")
        assert (found.status_code, unknown.status_code) == (404, 404)


def test_who_may_only_look_sees_no_way_to_change(app: Flask, place: Place) -> None:
    auditor = Clerk(app, Grant(Role.AUDITOR, Level.UNIT, place.unit_id))
    page = auditor.get(f"/admin/kalender/{place.unit}/2026")
    assert not [one for one in page.links() if "tambah" in one or "impor" in one or "/jam" in one]
    auditor.get(f"/admin/kalender/{place.unit}/tambah", status=404)


def test_a_write_without_a_stamp_is_refused(app: Flask, head: Clerk, place: Place) -> None:
    before = snapshot(app)["holidays"]
    head.post(f"/admin/kalender/{place.unit}/tambah", {**LOCAL, "csrf_token": "x"}, status=422)
    assert snapshot(app)["holidays"] == before


# A file.


def upload(text: str, **more: str) -> dict[str, Any]:
    return {"berkas": (io.BytesIO(text.encode()), "libur.csv"), **more}


def test_a_file_is_looked_at_before_it_is_applied(app: Flask, admin: Clerk, place: Place) -> None:
    text = TITLES + "2026-08-18,Tambahan,cuti-bersama,\n2026-12-25,Natal,nasional,SKB baru\n"
    page = admin.post(
        "/admin/kalender-nasional/impor", upload(text, keputusan="SKB 933"), status=200
    )
    for words in ("Ditambah (1)", "Selasa, 18 Agustus 2026", "SKB 933", "Diubah (1)", "24 tanggal"):
        assert words in page.seen
    assert "2026-08-18" not in days(app, None)
    [action] = page.find("//main//form/@action")
    done = admin.post(action, hidden(page))
    assert "1 tanggal ditambah, 1 diubah, 0 dicabut." in done.seen
    assert "2026-08-18" in days(app, None)


def hidden(page: Any) -> dict[str, str]:
    return {one.get("name"): one.get("value") for one in page.find("//main//input[@type='hidden']")}


def test_a_calendar_changed_since_the_preview_is_shown_again(
    app: Flask, admin: Clerk, place: Place
) -> None:
    text = TITLES + "2026-08-18,Tambahan,cuti-bersama,S\n"
    page = admin.post("/admin/kalender-nasional/impor", upload(text), status=200)
    other = {"tanggal": "2026-08-18", "nama": "Lain", "keputusan": "S", "jenis": "nasional"}
    admin.post("/admin/kalender-nasional/tambah", other)
    [action] = page.find("//main//form/@action")
    again = admin.post(action, hidden(page), status=409)
    assert "Kalender berubah sejak pratinjau" in again.seen
    assert "Diubah (1)" in again.seen
    admin.post(action, hidden(again))
    assert rows(app, "holidays")[-1]["name"] == "Tambahan"


def test_a_wrong_file_names_row_and_column_and_writes_nothing(
    app: Flask, head: Clerk, place: Place
) -> None:
    before = snapshot(app)["holidays"]
    path = f"/admin/kalender/{place.unit}/impor"
    page = head.post(path, upload(TITLES + "31/02/2026,X,lokal,S\n"), status=422)
    assert "Baris 2, kolom tanggal" in " ".join(page.problems())
    page = head.post(path, {}, status=422)
    assert "Pilih berkasnya." in " ".join(page.problems())
    assert snapshot(app)["holidays"] == before


def test_the_list_goes_out_and_comes_back_without_a_change(admin: Clerk, place: Place) -> None:
    out = admin.raw("/admin/kalender-nasional/2026.csv")
    assert out.mimetype == "text/csv"
    page = admin.post("/admin/kalender-nasional/impor", upload(out.get_data(as_text=True)), 200)
    assert "Berkas ini tidak mengubah apa pun." in page.seen
    assert "25 tanggal sudah sama" in page.seen


# Office hours.


def hours(opens: str = "08:00", closes: str = "15:00") -> dict[str, str]:
    week = {f"buka_{day}": opens for day in range(5)} | {f"tutup_{day}": closes for day in range(5)}
    return {"nama": "Ramadan 1448 H", "mulai": "2027-02-08", "sampai": "2027-03-09", **week}


def test_ramadan_hours_are_set_for_their_days_and_withdrawn(
    app: Flask, head: Clerk, place: Place
) -> None:
    page = head.post(f"/admin/kalender/{place.unit}/jam", hours())
    assert "Senin, 8 Februari 2027 sampai Selasa, 9 Maret 2027" in page.seen
    assert "08.00-15.00" in page.seen
    [form] = page.find("//form[contains(@action, '/jam/cabut')]")
    sent = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    page = head.post(form.get("action"), sent)
    assert "Jam kerja dicabut." in page.seen
    assert "Ramadan 1448 H" not in head.get(f"/admin/kalender/{place.unit}/2027").seen


def test_the_form_opens_with_the_hours_that_hold_today(
    head: Clerk, place: Place, clock: Clock
) -> None:
    head.post(f"/admin/kalender/{place.unit}/jam", {**hours(), "mulai": "2026-10-01", "sampai": ""})
    clock.later(minutes=1)
    page = head.get(f"/admin/kalender/{place.unit}/jam")
    shown = {one.get("name"): one.get("value") for one in page.find("//input[@type='time']")}
    assert (shown["buka_0"], shown["tutup_4"], shown["buka_5"]) == ("08:00", "15:00", "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"tutup_2": ""}, "Rabu: isi jam buka dan jam tutup"),
        ({"tutup_2": "07:00"}, "Rabu: jam tutup harus sesudah jam buka."),
        ({"sampai": "2027-01-01"}, "mendahului"),
        ({"nama": ""}, "wajib diisi"),
    ],
)
def test_hours_that_cannot_be_meant_are_told_and_kept(
    app: Flask, head: Clerk, place: Place, change: dict[str, str], told: str
) -> None:
    page = head.post(f"/admin/kalender/{place.unit}/jam", {**hours(), **change}, status=422)
    assert told in " ".join(page.problems())
    assert page.find("//input[@name='buka_0']/@value") == ["08:00"]
    assert rows(app, "office_hours") == []


def test_sent_long_after_sign_in_nothing_is_written(
    app: Flask, head: Clerk, place: Place, clock: Clock
) -> None:
    clock.instant += timedelta(hours=9)
    sent = head.raw(f"/admin/kalender/{place.unit}/tambah", "POST", data=LOCAL)
    assert sent.status_code in (302, 303, 401)
    assert "2026-04-23" not in days(app, place.unit)
