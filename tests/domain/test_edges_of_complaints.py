"""Limits in words, the table of SP4N-LAPOR!, an incident's entry, the looks of the installation:
each rule where it turns, in the words it is told in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.complaint import flood, handling_profiles, history, lapor, moments
from kiosk.domain.complaint import subject_request as request
from kiosk.domain.complaint.attachment import FileKind, FileState
from kiosk.domain.complaint.attachment_name import visible_name
from kiosk.domain.complaint.badge import Badge, Tone, badge
from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.handling import handling
from kiosk.domain.complaint.handling_counts import EMPTY, Stage, Verdict
from kiosk.domain.complaint.handling_profiles import Profile, Reached
from kiosk.domain.complaint.indonesian import tokens
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.lapor import InvalidLink, Line, Link, UnusableTable
from kiosk.domain.complaint.likeness import Likeness, Telling
from kiosk.domain.complaint.recovery import asked_places, is_copied
from kiosk.domain.complaint.work import LENGTH, bits_for, challenge
from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.place.holiday import Holiday, Kind
from kiosk.domain.survey import flood as answers

ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
MAULID = Holiday(date(2026, 8, 25), "Maulid Nabi", Kind.NATIONAL, "SKB 1497/2025")
CALENDAR = Calendar(ZONE.key, {MAULID.day: MAULID}, known_years=frozenset({2026}))
SECOND = timedelta(seconds=1)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """July 2026 at the office; the 6th is a Monday."""
    return datetime(2026, 7, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "now", "told"),
    [
        (at(6, 15, 5), at(6), (Tone.TODAY, "hari ini 15.05")),
        (at(6), at(6), (Tone.TODAY, "hari ini 09.00")),
        (at(7, 15, 5), at(6), (Tone.SOON, "besok 15.05")),
        (at(8), at(6), (Tone.SOON, "2 hari kerja lagi")),
        (at(9), at(6), (Tone.CALM, "3 hari kerja lagi")),
        (at(6), at(6) + SECOND, (Tone.LATE, "baru saja terlambat")),
        (at(6), at(8), (Tone.LATE, "terlambat 2 hari kerja")),
    ],
)
def test_how_near_a_limit_is_stands_first(
    due: datetime, now: datetime, told: tuple[Tone, str]
) -> None:
    for zone in (ZONE, UTC):
        assert badge(CALENDAR, due.astimezone(zone), Queue.OFFICE, now) == Badge(*told)


def test_the_reporter_s_term_is_nobody_s_lateness() -> None:
    due = at(9, 0, 30).astimezone(UTC)
    assert badge(CALENDAR, due, Queue.REPORTER, due) == Badge(
        Tone.CALM, "pelapor: sampai 09-07-2026"
    )
    assert badge(CALENDAR, due, Queue.REPORTER, due + SECOND) == Badge(
        Tone.CALM, "batas pelapor lewat"
    )
    assert badge(CALENDAR, None, Queue.OFFICE, due) is None
    assert badge(CALENDAR, due, Queue.DONE, due + SECOND) is None


def test_a_coarse_moment_is_the_first_or_the_last_of_its_day() -> None:
    closing = CALENDAR.closing(date(2026, 7, 6))
    first, last = at(6, 0), at(6, 23, 59).replace(second=59)
    found = [moments.coarse(CALENDAR, one) for one in (at(6), closing, closing + SECOND)]
    assert found == [first, first, last]
    assert moments.coarse(CALENDAR, at(5, 23)) == at(5, 0)
    assert CALENDAR.note(MAULID.day).day == MAULID.day


def test_profiles_are_added_by_what_they_reached() -> None:
    one, other = object(), object()

    def made(standing: Any, count: int, **reached: Reached) -> Profile:
        stages = {Stage[name.upper()]: found for name, found in reached.items()}
        return Profile(1, standing, stages, None, count)

    profiles = [
        made(one, 2, answer=Reached(3, True), closing=Reached(9)),
        made(one, 5, answer=Reached(3, False)),
        made(other, 7, answer=Reached(4, True)),
        made(other, 1),
    ]
    assert handling_profiles.standings(profiles) == {one: 7, other: 8}
    assert handling_profiles.days(profiles, Stage.ANSWER) == {3: 7, 4: 7}
    assert handling_profiles.days(profiles, Stage.CLOSING) == {9: 2}
    assert handling_profiles.verdicts(profiles, Stage.ANSWER) == {Verdict.MET: 9, Verdict.LATE: 5}
    assert handling_profiles.verdicts(profiles, Stage.CLOSING) == {Verdict.NONE: 2}


def test_each_count_is_held_against_another_under_its_name() -> None:
    found = handling(EMPTY, NOW.date())
    assert [one.name for one in found.checks][-3:] == [
        "Lama jawaban", "Lama penutupan", "Umur laporan terbuka"
    ]  # fmt: skip
    assert all(
        label.startswith("Ketepatan: ") for label in [one.name for one in found.checks][-6:-3]
    )
    assert found.adds_up
    assert found.faults == ()
    assert [one.label for one in found.open.bands] == [
        "0 sampai 3 hari kerja", "4 sampai 5 hari kerja", "6 sampai 14 hari kerja",
        "15 sampai 60 hari kerja", "lebih dari 60 hari kerja",
    ]  # fmt: skip
    assert list(found.shares) == [
        "Ditindaklanjuti", "Selesai", "Selesai menurut petugas", "Selesai menurut pelapor",
        "Ditutup karena pelapor diam", "Keberatan", "Dibuka lagi",
    ]  # fmt: skip


HEAD = "nomor,nomor_lapor,status\n"


@pytest.mark.parametrize(
    ("number", "state", "told"),
    [
        ("x y", "", "Nomor SP4N-LAPOR! paling panjang 40 huruf, angka, titik atau garis."),
        ("1" * 41, "", "Nomor SP4N-LAPOR! paling panjang 40 huruf, angka, titik atau garis."),
        ("-1", "", "Nomor SP4N-LAPOR! paling panjang 40 huruf, angka, titik atau garis."),
        (
            "1", "hilang",
            f"Status SP4N-LAPOR! adalah salah satu dari: {'; '.join(lapor.STATES)}.",
        ),
        ("", lapor.STATES[0], "Tulis nomor SP4N-LAPOR! bersama statusnya."),
    ],
)  # fmt: skip
def test_sp4n_lapor_has_no_such_number_or_state(number: str, state: str, told: str) -> None:
    with pytest.raises(InvalidLink) as refused:
        lapor.check_link(number, state)
    assert str(refused.value) == told


def test_a_number_and_a_state_are_kept_tidy() -> None:
    assert lapor.check_link(" A./#-9 ", f" {lapor.STATES[1]} ") == Link("A./#-9", lapor.STATES[1])
    assert lapor.check_link("1" * 40, "").number == "1" * 40
    assert lapor.check_link(" ", " ") == Link(None, None)
    assert len(lapor.STATES) == 6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nomor;status", "Kolom nomor_lapor tidak ada di baris judul."),
        ("", "Kolom nomor, nomor_lapor, status tidak ada di baris judul."),
        (HEAD + "\n" * 5_001, "Satu berkas memuat paling banyak 5000 baris."),
        (HEAD + "x,1,", "Baris 2: nomor laporan tidak terbaca."),
        (
            HEAD + "23456789A,1 1,",
            "Baris 2: Nomor SP4N-LAPOR! paling panjang 40 huruf, angka, titik atau garis.",
        ),
        (
            HEAD + "23456789A,1,\n,,\n23456789a,2,",
            "Baris 4: nomor ini sudah ada di baris 2.",
        ),
        (
            HEAD + '"' + "x" * 200_000,
            "Berkas ini bukan tabel CSV. Simpan lagi sebagai CSV UTF-8.",
        ),
    ],
)
def test_a_table_that_cannot_be_taken_back_names_its_line(text: str, told: str) -> None:
    with pytest.raises(UnusableTable) as refused:
        lapor.parse(text)
    assert str(refused.value) == told


def test_a_returned_table_is_read_whatever_made_it() -> None:
    state = lapor.STATES[2]
    text = (
        f"\ufeff Status ;lain;NOMOR_LAPOR;nomor\r\n{state};x;'77;'23456789a\r\n;;;\r\n;;;23456789B"
    )
    assert lapor.parse(text) == (
        Line(2, "23456789A", Link("77", state)), Line(4, "23456789B", Link(None, None))
    )  # fmt: skip
    assert len(lapor.parse(HEAD + "\n" * 4_999 + "23456789A,,")) == 1
    short = lapor.parse(HEAD + "23456789A")
    assert short == (Line(2, "23456789A", Link(None, None)),)
    assert lapor.written([("=1", "b")]).splitlines()[1] == '"\'=1","b"'
    assert lapor.written([]).splitlines() == [",".join(f'"{one}"' for one in lapor.TITLES)]


def test_what_was_done_is_told_in_the_words_of_the_desk() -> None:
    def look_up(field: str, value: Any) -> str:
        return f"<{field} {value}>"

    assert history.title_of("terima", "diterima") == "Laporan masuk"
    assert history.title_of("kabar", "x") == "Kabar kepada pelapor"
    assert history.title_of("x", "y") == "x"
    assert history.details_of(
        {
            "kelas": [TicketClass.SUPERVISION.value, "lain"], "pemegang": [None, 7], "rahasia": 1,
            "nilai": 4, "ke": "a", "alamat": "",
        },
        look_up,
    ) == (
        f"Kelas: {TicketClass.SUPERVISION.label} → <kelas lain>",
        "Pemegang: tidak ada → <pemegang 7>",
        "Nilai: <nilai 4>",
        "Ke: <ke a>",
        "Diarahkan ke: tidak ada",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "state", "expected"),
    [
        (request.Wish.IDENTITY, {}, True),
        (request.Wish.REPORT, {}, False),
        (request.Wish.IDENTITY, {"sealed": True}, False),
        (request.Wish.IDENTITY, {"is_open": True}, False),
        (request.Wish.IDENTITY, {"on_hold": True}, False),
    ],
)
def test_only_a_name_that_nothing_holds_is_erased_at_once(
    wish: request.Wish, state: dict[str, bool], expected: bool
) -> None:
    held = {"sealed": False, "is_open": False, "on_hold": False} | state
    assert request.is_at_once(wish, **held) is expected
    assert str(request.NothingKept()) == "Nama dan kontak Anda tidak tersimpan pada laporan ini."
    assert str(request.AskedAlready()) == ("Permintaan ini sudah kami terima dan sedang dijawab.")
    left = [request.hours_left(NOW + timedelta(minutes=m), NOW) for m in (119, 60, 0, -1, -61)]
    assert left == [1, 1, 0, -1, -2]


def test_a_flood_waits_for_the_next_window() -> None:
    for minute, seconds, left, told in ((0, 0, 600, "10"), (9, 1, 59, "1"), (8, 59, 61, "2")):
        refused = flood.TooMuch(NOW.replace(minute=minute, second=seconds))
        assert refused.after == left
        assert str(refused) == (
            "Terlalu banyak kiriman dari jaringan ini dalam sepuluh menit terakhir. Tulisan Anda "
            f"masih ada: tunggu {told} menit, lalu kirim lagi."
        )
        assert refused.challenge is None
    assert answers.TooManyAnswers(NOW).after == 60
    assert answers.TooManyAnswers(NOW + 59 * SECOND).after == 1
    made = challenge(b"x" * 32, 12, 3)
    assert flood.TooMuch(NOW, made).challenge == made
    assert (len(made.text), made.bits) == (LENGTH, 12)
    assert made == challenge(b"x" * 32, 12, 3)
    assert len({challenge(b"x" * 32, *one) for one in ((12, 3), (12, 4), (13, 3), (1, 23))}) == 4
    assert bits_for(0) < bits_for(10**9)


def test_a_paper_with_the_key_is_trusted_once_three_words_were_typed_back() -> None:
    words = " ".join(f"kata{at:02}panjang" for at in range(12))
    places = asked_places(words)
    assert places == asked_places(words)
    assert len(places) == len(set(places)) == 3
    assert list(places) == sorted(places)
    assert set(places) <= set(range(1, 13))
    listed = words.split()
    typed = [listed[place - 1] for place in places]
    assert is_copied(words, typed)
    assert is_copied(words, [f" {one[:4].upper()}xyz " for one in typed])
    assert not is_copied(words, typed[:2])
    assert not is_copied(words, [*typed[:2], "lain"])
    assert {asked_places(f"{words} {one}") for one in "abcdefgh"} != {places}


def test_words_for_the_same_thing_are_found_alike() -> None:
    assert tokens("e-KTP saya") == tokens("KTP-el saya") == tokens("ktp saya")

    def like(text: str) -> list[str]:
        return [one.id for one in near.suggest(Telling("9", text, "", "", NOW.date()))]

    near = Likeness(
        Telling(name, text, "", "", NOW.date())
        for name, text in (("1", "antrean loket"), ("2", "jalan rusak"))
    )
    assert [like(one) for one in ("antrean", "antreann", "air")] == [["1"], ["1"], []]
    assert visible_name("X foto X.PNG", "jpg") == "X foto X.jpg"


def test_a_file_is_served_only_once_it_is_known_clean() -> None:
    served = {one: (one.may_be_served(True), one.may_be_served(False)) for one in FileState}
    assert [one for one, (with_scanner, _) in served.items() if with_scanner] == [FileState.CLEAN]
    assert [one for one, (_, without) in served.items() if without] == [
        FileState.CLEAN, FileState.UNSCANNED
    ]  # fmt: skip
    assert [(one.media_type, one.extension) for one in FileKind] == [
        ("image/jpeg", "jpg"), ("application/pdf", "pdf")
    ]  # fmt: skip
    assert [one.label for one in FileState] == [
        "menunggu pemindaian", "bersih", "terinfeksi", "gagal dipindai", "tanpa pemindai"
    ]  # fmt: skip
