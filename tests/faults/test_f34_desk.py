"""F34 at the desk: fields a form does not ask change no column, and the attempt is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import db
from tests import desk
from tests.factories import Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

OTHERS = ("role", "unit_id", "status", "due_at", "is_anonymous", "score", "created_at", "is_admin")


@pytest.fixture
def place(app: Flask, clock: object) -> Place:
    return make_place(app)


@pytest.fixture
def head(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    return window


def extra() -> dict[str, str]:
    """Every column of every table, and what people guess."""
    columns = {column.name for table in db.metadata.tables.values() for column in table.columns}
    return dict.fromkeys(sorted(columns | set(OTHERS)), "1")


Fill = Callable[[Place], tuple[str, dict[str, str], str, set[str]]]


def _unit(place: Place) -> tuple[str, dict[str, str], str, set[str]]:
    form = {
        "version": "1", "name": "Nama baru", "timezone": "Asia/Makassar",
        "address": "Jl. Baru", "phone": "0380 1",
    }  # fmt: skip
    return f"/admin/unit/{place.unit}/ubah", form, "units", {*form}


def _service(place: Place) -> tuple[str, dict[str, str], str, set[str]]:
    form = {"version": "1", "name": "Nama baru", "asks_fee": "y"}
    return f"/admin/layanan/{place.unit}/ktp/ubah", form, "services", {*form}


def _point(place: Place) -> tuple[str, dict[str, str], str, set[str]]:
    form = {"version": "1", "name": "Nama baru"}
    return f"/admin/titik/{place.point}/ubah", form, "points", {*form}


@pytest.mark.parametrize("fill", [_unit, _service, _point])
def test_only_the_fields_of_the_form_change(
    app: Flask,
    head: desk.Window,
    place: Place,
    caplog: pytest.LogCaptureFixture,
    fill: Fill,
) -> None:
    address, form, table, own = fill(place)
    strangers = {name: value for name, value in extra().items() if name not in own}
    strangers.pop("csrf_token", None)
    assert len(strangers) >= 25
    before = {one["id"]: one for one in rows(app, table)}
    head.get(address)
    with caplog.at_level(logging.WARNING, logger="kiosk.desk"):
        sent = {**strangers, **form, "csrf_token": desk.csrf(app)}
        assert head.raw(address, "POST", data=sent).status_code == 303
    changed = {
        name
        for one in rows(app, table)
        for name, value in one.items()
        if value != before[one["id"]][name]
    }
    assert changed <= own
    assert "name" in changed
    [said] = [one.getMessage() for one in caplog.records if one.name == "kiosk.desk"]
    assert f"{len(strangers)} unknown fields" in said


def test_a_line_end_in_a_fields_name_stays_one_line_of_the_log(
    app: Flask, head: desk.Window, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    address, form, _, _ = _point(place)
    head.get(address)
    with caplog.at_level(logging.WARNING, logger="kiosk.desk"):
        head.post(address, **{"a\r\nb\x1b[31m": "1"}, **form)
    [said] = [one.getMessage() for one in caplog.records if one.name == "kiosk.desk"]
    assert said.isprintable()
