"""A paper form becomes one answer when two people read the same from it, and never otherwise."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.survey.paper import SheetState, UnfitOrder, UnfitSheet, UnknownSheet
from kiosk.domain.survey.paper_entry import InvalidEntry
from kiosk.domain.survey.serial import WrongSerial
from kiosk.domain.survey.source import Source
from tests.factories import NOW, SKM, Place, kept, make_place, rows
from tests.paper_forms import enter, officer, printed, sheet
from tests.periods import AFTER, close, head_of

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

WORDS = "Antrean panjang, tolong tambah kursi."


@pytest.fixture
def two(app: Flask, place: Place) -> tuple[Actor, Actor]:
    return officer(app, place, "Ana"), officer(app, place, "Budi")


def state(app: Flask, serial: str) -> str:
    found: str = next(row["state"] for row in rows(app, "paper_sheets") if row["serial"] == serial)
    return found


def everything(app: Flask) -> str:
    """What paper and audit keep, as one text."""
    names = ("paper_sheets", "paper_entries", "audit_records", "audit_texts")
    return json.dumps([rows(app, name) for name in names], default=str)


def test_two_people_who_read_the_same_make_one_answer_of_the_day_on_the_sheet(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    one = sheet(printed(app, place, two[0], now=NOW - timedelta(days=20)))
    first = enter(app, place, two[0], one, tanggal="28-09-2026", biaya="0", saran=WORDS)
    assert (first.state, kept(app)) == (SheetState.ONCE, [])
    again = enter(app, place, two[0], one, tanggal="28-09-2026", biaya="0", saran=WORDS)
    assert again.again
    assert len(rows(app, "paper_entries")) == 1
    spelt = WORDS.upper().replace(",", " ")
    second = enter(app, place, two[1], one, tanggal="28092026", biaya=" ", saran=spelt)
    assert (second.state, second.turn, state(app, one)) == (SheetState.IN, 2, "masuk")
    (answer,) = kept(app)
    assert (answer["source"], answer["month"]) == (Source.PAPER, 202609)
    assert answer["at"].isoformat() == "2026-09-28T04:00:00+00:00", "noon in Kupang"
    assert answer["scores"] == "a4b4c4e4f4g4h4i4", "a blank is no zero"
    assert (answer["profile"], answer["service_id"]) == ("jLu3", place.services["ktp"])
    assert answer["suggestion"] in (WORDS, spelt)
    assert [row["month"] for row in rows(app, "late_answers")] == [202609]
    told = everything(app).casefold()
    assert "antrean" not in told
    assert "jenis_kelamin" not in told


def test_nothing_is_counted_from_one_person_or_twice_from_one_sheet(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    one = sheet(printed(app, place, two[0]))
    enter(app, place, two[0], one)
    with pytest.raises(UnfitSheet, match="sudah Anda ketik"):
        enter(app, place, two[0], one, waktu="1")
    enter(app, place, two[1], one)
    assert enter(app, place, two[1], one).again, "Enter pressed twice"
    with pytest.raises(UnfitSheet, match="tidak dihitung dua kali"):
        enter(app, place, officer(app, place), one)
    assert len(kept(app)) == 1


def test_two_people_at_once_on_one_sheet_are_its_first_and_its_second(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    batch = printed(app, place, two[0], 6)
    jobs = [(who, sheet(batch, at)) for at in range(1, 7) for who in two]
    with ThreadPoolExecutor(4) as crew:
        done = list(crew.map(lambda job: enter(app, place, job[0], job[1]), jobs))
    assert sorted(one.turn for one in done) == [1] * 6 + [2] * 6
    assert len(kept(app)) == 6


def test_what_they_read_differently_waits_for_a_head_who_typed_nothing(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.flows.survey.settle_sheet import settle_sheet
    from kiosk.flows.survey.show_sheet import show_sheet

    one, head = sheet(printed(app, place, two[0])), head_of(app, place)
    enter(app, place, two[0], one, waktu="2", saran=WORDS)
    assert enter(app, place, two[1], one, waktu="3", usia="D").state is SheetState.DIFFERS
    with app.app_context():
        assert show_sheet(place.unit, one).differing == ("waktu", "usia", "saran")
    choice = {"waktu": 2, "usia": 1, "saran": 1}
    why = "Pada kertas terlingkar 3"
    for actor, chosen, reason in (
        (two[0], choice, why),
        (head, {"waktu": 2}, why),
        (head, choice | {"usia": 3}, why),
        (head, choice, "ya"),
    ):
        with app.app_context(), pytest.raises(UnfitSheet):
            settle_sheet(actor, place.unit, one, chosen, reason, NOW)
    assert kept(app) == []
    with app.app_context():
        settle_sheet(head, place.unit, one, choice, why, NOW)
        with pytest.raises(UnfitSheet):
            settle_sheet(head, place.unit, one, choice, why, NOW)
    (answer,) = kept(app)
    assert (answer["scores"][4:6], answer["profile"], answer["suggestion"]) == (
        "c3", "jLu3", WORDS,
    )  # fmt: skip
    told = next(row for row in rows(app, "paper_sheets") if row["serial"] == one)
    assert (told["decided_by"], told["reason"]) == (head.id, why)
    assert "antrean" not in everything(app).casefold()


def test_a_third_reading_settles_it_where_it_is_the_same_as_one_of_two(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    batch = printed(app, place, two[0])
    third = officer(app, place)
    for number, value, wanted in ((1, "3", SheetState.IN), (2, "1", SheetState.DIFFERS)):
        enter(app, place, two[0], sheet(batch, number), waktu="2")
        enter(app, place, two[1], sheet(batch, number), waktu="3")
        assert enter(app, place, third, sheet(batch, number), waktu=value).state is wanted
    assert [row["scores"][4:6] for row in kept(app)] == ["c3"]
    with pytest.raises(UnfitSheet, match="tiga orang"):
        enter(app, place, officer(app, place), sheet(batch, 2), waktu="2")


def test_only_ones_own_waiting_entry_is_taken_back(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.flows.survey.take_back_sheet import take_back_sheet

    one = sheet(printed(app, place, two[0]))
    enter(app, place, two[0], one, waktu="1")
    with app.app_context():
        with pytest.raises(UnfitSheet):
            take_back_sheet(two[1], place.unit, one, NOW)
        take_back_sheet(two[0], place.unit, one, NOW)
    assert (state(app, one), rows(app, "paper_entries")) == ("dicetak", [])
    enter(app, place, two[0], one)
    enter(app, place, two[1], one)
    with app.app_context(), pytest.raises(UnfitSheet):
        take_back_sheet(two[0], place.unit, one, NOW)


def test_a_sheet_is_cancelled_with_a_reason_and_by_the_head_once_it_was_read(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.flows.survey.cancel_sheet import cancel_sheet

    batch, why = printed(app, place, two[0]), "Kertas basah dan sobek"
    enter(app, place, two[0], sheet(batch, 1), saran=WORDS)
    with app.app_context():
        with pytest.raises(UnfitSheet, match="kepala unit"):
            cancel_sheet(two[1], place.unit, sheet(batch, 1), why, NOW)
        with pytest.raises(UnfitSheet, match="alasan"):
            cancel_sheet(two[1], place.unit, sheet(batch, 2), "", NOW)
        cancel_sheet(two[1], place.unit, sheet(batch, 2), why, NOW)
        cancel_sheet(head_of(app, place), place.unit, sheet(batch, 1), why, NOW)
    with pytest.raises(UnfitSheet, match="dibatalkan"):
        enter(app, place, two[1], sheet(batch, 1))
    assert "antrean" not in everything(app).casefold()
    assert kept(app) == []


def test_only_sheets_we_printed_for_this_unit_are_read(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    batch = printed(app, place, two[0], 3)
    other = make_place(app, "imigrasi", point="8F3K9QWX", instansi="imigrasi")
    for serial, refusal in (
        (sheet(batch)[:-1] + ("0" if sheet(batch)[-1] != "0" else "1"), WrongSerial),
        (sheet(batch, 4), UnknownSheet),
        (sheet("ZZZZZ"), UnknownSheet),
    ):
        with pytest.raises(refusal):
            enter(app, place, two[0], serial)
    with pytest.raises(UnknownSheet):
        enter(app, other, officer(app, other), sheet(batch))
    assert enter(app, place, two[0], f" {sheet(batch)[:4].lower()}-{sheet(batch)[4:]}").turn == 1


UNFIT: tuple[tuple[str, dict[str, str]], ...] = (
    ("tanggal", {"tanggal": "16-10-2026"}),
    ("tanggal", {"tanggal": "14-10-2026"}),
    ("tanggal", {"tanggal": "31-02-2026"}),
    ("tanggal", {"tanggal": ""}),
    ("waktu", {"waktu": "5"}),
    ("usia", {"usia": "H"}),
    ("layanan", {"layanan": "C"}),
    ("saran", {"saran": "x" * 2001}),
    ("persyaratan", dict.fromkeys(SKM, "0")),
)


def test_what_cannot_stand_on_the_sheet_is_refused_by_field(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    one = sheet(printed(app, place, two[0]))
    for field, changes in UNFIT:
        with pytest.raises(InvalidEntry) as refused:
            enter(app, place, two[0], one, NOW, **changes)
        assert [problem.field for problem in refused.value.problems] == [field], changes
    assert state(app, one) == "dicetak"


def test_a_sheet_of_a_closed_period_comes_late_and_changes_nothing_that_was_frozen(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.flows.index.show_period import show_period

    batch = printed(app, place, two[0])
    for who in two:
        enter(app, place, who, sheet(batch, 1))
    frozen = close(app, place, head_of(app, place)).figures
    for who in two:
        enter(app, place, who, sheet(batch, 2), AFTER, waktu="1")
    with app.app_context():
        found = show_period(place.unit, parse("2026-10"))
    assert found.figures == frozen
    assert found.live.respondents == frozen.respondents + 1
    assert len(rows(app, "late_answers")) == 1


def test_a_sheet_without_a_service_and_of_a_counter_closed_since_is_still_an_answer(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    one = sheet(printed(app, place, two[0]))
    with app.app_context(), transaction():
        points.close(place.point, NOW)
    for who in two:
        enter(app, place, who, one, layanan="")
    assert [row["service_id"] for row in kept(app)] == [None]
    with pytest.raises(UnfitOrder):
        printed(app, place, two[0])


def test_where_one_person_is_enough_the_first_entry_counts(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.flows.place.set_setting import set_setting

    with app.app_context():
        set_setting("entri-ganda", "tidak", place.unit, NOW)
    assert enter(app, place, two[0], sheet(printed(app, place, two[0]))).state is SheetState.IN
    assert len(kept(app)) == 1


def test_a_pile_typed_in_one_go_is_no_burst(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    from kiosk.flows.survey.flag_answers import flag_answers

    batch = printed(app, place, two[0], 25)
    for number in range(1, 26):
        for who in two:
            enter(app, place, who, sheet(batch, number))
    with app.app_context():
        flag_answers()
    assert rows(app, "answer_flags") == []
    assert len(kept(app)) == 25


def test_nobody_orders_more_than_can_be_printed(
    app: Flask, place: Place, two: tuple[Actor, Actor]
) -> None:
    for count in (0, 501):
        with pytest.raises(UnfitOrder):
            printed(app, place, two[0], count)
    assert rows(app, "paper_batches") == []
