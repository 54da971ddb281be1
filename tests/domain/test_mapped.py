"""A stranger's spreadsheet is read as a person said, and stops where nobody has said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.domain.survey import file_map, footer, guessing, mapped
from kiosk.domain.survey.file_map import FileMap, InvalidMap
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")
GOOGLE = [
    "Cap waktu", "Nama lengkap", "Jenis Kelamin", "Usia Anda", "Pendidikan terakhir",
    "1. Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis "
    "pelayanannya?",
    "Kemudahan prosedur", "Kecepatan waktu pelayanan", "Kewajaran biaya/tarif",
    "Kesesuaian produk layanan",
    "Kemampuan petugas", "Kesopanan dan keramahan petugas", "Kualitas sarana dan prasarana",
    "Penanganan pengaduan, saran dan masukan", "Kritik dan saran",
]  # fmt: skip
NINE = dict(enumerate(SKM.items))


def sheet_of(*body: list[object], titles: list[object] | None = None) -> list[list[object]]:
    return [titles or [f"U{place}" for place in range(1, 10)], *map(list, body)]


def asked(made: FileMap, rows: list[list[object]]) -> mapped.Questions:
    return mapped.questions(SKM, made, mapped.table_of(made, rows), rows)


def read(made: FileMap, rows: list[list[object]]) -> mapped.Mapped:
    return mapped.read(SKM, made, mapped.table_of(made, rows))


def test_the_questions_of_an_online_form_are_recognised() -> None:
    found = guessing.columns(SKM, GOOGLE)
    named = {GOOGLE[place]: what for place, what in found.items()}
    assert list(found.values()).count("persyaratan") == 1
    assert set(found.values()) == {
        *SKM.items,
        "tanggal",
        "jenis_kelamin",
        "usia",
        "pendidikan",
        "saran",
    }
    assert named["Cap waktu"] == "tanggal"
    assert named["Penanganan pengaduan, saran dan masukan"] == "pengaduan"
    assert "Nama lengkap" not in named


@pytest.mark.parametrize("title", ["U1", "u1", "Unsur 1", "Kesesuaian persyaratan", "Persyaratan"])
def test_an_unsur_goes_by_many_names(title: str) -> None:
    assert guessing.columns(SKM, [title]) == {0: "persyaratan"}


def test_words_of_the_questionnaire_have_their_values() -> None:
    found = guessing.words(SKM, {"biaya": ["gratis", "cukup mahal"], "sarana": ["cukup", "baik"]})
    assert found == {"gratis": 4, "cukup mahal": 2, "cukup": 2, "baik": 3}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["sangat puas", "puas", "kurang puas", "tidak puas"], [4, 3, 2, 1]),
        (["sangat setuju", "setuju", "tidak setuju", "sangat tidak setuju"], [4, 3, 2, 1]),
        (["sangat sesuai", "sesuai", "tidak sesuai", "sangat tidak sesuai"], [4, 3, 2, 1]),
        (["4 - sangat sesuai", "3 - sesuai"], [4, 3]),
        (["a", "d"], [1, 4]),
        (["lumayan"], [None]),
    ],
)
def test_other_words_are_proposed_only_where_they_are_plain(
    words: list[str], values: list[int | None]
) -> None:
    assert list(guessing.words(SKM, {"persyaratan": words}).values()) == values


def test_five_steps_of_words_are_never_pressed_into_four() -> None:
    words = ["sangat tidak puas", "tidak puas", "cukup puas", "puas", "sangat puas"]
    assert set(guessing.words(SKM, {"produk": words}).values()) == {None}


def test_a_word_without_a_value_stops() -> None:
    rows = sheet_of(["Sangat sesuai", *[4] * 8], ["lumayan", *[3] * 8])
    made = FileMap(
        "skm-2017", header=1, columns=NINE, words={"sangat sesuai": 4}, order="pengaduan"
    )
    found = asked(made, rows)
    assert {one.text: one.proposed for one in found.words} == {"sangat sesuai": 4, "lumayan": None}
    assert any("1 tulisan" in one for one in found.open_for(made))
    assert found.open_for(replace(made, words={"sangat sesuai": 4, "lumayan": 0})) == []


def test_words_become_values_blanks_stay_blank_and_footers_are_left_out() -> None:
    rows = sheet_of(
        ["Sangat sesuai", None, 3, 3, 3, 3, 3, 3, 3], ["lumayan", "", "-", 3, 3, 3, 3, 3, 3],
        ["Jumlah", 9, 9, 9, 9, 9, 9, 9, 9], ["IKM Unit Pelayanan", 84.26],
    )  # fmt: skip
    made = FileMap("skm-2017", header=1, columns=NINE, words={"sangat sesuai": 4, "lumayan": 0})
    found = read(made, rows)
    assert found.reading.respondents[0].scores == {"persyaratan": 4} | dict.fromkeys(
        list(SKM.items)[2:], 3
    )
    assert "persyaratan" not in found.reading.respondents[1].scores
    assert [one.row for one in found.reading.excluded] == [4, 5]
    assert found.refused == ()


def test_a_zero_is_asked_about() -> None:
    rows = sheet_of([0, *[3] * 8])
    made = FileMap("skm-2017", header=1, columns=NINE, order="pengaduan")
    assert any("0" in one for one in asked(made, rows).open_for(made))
    blank = read(replace(made, zero="kosong"), rows)
    assert "persyaratan" not in blank.reading.respondents[0].scores
    wrong = read(replace(made, zero="salah"), rows)
    assert "baris 2, kolom U1 (sel A2)" in str(wrong.refused[0])


@pytest.mark.parametrize(
    ("cells", "legend", "word"),
    [
        ([5, *[4] * 8], "", "sampai 5"),
        ([9, *[8] * 8], "", "sampai 9"),
        ([1] * 9, "", "paling buruk"),
        ([3] * 9, "Keterangan: 1 = Sangat baik", "terbalik"),
        ([3] * 9, "5 = sangat puas", "5 atau 10"),
    ],
)
def test_a_doubtful_scale_stops_until_somebody_says_how_it_is_read(
    cells: list[object], legend: str, word: str
) -> None:
    rows = [*sheet_of(cells), ["Keterangan"], [legend]]
    made = FileMap("skm-2017", header=1, columns=NINE, order="pengaduan")
    found = asked(made, rows)
    assert word in found.scale_why
    assert found.open_for(made) != []
    assert found.open_for(replace(made, scale="asli")) == []


def test_a_scale_is_converted_only_as_it_was_chosen() -> None:
    rows = sheet_of([5, 4, 3, 2, 1, 5, 4, 3, 2])
    made = FileMap("skm-2017", header=1, columns=NINE, scale="lima-turun")
    found = read(made, rows)
    assert list(found.reading.respondents[0].scores.values()) == [4, 3, 2, 2, 1, 4, 3, 2, 2]
    assert list(found.raw[0].values()) == [5, 4, 3, 2, 1, 5, 4, 3, 2]
    assert found.top == 5
    turned = read(replace(made, scale="terbalik"), sheet_of([1, 2, 3, 4, *[1] * 5]))
    assert list(turned.reading.respondents[0].scores.values())[:4] == [4, 3, 2, 1]
    # 5 is no value of a scale of four turned round: it is refused, not taken as it is.
    assert len(read(replace(made, scale="terbalik"), rows).refused) == 1
    assert len(read(replace(made, scale="asli"), rows).refused) == 1


def test_bare_numbers_leave_the_order_of_the_last_two_open() -> None:
    rows = sheet_of([3, 3, 3, 3, 3, 3, 3, 1, 4])
    made = FileMap("skm-2017", header=1, columns=NINE)
    assert asked(made, rows).order
    sarana = mapped.ordered(replace(made, order="sarana"))
    assert (sarana.columns[7], sarana.columns[8]) == ("sarana", "pengaduan")
    named = sheet_of([3] * 9, titles=[*[f"U{n}" for n in range(1, 8)], "U8 Pengaduan", "U9 Sarana"])
    assert not asked(made, named).order


def test_what_the_file_printed_is_found_below_its_rows() -> None:
    rows = sheet_of(
        [4] * 9, ["Jumlah", *[4] * 8], ["NRR per unsur", 3.5, "3,621", *[4] * 7],
        ["NRR tertimbang", *[0.44] * 8], ["Nilai indeks", 3.37, None],
        ["IKM Unit Pelayanan", None, 84.25925925925927], ["Mutu Pelayanan", "B"],
    )  # fmt: skip
    made = FileMap("skm-2017", header=1, columns=NINE)
    found = footer.printed(SKM, made, rows, range(3, 9))
    assert (found.ikm, found.row, found.mutu) == (Decimal("84.2593"), 7, "B")
    assert found.parts["prosedur"] == Decimal("3.50")
    assert found.parts["waktu"] == Decimal("3.621")


def test_a_mapping_survives_its_json_and_nothing_else_is_one() -> None:
    made = FileMap(
        "skm-2017", "Data", 3, NINE, {"puas": 3}, "kosong", "asli", "sarana", "ktp", "2026-10"
    )
    assert file_map.parsed(file_map.written(made)) == made


@pytest.mark.parametrize(
    "wrong",
    [
        "[]",
        "{",
        '{"columns": []}',
        '{"columns": {"x": "waktu"}}',
        '{"columns": {}, "lain": 1}',
        '{"columns": {}, "words": {"a": "b"}}',
        '{"columns": {}, "zero": "\\u0000"}',
    ],
)
def test_what_is_no_mapping_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidMap):
        file_map.parsed(wrong)


@pytest.mark.parametrize(
    "columns", [{}, {0: "tanggal"}, {0: "waktu", 1: "waktu"}, {0: "nama"}], ids=str
)
def test_a_mapping_that_cannot_be_used_is_refused(columns: dict[int, str]) -> None:
    with pytest.raises(InvalidMap):
        file_map.check(FileMap("skm-2017", columns=columns), SKM)
