"""Whatever breaks behind whatever address: one line for us, a calm page, and the worker goes on
(ASVS 5.0 V16.5.1, V16.5.4)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import pytest
from flask import Flask

from tests import desk
from tests.rules.addresses import filled, methods, rules
from tests.rules.installation import Places
from tests.rules.people import sit_down

SECRET = "isi-berkas-warga"


def breaking(view: Callable[..., Any]) -> Callable[..., NoReturn]:
    """In its place, with what it says of who may come."""

    @wraps(view)
    def broken(**_arguments: object) -> NoReturn:
        raise ZeroDivisionError(SECRET)

    return broken


def test_a_fault_behind_any_address_is_one_line_and_a_page_without_it(
    app: Flask, places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    sit_down(client, app)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    wanted = [one for one in rules(app) if one.endpoint != "static"]
    for one in wanted:
        app.view_functions[one.endpoint] = breaking(app.view_functions[one.endpoint])
    met = 0
    for rule in wanted:
        method = "GET" if "GET" in methods(rule) else methods(rule)[0]
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            stamp = {"csrf_token": desk.csrf(app)} if method == "POST" else None
            answer = client.open(filled(app, rule), method=method, data=stamp)
        text = answer.get_data(as_text=True)
        assert SECRET not in text, rule
        assert "Traceback" not in text, rule
        if answer.status_code == 500:
            met += 1
            lines = [one for one in caplog.records if one.levelno >= logging.ERROR]
            assert len(lines) == 1, rule
    assert met > 250, "most addresses were not reached"


def test_debugging_cannot_be_switched_on_from_outside(
    app: Flask, monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    """`FLASK_DEBUG` in the environment of a service changes nothing that is served."""
    from kiosk.app import create_app

    monkeypatch.setenv("FLASK_DEBUG", "1")
    made = create_app(app.config["KIOSK"])
    assert made.debug is False
    made.view_functions["scan.home"] = breaking(made.view_functions["scan.home"])
    answer = made.test_client().get("/")
    assert answer.status_code == 500
    assert SECRET not in answer.get_data(as_text=True)
