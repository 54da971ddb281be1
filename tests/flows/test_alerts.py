"""A unit is called when its answers turn bad: once, in office hours; somebody answers for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.alert_words import UnfitNote
from kiosk.domain.index.alerting import AlertKind
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, answer, make_place, rows
from tests.periods import head_of

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.alert_words import Alert
    from kiosk.domain.people.actor import Actor

OPEN = datetime(2026, 10, 15, 4, 0, tzinfo=UTC)  # a Thursday, 12.00 WITA
NIGHT = datetime(2026, 10, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return head_of(app, place)


@pytest.fixture
def usual(app: Flask, place: Place) -> Place:
    """Sixty good answers over the weeks before."""
    for back in range(5, 50, 5):
        answer(app, place, 4, now=OPEN - timedelta(days=back), times=7)
    return place


def watch(app: Flask, now: datetime = OPEN) -> None:
    from kiosk.flows.index.watch_answers import watch_answers

    with app.app_context():
        watch_answers(now)


def listed(app: Flask, actor: Actor, now: datetime = OPEN) -> tuple[Alert, ...]:
    from kiosk.flows.index.list_alerts import list_alerts

    with app.app_context():
        return list_alerts(actor, now)


def note(app: Flask, actor: Actor, number: int, text: str, now: datetime = OPEN) -> None:
    from kiosk.flows.index.note_alert import note_alert

    with app.app_context():
        note_alert(actor, number, text, now)


def test_a_bad_morning_calls_the_head_once(app: Flask, usual: Place, head: Actor) -> None:
    watch(app)
    assert listed(app, head) == ()
    answer(app, usual, 2, now=OPEN - timedelta(hours=1), times=12)
    watch(app)
    watch(app, OPEN + timedelta(minutes=5))
    answer(app, usual, 2, now=OPEN + timedelta(minutes=7), times=3)
    watch(app, OPEN + timedelta(minutes=10))
    kinds = sorted(one.kind for one in listed(app, head))
    assert kinds == sorted([AlertKind.SHARE, AlertKind.COUNT])
    told = [one for one in rows(app, "notices") if one["kind"] == "peringatan-unit"]
    assert [one["to_id"] for one in told] == [head.id, head.id]


def test_nobody_is_called_at_night_and_nothing_is_forgotten(
    app: Flask, usual: Place, head: Actor
) -> None:
    answer(app, usual, 1, now=OPEN + timedelta(hours=3), times=15)
    watch(app, NIGHT)
    assert rows(app, "notices") == []
    watch(app, NIGHT + timedelta(hours=13))  # Friday, 09.00
    assert AlertKind.SHARE in {one.kind for one in listed(app, head)}


def test_it_is_acknowledged_with_a_note_by_whoever_may(
    app: Flask, usual: Place, head: Actor
) -> None:
    answer(app, usual, 2, now=OPEN - timedelta(hours=1), times=12)
    watch(app)
    first = listed(app, head)[0]
    elsewhere = head_of(app, make_place(app, "lain", point="4M8TRQ2W"), name="Kepala lain")
    auditor = desk.make_staff(app, [Grant(Role.AUDITOR, Level.UNIT, usual.unit_id)])
    for stranger in (elsewhere, auditor):
        with pytest.raises(UnfitNote, match="tidak ada"):
            note(app, stranger, first.id, "Sudah saya tangani")
    with pytest.raises(UnfitNote, match="5 sampai 500"):
        note(app, head, first.id, " ok ")
    note(app, head, first.id, "Mesin antrean diperbaiki")
    with pytest.raises(UnfitNote, match="sudah ditanggapi"):
        note(app, head, first.id, "Sekali lagi ditangani")
    found = {one.id: one for one in listed(app, head)}[first.id]
    assert (found.note, found.noted_by) == ("Mesin antrean diperbaiki", "Kepala")
    assert found.outcome == "Belum cukup penilaian sesudah catatan untuk melihat hasilnya."


def test_later_days_say_what_came_of_it(app: Flask, usual: Place, head: Actor) -> None:
    answer(app, usual, 2, now=OPEN - timedelta(hours=1), times=12)
    watch(app)
    share = next(one for one in listed(app, head) if one.kind is AlertKind.SHARE)
    note(app, head, share.id, "Mesin antrean diperbaiki")
    answer(app, usual, 4, now=OPEN + timedelta(days=4), times=9)
    answer(app, usual, 1, now=OPEN + timedelta(days=4), times=3)
    later = OPEN + timedelta(days=4, minutes=5)
    watch(app, later)
    found = {one.id: one for one in listed(app, head, later)}[share.id]
    assert found.outcome == "Sesudah catatan: 25 persen dari 12 penilaian memuat nilai rendah."


def test_what_two_people_left_out_calls_nobody(app: Flask, usual: Place, head: Actor) -> None:
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion
    from tests.periods import admin_of

    second = admin_of(app, usual)
    answer(app, usual, 2, now=OPEN - timedelta(hours=1), times=12)
    bad = [one["id"] for one in rows(app, "answers")][-12:]
    with app.app_context():
        for nth, number in enumerate(bad, 1):
            ask_exclusion(head, number, "Diisi petugas sendiri", OPEN)
            decide_exclusion(second, nth, agree=True, note="", now=OPEN)
    watch(app)
    assert listed(app, head) == ()


def test_a_unit_without_answers_is_behind_from_the_middle_of_the_month(
    app: Flask, place: Place, head: Actor
) -> None:
    from kiosk.flows.index.check_samples import check_samples

    with app.app_context():
        check_samples(OPEN - timedelta(days=8))
        assert listed(app, head) == ()
        check_samples(OPEN + timedelta(days=5))
        check_samples(OPEN + timedelta(days=6))
    found = listed(app, head)
    assert [one.kind for one in found] == [AlertKind.SAMPLE]
    assert (found[0].n, found[0].usual, found[0].about) == (0, 30, "Oktober 2026")


def test_an_office_may_turn_a_rule_off(app: Flask, usual: Place, head: Actor) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import settings

    with app.app_context(), transaction():
        for name in ("peringatan-bagian", "peringatan-banyak", "peringatan-turun"):
            settings.put(usual.unit_id, name, "tidak", OPEN)
    answer(app, usual, 2, now=OPEN - timedelta(hours=1), times=12)
    watch(app)
    assert listed(app, head) == ()
