"""Printed QR codes cannot be recalled: what the public may open is written down."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from kiosk import qr
from tests.rules.addresses import is_desk, methods, rules
from tests.rules.installation import Places

LISTED = Path(__file__).with_name("public_urls.txt")


def listed() -> set[str]:
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def served(app: Flask) -> set[str]:
    public = [rule for rule in rules(app) if not is_desk(rule)]
    return {f"{method} {rule.rule}" for rule in public for method in methods(rule)}


def test_no_public_address_has_vanished(app: Flask) -> None:
    gone = listed() - served(app)
    assert not gone, f"posters still lead there: redirect, and keep the address. {sorted(gone)}"


def test_every_public_address_is_written_down(app: Flask) -> None:
    new = served(app) - listed()
    assert not new, f"a promise from now on: add to {LISTED.name}. {sorted(new)}"


def test_the_address_in_a_qr_opens_the_counter(client: FlaskClient, places: Places) -> None:
    printed = qr.address("http://localhost", places.open)
    assert printed == f"HTTP://LOCALHOST/S/{places.open}"
    assert client.get(printed.removeprefix("HTTP://LOCALHOST")).status_code == 200


def test_lower_case_and_dashes_open_it_too(client: FlaskClient, places: Places) -> None:
    typed = f"{places.open[:4]}-{places.open[4:]}".lower()
    assert client.get(f"/s/{typed}").status_code == 200
    assert client.get(f"/s/{typed}/nilai").status_code == 200


def test_no_address_holds_what_only_its_reader_may_know(app: Flask) -> None:
    """Numbers and phrases of reports are posted; the two tokens that must be opened by a link, a
    visit's and a one-time link's, are used once and stand in no log (ASVS 5.0 V14.2.1)."""
    tokens = {rule.endpoint for rule in rules(app) if "token" in rule.arguments}
    assert {one.split(".")[0] for one in tokens} == {"visit", "door"}
    asked = [rule for rule in rules(app) if rule.rule.startswith("/lacak")]
    assert asked
    assert [rule.rule for rule in asked if rule.arguments] == []
