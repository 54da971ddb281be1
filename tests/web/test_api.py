"""A queue machine with a key offers visits; without one, or for another unit's counter, nothing."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.flows.place.keep_api_keys import make_api_key, revoke_api_key
from tests import desk, visits
from tests.factories import Clock, Place, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.page_client import PageClient

VISITS, REFUSALS = "/api/v1/visits", "/api/v1/visits/refusals"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What visits ask of a database is tried on both in tests/flows/test_visits.py."""
    return sqlite_database


@pytest.fixture
def key(app: Flask, place: Place, clock: Clock) -> str:
    with app.app_context():
        return make_api_key(desk.make_staff(app), place.unit, "Mesin lobi", clock.now())


def send(
    client: FlaskClient, path: str, told: Any, key: str | None, again: str = "a-1"
) -> TestResponse:
    headers = {"Idempotency-Key": again}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    return client.post(path, json=told, headers=headers)


def test_a_visit_is_offered_and_its_address_opens_the_survey(
    app: Flask, client: FlaskClient, citizen: PageClient, place: Place, key: str
) -> None:
    made = send(client, VISITS, {"point": place.point, "service": "kk"}, key)
    assert made.status_code == 201
    told = made.get_json()
    assert told["url"] == f"HTTP://LOCALHOST/T/{told['token']}"
    assert told["expires_at"].startswith("2026-10-15T05:00:00+00:00")
    assert "Kartu Keluarga" in citizen.get(f"/T/{told['token']}").seen
    assert "Set-Cookie" not in made.headers
    [kept] = rows(app, "api_keys")
    assert kept["used_at"] is not None
    assert key not in str(snapshot(app)), "only its hash"


def test_a_machine_that_sends_again_gets_the_same_visit(
    app: Flask, client: FlaskClient, place: Place, key: str, clock: Clock
) -> None:
    first = send(client, VISITS, {"point": place.point, "service": "kk"}, key).get_json()
    clock.later(minutes=1)
    assert send(client, VISITS, {"point": place.point, "service": "kk"}, key).get_json() == first
    clash = send(client, VISITS, {"point": place.point, "service": "ktp"}, key)
    assert clash.status_code == 409
    other = send(client, VISITS, {"point": place.point, "service": "kk"}, key, "a-2").get_json()
    assert other["token"] != first["token"]
    assert len(rows(app, "visits")) == 2


def test_a_refusal_is_taken_once_and_told_as_often_as_asked(
    app: Flask, client: FlaskClient, place: Place, key: str, clock: Clock
) -> None:
    token = send(client, VISITS, {"point": place.point}, key).get_json()["token"]
    for _ in range(2):
        done = send(client, REFUSALS, {"token": token}, key)
        assert (done.status_code, done.get_json()) == (200, {"state": "tidak-bersedia"})
    assert [row["outcome"] for row in rows(app, "visits")] == [2]
    assert send(client, REFUSALS, {"token": "X" * 51}, key).status_code == 410


def test_a_key_reaches_its_unit_and_those_below_and_no_other(
    app: Flask, client: FlaskClient, place: Place, key: str
) -> None:
    make_place(app, "di-bawah", point="2B4C6D8E", parent=place.unit_id)
    make_place(app, "di-samping", point="3C5D7E9F")
    statuses = {
        point: send(client, VISITS, {"point": point}, key, point).status_code
        for point in ("2B4C6D8E", "3C5D7E9F", "9Q9Q9Q9Q")
    }
    assert statuses == {"2B4C6D8E": 201, "3C5D7E9F": 404, "9Q9Q9Q9Q": 404}
    unknown = [send(client, VISITS, {"point": p}, key).data for p in ("3C5D7E9F", "9Q9Q9Q9Q")]
    assert unknown[0] == unknown[1]


def test_an_unknown_a_revoked_and_no_key_are_answered_alike(
    app: Flask, client: FlaskClient, place: Place, key: str, clock: Clock
) -> None:
    send(client, VISITS, {"point": place.point}, key)
    with app.app_context():
        assert revoke_api_key(desk.make_staff(app), place.unit, 1, clock.now())
    before = rows(app, "visits")
    found = [send(client, VISITS, {"point": place.point}, one, "b") for one in (key, "x", "", None)]
    assert {one.status_code for one in found} == {401}
    assert len({one.data for one in found}) == 1
    assert found[0].headers["WWW-Authenticate"] == "Bearer"
    assert rows(app, "visits") == before


def test_guessing_slows_down_and_keeps_nobody_from_signing_in(
    app: Flask, client: FlaskClient, place: Place, key: str, clock: Clock
) -> None:
    for _ in range(20):
        send(client, VISITS, {"point": place.point}, "salah")
    slowed = send(client, VISITS, {"point": place.point}, "salah")
    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) > 0
    assert send(client, VISITS, {"point": place.point}, key).status_code == 201
    [counted] = rows(app, "sign_in_attempts")
    assert counted["subject"] != visits.keys(app).network("127.0.0.1", clock.now().date())


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, 400),
        ([], 400),
        ({"point": 7}, 400),
        ({"point": "7F3K9QWX", "nik": "1"}, 400),
        ({"point": "7F3K9QWX\0"}, 400),
        ({"point": "7F3K9QWX", "service": "paspor"}, 422),
        ({"point": "x" * 5000}, 413),
    ],
    ids=["nothing", "a list", "a number", "a stranger", "NUL", "no such service", "too large"],
)
def test_what_the_document_does_not_know_is_refused_in_a_sentence(
    app: Flask, client: FlaskClient, place: Place, key: str, told: Any, status: int
) -> None:
    refused = send(client, VISITS, told, key)
    assert refused.status_code == status
    assert refused.get_json()["error"].endswith(".")
    assert rows(app, "visits") == []


def test_a_body_nested_too_deep_to_read_is_refused_in_a_sentence(
    client: FlaskClient, place: Place, key: str
) -> None:
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "a-1"}
    headers["Content-Type"] = "application/json"
    refused = client.post(VISITS, data="[" * 4000, headers=headers)
    assert (refused.status_code, refused.mimetype) == (400, "application/json")


def test_without_json_or_without_a_key_of_its_own_nothing_is_offered(
    app: Flask, client: FlaskClient, place: Place, key: str
) -> None:
    bearer = {"Authorization": f"Bearer {key}"}
    form = client.post(VISITS, data={"point": place.point}, headers=bearer)
    assert (form.status_code, form.mimetype) == (415, "application/json")
    bare = client.post(VISITS, json={"point": place.point}, headers=bearer)
    assert bare.status_code == 400
    assert "Idempotency-Key" in bare.get_json()["error"]
    assert rows(app, "visits") == []


def is_for_programs(rule: str) -> bool:
    """Of what an office has published."""
    endings = (".json", ".csv", ".xml", "/widget.svg")
    return rule.startswith("/publik/") and rule.endswith(endings)


def test_the_document_and_the_url_map_name_the_same_addresses(
    app: Flask, client: FlaskClient
) -> None:
    sent = client.get("/api/v1/openapi.json")
    document = json.loads(sent.data)
    assert document == json.loads((files("kiosk.data") / "openapi.json").read_bytes())
    assert document["openapi"].startswith("3.1")
    described = {(path, method) for path, found in document["paths"].items() for method in found}
    served = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
        or rule.rule.endswith(("/detak", "/kirim"))
        or is_for_programs(rule.rule)
    }
    assert described == served


def test_a_machine_that_knows_sends_how_long_the_visit_took(
    app: Flask, client: FlaskClient, place: Place, key: str
) -> None:
    told = {
        "point": place.point,
        "service": "kk",
        "taken_at": "2026-10-15T09:40:00+08:00",
        "called_at": "2026-10-15T01:52:30Z",
        "completed_at": "2026-10-15T10:00:00+08:00",
    }
    for _ in range(2):
        made = send(client, VISITS, told, key)
        assert (made.status_code, made.get_json()["timed"]) == (201, True)
    kept = [(one["kind"], one["minutes"], one["n"]) for one in rows(app, "visit_minutes")]
    assert kept == [(1, 20, 1), (2, 8, 1)]
    assert "timed" not in send(client, VISITS, {"point": place.point}, key, "a-2").get_json()


def test_times_that_cannot_be_cost_no_visitor_the_visit(
    app: Flask, client: FlaskClient, place: Place, key: str
) -> None:
    told = {"point": place.point, "completed_at": "2026-10-15T10:00:00+08:00"}
    for number, taken in enumerate(("2026-10-15T10:30:00+08:00", "2026-10-14T10:00:00+08:00")):
        made = send(client, VISITS, {**told, "taken_at": taken}, key, f"b-{number}")
        assert (made.status_code, made.get_json()["timed"]) == (201, False)
    for wrong in ({"taken_at": "kemarin"}, {"taken_at": "2026-10-15T10:00:00"}):
        refused = send(client, VISITS, {**told, **wrong}, key, "c-1")
        assert refused.status_code == 400
        assert "taken_at" in refused.get_json()["error"]
    alone = {"point": place.point, "called_at": "2026-10-15T10:00:00+08:00"}
    assert "completed_at" in send(client, VISITS, alone, key, "c-2").get_json()["error"]
    assert rows(app, "visit_minutes") == []
