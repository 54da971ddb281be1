"""A complaint is stored whole, once, and sealed before its first byte where it must be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests import tickets
from tests.factories import NOW, as_fields, make_place, new_key, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

SECRET_WORDS = "Petugas Bertus minta uang dua ratus ribu supaya cepat"


def test_a_complaint_waits_for_verification_with_two_limits(app: Flask) -> None:
    ticket = tickets.file(app, make_place(app))
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["queue"], row["due_kind"]) == ("diterima", 1, "verifikasi")
    assert row["ticket_class"] == "tidak-berkadar"
    assert row["received_at"] == NOW
    limits = rows(app, "ticket_deadlines")
    assert [(one["kind"], one["days"]) for one in limits] == [
        ("verifikasi", 3),
        ("tidak-berkadar", 14),
    ]
    assert row["due_at"] == limits[0]["due_at"]


def test_the_same_form_sent_again_gets_the_same_receipt(app: Flask) -> None:
    place, key = make_place(app), new_key()
    first = tickets.file(app, place, kunci=key)
    before = snapshot(app)
    second = tickets.file(app, place, kunci=key)
    assert (first.number, first.phrase) == (second.number, second.phrase)
    before.pop("intake_counts")
    after = snapshot(app)
    after.pop("intake_counts")
    assert before == after


def test_another_form_under_the_same_key_is_refused(app: Flask) -> None:
    from kiosk.flows.complaint.file_complaint import ChangedComplaint

    place, key = make_place(app), new_key()
    tickets.file(app, place, kunci=key)
    with pytest.raises(ChangedComplaint):
        tickets.file(app, place, kunci=key, isi="Cerita yang lain sama sekali")
    assert len(rows(app, "tickets")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"kategori": "pungli"},
        {"kategori": "gratifikasi"},
        {"terlapor": "Pak Bertus di loket 2"},
        {"isi": "Di loket ada pungli setiap hari."},
    ],
)
def test_whatever_touches_integrity_is_sealed_before_it_is_written(
    app: Flask, changes: dict[str, str]
) -> None:
    ticket = tickets.file(app, make_place(app), **{"judul": SECRET_WORDS, **changes})
    row = tickets.row(app, ticket.number)
    assert row["sealed"]
    assert row["ticket_class"] == "berkadar"
    text = rows(app, "ticket_texts")[0]
    assert (text["title"], text["body"], text["place"]) == ("", "", "")
    dump = repr(snapshot(app)).casefold()
    assert "bertus" not in dump
    assert "dua ratus ribu" not in dump
    assert rows(app, "ticket_words") == []


def test_an_anonymous_sealed_case_keeps_the_day_and_not_the_hour(app: Flask) -> None:
    ticket = tickets.file(app, make_place(app), kategori="pungli")
    received = tickets.row(app, ticket.number)["received_at"]
    assert (received + timedelta(hours=8)).strftime("%H:%M:%S") == "00:00:00"
    notices = rows(app, "notices")
    assert all(one["kind"] == "berkas-terlindungi" for one in notices)


def test_a_name_is_kept_sealed_and_not_at_all_where_it_was_not_to_be(app: Flask) -> None:
    place = make_place(app)
    tickets.file(app, place, identitas="terbuka", nama="Maria Bete", kontak="maria@contoh.id")
    tickets.file(app, place, identitas="anonim", nama="Maria Bete", kontak="maria@contoh.id")
    kept = rows(app, "reporters")
    assert len(kept) == 1
    assert "Bete" not in repr(snapshot(app))


def test_sixty_citizens_behind_one_address_all_get_through(app: Flask) -> None:
    """F41."""
    place = make_place(app)
    made = [tickets.file(app, place, now=NOW + timedelta(seconds=10 * one)) for one in range(60)]
    assert len({one.number for one in made}) == 60


def test_a_flood_is_asked_to_wait_and_stores_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.domain.complaint import flood

    monkeypatch.setattr(flood, "MOST", 3)
    place = make_place(app)
    for _ in range(3):
        tickets.file(app, place)
    with pytest.raises(flood.TooMuch):
        tickets.file(app, place)
    assert len(rows(app, "tickets")) == 3
    tickets.file(app, place, address="198.51.100.9")
    tickets.file(app, place, now=NOW + flood.WINDOW)


def test_no_address_is_in_the_database(app: Flask) -> None:
    """F44."""
    tickets.file(app, make_place(app), address="203.0.113.77")
    assert "203.0.113" not in repr(snapshot(app))


def test_bad_forms_are_refused_with_every_reason(app: Flask) -> None:
    from kiosk.domain.complaint.entry import InvalidComplaint
    from kiosk.flows.complaint.file_complaint import file_complaint

    place = make_place(app)
    fields = as_fields(
        tickets.form(isi="", identitas="rahasia", layanan="tidak-ada", jenis="apa", kunci="x")
    ) | {"status": ["selesai"]}
    with app.app_context(), pytest.raises(InvalidComplaint) as refused:
        file_complaint(place.point, fields, (), tickets.house(app), NOW)
    assert {one.field for one in refused.value.problems} == {
        "isi", "nama", "layanan", "jenis", "kunci", "status",
    }  # fmt: skip
    assert rows(app, "tickets") == []
