"""F32: 300 payloads in search, sort, filter, date and page: no server error, and the same rows as
the harmless query."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint import listing
from kiosk.domain.complaint.searching import words_of
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.complaint import search
from kiosk.store.engine import reading
from tests import desk
from tests.factories import Place, make_place, snapshot
from tests.faults.conftest import Held
from tests.queue_rows import put

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes")
QUOTES = ("'", '"', "`", "\\'", "')", '")', "'))", "';", "%27", "\u2019", "\uff07", "''")
TAILS = (
    "", "--", " OR 1=1--", " OR 'a'='a", " UNION SELECT 1,2,3--", "; DROP TABLE tickets;--",
    " AND SLEEP(5)", " AND pg_sleep(5)--", "||(SELECT 1)||", "/**/OR/**/1", "#", "\n", "\t;",
)  # fmt: skip
FTS = (
    "*", "**", "ktp*", "*ktp", "^ktp", "- ktp", "-ktp", "NOT ktp", "ktp NOT", "AND", "OR", "NEAR",
    "NEAR(ktp jadi)", "NEAR(ktp, 2", "ktp AND", "AND ktp", "ktp OR", "(ktp", "ktp)", "((((", "))))",
    '"ktp', 'ktp"', '"ktp" "', '""', "scope:u1", "scope : u1", "{scope title} : u1", "title:ktp",
    "-scope:u1", "ktp + jadi", "+", "rank", "rank MATCH 'bm25(1)'", "ktp NEAR/3 jadi", "u1", "U1",
    "ticket_search", "'ticket_search'", "<->", "ktp <-> jadi", "ktp & jadi", "ktp | jadi", "!ktp",
    "ktp:*", "ktp:ABCD", "ktp:D", ":*", "&", "|", "!", "\\", "\\\\", "ktp\\", "\x00", "ktp\x00jadi",
    "\ufeffktp", "k\u0301tp", "ＫＴＰ", "ⓚⓣⓟ", "ſ", "İ", "ß", "\U0001e900", "\U0001d5de", "𞤀ktp",
    "😀", "\u202e",
    "٣", "²", "½", "\ud7ff", "a" * 5000, "ktp " * 2000, "%", "_", "%ktp%", "[a-z]", "{}", "{{7*7}}",
    "${7*7}", "<script>", "&lt;", "\r\n", "\u2028", "0x6b7470", "1e309", "-1", "NaN", "NULL",
    "true",
)  # fmt: skip
PAYLOADS = [
    *("".join(pair) for pair in itertools.product(QUOTES, TAILS)),
    *FTS,
    *(f"{one} AND {two}" for one, two in itertools.product(FTS[:10], FTS[10:17])),
]
FIELDS = (
    "tab", "unit", "layanan", "kelas", "jenis", "saluran", "status", "pemegang", "dari", "sampai",
    "lapor", "sesudah", "sebelum", "urut", "sort",
)  # fmt: skip


@pytest.fixture
def place(app: Flask, clock: object) -> Place:
    return make_place(app)


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])
    for title in ("KTP jadi", "Akta salah"):
        put(app, place, title=title)
    put(app, make_place(app, "dukcapil-alor", point="0000CCCC"), title="KTP Alor")
    return window


def shown(window: desk.Window, path: str, **query: str) -> list[str]:
    answer = window.raw(path, query_string=query)
    assert answer.status_code == 200, (query, answer.status_code)
    return re.findall(r'class="nowrap">([0-9A-Z-]+)<', answer.get_data(as_text=True))


def harmless(typed: str) -> str:
    """The same words with nothing between them but spaces, as a person would type them."""
    return " ".join(words_of(typed))


def test_there_are_three_hundred() -> None:
    assert len(set(PAYLOADS)) >= 300


def test_a_search_finds_what_its_bare_words_find(
    app: Flask, officer: desk.Window, held: Held
) -> None:
    before = {name: kept for name, kept in snapshot(app).items() if name.startswith("ticket")}
    wanted: dict[str, list[str]] = {"": []}
    for typed in PAYLOADS:
        for asked in (typed, f"ktp {typed}"):
            words = harmless(asked.replace("\0", ""))
            if words not in wanted:
                wanted[words] = shown(officer, "/admin/laporan/cari", q=words)
            assert shown(officer, "/admin/laporan/cari", q=asked) == wanted[words], asked
    after = {name: kept for name, kept in snapshot(app).items() if name.startswith("ticket")}
    assert after == before
    held(
        tried=f"{len(PAYLOADS)} payloads in the search of complaints, alone and behind a word",
        figure=f"{2 * len(PAYLOADS)} times the rows of the bare words, 0 server errors",
    )


def test_words_never_reach_the_database_as_anything_else(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    """The store alone, with every reach, and with what only somebody reading the code would
    type."""
    with app.app_context(), reading():
        for typed in PAYLOADS:
            for units in (None, [place.unit_id], list(range(1, 60))):
                search.find(words_of(typed), units, 5)
        assert [row.title for row in search.find(words_of('"ktp" *'), [place.unit_id], 5)] == [
            "KTP jadi"
        ]


@pytest.mark.parametrize("field", FIELDS)
def test_a_filter_that_cannot_be_meant_filters_nothing(officer: desk.Window, field: str) -> None:
    usual = shown(officer, "/admin/laporan")
    assert len(usual) == 2
    for typed in PAYLOADS[:: 1 if field in ("unit", "sesudah") else 7]:
        assert shown(officer, "/admin/laporan", **{field: typed}) == usual, (field, typed)


@pytest.mark.parametrize(
    "cursor",
    ["0.000000000", "99999999999999999.ZZZZZZZZZ", "1.ZZZZZZZZZ", "-1.ZZZZZZZZZ", "1.", ".",
     "1.1.1",
     "999999999999999999999.ZZZZZZZZZ", "1791792000000000.ZZZZZZZZZ'", "１.ZZZZZZZZZ"],
)  # fmt: skip
def test_a_place_to_go_on_from_that_is_made_up_breaks_nothing(
    officer: desk.Window, cursor: str
) -> None:
    for name in ("sesudah", "sebelum"):
        for tab in ("terbuka", "selesai"):
            shown(officer, "/admin/laporan", tab=tab, **{name: cursor})


def test_pages_of_a_search_take_numbers_only(officer: desk.Window) -> None:
    usual = shown(officer, "/admin/laporan/cari", q="ktp")
    for typed in PAYLOADS[::5]:
        assert shown(officer, "/admin/laporan/cari", q="ktp", sebelum=typed) == usual or (
            typed.isdecimal()
        )


def test_what_a_filter_says_it_reads_again_the_same() -> None:
    """A saved filter is an address: what is kept of it leads to the same rows."""
    asked: dict[str, Any] = {
        "tab": "terlambat", "unit": "dukcapil-kupang", "layanan": "ktp", "kelas": "aspirasi",
        "jenis": "aspirasi", "saluran": "surat", "status": "diproses", "pemegang": "saya",
        "dari": "2026-01-02", "sampai": "2026-03-04", "lapor": "tidak",
    }  # fmt: skip
    assert listing.read(asked).told == asked
    assert listing.read(listing.read(asked).told) == listing.read(asked)
