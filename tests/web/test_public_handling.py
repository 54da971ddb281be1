"""What everybody sees of how an office handles reports; and of a sealed one, nothing (F50)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.handling_span import year_until
from kiosk.domain.complaint.ticket import STEPS, Move
from tests import tickets
from tests.factories import NOW, Place, make_place
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

BACK = NOW - timedelta(days=42)


def address(place: Place) -> str:
    return f"/publik/{place.unit}/pengaduan"


def data(app: Flask, place: Place) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get(f"{address(place)}.json").get_json()
    return found


def lines(page: Page, heading: str) -> dict[str, str]:
    """Name to what stands beside it, of the table under a heading."""
    rows = page.find(f"//table[@aria-labelledby='{heading}']//tr")
    cells = [[" ".join(" ".join(one.itertext()).split()) for one in row] for row in rows]
    return dict(cells)


def close(app: Flask, number: str, rating: int | None = None) -> None:
    """Answered after four days and accepted, rated or not."""
    from kiosk.flows.tickets import REPORTER, Doer, make_move, note_change
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        for move, back in ((Move.VERIFY, 41), (Move.ANSWER, 38), (Move.ACCEPT, 35)):
            doer = Doer(STEPS[move].by[0])
            make_move(kept.by_number(number), move, doer, NOW - timedelta(days=back))
        if rating:
            row = kept.by_number(number)
            note_change(row, "nilai", REPORTER, NOW, rating=rating, rated_at=NOW)


@pytest.fixture
def six(app: Flask, place: Place) -> list[str]:
    """Five came in six weeks ago, of which two are closed and one of these rated; one today."""
    made = [tickets.file(app, place, now=at).number for at in (*[BACK] * 5, NOW)]
    close(app, made[0], rating=2)
    close(app, made[1])
    return made


def test_shares_stand_beside_what_they_are_of(
    citizen: PageClient, place: Place, six: list[str]
) -> None:
    page = citizen.get(address(place))
    found = lines(page, "ditangani")
    assert found["Laporan diterima"] == "6"
    all_of = "dari semua laporan yang diterima"
    assert found[f"Sudah mendapat jawaban pertama {all_of}"] == "33,33 % 2 dari 6"
    assert found[f"Selesai {all_of}"] == "33,33 % 2 dari 6"
    limit = "dari laporan yang dipenuhi atau sudah lewat tenggatnya"
    assert found[f"Jawaban pertama tepat waktu {limit}"] == "40,00 % 2 dari 5"
    assert found["Lama sampai jawaban pertama, median (hari kerja)"] == "2"
    assert found["Belum selesai"] == "4"
    assert found["Umur laporan terlama yang belum selesai (hari kerja)"] == "30"
    assert lines(page, "kanal")["Daring (QR atau tablet)"] == "6"
    assert lines(page, "kelas")["Pengaduan tidak berkadar pengawasan"] == "6"
    assert "16 Oktober 2025 sampai 15 Oktober 2026" in page.seen
    assert "Set-Cookie" not in page.response.headers


def test_few_ratings_are_counted_and_not_averaged(
    app: Flask, citizen: PageClient, place: Place, six: list[str]
) -> None:
    page = citizen.get(address(place))
    assert "Kurang dari 5 pelapor memberi nilai" in page.seen
    assert "2,00" not in page.seen
    assert data(app, place)["figures"]["satisfaction"]["mean"] is None
    for number in [tickets.file(app, place, now=BACK).number for _ in range(4)]:
        close(app, number, rating=3)
    found = lines(citizen.get(address(place)), "dinilai")
    assert found["Nilai rata-rata dari yang menjawab (1 sampai 4)"] == "2,80"
    assert found["Tidak menjawab dari pelapor yang diminta menilai penanganan"].startswith("16,67")
    assert data(app, place)["figures"]["satisfaction"]["mean"] == "2.80"


@pytest.mark.parametrize("ordinary", [0, 4, 5])
def test_a_sealed_report_changes_not_a_byte(app: Flask, place: Place, ordinary: int) -> None:
    for _ in range(ordinary):
        tickets.file(app, place, now=BACK)

    def bodies() -> list[bytes]:
        client = app.test_client()
        return [client.get(address(place) + ending).data for ending in ("", ".json")]

    before = bodies()
    for subject in ("pungli", "gratifikasi"):
        assert tickets.file(app, place, kategori=subject, now=BACK).sealed
    assert bodies() == before
    assert b"Laporan terlindungi tidak termasuk dalam angka ini." in before[0]


def test_under_five_only_the_total_is_told(app: Flask, citizen: PageClient, place: Place) -> None:
    for _ in range(4):
        tickets.file(app, place, now=BACK)
    page = citizen.get(address(place))
    assert "Laporan diterima: 4. Angka lain ditampilkan mulai dari 5 laporan" in page.seen
    assert page.find("//table") == []
    found = data(app, place)
    assert (found["total"], found["figures"]) == (4, None)
    tickets.file(app, place, now=BACK)
    assert citizen.get(address(place)).find("//table") != []
    assert data(app, place)["figures"] is not None


def test_without_a_report_one_sentence_says_so(citizen: PageClient, place: Place) -> None:
    page = citizen.get(address(place))
    assert "Belum ada laporan yang diterima dalam dua belas bulan terakhir." in page.seen
    assert page.find("//table") == []


def test_units_below_count_and_those_beside_do_not(app: Flask, place: Place) -> None:
    below = make_place(app, "loket-oesapa", point="8G4M2RWZ", parent=place.unit_id)
    beside = make_place(app, "rsud-lerik", point="6H5N3SXY")
    for one in (place, below, beside):
        tickets.file(app, one, now=BACK)
    tickets.file(app, place, now=NOW - timedelta(days=365))
    assert [data(app, one)["total"] for one in (place, below, beside)] == [2, 1, 1]


def test_programs_get_figures_as_text_and_counts_as_numbers(
    app: Flask, place: Place, six: list[str]
) -> None:
    answered = app.test_client().get(f"{address(place)}.json")
    assert answered.headers["Access-Control-Allow-Origin"] == "*"
    assert answered.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answered.headers
    found = answered.get_json()
    assert found["as_of"] == "2026-10-15"
    figures = found["figures"]
    assert figures["handled"] == {
        "percent": "33.33",
        "part": 2,
        "whole": 6,
        "of": "semua laporan yang diterima",
    }
    assert figures["first_answer"]["median_working_days"] == 2
    assert figures["first_answer"]["on_time"]["percent"] == "40.00"
    assert figures["open"] == {"count": 4, "oldest_working_days": 30}
    assert figures["by_channel"]["daring"] == 6
    assert "berkadar" not in figures["by_class"]


@pytest.mark.parametrize("ending", ["", ".json"])
def test_a_unit_that_is_none_has_the_usual_page(
    citizen: PageClient, place: Place, ending: str
) -> None:
    page = citizen.get(f"/publik/tidak-ada/pengaduan{ending}", 404)
    assert page.h1 == "Halaman tidak ditemukan"
    assert "kiosk place" not in page.seen


def test_the_counter_leads_there(citizen: PageClient, place: Place) -> None:
    assert address(place) in citizen.get(f"/s/{place.point}").links()


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 10, 15), date(2025, 10, 16)),
        (date(2028, 2, 28), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2027, 3, 1)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_year_until_today_is_twelve_months(today: date, first: date) -> None:
    assert year_until(today).first == first
