"""`kiosk report ikm` and `hasil`: the figures others read, with where each comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.source import Source
from kiosk.flows.survey.flag_answers import flag_answers
from kiosk.flows.survey.import_answers import import_answers
from kiosk.store.engine import transaction
from kiosk.store.index import official
from kiosk.store.place import units
from kiosk.store.survey import instruments, intake, origins
from tests.commands.console import document, refused, said
from tests.factories import (
    KK,
    KTP,
    MONTH,
    NOW,
    SKM,
    SPAK,
    SPKP,
    Place,
    answer,
    as_fields,
    filled,
    make_place,
)  # fmt: skip
from tests.periods import close, head_of

if TYPE_CHECKING:
    from flask import Flask


def ikm(app: Flask, unit: str = "dukcapil-kupang", period: str = MONTH, *more: str) -> Any:
    return document(app, "report", "ikm", "--unit", unit, "--period", period, *more)


def hasil(app: Flask, unit: str = "dukcapil-kupang", period: str = "2026", *more: str) -> Any:
    return document(app, "report", "hasil", "--unit", unit, "--period", period, *more)


def visits(app: Flask, place: Place, count: int, month: int = 202610) -> None:
    with app.app_context(), transaction():
        official.count_visits(place.unit_id, month, count)


def send(app: Flask, place: Place, forms: Mapping[str, str] | list[dict[str, str]]) -> None:
    from kiosk.flows.survey.submit_answer import submit_answer

    with app.app_context():
        for form in forms if isinstance(forms, list) else [forms]:
            submit_answer(place.point, as_fields(dict(form)), NOW)


def test_the_document_has_the_promised_shape_and_the_right_figures(
    app: Flask, place: Place
) -> None:
    """20 whole forms of 4 and 15 of 3 without biaya: worked by hand."""
    answer(app, place, 4, times=20)
    answer(app, place, 3, times=15, biaya="")
    visits(app, place, 36)
    found = ikm(app)
    # Eight unsur at (20*4 + 15*3)/35 = 25/7, biaya at 4: (8*25/7 + 4)/9 * 25 = 90.4761...
    assert (found["ikm"], found["mutu"], found["kinerja"]) == ("90.48", "A", "Sangat baik")
    assert found["respondents"] == 35
    assert (found["unit"], found["period"], found["instrument"]) == (
        "dukcapil-kupang", "2026-10", "skm-2017",
    )  # fmt: skip
    assert found["weight"] == "exact"
    assert found["bands"] == "2017"
    assert found["withheld"] is None
    assert found["change"] is None
    assert found["sample"] == {
        "population": 36, "minimum": 33, "rule": "rumus Krejcie-Morgan", "enough": True,
    }  # fmt: skip
    assert [one["code"] for one in found["unsur"]] == list(SKM)
    biaya = found["unsur"][3]
    assert (biaya["n"], biaya["sum"], biaya["nrr"], biaya["value"]) == (20, 80, "4.0000", "100.00")
    waktu = found["unsur"][2]
    assert (waktu["n"], waktu["sum"], waktu["nrr"], waktu["value"]) == (35, 125, "3.5714", "89.29")
    assert found["lowest"] == ["persyaratan", "prosedur", "waktu"]
    assert found["interval"]["level"] == "0.95"
    low, high = (Decimal(found["interval"][end]) for end in ("low", "high"))
    assert low < Decimal("90.48") < high
    assert [one["weight"] for one in found["reconciliation"]] == ["0.111", "0.11"]
    assert found["by_source"] == {"static_qr": {"respondents": 35, "ikm": "90.48"}}


def test_an_empty_period_is_0_and_null_and_no_fault(app: Flask, place: Place) -> None:
    found = ikm(app, period="2026-09")
    assert (found["respondents"], found["ikm"], found["mutu"], found["interval"]) == (
        0, None, None, None,
    )  # fmt: skip
    assert found["unsur"] == []
    assert "Belum ada responden" in found["withheld"]
    told = said(app, "report", "ikm", "--unit", place.unit, "--period", "2026-09")
    assert "Belum ada responden" in told


def test_fewer_than_5_are_counted_and_not_shown(app: Flask, place: Place) -> None:
    answer(app, place, 1, times=4)
    found = ikm(app)
    assert (found["respondents"], found["ikm"], found["unsur"]) == (4, None, [])
    assert found["by_source"] == {"static_qr": {"respondents": 4, "ikm": None}}
    assert "terlalu sedikit" in found["withheld"]
    answer(app, place, 1)
    assert ikm(app)["ikm"] == "25.00"


def test_the_smallest_group_shown_is_a_setting(app: Flask, place: Place) -> None:
    answer(app, place, times=6)
    said(app, "setting", "set", "n-terkecil", "7", "--unit", place.unit)
    assert ikm(app)["ikm"] is None


def test_a_short_sample_has_an_index_and_no_grade(app: Flask, place: Place) -> None:
    answer(app, place, 4, times=29)
    found = ikm(app)
    assert (found["ikm"], found["mutu"], found["kinerja"]) == ("100.00", None, None)
    assert found["withheld"] == "Belum cukup sampel."
    assert found["sample"]["enough"] is False
    assert found["sample"]["population"] is None
    answer(app, place, 4)
    assert ikm(app)["mutu"] == "A"


def test_the_minimum_by_the_table_is_a_setting(app: Flask, place: Place) -> None:
    visits(app, place, 67)
    assert ikm(app)["sample"]["minimum"] == 58
    said(app, "setting", "set", "aturan-sampel", "tabel")
    sample = ikm(app)["sample"]
    assert (sample["minimum"], sample["rule"]) == (59, "tabel Krejcie-Morgan")


def test_the_weight_is_a_setting_and_the_others_are_shown_beside(app: Flask, place: Place) -> None:
    answer(app, place, 4, times=30)
    said(app, "setting", "set", "bobot", "0.11", "--unit", place.unit)
    found = ikm(app)
    assert (found["ikm"], found["mutu"], found["weight"]) == ("99.00", "A", "0.11")
    assert {one["weight"]: one["ikm"] for one in found["reconciliation"]} == {
        "0.111": "99.90", "0.11": "99.00", "exact": "100.00",
    }  # fmt: skip


def test_quarters_semesters_and_years_are_their_months_and_no_others(
    app: Flask, place: Place
) -> None:
    for month, times in ((9, 5), (10, 6), (12, 7)):
        answer(app, place, times=times, now=datetime(2026, month, 15, tzinfo=UTC))
    answer(app, place, times=8, now=datetime(2025, 10, 15, tzinfo=UTC))
    periods = ("2026-10", "2026-Q3", "2026-Q4", "2026-S1", "2026-S2", "2026", "2025-Q4")
    assert {p: ikm(app, period=p)["respondents"] for p in periods} == {
        "2026-10": 6, "2026-Q3": 5, "2026-Q4": 13, "2026-S1": 0, "2026-S2": 18, "2026": 18,
        "2025-Q4": 8,
    }  # fmt: skip


def test_the_change_is_against_the_period_before(app: Flask, place: Place) -> None:
    answer(app, place, 3, times=5, now=datetime(2026, 9, 15, tzinfo=UTC))
    answer(app, place, 4, times=5)
    assert ikm(app)["change"] == "25.00"


def test_a_unit_covers_all_below_it_and_no_other_instansi(app: Flask, place: Place) -> None:
    below = make_place(app, "upt", point="BAWAH001", parent=place.unit_id)
    deeper = make_place(app, "pos", point="BAWAH002", parent=below.unit_id)
    other = make_place(app, "rsud", point="RSVD0001", instansi="pemprov")
    for one, score, times in ((place, 4, 5), (below, 3, 5), (deeper, 2, 5), (other, 1, 7)):
        answer(app, one, score, times=times)
    found = {unit: ikm(app, unit) for unit in ("dukcapil-kupang", "upt", "pos", "rsud")}
    assert {unit: (one["respondents"], one["ikm"]) for unit, one in found.items()} == {
        "dukcapil-kupang": (15, "75.00"),
        "upt": (10, "62.50"),
        "pos": (5, "50.00"),
        "rsud": (7, "25.00"),
    }


def test_paper_and_counter_are_one_index_and_told_apart(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    answer(app, place, 4, times=5)
    path = tmp_path / "kertas.csv"
    path.write_text("\n".join([",".join(f"U{n}" for n in range(1, 10)), *[",".join("2" * 9)] * 5]))
    said(
        app, "import", "answers", path, "--unit", place.unit, "--period", MONTH, "--source", "paper"
    )
    found = ikm(app)
    assert (found["respondents"], found["ikm"]) == (10, "75.00")
    assert found["by_source"] == {
        "static_qr": {"respondents": 5, "ikm": "100.00"},
        "paper": {"respondents": 5, "ikm": "50.00"},
    }


def test_another_instrument_is_asked_for_by_name(app: Flask, place: Place, tmp_path: Path) -> None:
    path = tmp_path / "spak.csv"
    path.write_text("\n".join([",".join(SPAK), *["4,4,4,4,3"] * 5]))
    with app.app_context():
        import_answers(path, place.unit, parse(MONTH), NOW, instrument_code="spak")
    found = ikm(app, place.unit, MONTH, "--instrument", "spak")
    assert (found["instrument"], found["respondents"], found["ikm"]) == ("spak", 5, "95.00")
    assert found["four"] == {
        "index": "3.80", "unrounded": "3.80", "low": "3.80", "high": "3.80",
        "conversion": "bagi-1.5", "other_conversion": None,
    }  # fmt: skip
    told = said(app, "report", "ikm", "--unit", place.unit, "--period", MONTH,
                "--instrument", "spak")  # fmt: skip
    assert "IPAK Dinas Dukcapil" in told
    assert "Skala 4     3,80, selang 3,80 sampai 3,80" in told
    assert "four" not in ikm(app)
    assert ikm(app)["respondents"] == 0


def test_the_table_and_the_csv_say_what_the_document_says(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    answer(app, place, 4, times=30)
    table = said(app, "report", "ikm", "--unit", place.unit, "--period", MONTH)
    assert "IKM         100,00   Mutu A (Sangat baik)" in table
    assert "Responden   30 dari minimum 30" in table
    path = tmp_path / "ikm.csv"
    said(app, "report", "ikm", "--unit", place.unit, "--period", MONTH, "--csv", path)
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [one["kode"] for one in lines] == [*SKM, "ikm", "sumber-static_qr", "bertanda"]
    whole = lines[len(SKM)]
    assert (whole["n"], whole["nilai"], whole["mutu"]) == ("30", "100.00", "A")


def test_the_table_and_the_csv_say_how_far_to_trust_it(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    """Answers by the code, and a stack sent by one tablet in a minute."""
    answer(app, place, 3, times=6)
    with app.app_context(), transaction():
        skm = instruments.by_code("skm-2017")
        for second in range(12):
            sheet = Answer(skm, dict.fromkeys(skm.items, 4))
            made = intake.keep(
                sheet, unit_id=place.unit_id, point_id=place.point_id, service_id=None,
                month=202610, source=Source.KIOSK, at=NOW + timedelta(seconds=second),
            )  # fmt: skip
            origins.add(
                made, device_id=1, seconds=30, face=None, clock=None, received_at=None
            )  # fmt: skip
    with app.app_context():
        flag_answers()
    path, asked = tmp_path / "ikm.csv", ("report", "ikm", "--unit", place.unit, "--period", MONTH)
    table = said(app, *asked, "--csv", path)
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    found = {one["kode"]: (one["n"], one["nilai"]) for one in lines}
    assert found["sumber-static_qr"] == ("6", "75.00")
    assert found["sumber-kiosk"] == ("12", "100.00")
    assert found["bertanda"] == ("12", "66.7")
    assert found["ikm-tanpa-bertanda"] == ("", "75.00")
    assert "beda-static_qr-kiosk" in found
    assert "Sumber      Kode QR 6 (75,00), Tablet loket 12 (100,00)" in table
    assert "Bertanda    12 jawaban (66,7 %); tanpa itu IKM 75,00" in table
    assert "Peringatan  IKM menurut Kode QR dan Tablet loket berbeda" in table


def test_what_came_late_is_a_dated_revision(app: Flask, place: Place, tmp_path: Path) -> None:
    """Ten in time, six on the third of the next month from a tablet that had no line."""
    answer(app, place, 3, times=10)
    with app.app_context(), transaction():
        skm = instruments.by_code("skm-2017")
        for _ in range(6):
            made = intake.keep(
                Answer(skm, dict.fromkeys(skm.items, 4)), unit_id=place.unit_id,
                point_id=place.point_id, service_id=None, month=202610, source=Source.KIOSK, at=NOW,
            )  # fmt: skip
            day = date(2026, 11, 3)
            origins.add_late(made, place.unit_id, instruments.id_of(skm.code), 202610, day)
    path, asked = tmp_path / "ikm.csv", ("report", "ikm", "--unit", place.unit, "--period", MONTH)
    table = said(app, *asked, "--csv", path)
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    found = {one["kode"]: (one["n"], one["nilai"]) for one in lines}
    assert found["ikm-saat-berakhir"] == ("", "75.00")
    assert found["revisi-2026-11-03"] == ("6", "84.38")
    assert "Revisi      IKM saat periode berakhir 75,00" in table
    assert "3 November 2026: 6 jawaban terlambat, IKM 84,38" in table
    assert ikm(app)["late"] == {
        "ikm_at_close": "75.00",
        "revisions": [{"day": "2026-11-03", "answers": 6, "ikm": "84.38"}],
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("--unit", "tidak-ada"), "tidak-ada"),
        (("--period", "2026-13"), "2026-13"),
        (("--period", "2026-q4"), "2026-q4"),
        (("--instrument", "skm-1999"), "skm-1999"),
    ],
)
def test_what_cannot_be_reported_is_one_line(
    app: Flask, place: Place, change: tuple[str, str], told: str
) -> None:
    words = ("report", "ikm", "--unit", place.unit, "--period", MONTH, *change)
    assert told in refused(app, *words, "--json")


# Hasil


def surveys(app: Flask, place: Place, tmp_path: Path, **scores: int) -> None:
    """Five sheets of each instrument named, every item with the score given."""
    codes = {"spak": SPAK, "spak_6": SPAK, "spkp": SPKP, "spkp_6": SPKP}
    for name, score in scores.items():
        path = tmp_path / f"{name}-{score}.csv"
        row = ",".join([str(score)] * len(codes[name]))
        path.write_text("\n".join([",".join(codes[name]), *[row] * 5]))
        with app.app_context():
            code = name.replace("_", "-")
            import_answers(path, place.unit, parse(MONTH), NOW, instrument_code=code)


def enter(app: Flask, place: Place, **values: str) -> None:
    with app.app_context(), transaction():
        for survey, value in values.items():
            official.enter_official(
                place.unit_id, 2026, survey, Decimal(value), "Surat KemenPANRB B/1/2026", NOW
            )


def test_own_surveys_give_points_thresholds_and_provenance(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    surveys(app, place, tmp_path, spak=4, spkp=3)
    with app.app_context(), transaction():
        official.enter_performance(place.unit_id, 2026, "B", "LKjIP 2026", NOW)
    found = hasil(app)
    assert found["ipak"] == {"index": "4.00", "points": "17.50", "max": "17.50"}
    assert found["ipkp"] == {"index": "3.00", "points": "13.125", "max": "17.50"}
    assert found["kinerja"]["points"] == "3.75"
    assert found["bersih_akuntabel"] == "21.25"
    assert found["pelayanan_prima"] == "13.125"
    assert found["hasil"] == "34.375"
    assert found["total"] is None
    assert found["wbk"]["passes"] is False
    lacking = {one["requirement"] for one in found["wbk"]["missing"]}
    assert lacking == {"total", "pengungkit", "ipkp"}
    origin = found["provenance"]["ipak"]
    assert (origin["source"], origin["respondents"], origin["provisional"]) == (
        "survei-sendiri",
        5,
        False,
    )
    assert origin["basis"]
    assert "LKjIP 2026" in found["provenance"]["kinerja"]["basis"]


def test_an_official_value_precedes_the_own_survey(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    surveys(app, place, tmp_path, spak=1, spkp=1)
    enter(app, place, ipak="3.60", ipkp="3.20")
    found = hasil(app)
    assert (found["ipak"]["points"], found["ipkp"]["points"]) == ("15.75", "14.00")
    assert {found["provenance"][name]["source"] for name in ("ipak", "ipkp")} == {
        "survei-eksternal"
    }
    assert "KemenPANRB" in found["provenance"]["ipak"]["basis"]


def test_the_ikm_stands_in_for_the_ipkp_as_an_estimate_that_never_passes(
    app: Flask, place: Place
) -> None:
    answer(app, place, 4, times=30)
    enter(app, place, ipak="4.00")
    with app.app_context(), transaction():
        official.enter_performance(place.unit_id, 2026, "A", "LKjIP", NOW)
    found = hasil(app, place.unit, "2026", "--pengungkit", "60")
    assert (found["ipkp"]["index"], found["total"]) == ("4.00", "100.00")
    assert found["provenance"]["ipkp"]["source"] == "perkiraan"
    assert found["provenance"]["ipkp"]["provisional"] is True
    assert found["provenance"]["ipkp"]["respondents"] == 30
    assert found["wbk"]["passes"] is False
    assert [one["requirement"] for one in found["wbk"]["missing"]] == ["ipkp"]
    enter(app, place, ipkp="4.00")
    assert hasil(app, place.unit, "2026", "--pengungkit", "60")["wbk"]["passes"] is True


def test_an_ikm_is_never_an_ipak(app: Flask, place: Place) -> None:
    answer(app, place, 4, times=30)
    found = hasil(app)
    assert found["ipak"]["index"] is None
    assert found["provenance"]["ipak"]["source"] is None


def test_too_few_answers_are_no_index(app: Flask, place: Place) -> None:
    answer(app, place, 4, times=4)
    assert hasil(app)["ipkp"]["index"] is None


@pytest.mark.parametrize(
    ("rule", "ipak", "ipkp"), [("bagi-1.5", "3.33", "2.67"), ("min-max", "3.40", "2.80")]
)
def test_a_scale_of_6_comes_to_4_by_the_setting(
    app: Flask, place: Place, tmp_path: Path, rule: str, ipak: str, ipkp: str
) -> None:
    surveys(app, place, tmp_path, spak_6=5, spkp_6=4)
    said(app, "setting", "set", "konversi-skala-6", rule)
    found = hasil(app)
    assert (found["ipak"]["index"], found["ipkp"]["index"]) == (ipak, ipkp)


def test_points_by_steps_are_a_setting(app: Flask, place: Place) -> None:
    enter(app, place, ipak="3.99", ipkp="4.00")
    said(app, "setting", "set", "konversi-hasil", "langkah")
    found = hasil(app)
    assert (found["ipak"]["points"], found["ipkp"]["points"]) == ("11.725", "17.50")


def test_a_hasil_belongs_to_its_year_and_covers_units_below(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    below = make_place(app, "upt", point="BAWAH001", parent=place.unit_id)
    surveys(app, below, tmp_path, spak=4)
    assert hasil(app)["ipak"]["index"] == "4.00"
    assert hasil(app, period="2025")["ipak"]["index"] is None


def test_two_instansi_do_not_see_each_other(app: Flask, place: Place, tmp_path: Path) -> None:
    other = make_place(app, "rsud", point="RSVD0001", instansi="pemprov", services=(KTP, KK))
    surveys(app, other, tmp_path, spak=4)
    enter(app, other, ipkp="4.00")
    found = hasil(app)
    assert (found["ipak"]["index"], found["ipkp"]["index"]) == (None, None)


def test_the_table_names_each_weight_and_origin(app: Flask, place: Place) -> None:
    answer(app, place, 4, times=30)
    table = said(app, "report", "hasil", "--unit", place.unit, "--period", "2026")
    assert all(
        word in table for word in ("17,50", "perkiraan dari IKM", "Wilayah Bebas dari Korupsi")
    )


def test_what_is_noted_of_a_number_stands_right_below_it(app: Flask, place: Place) -> None:
    enter(app, place, ipak="3.60")
    lines = said(app, "report", "hasil", "--unit", place.unit, "--period", "2026").splitlines()
    ipak = next(at for at, line in enumerate(lines) if line.startswith("  IPAK: nilai resmi"))
    assert lines[ipak + 1] == "    Berkas buktinya belum diunggah."
    assert lines[ipak + 2].startswith("  Capaian kinerja")


@pytest.mark.parametrize("value", ["61", "-1", "abc", "1e1"])
def test_a_pengungkit_outside_its_60_points_is_refused(
    app: Flask, place: Place, value: str
) -> None:
    words = ("report", "hasil", "--unit", place.unit, "--period", "2026", f"--pengungkit={value}")
    assert "Pengungkit" in refused(app, *words, "--json")


def test_a_unit_unknown_to_the_hasil_is_refused(app: Flask, place: Place) -> None:
    words = ("report", "hasil", "--unit", "tidak-ada", "--period", "2026", "--json")
    assert "tidak-ada" in refused(app, *words)


def test_visits_of_one_month_do_not_make_a_year_known(app: Flask, place: Place) -> None:
    visits(app, place, 500)
    assert ikm(app)["sample"]["population"] == 500
    assert ikm(app, period="2026-Q4")["sample"]["population"] is None


def test_visits_of_units_below_are_counted_too(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        below = units.add(place.instansi_id, "upt", "UPT", "Asia/Makassar", place.unit_id)
        official.count_visits(below, 202610, 40)
    visits(app, place, 60)
    assert ikm(app)["sample"]["population"] == 100


def test_a_form_filled_by_half_counts_by_what_is_filled(app: Flask, place: Place) -> None:
    """n differs by unsur; the index averages over the answered, never over 0."""
    send(app, place, [filled(4, SKM[:5]) for _ in range(5)])
    found = ikm(app)
    assert [one["code"] for one in found["unsur"]] == list(SKM[:5])
    assert (found["respondents"], found["ikm"]) == (5, "100.00")


def test_a_closed_period_says_its_frozen_figure_beside_the_answers_of_now(
    app: Flask, place: Place, quick_hashes: None, tmp_path: Path
) -> None:
    """The report on paper has the frozen one: whoever reads both must see why they differ."""
    answer(app, place, 4, times=20)
    assert ikm(app)["state"] == "terbuka"
    assert ikm(app)["closing"] is None
    frozen = close(app, place, head_of(app, place))
    answer(app, place, 2, times=5)
    found = ikm(app)
    assert (found["respondents"], found["state"]) == (25, "tertutup")
    assert found["closing"]["respondents"] == 20
    assert found["closing"]["ikm"] == "100.00"
    assert found["closing"]["figures_sha256"] == frozen.digest
    assert found["ikm"] == "90.00"
    shown = said(app, "report", "ikm", "--unit", place.unit, "--period", MONTH)
    assert "Dibekukan   IKM 100,00 dari 20 responden, edisi 1" in shown
    file = tmp_path / "ikm.csv"
    said(app, "report", "ikm", "--unit", place.unit, "--period", MONTH, "--csv", str(file))
    assert "ikm-dibekukan,IKM yang dibekukan,20,,,100.00," in file.read_text("utf-8-sig")


def test_the_papan_hasil_comes_as_paper_workbook_and_one_document(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    surveys(app, place, tmp_path, spak=4, spkp=3)
    enter(app, place, ipak="3.59")
    pdf, xlsx = tmp_path / "hasil.pdf", tmp_path / "hasil.xlsx"
    found = hasil(app, place.unit, "2026", "--pdf", str(pdf), "--xlsx", str(xlsx))
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert xlsx.read_bytes()[:2] == b"PK"
    margins = {one["requirement"]: one for one in found["margins"]["wbk"]}
    assert (margins["ipak"]["margin"], margins["ipak"]["points"]) == ("-0.01", "-0.04375")
    assert margins["ipak"]["sentence"] == "kurang 0,01 indeks (0,04375 poin)"
    assert margins["kinerja"]["margin"] is None
    assert [one["month"] for one in found["trend"]][9] == "2026-10"
    assert found["trend"][9]["ipak"] == "4.00"
    assert found["trend"][8]["ipak"] is None
    assert found["targets"] == []
    assert {"V.p.iii.a", "VI.r.ii.a"} <= {one["item"] for one in found["lke"]["items"]}
    assert found["lke"]["max"] == "9.00"
    assert {one["requirement"] for one in found["wbbm"]["unchecked"]} == {
        "area_pengungkit",
        "predikat_sebelumnya",
    }
    away = str(tmp_path / "tidak-ada" / "hasil.pdf")
    words = ("report", "hasil", "--unit", place.unit, "--period", "2026", "--pdf", away)
    assert "Folder" in refused(app, *words)
