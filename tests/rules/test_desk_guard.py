"""Every page of the desk turns a stranger away, and whoever has no role there."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import desk
from tests.rules.addresses import DOORS, desk_requests, is_desk, rules
from tests.rules.installation import OPEN, PERIOD, UNIT, Places
from tests.rules.people import sit_down

FIRST_WALK = (
    "/admin/",
    f"/admin/ikm/{UNIT}/{PERIOD}",
    f"/admin/hasil/{UNIT}/2026",
    f"/admin/loket/{UNIT}",
    f"/admin/qr/{OPEN}.svg",
)
OWN_ACCOUNT = "/admin/akun/"
SIGN_IN = re.compile(r"/admin/masuk(\?lanjut=.*)?")


def let_in(client: FlaskClient, app: Flask, **headers: str) -> dict[str, int]:
    """Requests that were neither refused nor led to the door, with their status."""
    found = {}
    for method, address in desk_requests(app):
        if method == "OPTIONS":
            continue
        answer = client.open(address, method=method, headers=headers)
        to_the_door = SIGN_IN.fullmatch(answer.headers.get("Location", ""))
        if not (answer.status_code in (302, 303) and to_the_door) and answer.status_code != 403:
            found[f"{method} {address}"] = answer.status_code
    return found


def test_there_is_a_desk_to_guard(app: Flask) -> None:
    assert len(list(desk_requests(app))) >= 5
    assert {rule.endpoint for rule in rules(app)} >= DOORS, "a door that is no longer there"


def test_a_stranger_is_turned_away(app: Flask, client: FlaskClient, places: Places) -> None:
    assert let_in(client, app) == {}


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_no_header_lets_a_stranger_in(
    app: Flask, client: FlaskClient, places: Places, header: str
) -> None:
    assert let_in(client, app, **{header: "127.0.0.1"}) == {}


def test_a_made_up_cookie_lets_nobody_in(app: Flask, client: FlaskClient, places: Places) -> None:
    client.set_cookie(desk.cookie_name(app), "buatan-sendiri", domain="localhost")
    assert let_in(client, app) == {}


def test_without_a_role_there_is_only_the_own_account(
    app: Flask, client: FlaskClient, places: Places
) -> None:
    desk.sign_in(client, app)
    found = let_in(client, app)
    inside = {
        name: status
        for name, status in found.items()
        if status < 400 and OWN_ACCOUNT not in f"{name.split()[1]}/"
    }
    assert inside == {}


def test_whoever_belongs_there_gets_in(app: Flask, client: FlaskClient, places: Places) -> None:
    """Without this the tests above would pass on a desk that nobody can open."""
    sit_down(client, app)
    found = {address: client.get(address).status_code for address in FIRST_WALK}
    assert set(found.values()) == {200}, found


def test_the_desk_is_nowhere_else(app: Flask) -> None:
    inside = {rule.endpoint.partition(".")[0] for rule in rules(app) if is_desk(rule)}
    outside = {rule.endpoint.partition(".")[0] for rule in rules(app) if not is_desk(rule)}
    assert inside & outside == set()
