"""A calendar in a file a person can check: read whole or refused by row and column."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.place.calendar_file import UnusableCalendar, read, write
from kiosk.domain.place.calendar_plan import plan
from kiosk.domain.place.holiday import Holiday, Kind

TITLES = "tanggal,nama,jenis,keputusan\n"


def days(text: str, decree: str = "") -> list[tuple[str, str, str, str]]:
    found = read(text, decree=decree, source="berkas uji")
    return [(one.day.isoformat(), one.name, one.kind.value, one.decree) for one in found]


def test_rows_come_in_order_of_the_calendar() -> None:
    text = TITLES + "2026-12-25,Natal,nasional,SKB 1\n2026-01-01,Tahun Baru,nasional,SKB 1\n"
    assert [one[0] for one in days(text)] == ["2026-01-01", "2026-12-25"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_delimiter_a_spreadsheet_writes(mark: str) -> None:
    text = (TITLES + "25/12/2026,Natal,Cuti Bersama,SKB 1\n").replace(",", mark)
    assert days(text) == [("2026-12-25", "Natal", "cuti-bersama", "SKB 1")]


def test_the_same_as_json() -> None:
    text = '[{"tanggal": "2026-12-25", "nama": "Natal", "jenis": "nasional", "keputusan": "S"}]'
    assert days(text) == [("2026-12-25", "Natal", "nasional", "S")]
    assert days(f'{{"hari": {text}}}') == [("2026-12-25", "Natal", "nasional", "S")]


def test_a_decree_given_once_fills_empty_cells_only() -> None:
    text = TITLES + "2026-12-25,Natal,nasional,\n2026-01-01,Tahun Baru,nasional,SKB 2\n"
    assert [one[3] for one in days(text, "SKB 9")] == ["SKB 2", "SKB 9"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-02-30,X,nasional,S", 'Baris 3, kolom tanggal: "2026-02-30"'),
        ("12/25/2026,X,nasional,S", 'kolom tanggal: "12/25/2026"'),
        ("2026-02-03,X,libur,S", 'Baris 3, kolom jenis: "libur"'),
        ("2026-02-03,,nasional,S", "Baris 3: Tulis nama libur."),
        ("2026-02-03,X,nasional,", "Baris 3: Tulis nomor keputusan."),
        ("2026-01-01,X,nasional,S", "Baris 3: tanggal 2026-01-01 sudah ada di baris 2."),
        ("1999-01-01,X,nasional,S", "di luar tahun 2000 sampai 2100"),
        (f"2026-02-03,{'X' * 161},nasional,S", "paling banyak 160 huruf"),
    ],
)
def test_one_wrong_row_refuses_the_file_and_is_named(row: str, told: str) -> None:
    with pytest.raises(UnusableCalendar) as refused:
        days(f"{TITLES}2026-01-01,Tahun Baru,nasional,S\n{row}\n")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Kolom tanggal, nama, jenis tidak ada"),
        ("hari,nama\n", "Kolom tanggal, jenis tidak ada"),
        (TITLES, "tidak berisi satu tanggal pun"),
        ("[1]", "Baris 1 bukan objek"),
        ("[", "bukan JSON"),
        ('{"a": 1}', "seharusnya daftar hari"),
        (TITLES + "2026-01-01,X,nasional,S\n" * 1_001, "lebih dari 1000 baris"),
        (TITLES + '2026-01-01,"X,nasional,S\n', "bukan CSV"),
    ],
)
def test_what_is_no_calendar_is_refused(text: str, told: str) -> None:
    with pytest.raises(UnusableCalendar) as refused:
        days(text)
    assert told in str(refused.value)


def test_what_is_written_out_reads_back_the_same() -> None:
    given = (
        Holiday(date(2026, 1, 1), 'Tahun "Baru", Masehi', Kind.NATIONAL, "SKB 1; 2", "x"),
        Holiday(date(2026, 12, 24), "Natal", Kind.JOINT_LEAVE, "SKB 1", "x"),
    )
    assert read(write(given), decree="", source="x") == given


def one(day: int, name: str = "Libur", kind: Kind = Kind.NATIONAL, year: int = 2026) -> Holiday:
    return Holiday(date(year, 1, day), name, kind, "SKB")


def test_a_plan_tells_added_changed_and_same_apart() -> None:
    found = plan([one(1), one(2), one(3)], [one(1), one(2, "Baru"), one(9)], replaces=False)
    assert [x.day.day for x in found.added] == [9]
    assert [(x.before.name, x.after.name) for x in found.changed] == [("Libur", "Baru")]
    assert (found.same, [x.day.day for x in found.missing], found.withdrawn) == (1, [3], ())
    assert [x.day for x in [*found.added]] == list(found.days)


def test_only_a_file_that_replaces_withdraws_and_only_in_its_own_years_and_kinds() -> None:
    held = [one(1), one(2), one(5, kind=Kind.JOINT_LEAVE), one(7, year=2027)]
    found = plan(held, [one(1)], replaces=True)
    assert [x.day.isoformat() for x in found.withdrawn] == ["2026-01-02"]


def test_two_plans_have_one_digest_only_if_they_do_the_same() -> None:
    first = plan([one(1)], [one(2)], replaces=False)
    assert first.digest == plan([one(1)], [one(2)], replaces=False).digest
    assert first.digest != plan([one(1)], [one(2)], replaces=True).digest
    assert first.digest != plan([one(1)], [one(2, "Lain")], replaces=False).digest
