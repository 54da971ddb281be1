"""Standards of services, the maklumat, and how long visits took, as either database keeps them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.stale import StaleEdit
from kiosk.domain.survey.visit import Channel
from kiosk.domain.survey.visit_times import Spent
from kiosk.domain.zi.standard import UnfitStandard
from tests import desk, standards, visits
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.standing_orders import Standing
    from kiosk.flows.zi.show_standards import StandardView

LATER = NOW + timedelta(days=100)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def actor(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app)


def view(app: Flask, place: Place) -> StandardView:
    from kiosk.flows.zi.show_standards import show_standard

    with app.app_context():
        return show_standard(place.unit, "kk")


def standing(app: Flask, code: str) -> Standing:
    from kiosk.flows.standing_orders import standing_of
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with app.app_context(), reading():
        unit = units.by_code(code)
        return standing_of(unit, units.below(unit.id))


def test_a_standard_is_written_published_replaced_and_withdrawn_and_nothing_is_lost(
    app: Flask, place: Place, actor: Actor
) -> None:
    from kiosk.flows.zi.publish_standard import withdraw_standard

    assert standing(app, place.unit).published == 0
    standards.publish(app, actor, place)
    first = standing(app, place.unit)
    [kk] = [one for one in first.services if one.code == "kk"]
    assert (kk.filled, kk.edition, kk.published_on) == (14, 1, date(2026, 10, 15))
    assert (first.published, first.complete, first.reviewed(2026)) == (1, 1, 0)

    standards.publish(app, actor, place, now=LATER, time_amount="10", evaluasi="")
    found = view(app, place)
    assert [one.edition for one in found.editions] == [2, 1]
    assert found.held is not None
    assert found.held.promise is not None
    assert found.held.promise.words == "10 menit"
    assert found.editions[1].promise is not None
    assert found.editions[1].promise.words == "15 menit", "the first edition as it was"
    second = standing(app, place.unit)
    assert (second.published, second.complete) == (1, 0)
    assert (second.reviewed(2026), second.reviewed(2027)) == (0, 1)

    with app.app_context():
        withdraw_standard(actor, place.unit, "kk", "layanan berubah", LATER)
        with pytest.raises(UnfitStandard):
            withdraw_standard(actor, place.unit, "kk", "sekali lagi", LATER)
    assert standing(app, place.unit).published == 0
    assert len(view(app, place).editions) == 2
    acts = [one["action"] for one in rows(app, "audit_records") if one["object_kind"] == "standar"]
    assert acts == [
        "ubah-standar", "terbitkan-standar", "ubah-standar", "terbitkan-standar", "cabut-standar",
    ]  # fmt: skip


def test_of_two_who_write_the_second_sees_both_and_nothing_unseen_is_published(
    app: Flask, place: Place, actor: Actor
) -> None:
    from kiosk.flows.zi.edit_standard import save_standard
    from kiosk.flows.zi.publish_standard import publish_standard

    with app.app_context():
        save_standard(actor, place.unit, "kk", 0, standards.DELIVERY, NOW)
        with pytest.raises(StaleEdit) as told:
            save_standard(actor, place.unit, "kk", 0, {**standards.DELIVERY, "produk": "X"}, NOW)
        assert [one.field for one in told.value.differences] == ["produk"]
        other = {**standards.DELIVERY, "produk": "Y"}
        save_standard(actor, place.unit, "kk", told.value.version, other, NOW)
        with pytest.raises(StaleEdit):
            publish_standard(actor, place.unit, "kk", 1, NOW)
        publish_standard(actor, place.unit, "kk", 2, NOW)
    held = view(app, place).held
    assert held is not None
    assert held.texts["produk"] == "Y"


def test_a_maklumat_holds_for_the_units_below_until_they_have_their_own(
    app: Flask, place: Place, actor: Actor
) -> None:
    from kiosk.domain.zi.pledge import USUAL
    from kiosk.flows.zi.keep_pledge import announce_pledge, withdraw_pledge

    below = make_place(app, "kecamatan", point="8F3K9QWX", parent=place.unit_id)
    typed = {"text": USUAL, "signer": "Maria Bria", "post": "Kepala", "signed_on": "2026-01-05"}

    def signer() -> str | None:
        found = standing(app, below.unit).pledge
        return found.signer if found else None

    assert signer() is None
    with app.app_context():
        announce_pledge(actor, place.unit, typed, NOW)
    assert signer() == "Maria Bria"
    assert standing(app, below.unit).pledged_since == date(2026, 10, 15)
    with app.app_context():
        announce_pledge(actor, below.unit, {**typed, "signer": "Yosef Nai"}, NOW)
        announce_pledge(actor, place.unit, {**typed, "signer": "Orang Lain"}, NOW)
    assert signer() == "Yosef Nai"
    with app.app_context():
        withdraw_pledge(actor, below.unit, "salah orang", NOW)
    assert signer() == "Orang Lain"


def test_a_visit_sent_twice_is_timed_once_and_nothing_tells_visits_apart(
    app: Flask, place: Place, actor: Actor
) -> None:
    from kiosk.flows import visiting
    from kiosk.flows.zi.compare_times import compare_times
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    def visit(number: int, taken: int, called: int) -> None:
        with app.app_context(), transaction():
            point = points.opened(place.point)
            took = Spent(taken, called)
            keys = visits.keys(app)
            visiting.offer(point, "kk", number, Channel.MACHINE, keys, NOW, took)

    standards.publish(app, actor, place)
    for number, (taken, called) in enumerate([(9, 4), (9, 4), (20, 8), (31, 16), (12, 5)], 1):
        visit(number, taken, called)
    visit(5, 12, 5)
    with app.app_context():
        report = compare_times(place.unit, 2026)
        assert not compare_times(place.unit, 2025).is_measured
    [kk] = [one for one in report.services if one.code == "kk"]
    assert (kk.since_taken.n, kk.since_taken.median, kk.since_taken.within) == (5, 12, 3)
    assert (kk.since_called.median, kk.since_called.ninth_tenth) == (5, 16)
    assert str(kk.since_called.percent_within) == "80.0"
    assert not next(one for one in report.services if one.code == "ktp").is_measured
    counted = [(one["kind"], one["minutes"], one["n"]) for one in rows(app, "visit_minutes")]
    assert (1, 9, 2) in counted
    assert "visit_number" not in rows(app, "visit_minutes")[0]
