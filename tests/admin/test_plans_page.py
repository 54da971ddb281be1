"""Follow-up at the desk: found by its tab, written, called done in two clicks, taken back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, plans
from tests.factories import Place, rows
from tests.media.samples import drawn, saved
from tests.periods import AFTER, close, head_of

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.factories import Clock


@pytest.fixture
def listed(app: Flask, place: Place, clock: Clock) -> str:
    """October is closed with three low unsur; the address of its plans."""
    plans.scored(app, place)
    clock.instant = AFTER
    close(app, place, head_of(app, place))
    return f"/admin/rtl/{place.unit}"


def sent(head: desk.Window, app: Flask, path: str, **fields: str) -> TestResponse:
    """The form of a step with a photo."""
    data = {
        "csrf_token": desk.csrf(app),
        "lampiran": (BytesIO(saved(drawn(), "PNG")), "foto loket.png"),
        **fields,
    }
    return head.raw(path, "POST", data=data, content_type="multipart/form-data")


def test_before_anything_is_closed_the_page_says_what_to_do(
    head: desk.Window, place: Place
) -> None:
    page = head.get(f"/admin/rtl/{place.unit}")
    assert "Saat satu periode ditutup" in page.seen
    assert page.find("//main//a[contains(., 'Tutup satu periode')]/@href")


def test_a_head_finds_a_plan_by_the_tab_and_has_it_done_in_two_clicks(
    app: Flask, listed: str, head: desk.Window, place: Place
) -> None:
    profile = head.get(f"/admin/unit/{place.unit}")
    assert listed in profile.find("//nav[@aria-label='Halaman unit']//a/@href")
    page = head.get(listed)
    assert "belum ada: tindakan, penanggung jawab, tenggat" in page.seen
    assert "0 dari 3 rencana selesai" in page.seen
    one = str(page.find("//main//li//a/@href")[0])
    early = head.raw(f"{one}/selesaikan")
    assert early.status_code == 303, "no form that could only be refused"
    assert str(early.headers["Location"]).endswith(f"{one}/ubah")
    page = head.get(f"{one}/ubah")
    assert "Lengkapi dahulu rencana ini: tindakan, penanggung jawab, tenggat." in page.seen
    page = head.follow(f"{one}/ubah", version="1", **plans.words())
    assert "Buka loket kedua" in page.seen
    assert "Triwulan IV 2026" in page.seen
    page = head.follow(f"{one}/mulai", version="2")
    assert "Berjalan" in page.seen
    head.get(f"{one}/selesaikan")
    refused = head.post(f"{one}/selesaikan", 422, version="3", note="Sudah dibuka")
    assert "Lampirkan paling sedikit satu bukti" in refused.get_data(as_text=True)
    assert "Sudah dibuka</textarea>" in refused.get_data(as_text=True), "nothing typed is lost"
    assert sent(head, app, f"{one}/selesaikan", version="3", note="Dibuka").status_code == 303
    page = head.get(one)
    assert "selesai Senin, 2 November 2026" in page.seen
    picture = str(page.find("//section//img/@src")[0])
    answer = head.raw(picture)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert "attachment" in head.raw(f"{one}/bukti/1").headers["Content-Disposition"]
    assert "1 dari 3 rencana selesai (33,33 persen)" in head.get(listed).seen
    head.get(f"{one}/lanjutkan")
    assert "Tulis alasannya" in head.post(f"{one}/lanjutkan", 422, version="4").get_data(True)
    page = head.follow(f"{one}/lanjutkan", version="4", note="Loketnya tutup lagi")
    assert "Tanda selesai dicabut" in page.seen


def test_the_late_are_first_and_can_be_picked(
    app: Flask, listed: str, place: Place, clock: Clock
) -> None:
    somebody = head_of(app, place)
    plans.fill(app, place, somebody, plan=3, due="2026-11-10")
    clock.later(days=20)
    head = desk.Window(app)
    desk.sign_in(head.client, app, actor=somebody)
    page = head.get(listed)
    assert page.find("//main//li//a/text()")[0] == "U9 Sarana dan Prasarana"
    assert "terlambat 12 hari" in page.seen
    page = head.get(f"{listed}?keadaan=terlambat")
    assert len(page.find("//main//li[@class='ticket hit']")) == 1
    assert "Tidak ada rencana dalam saringan ini." in head.get(f"{listed}?keadaan=batal").seen
    assert len(head.get(f"{listed}?keadaan=ngawur&tahun=x").find("//main//li")) == 3


def test_who_saves_second_sees_both_and_loses_nothing(
    app: Flask, listed: str, head: desk.Window, place: Place
) -> None:
    plans.fill(app, place, head_of(app, place))
    one = f"{listed}/1"
    head.get(f"{one}/ubah")
    typed = plans.words(action="Tambah petugas")
    text = head.post(f"{one}/ubah", 409, version="1", **typed).get_data(as_text=True)
    assert "Buka loket kedua</td>" in text
    assert "Tambah petugas</textarea>" in text
    head.post(f"{one}/ubah", 303, version="2", **typed)
    assert plans.row(app)["action"] == "Tambah petugas"


def test_who_may_only_look_is_offered_no_step(
    app: Flask, listed: str, place: Place, head: desk.Window
) -> None:
    officer = desk.Window(app)
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    desk.sign_in(officer.client, app, [grant])
    page = officer.get(f"{listed}/1")
    assert not page.find("//main//form")
    assert officer.raw(f"{listed}/1/ubah").status_code == 404
    assert sent(officer, app, f"{listed}/1/bukti").status_code == 404
    assert rows(app, "plan_proofs") == []
    assert head.raw(f"{listed}/99").status_code == 404
    assert head.raw(f"{listed}/1/mulai", "POST", data={"version": "1"}).status_code == 422, "stamp"


def test_a_photo_is_opened_to_everybody_and_taken_back(
    app: Flask, listed: str, head: desk.Window
) -> None:
    one = f"{listed}/1"
    assert sent(head, app, f"{one}/bukti", caption="Loket kedua").status_code == 303
    assert "Buka untuk publik" in head.get(one).seen
    assert "terlihat publik" in head.follow(f"{one}/bukti/1/publik", publik="1").seen
    assert "terlihat publik" not in head.follow(f"{one}/bukti/1/publik", publik="0").seen
    head.get(f"{one}/bukti/1/hapus")
    page = head.follow(f"{one}/bukti/1/hapus", note="Wajah warga terlihat")
    assert "Belum ada bukti." in page.seen
    assert "Wajah warga terlihat" in page.seen
    assert head.raw(f"{one}/bukti/1").status_code == 404
