"""PEKPPP and evaluations at the desk: read with what they rest on, filled by whoever may."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, plans
from tests.media.samples import drawn, saved
from tests.periods import AFTER, close, head_of

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock, Place
    from tests.web.page_client import Page


@pytest.fixture(autouse=True)
def november(app: Flask, place: Place, clock: Clock) -> None:
    """October was answered and is closed, with three low unsur."""
    plans.scored(app, place)
    clock.instant = AFTER
    close(app, place, head_of(app, place))


@pytest.fixture
def base(place: Place) -> str:
    return f"/admin/zi/{place.unit}/2026"


def line(page: Page, number: int) -> str:
    return " ".join(page.find(f"//article[@id='indikator-{number}']//text()"))


def test_a_head_reads_scores_fills_what_is_not_known_and_takes_it_back(
    app: Flask, place: Place, head: desk.Window, base: str
) -> None:
    page = head.get(f"{base}/pekppp")
    assert "dari 19,12 poin" in page.seen
    assert "ada RTL, belum dilaksanakan" in line(page, 8)
    assert "Untuk nilai 2: kurang dari 30 persen selesai" in " ".join(line(page, 8).split())
    form = head.get(f"{base}/pekppp/25")
    assert "Dari data: belum diketahui." in form.seen
    refused = head.post(f"{base}/pekppp/25", 422, version="0", score="3", reason="")
    assert "Tulis dasar nilai ini" in refused.get_data(as_text=True)
    why = "Meja, ruang konsultasi, kotak"
    page = head.follow(f"{base}/pekppp/25", version="0", score="3", reason=why)
    assert "Nilai tersimpan." in page.seen
    assert why in line(page, 25)
    assert "belum mempunyai bukti" in line(page, 25)
    stale = head.post(f"{base}/pekppp/25", 409, version="0", score="5", reason=why)
    assert "3: tiga sarana" in stale.get_data(as_text=True)
    assert "5: lima sarana atau lebih" in stale.get_data(as_text=True)
    sent = head.raw(
        f"/admin/zi/{place.unit}/bukti/pekppp/2026:25/tambah",
        "POST",
        data={
            "csrf_token": desk.csrf(app),
            "lampiran": (BytesIO(saved(drawn(), "PNG")), "meja konsultasi.png"),
        },
        content_type="multipart/form-data",
    )
    assert sent.headers["Location"].endswith(f"{base}/pekppp")
    assert "belum mempunyai bukti" not in line(head.get(f"{base}/pekppp"), 25)
    table = head.raw(f"{base}/pekppp.csv").get_data(as_text=True)
    assert "Sarana tatap muka" in table
    assert table.count("\n") == 9
    head.post(f"{base}/pekppp/25", 303)
    head.post(f"{base}/pekppp/25/tarik", 422)
    page = head.follow(f"{base}/pekppp/25/tarik", version="1", reason="Salah hitung")
    assert "Nilai dari data berlaku lagi" in page.seen
    assert "Tarik nilai" not in line(page, 25)


def test_evaluations_are_recorded_corrected_and_taken_out(
    head: desk.Window, base: str, place: Place
) -> None:
    page = head.get(f"{base}/evaluasi")
    assert "Belum ada evaluasi yang dicatat untuk 2026" in page.seen
    given = {
        "scope": "pengaduan",
        "held_on": "2026-07-15",
        "summary": "Rapat triwulan tentang waktu jawab",
        "recommendations": "2",
        "followed": "3",
    }
    refused = head.post(f"{base}/evaluasi/catat", 422, **given)
    assert "melebihi jumlah rekomendasi" in refused.get_data(as_text=True)
    page = head.follow(f"{base}/evaluasi/catat", **(given | {"followed": "1"}))
    assert "1 dari 2 rekomendasi ditindaklanjuti" in page.seen
    address = f"/admin/zi/{place.unit}/evaluasi/1"
    page = head.follow(f"{address}/ubah", **(given | {"followed": "2", "version": "1"}))
    assert "2 dari 2 rekomendasi ditindaklanjuti" in page.seen
    stale = head.post(f"{address}/ubah", 409, **(given | {"followed": "0", "version": "1"}))
    assert "Di antaranya sudah ditindaklanjuti" in stale.get_data(as_text=True)
    head.post(f"{address}/ubah", 303)
    head.post(f"{address}/hapus", 422, reason="")
    page = head.follow(f"{address}/hapus", reason="Salah unit")
    assert "Belum ada evaluasi yang dicatat" in page.seen
    assert head.raw(f"{address}/ubah").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EVALUATOR])
def test_readers_see_scores_and_change_nothing(
    app: Flask, place: Place, role: Role, base: str
) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)])
    page = window.get(f"{base}/pekppp")
    assert "Sarana tatap muka" in page.seen
    assert "Isi nilai" not in page.seen
    assert "Catat evaluasi" not in window.get(f"{base}/evaluasi").seen
    for address in ("pekppp/25", "pekppp/25/tarik", "evaluasi/catat"):
        assert window.raw(f"{base}/{address}").status_code == 404


def test_years_before_anything_and_to_come_have_a_page(head: desk.Window, place: Place) -> None:
    for year in (2015, 2025, 2027):
        assert "dari 19,12 poin" in head.get(f"/admin/zi/{place.unit}/{year}/pekppp").seen


def test_what_names_no_indicator_or_year_is_not_there(head: desk.Window, place: Place) -> None:
    for address in ("2026/pekppp/10", "1999/pekppp", "1999/pekppp.csv", "2026/pekppp/0/tarik",
                    "1999/evaluasi"):  # fmt: skip
        assert head.raw(f"/admin/zi/{place.unit}/{address}").status_code == 404
