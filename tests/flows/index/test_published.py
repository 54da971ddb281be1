"""What the public may read, asked of both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.index.period import parse
from kiosk.flows.index.list_published import list_published
from kiosk.flows.index.show_published import show_published
from tests import published
from tests.factories import MONTH, NOW, Place, answer, make_place
from tests.periods import AFTER

if TYPE_CHECKING:
    from flask import Flask


def test_published_periods_are_found_by_unit_and_by_words(app: Flask, place: Place) -> None:
    other = make_place(app, "rsud", point="6H5N3SXY", name="RSUD 100% Lerik", instansi="lain")
    for one in (place, other):
        answer(app, one, times=6)
    answer(app, place, 3, times=6, now=NOW - timedelta(days=31))
    published.publish(app, place, "2026-09")
    published.publish(app, other, now=AFTER + timedelta(hours=1))
    published.publish(app, place, now=AFTER + timedelta(hours=2))
    with app.app_context():
        found = show_published(place.unit)
        assert [str(one.period) for one in found.closings] == [MONTH, "2026-09"]
        assert found.newest == found.chosen == found.trend[-1]
        assert found.instansi.code == "pemkot-kupang"
        older = show_published(place.unit, parse("2026-09"))
        assert [str(one.period) for one in older.trend] == ["2026-09"], "up to the one chosen"
        assert show_published(place.unit, parse("2026")).chosen is None
        assert show_published(place.unit, survey="spak").closings == ()
        codes = [one.code for one in list_published().units]
        assert codes == [place.unit, other.unit], "the last to publish comes first"
        assert [one.code for one in list_published("100% LAIN").units] == [other.unit]
        assert list_published("100_").units == ()
        assert not list_published().more
    published.withdraw(app, other)
    with app.app_context():
        assert [one.code for one in list_published().units] == [place.unit]
        assert show_published(other.unit).closings == ()
