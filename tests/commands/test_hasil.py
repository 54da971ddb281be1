"""``kiosk hasil`` as an operator and a script meet it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.commands.hasil import hasil


def run(*arguments: str) -> Result:
    return CliRunner().invoke(hasil, arguments)


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def needs(document: dict[str, Any], predicate: str) -> list[str]:
    return [lack["requirement"] for lack in document[predicate]["missing"]]


def test_a_unit_on_every_line_of_wbk_passes_it_and_not_wbbm() -> None:
    found = answer("--ipak", "3.60", "--ipkp", "3.20", "--kinerja", "2.5", "--pengungkit", "42.75")
    assert found["wbk"]["passes"] is True
    assert found["wbk"]["missing"] == []
    assert found["wbbm"]["passes"] is False
    assert needs(found, "wbbm") == ["total", "pengungkit", "bersih_akuntabel", "kinerja", "ipkp"]


def test_the_document_has_exactly_the_promised_figures() -> None:
    found = answer("--ipak", "3.60", "--ipkp", "3.20", "--kinerja", "5", "--pengungkit", "48")
    assert {key: value for key, value in found.items() if key not in ("wbk", "wbbm")} == {
        "ipak": {"index": "3.60", "points": "15.75", "max": "17.50"},
        "ipkp": {"index": "3.20", "points": "14.00", "max": "17.50"},
        "kinerja": {"index": None, "points": "5.00", "max": "5.00"},
        "pengungkit": {"points": "48.00", "max": "60.00"},
        "bersih_akuntabel": "20.75",
        "pelayanan_prima": "14.00",
        "hasil": "34.75",
        "total": "82.75",
    }


def test_points_come_from_the_index_as_given_and_not_as_rounded() -> None:
    found = answer("--ipak", "3.8724")
    assert found["ipak"] == {"index": "3.8724", "points": "16.94175", "max": "17.50"}


def test_an_index_that_prints_as_3_60_is_no_lack_and_keeps_its_own_points() -> None:
    found = answer("--ipak", "3.596", "--ipkp", "3.2", "--kinerja", "2.5", "--pengungkit", "42.75")
    assert found["bersih_akuntabel"] == "18.2325"
    assert found["wbk"]["passes"] is True


def test_a_lack_is_an_object_a_script_and_a_person_can_read() -> None:
    found = answer("--ipak", "3.59", "--ipkp", "4", "--kinerja", "5", "--pengungkit", "60")
    assert found["ipak"]["points"] == "15.70625"
    assert found["wbk"]["missing"] == [
        {
            "requirement": "ipak",
            "label": "IPAK",
            "needed": "3.60",
            "value": "3.59",
            "short": "0.01",
            "sentence": "IPAK 3,59 kurang 0,01 dari 3,60",
        }
    ]


def test_what_is_not_given_is_null_in_figures_and_named_as_missing() -> None:
    found = answer("--ipkp", "3.60")
    assert found["ipak"] == {"index": None, "points": None, "max": "17.50"}
    assert found["bersih_akuntabel"] is found["hasil"] is found["total"] is None
    assert found["pelayanan_prima"] == "15.75"
    assert needs(found, "wbk") == ["total", "pengungkit", "bersih_akuntabel", "ipak", "kinerja"]
    assert {lack["value"] for lack in found["wbk"]["missing"]} == {None}
    assert found["wbk"]["passes"] is False


def test_area_minima_and_the_earlier_predicate_are_unchecked() -> None:
    found = answer("--ipak", "4", "--ipkp", "4", "--kinerja", "5", "--pengungkit", "60")
    assert found["wbbm"]["passes"] is True
    assert [line["requirement"] for line in found["wbk"]["unchecked"]] == ["area_pengungkit"]
    assert [line["requirement"] for line in found["wbbm"]["unchecked"]] == [
        "area_pengungkit",
        "predikat_sebelumnya",
    ]


def test_a_decimal_comma_is_a_decimal_point() -> None:
    assert answer("--ipak", "3,60") == answer("--ipak", "3.60")


def test_the_steps_of_bps_are_selectable() -> None:
    found = answer("--ipak", "3.60", "--conversion", "langkah")
    assert found["ipak"] == {"index": "3.60", "points": "11.725", "max": "17.50"}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--ipak", "0.99"), ("--ipak", "4.01"), ("--ipkp", "0"), ("--ipkp", "88.31"),
        ("--kinerja", "5.01"), ("--kinerja", "-1"), ("--pengungkit", "60.01"),
        ("--ipak", "nan"), ("--ipak", "inf"), ("--pengungkit", "1e1"), ("--ipak", ""),
        ("--ipak", "tiga"), ("--ipak", "3,6,0"), ("--ipak", "٣"), ("--ipak", "7/2"),
        ("--pengungkit", "2_5"), ("--ipak", "3.6\nx"),
    ],
)  # fmt: skip
def test_an_unusable_figure_is_one_line_on_stderr_and_nothing_else(option: str, value: str) -> None:
    result = run(option, value, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert "harus berupa angka dari" in line
    assert "yang diisikan" in line


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--ipak", "1"), ("--ipkp", "4"), ("--kinerja", "0"), ("--kinerja", "5"),
        ("--pengungkit", "0"), ("--pengungkit", "60"), ("--ipak", " 3.60 "),
    ],
)  # fmt: skip
def test_the_ends_of_each_range_are_allowed(option: str, value: str) -> None:
    assert run(option, value).exit_code == 0


def test_without_any_figure_it_says_which_options_there_are() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "--ipak, --ipkp, --kinerja dan --pengungkit" in line


def test_the_table_shows_every_weight_the_source_and_what_is_missing() -> None:
    result = run("--ipak", "3.59", "--ipkp", "3,60", "--kinerja", "2,5")
    rows = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "IPAK (SPAK) 3,59 15,70625 17,50 nilai yang diisikan" in rows
    assert "Birokrasi yang Bersih dan Akuntabel 18,20625 22,50" in rows
    assert "Hasil 33,95625 40,00" in rows
    assert "Pengungkit - 60,00" in rows
    assert "Nilai total - 100,00" in rows
    assert "Wilayah Bebas dari Korupsi (WBK): belum terpenuhi" in rows
    assert "- IPAK 3,59 kurang 0,01 dari 3,60." in rows
    assert "- Pengungkit belum diketahui; paling sedikit 40,00." in rows


def test_the_table_says_when_the_verdict_rests_on_a_rounded_index() -> None:
    note = "Ambang diuji pada indeks yang dibulatkan dua desimal"
    assert note in run("--ipak", "3.596").stdout
    assert note not in run("--ipak", "3.59").stdout
