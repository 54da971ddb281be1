"""Passwords and codes at the doors, and the way out of every page (ASVS 5.0 V6.2, V7.4)."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.rules.addresses import filled, is_desk, methods, rules
from tests.rules.installation import Places
from tests.rules.pages import Page
from tests.rules.people import sit_down
from tests.rules.source import ROOT

PAPERS = {"desk.posters.sheet"}
"""To be printed as they are, and reached from a page that has the way out."""
TEMPLATES = sorted((ROOT / "kiosk" / "templates").rglob("*.html"))


def inputs(page: Page) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in page.all("input")]


def test_passwords_are_masked_and_helpers_may_fill_them_in(
    app: Flask, client: FlaskClient, places: Places
) -> None:
    door = [one for one in inputs(Page(client.get("/admin/masuk").text)) if "password" in str(one)]
    sit_down(client, app)
    own = inputs(Page(client.get("/admin/akun/").text))
    own += inputs(Page(client.get("/admin/akun/kata-sandi").text))
    found = [one for one in door + own if one.get("type") == "password"]
    assert found
    for one in found:
        assert one["autocomplete"] in ("current-password", "new-password", "off"), one
    masked = [one for one in door + own if "password" in one.get("autocomplete", "")]
    assert {one["type"] for one in masked} == {"password"}


def test_nothing_keeps_anybody_from_pasting() -> None:
    scripts = sorted((ROOT / "kiosk" / "static" / "js").rglob("*.js"))
    blocked = re.compile(r"['\"](paste|copy|cut|contextmenu)['\"]")
    assert [one.name for one in scripts if blocked.search(one.read_text(encoding="utf-8"))] == []


def test_nobody_is_asked_for_the_name_of_a_pet() -> None:
    """Nor told to change a password because time has passed."""
    asked = re.compile(
        r"pertanyaan (rahasia|keamanan)|petunjuk kata sandi|kata sandi.{0,30}kedaluwarsa", re.I
    )
    assert [one.name for one in TEMPLATES if asked.search(one.read_text(encoding="utf-8"))] == []


def test_every_page_of_the_desk_shows_the_way_out(
    app: Flask, client: FlaskClient, places: Places
) -> None:
    sit_down(client, app)
    seen, without = 0, []
    for rule in rules(app):
        if not is_desk(rule) or "GET" not in methods(rule) or rule.endpoint in PAPERS:
            continue
        answer = client.get(filled(app, rule))
        if answer.status_code == 200 and answer.mimetype == "text/html":
            seen += 1
            without += [rule.rule] if 'action="/admin/keluar"' not in answer.text else []
    assert seen > 60
    assert without == []
