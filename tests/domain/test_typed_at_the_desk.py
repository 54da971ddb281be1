"""What is typed at the desk, kept tidy or refused by its field; filters, spans, ends and waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.complaint import attachment_name, listing
from kiosk.domain.complaint.entry import InvalidComplaint
from kiosk.domain.complaint.hand_entry import Came, came
from kiosk.domain.complaint.handling_span import InvalidSpan, Span, read_span, year_until
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.listing import Cursor, Filter, Tab
from kiosk.domain.complaint.searching import excerpt, pieces, words_of
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.guest import InvalidEnd, Until, read_end
from kiosk.domain.people.passkey import Site, site_of
from kiosk.domain.people.policy import Role
from kiosk.domain.people.session import Limits, handle_of, hash_of
from kiosk.domain.people.throttle import ACCOUNT, CODE, TooManyTries, seconds_left
from kiosk.domain.place import device, letterhead, uses
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import Use
from kiosk.domain.zi import outside

TODAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
ZONE = "Asia/Makassar"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Antre LAMA, antre!", ("antre", "lama")),
        ("a bb * c-d ef", ("bb", "ef")),
        ("satu dua tiga empat lima enam tujuh", ("satu", "dua", "tiga", "empat", "lima", "enam")),
        ("x" * 60, ("x" * 40,)),
        ("y" * 100 + " " + "z" * 60, ("y" * 40, "z" * 19)),
        ("cafe\u0301", ("café",)),
        ("' OR 1=1 --", ("or",)),
        ("", ()),
    ],
)
def test_of_what_is_typed_only_words_are_looked_for(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


def test_an_excerpt_stands_around_its_first_hit() -> None:
    text = " ".join(f"kata{at:03}" for at in range(60))
    assert excerpt("  pendek\n saja ", ["antre"]) == "pendek saja"
    assert excerpt(text, ["kata000"]) == f"{text[:140].strip()} …"
    assert excerpt(text, ["tiada"]) == f"{text[:140].strip()} …"
    middle = excerpt(text, ["kata030"])
    assert middle == f"… {text[184:380].strip()} …"
    assert excerpt(text, ["kata059"]).endswith("kata059")
    assert pieces("Loket Antre!", ["antre"]) == [("Loket ", False), ("Antre", True), ("!", False)]
    assert pieces("Éntah", ["entah"]) == [("Éntah", True)]


def test_a_span_is_this_year_until_it_is_said_otherwise() -> None:
    assert read_span("", "", "", TODAY) == Span(date(2026, 1, 1), TODAY, TODAY)
    asked = read_span(" 2026-02-01 ", "2026-02-01", "2026-03-01", TODAY)
    assert asked == Span(date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 1))
    ahead = read_span("2027-01-01", "", "2026-12-31", TODAY)
    assert ahead == Span(date(2027, 1, 1), date(2027, 1, 1), TODAY, date(2026, 12, 31))
    assert ahead.last_received == TODAY
    assert read_span("2000-01-01", "2999-12-31", "", TODAY).last == date(2999, 12, 31)
    for first, last, told in (
        ("2026-02-02", "2026-02-01", "sebelum tanggal awal"),
        ("1999-12-31", "", 'Tanggal awal "1999-12-31"'),
        ("", "3000-01-01", 'Tanggal akhir "3000-01-01"'),
        ("x" * 30, "", f'"{"x" * 20}" bukan tanggal'),
    ):
        with pytest.raises(InvalidSpan, match=told):
            read_span(first, last, "", TODAY)
    with pytest.raises(InvalidSpan, match='Tanggal keadaan "besok"'):
        read_span("", "", "besok", TODAY)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 10, 15), date(2025, 10, 16)),
        (date(2025, 12, 31), date(2025, 1, 1)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 3, 1)),
    ],
)
def test_twelve_months_end_today(today: date, first: date) -> None:
    assert year_until(today) == Span(first, today, today)


def test_a_filter_says_only_what_it_says_and_reads_it_again() -> None:
    asked = Filter(
        Tab.LATE, "dukcapil", "ktp", TicketClass.ORDINARY, Kind.COMPLAINT, Channel.WEB,
        next(iter(State)), "saya", date(2026, 1, 2), date(2026, 3, 4), lapor=False,
    )  # fmt: skip
    assert asked.told == {
        "tab": "terlambat", "unit": "dukcapil", "layanan": "ktp", "kelas": "tidak-berkadar",
        "jenis": "pengaduan", "saluran": "daring", "status": next(iter(State)).value,
        "pemegang": "saya", "dari": "2026-01-02", "sampai": "2026-03-04", "lapor": "tidak",
    }  # fmt: skip
    assert listing.read(asked.told) == asked
    assert listing.read({"lapor": "ya"}).lapor is True
    assert listing.read({}) == Filter()
    assert Filter().told == {}
    plain = (Filter(), Filter(Tab.NEW), Filter(unit="a"), Filter(Tab.NEW, lapor=True))
    assert [one.is_plain for one in plain] == [True, True, False, False]


@pytest.mark.parametrize(
    "said",
    [
        {"tab": "x"}, {"unit": "a b"}, {"unit": "x" * 33}, {"layanan": "<"}, {"kelas": "berkadar"},
        {"dari": "1999-12-31"}, {"sampai": "2101-01-01"}, {"dari": "x"}, {"lapor": "mungkin"},
        {"sesudah": "1"}, {"sesudah": "1.ABC"}, {"sesudah": "9" * 17 + ".ABCDEFGHJ"},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_filters_nothing(said: dict[str, str]) -> None:
    assert listing.read(said) == Filter()


def test_a_place_in_the_queue_is_found_again_to_the_microsecond() -> None:
    at = datetime(2026, 10, 15, 3, 0, 0, 123456, tzinfo=UTC)
    one = Cursor(at, "7F3K9QWX2")
    assert listing.read({"sesudah": one.text}).cursor == one
    assert listing.read({"sebelum": one.text}).cursor == replace(one, back=True)
    assert listing.read({"unit": "x" * 32, "dari": "2000-01-01", "sampai": "2100-12-31"}) == Filter(
        unit="x" * 32, since=date(2000, 1, 1), until=date(2100, 12, 31)
    )


def test_a_day_ends_at_the_midnight_of_its_zone() -> None:
    late = datetime(2026, 10, 15, 16, 30, tzinfo=UTC)
    ends = listing.day_ends(late, {"Asia/Jakarta": 1, ZONE: 1})
    assert {zone: end.astimezone(UTC) for zone, end in ends.items()} == {
        "Asia/Jakarta": datetime(2026, 10, 15, 17, tzinfo=UTC),
        ZONE: datetime(2026, 10, 16, 16, tzinfo=UTC),
    }
    assert listing.start_of(TODAY, ZONE).astimezone(UTC) == datetime(2026, 10, 14, 16, tzinfo=UTC)


def test_a_role_ends_at_the_midnight_after_its_last_day() -> None:
    guest, staff = Role.EVALUATOR, Role.HEAD
    midnight = datetime(2026, 10, 16, tzinfo=ZoneInfo(ZONE))
    assert read_end(" 2026-10-15 ", guest, ZONE, NOW) == Until(TODAY, midnight)
    assert read_end(" ", staff, ZONE, NOW) is None
    for role, days in ((guest, 180), (staff, 3_660)):
        last = TODAY + timedelta(days=days)
        found = read_end(last.isoformat(), role, ZONE, NOW)
        assert found is not None
        assert found.day == last
        with pytest.raises(InvalidEnd, match=f"paling lama {days} hari sejak hari ini"):
            read_end((last + timedelta(days=1)).isoformat(), role, ZONE, NOW)
    with pytest.raises(InvalidEnd, match="paling lama 180 hari. Peran tamu"):
        read_end("", guest, ZONE, NOW)
    with pytest.raises(InvalidEnd, match="sudah lewat"):
        read_end("2026-10-14", staff, ZONE, NOW)
    for text in ("20261015", "2026-02-30"):
        with pytest.raises(InvalidEnd, match="tanggal yang ada"):
            read_end(text, staff, ZONE, NOW)


def test_today_is_the_unit_s_day_and_not_that_of_utc() -> None:
    evening = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)
    with pytest.raises(InvalidEnd, match="sudah lewat"):
        read_end("2026-10-14", Role.HEAD, ZONE, evening)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://skm.contoh.go.id/a", Site("skm.contoh.go.id", "https://skm.contoh.go.id")),
        ("https://skm.contoh.go.id:8443", Site("skm.contoh.go.id", "https://skm.contoh.go.id:8443")),
        ("http://localhost:8000", Site("localhost", "http://localhost:8000")),
        ("http://skm.contoh.go.id", None), ("https://10.0.0.1", None), ("https://[fe80::a]", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_passkey_belongs_to_a_named_site_over_a_safe_line(address: str, site: Any) -> None:
    assert site_of(address) == site


def test_the_wait_doubles_and_never_locks_out_for_good() -> None:
    waits = [ACCOUNT.wait_after(count).total_seconds() for count in (4, 5, 6, 7, 12, 13, 99)]
    assert waits == [0, 5, 10, 20, 640, 900, 900]
    assert ACCOUNT.steps == range(5, 14)
    assert CODE.wait_after(9) == timedelta(0)
    assert CODE.wait_after(10) == timedelta(hours=1)
    for passed, left in ((0, 5), (0.5, 5), (4, 1), (4.5, 1), (60, 1)):
        assert seconds_left(ACCOUNT, 5, NOW, NOW + timedelta(seconds=passed)) == left
    told = {seconds: str(TooManyTries(seconds)) for seconds in (59, 60, 61)}
    assert ["59 detik" in told[59], "1 menit" in told[60], "2 menit" in told[61]] == [True] * 3
    assert TooManyTries(61).seconds == 61


def test_a_session_ends_when_idle_and_in_any_case() -> None:
    limits = Limits()
    begun = NOW - timedelta(hours=8)
    assert limits.is_over(begun, NOW, NOW)
    assert not limits.is_over(begun + timedelta(seconds=1), NOW, NOW)
    assert limits.is_over(NOW, NOW - timedelta(minutes=15), NOW)
    assert not limits.is_over(NOW, NOW - timedelta(minutes=14, seconds=59), NOW)
    assert hash_of("a").hex().startswith("ca978112ca1bbdca")
    assert hash_of("\udc80") == hash_of("?"), "what no cookie can hold is no token"
    assert len(handle_of(b"x")) == 16
    assert handle_of(b"x") != handle_of(b"y")


def test_when_a_letter_came_is_told_on_the_unit_s_clock() -> None:
    at = datetime(2026, 10, 15, 9, 30, tzinfo=ZoneInfo(ZONE))
    assert came("telepon", " 2026-10-15T09:30 ", ZONE, NOW) == Came(Channel.PHONE, at)
    year_ago = (NOW - timedelta(days=366)).astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%dT%H:%M")
    assert came("surat", year_ago, ZONE, NOW).channel is Channel.LETTER
    for channel, local, names in (
        ("daring", "", ["saluran", "diterima"]),
        ("surat", "2026-10-15T11:01", ["diterima"]),
        ("surat", "2025-10-14T10:59", ["diterima"]),
    ):
        with pytest.raises(InvalidComplaint) as refused:
            came(channel, local, ZONE, NOW)
        assert [one.field for one in refused.value.problems] == names


HEAD = {
    "lines": " PEMERINTAH \n\n DINAS ",
    "city": " Kupang ",
    "signer_nip": "1972 0314.199603-2001",
}


def test_the_head_of_a_paper_is_kept_tidy() -> None:
    kept = letterhead.entry(HEAD)
    assert kept == {**dict.fromkeys(letterhead.LENGTHS, ""), "lines": "PEMERINTAH\nDINAS",
                    "city": "Kupang", "signer_nip": "197203141996032001"}  # fmt: skip
    full = letterhead.entry({"lines": "\n".join(["x" * 120] * 4), "address": "x" * 300})
    assert len(full["lines"].split("\n")) == 4


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("lines", " \n ", "paling sedikit satu baris"), ("lines", "a\n" * 5, "4 baris; yang ini 5"),
        ("lines", "x" * 121, "paling panjang 120"), ("signer_nip", "1" * 17, "18 angka"),
        ("address", "x" * 301, "Paling panjang 300 huruf; yang ini 301"),
    ],
)  # fmt: skip
def test_a_head_that_does_not_fit_is_refused_by_its_field(field: str, text: str, told: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        letterhead.entry(HEAD | {field: text})
    assert list(refused.value.wrong) == [field]
    assert told in refused.value.wrong[field]


SURVEYS = {"skm-2017": "skm", "skm-2025": "skm", "spak": "spak"}
HELD = Use("skm-2017", 202601, 202606, on_form=True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"instrument": "x"}, ("instrument", "dari daftar")),
        ({"first": 201612, "on_form": False}, ("first", "Januari 2017")),
        ({"first": 202609}, ("first", "bulan ini atau sesudahnya")),
        ({"first": 202610, "last": 202609}, ("last", "mendahului")),
        (
            {"first": 202606, "on_form": False},
            ("first", "Instrumen skm-2017 dipakai mulai Januari 2026 sampai Juni 2026."),
        ),
    ],
)
def test_a_questionnaire_is_not_asked_so(changed: dict[str, Any], told: tuple[str, str]) -> None:
    new = replace(Use("skm-2025", 202610, None, on_form=True), **changed)
    with pytest.raises(InvalidEntry) as refused:
        uses.check_new(new, [HELD], SURVEYS, 202610)
    assert list(refused.value.wrong) == [told[0]]
    assert told[1] in refused.value.wrong[told[0]]


def test_a_questionnaire_begins_when_the_other_ended() -> None:
    new = Use("skm-2025", 202610, None, on_form=True)
    uses.check_new(new, [HELD], SURVEYS, 202610)
    uses.check_new(replace(new, first=202607, on_form=False), [HELD], SURVEYS, 202610)
    uses.check_new(replace(new, first=202610, last=202610), [], SURVEYS, 202610)
    uses.check_new(replace(new, instrument="spak"), [replace(HELD, last=None)], SURVEYS, 202610)
    with pytest.raises(InvalidEntry) as refused:
        uses.check_new(new, [replace(HELD, last=None)], SURVEYS, 202610)
    assert "tanpa batas" in refused.value.wrong["first"]
    assert "dua SKM sekaligus" in refused.value.wrong["first"]
    uses.check_end(replace(HELD, last=None), 202609, 202609)
    for last, before in ((202512, 202511), (202605, 202606), (202607, 202606)):
        with pytest.raises(InvalidEntry):
            uses.check_end(HELD, last, before)


def test_figures_from_outside_are_those_of_their_document() -> None:
    assert [outside.visits(text) for text in ("1.250", " 1 ", "10.000.000")] == [1250, 1, 10**7]
    for text in ("0", "10.000.001", "1,5", "-1", ""):
        with pytest.raises(outside.InvalidOutside):
            outside.visits(text)
    kept = outside.official("ipak", "3,61", "  Surat  B/1 ")
    assert kept == outside.Official("ipak", Decimal("3.61"), "Surat B/1")
    assert outside.achieved(" b ", "LKjIP 2026") == outside.Achieved("B", "LKjIP 2026")
    for survey, value, document in (
        ("ikm", "3,61", "Surat"), ("ipak", "3,615", "Surat"), ("ipak", "3,61", "B/1"),
        ("ipak", "3,61", "x" * 301),
    ):  # fmt: skip
        with pytest.raises(outside.InvalidOutside):
            outside.official(survey, value, document)
    assert outside.official("ipkp", "3,6", "x" * 300).value == Decimal("3.60")


def test_a_tablet_has_a_name_that_can_be_read() -> None:
    assert device.tidy_device_name("  Tablet \n depan ") == "Tablet depan"
    assert device.tidy_device_name("x" * 60) == "x" * 60
    for given in ("", "x" * 61, "a\u202eb", "a\x00b", "a\ue000b"):
        with pytest.raises(device.InvalidDeviceName, match="paling banyak 60 huruf"):
            device.tidy_device_name(given)


def test_a_download_says_its_name_in_both_spellings() -> None:
    headers = attachment_name.download_headers("Surat résumé (1).pdf", "application/pdf")
    assert headers["Content-Disposition"] == (
        'attachment; filename="Surat resume (1).pdf"; '
        "filename*=UTF-8''Surat%20r%C3%A9sum%C3%A9%20%281%29.pdf"
    )
    assert attachment_name.shown("a\tb\r\nc\u202e") == "a b c"
    assert attachment_name.visible_name("x/..\\foto.PNG", "jpg") == "foto.jpg"
    assert attachment_name.visible_name("surat.final", "pdf") == "surat.final.pdf"
    assert attachment_name.visible_name("nul.png", "jpg") == "_nul.jpg"
    assert attachment_name.visible_name(" . ", "jpg") == "lampiran.jpg"
    assert len(attachment_name.visible_name("x" * 400, "jpeg")) == 120
