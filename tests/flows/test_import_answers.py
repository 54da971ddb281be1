"""A file of answers is taken in whole, once, or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from kiosk.domain.index.period import UnfitPeriod, parse
from kiosk.domain.place.point import UnknownUnit
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.entry import RefusedRows, UnfitFile
from kiosk.domain.survey.source import Source
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.keeping_rows import AlreadyImported
from kiosk.flows.sheets import UnknownService
from kiosk.flows.steps import UnusableFile
from kiosk.flows.survey.import_answers import (
    Imported,
    import_answers,
)
from tests.factories import NOW, Place, answer, kept, make_place, rows, snapshot
from tests.reports import report_ikm

if TYPE_CHECKING:
    from flask import Flask

U = [f"U{place}" for place in range(1, 10)]
ROWS = [[4, 4, 3, 4, 3, 4, 4, 3, 3], [4, 3, 3, "", 3, 3, 3, 3, 3], [1, 2, 3, 4, 4, 4, 4, 4, 4]]


def take_in(app: Flask, path: Path, unit: str = "dukcapil-kupang", **how: Any) -> Imported:
    period = parse(how.pop("period", "2026-10"))
    with app.app_context():
        return import_answers(path, unit, period, NOW, **how)


def csv_file(
    folder: Path, titles: Sequence[str], body: Sequence[Sequence[object]], mark: str = ","
) -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([titles, *body])
    path = folder / "rekap.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def office_book(folder: Path, body: Sequence[Sequence[object]] = ROWS) -> Path:
    """PENGOLAHAN DATA SURVEI as offices keep it: titles above, sums and a legend below."""
    book = Workbook()
    page = book.active
    page.append(["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT PER RESPONDEN"])
    page.append(["DAN PER UNSUR PELAYANAN"])
    page.append([])
    page.append(["UNIT PELAYANAN", ": Disdukcapil Kota Kupang"])
    page.append(["No. Resp", *U, "Keterangan"])
    for number, row in enumerate(body, 1):
        page.append([number, *(cell if cell != "" else None for cell in row)])
    page.append(["Jumlah nilai per unsur", 9, 9, 9, 8, 10, 11, 11, 10, 10])
    page.append(["NRR per unsur", 3, 3, 3, 4, 3.33, 3.67, 3.67, 3.33, 3.33])
    page.append(["IKM Unit Pelayanan", 84.26])
    path = folder / "olah data.xlsx"
    book.save(path)
    return path


def test_the_workbook_of_an_office_is_taken_in(app: Flask, place: Place, tmp_path: Path) -> None:
    done = take_in(app, office_book(tmp_path))
    assert (done.answers, done.month, done.dry_run) == (3, 202610, False)
    assert [one.row for one in done.excluded] == [9, 10, 11]
    found = rows(app, "answers")
    assert [row["scores"] for row in found] == [
        "a4b4c3d4e3f4g4h3i3", "a4b3c3e3f3g3h3i3", "a1b2c3d4e4f4g4h4i4",
    ]  # fmt: skip
    assert {row["source"] for row in found} == {Source.SPREADSHEET}
    assert {row["notice"] for row in found} == {0}
    with app.app_context():
        assert check_tallies().ok


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_of_any_spreadsheet_is_taken_in(
    app: Flask, place: Place, tmp_path: Path, mark: str
) -> None:
    assert take_in(app, csv_file(tmp_path, U, ROWS, mark)).answers == 3


def test_rows_of_json_are_taken_in(app: Flask, place: Place, tmp_path: Path) -> None:
    path = tmp_path / "rekap.json"
    path.write_text(json.dumps([dict(zip(U, row, strict=True)) for row in ROWS]))
    assert take_in(app, path).answers == 3


def test_each_row_may_name_its_day_service_profile_and_suggestion(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    titles = ["Tanggal", "Layanan", "JK", "Umur", "Pekerjaan", *U, "Saran"]
    body = [["31/10/2026", "Kartu Keluarga", "L", 34, "PNS", *ROWS[0], "Bagus"],
            ["2026-10-01", "ktp", "P", "17-25", "", *ROWS[1], ""]]  # fmt: skip
    take_in(app, csv_file(tmp_path, titles, body))
    first, second = kept(app)
    assert first["service_id"] == place.services["kk"]
    assert second["service_id"] == place.services["ktp"]
    assert (first["profile"], second["profile"]) == ("jLu3ka", "jPu2")
    assert (first["suggestion"], second["suggestion"]) == ("Bagus", None)
    assert first["at"] == datetime(2026, 10, 31, 12, tzinfo=ZoneInfo("Asia/Makassar"))
    assert {row["month"] for row in (first, second)} == {202610}


def test_a_file_may_be_of_one_service(app: Flask, place: Place, tmp_path: Path) -> None:
    take_in(app, csv_file(tmp_path, U, ROWS), service_code="kk")
    assert {row["service_id"] for row in rows(app, "answers")} == {place.services["kk"]}


def test_another_survey_is_taken_in_by_its_own_columns(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    titles = ["diskriminasi", "kecurangan", "imbalan", "pungli", "percaloan"]
    take_in(app, csv_file(tmp_path, titles, [[4, 4, 3, 4, 3]]), instrument_code="spak")
    assert [row["scores"] for row in rows(app, "answers")] == ["a4b4c3d4e3"]


def test_paper_is_told_apart_from_the_counter(app: Flask, place: Place, tmp_path: Path) -> None:
    answer(app, place, times=6)
    take_in(app, csv_file(tmp_path, U, ROWS * 2), source=Source.PAPER)
    with app.app_context():
        report = report_ikm(place.unit, parse("2026-10"))
    found = {source: n for source, (n, _) in report.by_source.items()}
    assert found == {Source.STATIC_QR: 6, Source.PAPER: 6}
    assert report.sample.respondents == 12


def test_the_citizens_pages_do_not_offer_the_point_of_files(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    take_in(app, csv_file(tmp_path, U, ROWS))
    kinds = sorted(row["kind"] for row in rows(app, "points"))
    assert kinds == ["berkas", "loket"]


def test_two_files_of_a_unit_share_its_point_of_files(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    take_in(app, csv_file(tmp_path, U, ROWS))
    take_in(app, csv_file(tmp_path, U, ROWS[:1]))
    assert len({row["point_id"] for row in rows(app, "answers")}) == 1


WRONG_ROWS = {
    "a service of nobody": (["Layanan", *U], ["kia", *ROWS[0]], 'baris 3: layanan "kia"'),
    "a day of another month": (["Tanggal", *U], ["2026-09-30", *ROWS[0]], "baris 3: tanggal"),
    "an age": (["Usia", *U], ["200", *ROWS[0]], 'baris 3: usia "200"'),
    "a suggestion that is no text": ([*U, "Saran"], [*ROWS[0], "a\x1bb"], "baris 3: saran"),
    "a suggestion": ([*U, "Saran"], [*ROWS[0], "a" * 2001], "baris 3: saran"),
}


@pytest.mark.parametrize(("titles", "row", "named"), WRONG_ROWS.values(), ids=WRONG_ROWS)
def test_one_wrong_row_is_named_and_no_row_is_kept(
    app: Flask, place: Place, tmp_path: Path, titles: list[str], row: list[object], named: str
) -> None:
    good = [cell if title in U else "" for title, cell in zip(titles, row, strict=True)]
    before = snapshot(app)
    with pytest.raises(RefusedRows) as refused:
        take_in(app, csv_file(tmp_path, titles, [good, row, good]))
    assert named in str(refused.value)
    assert str(refused.value).startswith("1 baris ditolak")
    assert snapshot(app) == before


def test_every_wrong_row_is_named(app: Flask, place: Place, tmp_path: Path) -> None:
    body = [["kia", *ROWS[0]], ["ktp", *ROWS[0]], ["akta", *ROWS[0]]]
    with pytest.raises(RefusedRows) as refused:
        take_in(app, csv_file(tmp_path, ["Layanan", *U], body))
    assert all(part in str(refused.value) for part in ("baris 2", "baris 4", "2 baris ditolak"))


@pytest.mark.parametrize("cell", [0, 5, "bagus", 3.5, "４"])
def test_a_cell_outside_the_scale_is_named_by_row_and_column(
    app: Flask, place: Place, tmp_path: Path, cell: object
) -> None:
    before = snapshot(app)
    with pytest.raises(UnusableFile, match=r"rekap\.csv: baris 3, kolom U2 \(sel B3\)"):
        take_in(app, csv_file(tmp_path, U, [ROWS[0], [4, cell, *ROWS[0][2:]]]))
    assert snapshot(app) == before


@pytest.mark.parametrize(
    ("titles", "error"),
    [
        (["A", "B"], UnusableFile),
        ([f"U{place}" for place in range(1, 6)], UnfitFile),
        (["U1.1", "U1.2", *U[1:]], UnfitFile),
        (["U1", "U1"], UnusableFile),
    ],
)
def test_columns_of_another_instrument_are_refused(
    app: Flask, place: Place, tmp_path: Path, titles: list[str], error: type[Refusal]
) -> None:
    before = snapshot(app)
    with pytest.raises(error):
        take_in(app, csv_file(tmp_path, titles, [[4] * len(titles)]))
    assert snapshot(app) == before


def test_a_file_is_taken_in_once(app: Flask, place: Place, tmp_path: Path) -> None:
    path = csv_file(tmp_path, U, ROWS)
    take_in(app, path)
    before = snapshot(app)
    again = path.rename(tmp_path / "lain.csv")
    with pytest.raises(AlreadyImported, match=r"lain\.csv.*sudah diimpor"):
        take_in(app, again)
    assert snapshot(app) == before


def test_two_at_once_take_a_file_in_once(app: Flask, place: Place, tmp_path: Path) -> None:
    path = csv_file(tmp_path, U, ROWS)
    ready = Barrier(4)

    def one(_: int) -> str:
        ready.wait(timeout=60)
        try:
            return str(take_in(app, path).answers)
        except AlreadyImported:
            return "already"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == ["3", "already", "already", "already"]
    assert len(rows(app, "answers")) == 3
    assert len(rows(app, "imported_files")) == 1


def test_a_suggestion_no_database_can_keep_is_a_refused_row(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    """JSON writes a half character as an escape; encoding it later would be an error."""
    path = tmp_path / "rekap.json"
    path.write_text(json.dumps([dict(zip(U, ROWS[0], strict=True)) | {"saran": "a\ud800b"}]))
    before = snapshot(app)
    with pytest.raises(RefusedRows, match="baris 1: saran"):
        take_in(app, path)
    assert snapshot(app) == before


def test_another_unit_may_take_in_the_same_file(app: Flask, place: Place, tmp_path: Path) -> None:
    make_place(app, "rsud", point="RSVD0001")
    path = csv_file(tmp_path, U, ROWS)
    take_in(app, path)
    take_in(app, path, unit="rsud")
    assert len(rows(app, "answers")) == 6


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    before = snapshot(app)
    done = take_in(app, office_book(tmp_path), dry_run=True)
    assert (done.answers, done.dry_run) == (3, True)
    assert snapshot(app) == before
    assert take_in(app, tmp_path / "olah data.xlsx").answers == 3


@pytest.mark.parametrize("period", ["2026-11", "2027-01", "2026-Q4", "2026"])
def test_a_month_to_come_or_no_month_at_all_is_refused(
    app: Flask, place: Place, tmp_path: Path, period: str
) -> None:
    before = snapshot(app)
    with pytest.raises(UnfitPeriod):
        take_in(app, csv_file(tmp_path, U, ROWS), period=period)
    assert snapshot(app) == before


def test_an_unknown_unit_or_service_is_refused(app: Flask, place: Place, tmp_path: Path) -> None:
    path = csv_file(tmp_path, U, ROWS)
    with pytest.raises(UnknownUnit):
        take_in(app, path, unit="tidak-ada")
    with pytest.raises(UnknownService):
        take_in(app, path, service_code="tidak-ada")


def test_two_files_at_once_share_one_point_of_files(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    paths = [
        csv_file(tmp_path, U, ROWS[:size]).rename(tmp_path / f"{size}.csv") for size in (1, 2, 3)
    ]
    ready = Barrier(3)

    def one(path: Path) -> int:
        ready.wait(timeout=60)
        return take_in(app, path).answers

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(one, paths)) == [1, 2, 3]
    assert [row["kind"] for row in rows(app, "points")].count("berkas") == 1
    with app.app_context():
        assert check_tallies().ok
