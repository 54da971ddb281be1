"""A table of answers as offices keep it: what is a respondent, what is not, what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from kiosk.domain.survey.columns import UnknownColumns, recognise
from kiosk.domain.survey.sheet import (
    InvalidCell,
    InvalidSheet,
    Reading,
    Uncomputed,
    find_table,
    read,
    records,
)
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")
SKM_2025 = load_instrument("skm-2025")
SPKP = load_instrument("spkp")
TITLES = ["No", *(f"U{place}" for place in range(1, 10))]

OFFICE = [
    ["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT PER RESPONDEN DAN PER UNSUR PELAYANAN"],
    ["UNIT PELAYANAN", None, ": Disdukcapil"],
    ["PERIODE", None, ": Oktober 2026"],
    [],
    ["NOMOR URUT RESPONDEN", "NILAI UNSUR PELAYANAN", None, None, None, None, None, None, None,
     None, "SARAN"],
    [None, *TITLES[1:]],
    [str(place) for place in range(1, 11)],
    [1, 4, 4, 3, 4, 3, 4, 4, 3, 3, "Jumlah kursi kurang"],
    [2, 3.0, "3", "4.0", Decimal(4), "-", None, 4, 3, 4],
    [3] + [None] * 9,
    ["Jumlah (Σ) nilai/unsur", 7, 7, 7, 8, 3, 4, 8, 6, 7],
    ["NRR/unsur", 3.5, 3.5, 3.5, 4, 3, 4, 4, 3, 3.5],
    [None, 0.389, 0.389, 0.389, 0.444, 0.333, 0.444, 0.444, 0.333, 0.389],
    ["IKM unit pelayanan", None, None, None, None, None, None, None, None, 88.5],
    ["Keterangan :"],
    ["U1 s.d. U9", "= Unsur-unsur pelayanan"],
    ["No", "UNSUR PELAYANAN", None, None, "NILAI RATA-RATA"],
    ["U1", "Persyaratan", None, None, 3.5],
    [None, None, None, None, None, None, "Kupang, 2 November 2026"],
]  # fmt: skip


def reading(rows: list, instrument=SKM) -> Reading:  # type: ignore[no-untyped-def,type-arg]
    table = find_table(instrument, rows)
    assert table is not None
    return read(instrument, table)


def full(*scores: object) -> list[object]:
    return [1, *scores, *[4] * (9 - len(scores))]


def test_the_layout_offices_keep_is_read_without_its_titles_and_footers() -> None:
    found = reading(OFFICE)
    assert [one.row for one in found.respondents] == [8, 9]
    assert found.respondents[0].scores["pengaduan"] == 3
    assert found.respondents[1].scores == {
        "persyaratan": 3, "prosedur": 3, "waktu": 4, "biaya": 4, "perilaku": 4, "pengaduan": 3,
        "sarana": 4,
    }  # fmt: skip
    assert found.columns.ignored == ("NOMOR URUT RESPONDEN",)


def test_every_row_left_out_is_named_with_its_reason() -> None:
    reasons = {one.row: one.reason for one in reading(OFFICE).excluded}
    assert reasons[7] == "Nomor kolom"
    assert reasons[10] == "Tidak ada jawaban"
    assert reasons[11] == "Baris penutup: Jumlah (Σ) nilai/unsur"
    assert reasons[13] == "Di bawah baris penutup (NRR/unsur)"
    assert set(reasons) == {7, *range(10, 20)}


def test_a_suggestion_that_begins_like_a_footer_is_a_suggestion() -> None:
    found = reading(OFFICE)
    assert found.respondents[0].profile == {"saran": "Jumlah kursi kurang"}
    assert reading([["saran", *TITLES[1:]], ["Total baik", *[4] * 9]]).respondents[0].row == 2


def test_a_sum_below_a_column_of_choices_is_a_footer() -> None:
    found = reading([["jenis_kelamin", "U1"], ["P", 4], ["Jumlah", 4], ["NRR", 4.0]])
    assert (len(found.respondents), len(found.excluded)) == (1, 2)


def test_a_business_called_ikm_is_a_respondent() -> None:
    rows = [["Nama usaha", *TITLES[1:]], ["IKM Tenun Ikat", *[4] * 9]]
    assert len(reading(rows).respondents) == 1


def test_pages_with_subtotals_lose_no_respondent() -> None:
    rows = [
        TITLES,
        full(4),
        ["Jumlah", *[4] * 9],
        TITLES,
        [2, *[3] * 8, None],
        ["Jumlah", *[7] * 9],
    ]
    found = reading(rows)
    assert [one.row for one in found.respondents] == [2, 5]
    assert [one.reason for one in found.excluded][1] == "Judul kolom berulang"


def test_u8_is_pengaduan_and_u9_sarana_in_the_order_of_the_list() -> None:
    found = reading([TITLES, full(1, 2, 3, 4, 1, 2, 3, 1, 4)])
    assert found.respondents[0].scores["pengaduan"] == 1
    assert found.respondents[0].scores["sarana"] == 4


@pytest.mark.parametrize(
    "cell",
    [0, 5, -1, "0", "5", "3,5", 3.5, "empat", True, float("nan"), float("inf"), date(2026, 1, 4),
     "#REF!", "٤", 10**30],
)  # fmt: skip
def test_what_is_no_score_is_refused_with_its_place(cell: object) -> None:
    with pytest.raises(InvalidCell, match=r"baris 3, kolom U2 \(sel C3\).*1 sampai 4"):
        reading([TITLES, full(), full(4, cell)])


def test_a_formula_without_a_stored_result_is_no_blank() -> None:
    with pytest.raises(InvalidCell, match=r"kolom U1 .*rumus =A1 belum punya hasil"):
        reading([TITLES, full(Uncomputed("=A1"))])


@pytest.mark.parametrize("cell", [None, "", " ", "-", "–"])
def test_blanks_are_blank_not_zero(cell: object) -> None:
    assert "prosedur" not in reading([TITLES, full(4, cell)]).respondents[0].scores


def test_item_codes_names_and_labels_say_the_same() -> None:
    by_code = recognise(SKM, list(SKM.items))
    by_name = recognise(SKM, [unsur.name["id"].upper() for unsur in SKM.unsur])
    by_label = recognise(SKM, [f"u{place}" for place in range(1, 10)])
    assert by_code.items == by_name.items == by_label.items
    assert by_code.structure is by_name.structure is by_label.structure is SKM


@pytest.mark.parametrize("title", ["U8 Sarana", "U8. Sarana dan Prasarana", "u8 (SARANA)"])
def test_a_name_beside_the_label_says_which_order_the_office_follows(title: str) -> None:
    titles = [*(f"U{place}" for place in range(1, 8)), title, "U9\nPengaduan"]
    found = recognise(SKM, titles)
    assert (found.items[7], found.items[8]) == ("sarana", "pengaduan")
    assert recognise(SKM, ["U1: mutu beras", "U2.1 antre"]).items == {0: "U1", 1: "U2.1"}


def test_eight_unsur_are_not_the_first_eight_of_nine() -> None:
    found = recognise(SKM, [f"U{place}" for place in range(1, 9)])
    assert [unsur.code for unsur in found.structure.unsur] == [f"U{n}" for n in range(1, 9)]


def test_a_column_left_out_of_nine_is_missed_by_name() -> None:
    found = recognise(SKM, [f"U{place}" for place in range(1, 10) if place != 4])
    assert found.structure is SKM
    assert [unsur.code for unsur in found.missing] == ["biaya"]


def test_sub_items_belong_to_their_unsur() -> None:
    found = recognise(SKM, [*(f"U{n}" for n in range(1, 10) if n != 3), "U3.1", "U3.2"])
    waktu = next(unsur for unsur in found.structure.unsur if unsur.code == "waktu")
    assert [item.code for item in waktu.items] == ["U3.1", "U3.2"]
    assert [unsur.code for unsur in found.structure.unsur] == [one.code for one in SKM.unsur]


def test_a_header_of_two_rows_takes_the_lower_title_and_the_upper_where_it_is_empty() -> None:
    rows = [["No", "U1", "U2", None], [None, None, "U2.1", "U2.2"], [1, 4, 3, 2]]
    assert reading(rows).respondents[0].scores == {"U1": 4, "U2.1": 3, "U2.2": 2}


def test_labels_of_unsur_fit_an_instrument_with_several_items_each() -> None:
    found = recognise(SKM_2025, [f"U{place}" for place in range(1, 10)])
    assert [unsur.code for unsur in found.structure.unsur] == [one.code for one in SKM.unsur]
    assert next(iter(found.structure.items)) == "U1"


def test_old_answers_are_never_the_first_nine_of_the_new_sixteen() -> None:
    assert find_table(SKM, [["p1", "p2", "p3"], [4, 4, 4]]) is None
    assert find_table(SKM_2025, [["persyaratan1", "0", "1"], [4, 4, 4]]) is None


def test_a_combined_file_keeps_the_surveys_apart() -> None:
    titles = ["waktu", "spkp.waktu", "spak.pungli"]
    assert recognise(SPKP, titles).items == {1: "waktu"}
    assert recognise(SKM, titles).items == {0: "waktu"}


@pytest.mark.parametrize(
    "titles",
    [["U1", "u1"], ["waktu", "Waktu Penyelesaian"], ["U1", "U2", "biaya"], ["U3", "U3.1"],
     ["waktu", "U3.1", "U9"], ["spkp.waktu", "SPKP.Waktu"]],
)  # fmt: skip
def test_titles_that_say_one_thing_twice_are_refused(titles: list[str]) -> None:
    with pytest.raises(UnknownColumns):
        recognise(SPKP if "spkp" in titles[0] else SKM, titles)


def test_profile_columns_are_kept_as_written() -> None:
    titles = ["Tanggal", "Jenis Kelamin", "Umur", *TITLES[1:], "Jenis_Layanan", "Nama"]
    found = reading([titles, [date(2026, 10, 1), "L", 31.0, *[4] * 9, "KTP", "Maria"]])
    assert found.respondents[0].profile == {
        "tanggal": "2026-10-01", "jenis_kelamin": "L", "usia": "31", "layanan": "KTP",
    }  # fmt: skip
    assert found.columns.ignored == ("Nama",)


def test_a_row_longer_than_the_header_is_refused_where_rows_are_straight() -> None:
    rows = [["U1", "U2"], ["3", "5", "4"]]
    with pytest.raises(InvalidSheet, match="baris 2: ada 3 kolom, seharusnya 2"):
        find_table(SKM, rows, ragged=False)
    assert find_table(SKM, rows) is not None


def test_a_table_without_an_answer_is_refused() -> None:
    with pytest.raises(InvalidSheet):
        reading([TITLES, [1, *[None] * 9]])
    with pytest.raises(InvalidSheet):
        reading([TITLES])


def test_records_name_their_own_columns_and_may_leave_some_out() -> None:
    found = read(SKM, records([{"U1": 4, "U2": 3}, {"U2": 2, "U3": Decimal(1)}]))
    assert [one.scores for one in found.respondents] == [{"U1": 4, "U2": 3}, {"U2": 2, "U3": 1}]
