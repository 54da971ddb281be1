"""Who was at a counter is kept by whoever keeps the places, and by nobody else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, rows

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from kiosk.domain.people.actor import Actor


@pytest.fixture
def officers(app: Flask, place: Place) -> list[Actor]:
    grant = [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)]
    return [desk.make_staff(app, grant, name=name) for name in ("Ani Bana", "Rosalinda Tefa")]


@pytest.fixture
def head(app: Flask, client: FlaskClient, place: Place) -> FlaskClient:
    desk.sign_in(client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    return client


def send(app: Flask, client: FlaskClient, act: str = "", **fields: object) -> int:
    url = f"/admin/titik/7F3K9QWX/petugas{act}"
    return client.post(url, data={**fields, "csrf_token": desk.csrf(app)}).status_code


def test_an_officer_is_put_at_a_counter_until_a_day_and_each_step_is_recorded(
    app: Flask, head: FlaskClient, officers: list[Actor]
) -> None:
    ani = officers[0].id
    assert send(app, head, staff=ani, first="2026-10-01") == 303
    page = head.get("/admin/titik/7F3K9QWX/petugas").get_data(as_text=True)
    assert "Ani Bana" in page
    assert "sejak 1 Oktober 2026" in page
    assert "tidak aktif di unit ini" in page
    assert send(app, head, staff=ani, first="2026-10-10") == 422, "she is there that day already"
    [duty] = rows(app, "duties")
    assert send(app, head, "/akhiri", duty=duty["id"], last="2026-09-30") == 422
    assert send(app, head, "/akhiri", duty=duty["id"], last="2026-10-07") == 303
    assert send(app, head, staff=ani, first="2026-10-08", last="2026-10-09") == 303
    assert send(app, head, "/hapus", duty=duty["id"]) == 303
    assert send(app, head, "/hapus", duty=duty["id"]) == 422
    assert [(row["first_day"], row["last_day"]) for row in rows(app, "duties")] == [
        (date(2026, 10, 8), date(2026, 10, 9))
    ]
    acts = [row["action"] for row in rows(app, "audit_records")]
    assert [one for one in acts if "jaga" in one] == [
        "tambah-jaga", "akhiri-jaga", "tambah-jaga", "hapus-jaga",
    ]  # fmt: skip


def test_what_cannot_be_is_refused(app: Flask, head: FlaskClient, officers: list[Actor]) -> None:
    stranger = desk.make_staff(app, name="Orang Lain")
    for fields in (
        {"staff": stranger.id, "first": "2026-10-01"},
        {"staff": officers[0].id, "first": "2030-01-01"},
        {"staff": officers[0].id, "first": "2026-10-05", "last": "2026-10-01"},
        {"staff": officers[0].id, "first": ""},
        {"staff": "x", "first": "2026-10-01"},
        {"staff": officers[0].id, "first": "kemarin"},
    ):
        assert send(app, head, **fields) == 422, fields
    assert rows(app, "duties") == []


def test_an_officer_may_not_see_or_change_it(app: Flask, client: FlaskClient, place: Place) -> None:
    desk.sign_in(client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    assert client.get("/admin/titik/7F3K9QWX/petugas").status_code == 404
    assert send(app, client, staff=1, first="2026-10-01") == 404
