"""F34: what a form does not ask, nobody can set: not even a column's own name is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.store.survey.tables import StoredAnswer, Submission
from tests.factories import Clock, Place, filled, make_place, rows, snapshot
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

COLUMNS = sorted(
    {column.name for table in (StoredAnswer, Submission) for column in table.__table__.columns}
)
OTHERS = (
    "role", "unit_id", "status", "due_at", "is_anonymous", "score", "created_at", "unit", "bulan",
    "respondents", "is_admin", "spak.pungli", "csrf_token2", "__proto__", "waktu[]",
)  # fmt: skip


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


def told(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but the one that counts refused forms too, and nothing else of them."""
    return {name: rows for name, rows in snapshot(app).items() if name != "intake_counts"}


def test_a_field_the_form_does_not_ask_refuses_the_form(app: Flask, place: Place) -> None:
    citizen = PageClient(app)
    form = filled() | {"csrf_token": citizen.get(place.form).form()["csrf_token"]}
    before = told(app)
    assert len({*COLUMNS, *OTHERS}) >= 25
    for name in (*COLUMNS, *OTHERS):
        page = citizen.post(place.form, form | {name: "1"}, 422)
        assert name in page.seen
    assert told(app) == before


def test_fields_in_the_address_are_not_fields_of_the_form(app: Flask, place: Place) -> None:
    citizen = PageClient(app)
    form = filled(4) | {"csrf_token": citizen.get(place.form).form()["csrf_token"]}
    citizen.post(f"{place.form}?waktu=1&layanan=kk&source=5&month=203001", form)
    [row] = rows(app, "answers")
    assert (row["scores"], row["source"], row["month"]) == ("a4b4c4d4e4f4g4h4i4", 1, 202610)
    assert row["service_id"] == place.services["ktp"]
