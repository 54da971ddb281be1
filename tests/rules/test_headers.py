"""What every answer carries, whoever asks and whatever comes of it (ASVS 5.0 V3.3, V3.4, V4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.config import Config
from tests import desk
from tests.rules.addresses import filled, methods, rules
from tests.rules.installation import OPEN, Places
from tests.rules.people import sit_down
from tests.tablets import enrol

HOST = "https://skm.contoh.test"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
FRAMED = {"widget.frame", "widget.picture"}
"""Published figures that any site may show in a frame; the only ones."""
PUBLISHED = ("published_", "public.", "widget.", "board.")
"""What was published for everybody, so that any site may read it; it knows no cookie."""
TEXTS = "text/"


@pytest.fixture
def config(config: Config) -> Config:
    return replace(config, public_url=HOST)


def policy(answer: TestResponse) -> dict[str, str]:
    # A file adds a stricter one of its own; a browser holds to both.
    told = answer.headers.getlist("Content-Security-Policy")[-1]
    parts = (one.strip().partition(" ") for one in told.split(";") if one.strip())
    return {name: value for name, _, value in parts}


def answers(app: Flask, client: FlaskClient) -> Iterator[tuple[str, str, TestResponse]]:
    for rule in rules(app):
        for method in methods(rule):
            found = client.open(filled(app, rule), method=method, base_url=HOST)
            yield rule.endpoint, method, found


def at_the_desk(client: FlaskClient, app: Flask) -> None:
    sit_down(client, app)
    name = desk.cookie_name(app)
    held = client.get_cookie(name, domain="localhost")
    assert held
    client.set_cookie(name, held.value, domain="skm.contoh.test")


def check(endpoint: str, answer: TestResponse) -> None:
    for name, value in ALWAYS.items():
        assert set(answer.headers.getlist(name)) == {value}, (endpoint, name)
    told = policy(answer)
    assert told["default-src"] == "'self'", endpoint
    assert told["object-src"] == told["base-uri"] == "'none'", endpoint
    assert not any("unsafe" in value for value in told.values()), endpoint
    frames = told["frame-ancestors"]
    assert frames == "'none'" or endpoint in FRAMED, (endpoint, frames)
    shared = answer.headers.get("Access-Control-Allow-Origin")
    assert shared is None or (shared == "*" and endpoint.startswith(PUBLISHED)), endpoint
    kind = answer.headers.get("Content-Type", "")
    if answer.get_data() and kind.startswith(TEXTS):
        assert "charset=utf-8" in kind.lower(), (endpoint, kind)
    assert answer.headers.get("Cache-Control"), endpoint
    assert "Server" not in answer.headers or "/" not in answer.headers["Server"], endpoint


def test_every_answer_to_a_stranger_carries_them(
    app: Flask, client: FlaskClient, places: Places
) -> None:
    seen = {endpoint for endpoint, _, one in answers(app, client) if check(endpoint, one) is None}
    assert len(seen) > 200


def test_every_answer_at_the_desk_does_and_none_of_it_is_kept(
    app: Flask, client: FlaskClient, places: Places
) -> None:
    at_the_desk(client, app)
    opened = 0
    for endpoint, method, one in answers(app, client):
        check(endpoint, one)
        opened += one.status_code == 200
        if endpoint.startswith("desk.") and method == "GET":
            assert one.headers["Cache-Control"] == "no-store", endpoint
    assert opened > 100


def test_every_cookie_is_for_tls_and_for_the_server_alone(
    app: Flask, client: FlaskClient, places: Places
) -> None:
    at_the_desk(client, app)
    tablet = enrol(app, OPEN)
    client.set_cookie("loket", tablet, domain="skm.contoh.test", path="/k/")
    found = [
        one for _, _, told in answers(app, client) for one in told.headers.getlist("Set-Cookie")
    ]
    assert any(one.startswith(f"__Secure-loket={tablet}") for one in found)
    for one in found:
        name, _, traits = one.partition(";")
        # The tablet's is bound to its path, which the other prefix would forbid.
        assert name.startswith(("__Host-", "__Secure-loket")), one
        assert all(trait in traits for trait in ("HttpOnly", "Secure", "SameSite=")), one
        assert len(name) < 4096
