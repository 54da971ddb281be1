"""Instruments by period: never two of one survey in a month, and no change to what is past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnknownUnit, Use
from kiosk.flows.place.use_instrument import (
    cancel_instrument,
    end_instrument,
    list_uses,
    use_instrument,
)
from tests.factories import NOW, Place, make_place
from tests.flows.place.conftest import Records

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


@pytest.mark.parametrize("code", ["skm-2017", "skm-2025", "skm-2025-hybrid"])
def test_there_are_never_two_skm_at_once(app: Flask, place: Place, admin: Actor, code: str) -> None:
    with app.app_context():
        with pytest.raises(InvalidEntry, match="perlu diperbaiki") as refused:
            use_instrument(admin, place.unit, Use(code, 202612), NOW)
        assert "dua SKM" in refused.value.wrong["first"]
        end_instrument(admin, place.unit, "skm-2017", 202001, 202611, NOW)
        use_instrument(admin, place.unit, Use(code, 202612), NOW)
        assert [one.first for one in list_uses(place.unit, NOW).own] == [202612, 202001]


def test_spkp_stands_beside_skm_on_the_form_or_from_files(
    app: Flask, place: Place, admin: Actor, records: Records
) -> None:
    with app.app_context():
        use_instrument(admin, place.unit, Use("spkp", 202610), NOW)
        use_instrument(admin, place.unit, Use("spak", 202501, 202512, on_form=False), NOW)
        with pytest.raises(InvalidEntry):
            use_instrument(admin, place.unit, Use("spkp-6", 202701), NOW)
    assert [one["action"] for one in records()] == ["pakai-instrumen"] * 2


@pytest.mark.parametrize(
    ("use", "field"),
    [
        (Use("tidak-ada", 202612), "instrument"),
        (Use("spkp", 202609), "first"),
        (Use("spkp", 201612, on_form=False), "first"),
        (Use("spkp", 202612, 202611), "last"),
    ],
)
def test_an_impossible_use_is_refused_at_its_field(
    app: Flask, place: Place, admin: Actor, use: Use, field: str
) -> None:
    with app.app_context(), pytest.raises(InvalidEntry) as refused:
        use_instrument(admin, place.unit, use, NOW)
    assert list(refused.value.wrong) == [field]


def test_months_that_are_over_stay_as_they_were(app: Flask, place: Place, admin: Actor) -> None:
    with app.app_context():
        for last in (202608, 201912):
            with pytest.raises(InvalidEntry):
                end_instrument(admin, place.unit, "skm-2017", 202001, last, NOW)
        with pytest.raises(InvalidEntry):
            cancel_instrument(admin, place.unit, "skm-2017", 202001, NOW)
        end_instrument(admin, place.unit, "skm-2017", 202001, 202609, NOW)
        with pytest.raises(InvalidEntry):
            end_instrument(admin, place.unit, "skm-2017", 202001, 202701, NOW)
        with pytest.raises(UnknownUnit):
            end_instrument(admin, place.unit, "spak", 202001, 202701, NOW)


def test_what_has_not_begun_can_be_taken_back(app: Flask, place: Place, admin: Actor) -> None:
    with app.app_context():
        use_instrument(admin, place.unit, Use("spkp", 202611), NOW)
        cancel_instrument(admin, place.unit, "spkp", 202611, NOW)
        assert [one.instrument for one in list_uses(place.unit, NOW).own] == ["skm-2017"]


def test_a_unit_without_its_own_follows_the_one_above(
    app: Flask, place: Place, admin: Actor
) -> None:
    below = make_place(app, "kel-oebobo", point="0000AAAA", parent=place.unit_id, instruments=())
    with app.app_context():
        found = list_uses(below.unit, NOW)
        assert (found.own, found.giver) == ((), "Dinas Dukcapil Kota Kupang")
        assert [one.instrument for one in found.inherited] == ["skm-2017"]
