"""A place is written only as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.store.engine import transaction
from kiosk.store.place import edits
from tests.factories import make_place

if TYPE_CHECKING:
    from flask import Flask


def test_a_row_that_moved_on_is_left_alone(app: Flask) -> None:
    place = make_place(app)
    with app.app_context(), transaction():
        read = edits.point(place.point)
        assert edits.change(read, {"name": "Dari Ani"})
        assert not edits.change(read, {"name": "Dari Budi"})
        assert edits.point(place.point).name == "Dari Ani"


@pytest.mark.parametrize("name", ["code", "version", "unit_id", "kind", "closed_at"])
def test_only_what_staff_may_edit_is_written(app: Flask, name: str) -> None:
    place = make_place(app)
    with app.app_context(), transaction(), pytest.raises(KeyError):
        edits.change(edits.point(place.point), {name: "x"})


def test_a_code_once_printed_is_taken(app: Flask) -> None:
    place = make_place(app)
    with app.app_context(), transaction():
        assert edits.is_taken(place.point)
        assert not edits.is_taken("ZZZZZZZZ")
