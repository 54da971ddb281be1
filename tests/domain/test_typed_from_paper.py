"""Sheets keyed from paper and rows of files: what is taken, and what each refusal names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace as Named
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.form import Problem
from kiosk.domain.place.point import ServiceCard
from kiosk.domain.survey import paper, paper_entry
from kiosk.domain.survey.entry import (
    RefusedRows,
    Target,
    UnfitFile,
    by_words,
    checked,
    day_of,
    entries,
)
from kiosk.domain.survey.sheet import Respondent
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")
ITEMS = list(SKM.items)
TODAY, FIRST = date(2026, 10, 15), date(2026, 10, 1)
ZONE = "Asia/Makassar"
TARGET = Target(202610, ZONE, {"ktp": 1, "kartu keluarga": 2}, None)
ROW = Respondent(
    row=3, scores=dict.fromkeys(ITEMS, 4),
    profile={"tanggal": "15/10/2026 08:00", "layanan": " Kartu  Keluarga ", "saran": " Baik "},
)  # fmt: skip


def test_a_row_becomes_an_answer_at_noon_of_its_day() -> None:
    (made,), refused = checked(SKM, [ROW], TARGET)
    assert refused == []
    assert made.answer.scores == ROW.scores
    assert (made.service_id, made.suggestion) == (2, "Baik")
    assert made.at == datetime(2026, 10, 15, 12, tzinfo=ZoneInfo(ZONE))
    assert made.at.tzinfo == ZoneInfo(ZONE)
    (bare,), _ = checked(SKM, [replace(ROW, profile={})], replace(TARGET, only=7))
    assert (bare.service_id, bare.profile, bare.suggestion) == (7, None, None)
    assert bare.at == datetime(2026, 10, 1, 12, tzinfo=ZoneInfo(ZONE))
    (said,), _ = checked(SKM, [replace(ROW, profile={"jenis_kelamin": "Laki-laki"})], TARGET)
    assert said.profile


def test_every_refused_row_is_named_with_all_that_is_wrong() -> None:
    bad = replace(ROW, row=9, profile={
        "tanggal": "2026-11-01", "layanan": "SIM", "jenis_kelamin": "X", "saran": "x" * 5_000,
    })  # fmt: skip
    _, refused = checked(SKM, [ROW, bad], TARGET)
    assert [row for row, _ in refused] == [9] * 4
    told = [reason for _, reason in refused]
    assert told[0] == 'layanan "SIM" tidak ada di unit ini'
    assert told[1] == 'jenis_kelamin "X" tidak dikenal'
    assert told[2].startswith("saran lebih dari ")
    assert told[3] == 'tanggal "2026-11-01" tidak berada pada bulan yang diimpor'
    twenty = str(RefusedRows([f"baris {at}: x" for at in range(20)]))
    assert twenty.startswith("20 baris ditolak")
    assert "baris lain" not in twenty
    assert "baris 19: x; dan 2 baris lain." in str(
        RefusedRows([f"baris {at}: x" for at in range(20)] + ["y"] * 2)
    )


def test_a_file_is_taken_whole_or_not_at_all() -> None:
    whole = Named(structure=Named(items=dict.fromkeys(ITEMS)), respondents=[ROW])
    assert len(entries(SKM, whole, TARGET)) == 1
    bad = replace(ROW, profile={"layanan": "SIM"})
    with pytest.raises(RefusedRows, match='1 baris ditolak.*baris 3: layanan "SIM"'):
        entries(SKM, Named(structure=whole.structure, respondents=[ROW, bad]), TARGET)
    strange = Named(items={**dict.fromkeys(ITEMS), "u98": 1, "u97": 1})
    with pytest.raises(UnfitFile, match="Kolom u97, u98 bukan butir skm-2017"):
        entries(SKM, Named(structure=strange, respondents=[ROW]), TARGET)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-15", TODAY), (" 15-10-2026 ", TODAY), ("15/10/2026", TODAY),
        ("15.10.2026 09:00", TODAY), ("2026/10/15T09:00 x", TODAY), ("31-02-2026", None),
        ("besok", None), ("", None),
    ],
)  # fmt: skip
def test_a_cell_names_a_day_as_offices_write_it(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_a_service_is_found_by_code_and_by_name() -> None:
    assert by_words([(1, "KTP", "Kartu Penduduk")]) == {"ktp": 1, "kartu penduduk": 1}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("15-10-2026", None), ("1/10/2026", None), ("15102026", None), ("2026-10-15", None),
        ("", "Tulis tanggal"), ("31-02-2026", "Tulis tanggal"), ("16-10-2026", "belum tiba"),
        ("30-9-2026", "dicetak sesudah"),
    ],
)  # fmt: skip
def test_a_sheet_was_filled_in_between_its_printing_and_today(text: str, told: str | None) -> None:
    found = paper.day_of(text, TODAY, FIRST)
    if told is None:
        assert isinstance(found, date)
    else:
        assert isinstance(found, Problem)
        assert (found.field, told in found.template) == (paper.DAY, True)


def test_a_sheet_knows_no_hour_and_is_never_ahead_of_the_clock() -> None:
    noon = datetime(2026, 10, 15, 12, tzinfo=ZoneInfo(ZONE))
    late, early = datetime(2026, 10, 15, 9, tzinfo=UTC), datetime(2026, 10, 15, 3, tzinfo=UTC)
    assert paper.moment_of(TODAY, ZONE, late) == noon
    assert paper.moment_of(TODAY, ZONE, early) == early


def test_letters_and_blanks_are_read_as_they_are_circled() -> None:
    assert [paper.chosen(one, ["x", "y"]) for one in (" a", "B", "", "-", "0", "C", "AB", "1")] == [
        "x", "y", "", "", "", None, None, None
    ]  # fmt: skip
    assert [paper.score_of(one) for one in (" 4 ", "0", "-", "")] == ["4", "", "", ""]


def test_two_people_do_not_set_a_comma_alike() -> None:
    one, two = {"u1": "4", "saran": "Baik, sekali"}, {"u1": "4", "saran": "baik sekali."}
    assert paper.differences([one, two]) == ()
    assert paper.differences([one, {"u1": "3", "tanggal": "x"}]) == ("tanggal", "u1", "saran")
    assert paper.settled([one, {"saran": "x"}], {"saran": 1, "u1": 1}) == {"saran": "x"}
    assert paper.without_words({**one, "jenis_kelamin": "L"}) == {"u1": "4"}


SERVICES = tuple(
    ServiceCard(at, f"l{at}", f"Layanan {at}") for at in range(1, 10)
)  # fmt: skip
LAYOUT = paper.Layout({SKM.code: "ab"}, [1, 2], {"jenis_kelamin": ["L", "P"]}, "asli", 1)


def sheet(count: int) -> paper_entry.Sheet:
    return paper_entry.Sheet(LAYOUT, (SKM,), SERVICES[:count])


def keyed(**changed: str) -> dict[str, str]:
    return {"tanggal": "15-10-2026", "layanan": "A", **dict.fromkeys(ITEMS, "4"), **changed}


def test_a_keyed_sheet_is_what_the_form_takes() -> None:
    whole = keyed(jenis_kelamin="b", saran=" Baik ")
    assert paper_entry.read(sheet(2), whole, TODAY, FIRST) == {
        "tanggal": "2026-10-15", "layanan": "l1", **dict.fromkeys(ITEMS, "4"),
        "jenis_kelamin": "P", "saran": "Baik",
    }  # fmt: skip
    assert paper_entry.read(sheet(1), keyed(layanan=""), TODAY, FIRST)["layanan"] == "l1"
    assert "layanan" not in paper_entry.read(sheet(2), keyed(layanan="-"), TODAY, FIRST)
    for text in ("L9", " layanan  9 "):
        assert paper_entry.read(sheet(9), keyed(layanan=text), TODAY, FIRST)["layanan"] == "l9"
    assert "layanan" not in paper_entry.read(sheet(9), keyed(layanan=" "), TODAY, FIRST)
    assert [sheet(8).is_listed, sheet(9).is_listed] == [True, False]


@pytest.mark.parametrize(
    ("count", "changed", "names"),
    [
        (2, {"tanggal": "x"}, ["tanggal"]),
        (2, {"layanan": "C"}, ["layanan"]),
        (9, {"layanan": "SIM"}, ["layanan"]),
        (2, {"jenis_kelamin": "C"}, ["jenis_kelamin"]),
        (2, dict.fromkeys(ITEMS, "-"), [ITEMS[0]]),
        (2, {ITEMS[2]: "5"}, [ITEMS[2]]),
    ],
)
def test_a_sheet_that_cannot_be_so_is_told_field_by_field(
    count: int, changed: dict[str, str], names: list[str]
) -> None:
    with pytest.raises(paper_entry.InvalidEntry) as refused:
        paper_entry.read(sheet(count), keyed(**changed), TODAY, FIRST)
    assert [one.field for one in refused.value.problems] == names
