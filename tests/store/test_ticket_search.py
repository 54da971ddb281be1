"""Words find complaints, and nothing that is typed is ever more than words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.searching import words_of
from kiosk.store.complaint import search, tickets
from kiosk.store.engine import connection, reading, transaction
from tests import tickets as filed
from tests.factories import NOW, Place, make_place
from tests.queue_rows import put

if TYPE_CHECKING:
    from flask import Flask


def found(
    app: Flask, typed: str, units: list[int] | None = None, limit: int = 50, **more: int
) -> list[str]:
    with app.app_context(), reading():
        return [row.number for row in search.find(words_of(typed), units, limit, **more)]


def id_of(app: Flask, number: str) -> int:
    with app.app_context(), reading():
        return int(tickets.by_number(number).id)


def test_every_word_must_begin_a_word_of_the_complaint(app: Flask, place: Place) -> None:
    one = put(app, place, title="Antrean panjang", body="Loket kosong sejak pagi.")
    put(app, place, title="Antrean pendek", body="Semua baik.")
    assert found(app, "antrean kosong") == [one]
    assert found(app, "ANTRE KOS") == [one]
    assert found(app, "antrean tidakada") == []


def test_half_a_word_finds_it_on_both_databases(app: Flask, place: Place) -> None:
    """PostgreSQL keeps stems: "penga" is the beginning of no stem of "pengaduan"."""
    one = put(app, place, body="Pengaduan saya tentang pelayanan.")
    for typed in ("penga", "pengaduan", "pelaya", "pelayanan"):
        assert found(app, typed) == [one], typed


def test_title_body_and_place_are_searched(app: Flask, place: Place) -> None:
    one = put(app, place, title="Sertifikat", body="Belum diserahkan.")
    assert found(app, "sertifikat") == found(app, "diserahkan") == found(app, "loket") == [one]


def test_a_complaint_filed_by_a_citizen_is_found(app: Flask, place: Place) -> None:
    ticket = filed.file(app, place, judul="Genset kantor berisik")
    assert found(app, "genset") == [ticket.number]


@pytest.mark.parametrize("units", [None, 1, 30])
def test_a_sealed_case_is_never_found(app: Flask, place: Place, units: int | None) -> None:
    """Not by its words, and not where a row of the index were there by mistake."""
    words = {"judul": "Pungutan genset", "isi": "Diminta uang genset lima puluh ribu rupiah."}
    ticket = filed.file(app, place, kategori="pungli", **words)
    assert ticket.sealed
    reach = None if units is None else [place.unit_id, *range(10_000, 9_999 + units)]
    assert found(app, "genset", reach) == []
    with app.app_context(), transaction():
        search.add(ticket.id, place.unit_id, "genset", "genset", "")
    assert found(app, "genset", reach) == []


def test_only_units_within_reach_are_searched(app: Flask, place: Place) -> None:
    other = make_place(app, "dukcapil-alor", point="0000CCCC")
    here, there = put(app, place), put(app, other)
    assert found(app, "ktp", [place.unit_id]) == [here]
    assert found(app, "ktp", [other.unit_id, *range(10_000, 10_040)]) == [there]
    assert found(app, "ktp", []) == []
    assert found(app, "ktp") == [there, here]


def test_a_mark_of_a_unit_is_no_word(app: Flask, place: Place) -> None:
    put(app, place)
    assert found(app, f"u{place.unit_id}") == []


def test_a_forwarded_complaint_is_found_where_it_is_and_where_it_was_brought(
    app: Flask, place: Place
) -> None:
    """Each unit alone asks by its mark, so the index itself must have moved."""
    other = make_place(app, "dukcapil-alor", point="0000CCCC")
    third = make_place(app, "dukcapil-rote", point="0000DDDD")
    one = put(app, place)
    for unit in (other.unit_id, third.unit_id):
        with app.app_context(), transaction():
            row = tickets.by_number(one)
            tickets.change(row.id, row.version, unit_id=unit)
            search.move(row.id, unit)
    assert found(app, "ktp dicetak", [third.unit_id]) == [one]
    assert found(app, "ktp dicetak", [place.unit_id]) == [one]
    assert found(app, "ktp dicetak", [other.unit_id]) == []


def test_what_is_removed_is_found_no_more(app: Flask, place: Place) -> None:
    gone, kept = put(app, place), put(app, place)
    with app.app_context(), transaction():
        search.remove(id_of(app, gone))
        search.remove(12345)
    assert found(app, "ktp") == [kept]


def test_the_newest_come_first_and_a_page_goes_on_where_the_last_ended(
    app: Flask, place: Place
) -> None:
    numbers = [put(app, place) for _ in range(7)]
    seen: list[str] = []
    before: int | None = None
    while True:
        with app.app_context(), reading():
            rows = search.find(words_of("ktp"), None, 3, before)
        if not rows:
            break
        seen += [row.number for row in rows]
        before = rows[-1].place
    assert seen == numbers[::-1]


def test_a_search_reads_no_table_from_end_to_end(app: Flask, place: Place) -> None:
    """On SQLite the index leads, and each hit is fetched by its number."""
    with app.app_context(), reading():
        here = connection()
        if here.dialect.name != "sqlite":
            pytest.skip("what PostgreSQL does depends on how much is there")
        query = search._matching(("ktp",), [place.unit_id]).limit(3)
        text = query.compile(here, compile_kwargs={"render_postcompile": True})
        values = [text.params[name] for name in text.positiontup or ()]
        raw = here.connection.cursor()
        raw.execute(f"EXPLAIN QUERY PLAN {text}", values)
        steps = [row[3] for row in raw.fetchall()]
    assert [one for one in steps if "SCAN" in one and "VIRTUAL TABLE" not in one] == []
    assert not any("TEMP B-TREE" in one for one in steps), steps


def test_received_later_does_not_matter_to_the_order(app: Flask, place: Place) -> None:
    """A letter entered today is new today."""
    first = put(app, place)
    letter = put(app, place, received=NOW - timedelta(days=90))
    assert found(app, "ktp") == [letter, first]
