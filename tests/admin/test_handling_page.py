"""What a head sees of the handling of reports; and of a sealed case, nothing at all (F50)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import STEPS, Move
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Place, make_place

if TYPE_CHECKING:
    from flask import Flask

Moved = Callable[..., None]
YEAR = "?dari=2026-01-01&sampai=2026-12-31"


@pytest.fixture
def moved(app: Flask) -> Moved:
    """Makes moves of a ticket: (move, days ago)."""

    def go(number: str, *steps: tuple[Move, int]) -> None:
        from kiosk.flows.tickets import Doer, make_move
        from kiosk.store.complaint import tickets as kept
        from kiosk.store.engine import transaction

        with app.app_context(), transaction():
            for move, back in steps:
                doer = Doer(STEPS[move].by[0])
                make_move(kept.by_number(number), move, doer, NOW - timedelta(days=back))

    return go


def sit(app: Flask, *grants: Grant) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, grants)
    return window


def rate(app: Flask, number: str, score: int) -> None:
    from kiosk.flows.tickets import REPORTER, note_change
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        row = kept.by_number(number)
        note_change(row, "nilai", REPORTER, NOW, rating=score, rated_at=NOW)


@pytest.fixture
def three(app: Flask, place: Place, moved: Moved) -> list[str]:
    """Received six weeks ago: one closed by its reporter, one forgotten; one came in today."""
    back = NOW - timedelta(days=42)
    made = [tickets.file(app, place, now=at).number for at in (back, back, NOW)]
    moved(made[0], (Move.VERIFY, 41), (Move.ANSWER, 38), (Move.ACCEPT, 35))
    return made


def test_the_share_names_its_denominator_and_what_is_open_has_an_age(
    head: desk.Window, place: Place, three: list[str]
) -> None:
    page = head.get(f"/admin/penanganan/{place.unit}{YEAR}")
    assert page.h1 == "Penanganan laporan"
    assert "33,33 %" in page.seen
    assert "1 dari 3 laporan sudah mendapat jawaban pertama" in page.seen
    assert "Penyebut: semua laporan yang diterima." in page.seen
    assert "terlama 30 hari kerja" in page.seen
    bars = page.find("//section[@aria-labelledby='h-open']//tbody/tr/td[last()]")
    assert [one.xpath("string()") for one in bars] == ["1", "0", "0", "1", "0"]
    assert "keadaan akhir hari 15 Oktober 2026" in page.seen


def test_verification_answer_and_closing_stand_each_on_its_own(
    head: desk.Window, place: Place, three: list[str]
) -> None:
    page = head.get(f"/admin/penanganan/{place.unit}{YEAR}")
    lines = page.find("//section[@aria-labelledby='h-stages']//tbody/tr")
    first = [" ".join(one.xpath("string()").split()) for one in lines[1]]
    assert first[0] == "Jawaban pertama"
    assert first[1].startswith("50,00 %")
    assert first[2:] == ["2", "2", "1", "2", "30", "1"]
    assert "tanpa tenggat" in lines[2].xpath("string()")


def test_a_day_gone_by_is_shown_as_it_was(
    head: desk.Window, place: Place, three: list[str]
) -> None:
    page = head.get(f"/admin/penanganan/{place.unit}{YEAR}&per=2026-09-04")
    assert "0,00 %" in page.seen
    assert "0 dari 2 laporan sudah" in page.seen


def test_a_month_without_a_report_is_a_nought_and_no_gap(
    app: Flask, head: desk.Window, place: Place
) -> None:
    for back in (92, 0):
        tickets.file(app, place, now=NOW - timedelta(days=back))
    page = head.get(f"/admin/penanganan/{place.unit}{YEAR}")
    lines = page.find("//section[@aria-labelledby='h-bulan']//tbody/tr")
    assert [" ".join(one.xpath("string()").split()) for one in lines] == [
        "Juli 2026 1", "Agustus 2026 0", "September 2026 0", "Oktober 2026 1",
    ]  # fmt: skip


def test_an_empty_unit_is_told_what_to_do(head: desk.Window, place: Place) -> None:
    page = head.get(f"/admin/penanganan/{place.unit}")
    assert "Belum ada laporan yang diterima pada rentang ini" in page.seen
    assert f"/admin/loket/{place.unit}" in page.links()


def test_days_that_are_none_are_said_above_the_usual_figures(
    head: desk.Window, place: Place, three: list[str]
) -> None:
    page = head.get(f"/admin/penanganan/{place.unit}?dari=kemarin", 422)
    assert "bukan tanggal" in page.seen
    assert page.find("//input[@name='dari']/@value") == ["kemarin"]
    assert "Ketepatan dan lama" in page.seen


def test_ratings_stand_beside_the_silence_and_few_are_not_told(
    app: Flask, head: desk.Window, place: Place, moved: Moved
) -> None:
    made = [tickets.file(app, place, now=NOW - timedelta(days=30)).number for _ in range(7)]
    for number in made:
        moved(number, (Move.VERIFY, 29), (Move.ANSWER, 28), (Move.LAPSE, 10))
    for number in made[:4]:
        rate(app, number, 2)
    address = f"/admin/penanganan/{place.unit}{YEAR}"
    page = head.get(address)
    assert "Kurang dari 5 pelapor memberi nilai" in page.seen
    assert "2,00" not in page.seen
    assert "Nilai 2" not in page.seen
    rate(app, made[4], 4)
    page = head.get(address)
    assert "2,40 dari 4" in page.seen
    assert "Memberi nilai71,43 %5 dari 7" in page.seen
    assert "Tidak dijawab28,57 %2 dari 7" in page.seen


def _bodies(window: desk.Window, unit: str) -> list[str]:
    """The page and the file, as they came; the stamp of the form that signs out taken away."""
    page = window.get(f"/admin/penanganan/{unit}{YEAR}")
    main = page.root.find(".//main")
    assert main is not None
    file = window.raw(f"/admin/penanganan/{unit}/angka.csv{YEAR}")
    return [repr([*main.itertext()]), repr(main.xpath(".//@*")), file.get_data(as_text=True)]


def test_a_sealed_case_leaves_no_trace_for_the_unit_and_its_administrators(
    app: Flask, place: Place, three: list[str]
) -> None:
    """F50: the same to the byte, with the case and without."""
    windows = [
        sit(app, grant)
        for grant in (
            Grant(Role.HEAD, Level.UNIT, place.unit_id),
            Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id),
            Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id),
            Grant(Role.AUDITOR, Level.INSTANSI, place.instansi_id),
        )
    ]
    windows.append(
        sit(
            app,
            Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id),
            Grant(Role.HEAD, Level.UNIT, place.unit_id),
        )
    )
    before = [_bodies(one, place.unit) for one in windows]
    for subject in ("pungli", "gratifikasi"):
        tickets.file(app, place, kategori=subject, now=NOW - timedelta(days=20))
    assert [_bodies(one, place.unit) for one in windows] == before
    assert all("tidak termasuk berkas terlindungi" in one[0] for one in before)
    assert not any("berkadar pengawasan" in one[0].replace("tidak berkadar", "") for one in before)


def test_the_integrity_team_counts_its_cases_but_not_one_that_names_its_member(
    app: Flask, place: Place, three: list[str]
) -> None:
    team = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    desk.make_staff(app, [team], name="Yosefina Tunliu")
    named, other = desk.Window(app), desk.Window(app)
    accused = desk.make_staff(app, [team], name="Bertolomeus Ratukore")
    desk.sign_in(named.client, app, actor=accused)
    desk.sign_in(other.client, app, [team])
    tickets.file(app, place, kategori="pungli")
    tickets.file(app, place, terlapor="Bertolomeus Ratukore")
    address = f"/admin/penanganan/{place.unit}{YEAR}"
    assert "Berkas terlindungi yang boleh Anda ketahui ikut dihitung" in other.get(address).seen
    assert "dari 5 laporan" in other.get(address).seen
    assert "dari 4 laporan" in named.get(address).seen


def test_a_unit_below_is_counted_and_another_units_page_is_not_there(
    app: Flask, head: desk.Window, place: Place
) -> None:
    below = make_place(app, "loket-oesapa", point="8G4M2RWZ", parent=place.unit_id)
    beside = make_place(app, "rsud-lerik", point="3C5D7E9F")
    for one in (below, beside, place):
        tickets.file(app, one)
    assert "dari 2 laporan" in head.get(f"/admin/penanganan/{place.unit}{YEAR}").seen
    assert "dari 1 laporan" in head.get(f"/admin/penanganan/{below.unit}{YEAR}").seen
    assert head.raw(f"/admin/penanganan/{beside.unit}").status_code == 404


def test_whoever_does_not_handle_sees_no_figures(app: Flask, place: Place) -> None:
    window = sit(app, Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id))
    assert window.raw(f"/admin/penanganan/{place.unit}").status_code == 404
    assert window.raw(f"/admin/penanganan/{place.unit}/angka.csv").status_code == 404


def test_the_file_has_the_same_figures_and_no_cell_is_a_formula(
    app: Flask, place: Place, three: list[str]
) -> None:
    make_place(app, "rumus", point="8G4M2RWZ", name="=1+1", parent=place.unit_id)
    tickets.file(app, Place("rumus", "8G4M2RWZ", 0, 0, 0))
    window = sit(app, Grant(Role.HEAD, Level.UNIT, place.unit_id))
    answer = window.raw(f"/admin/penanganan/{place.unit}/angka.csv{YEAR}")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert ["ditindaklanjuti", "semua", "1", "4", "25.00", "semua laporan yang diterima"] in lines
    assert ["unit", "'=1+1", "1", "4", "", ""] in lines
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")]
    # A span that cannot be read makes no file.
    assert window.raw(f"/admin/penanganan/{place.unit}/angka.csv?dari=x").status_code == 422
