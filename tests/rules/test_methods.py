"""Every address answers the methods it was declared for, and no other (ASVS 5.0 V4.1.4).

The table is `methods.txt`; a new page adds its line, so that a method is never there by accident.
"""

from pathlib import Path

from flask import Flask

from tests.rules.addresses import filled, rules
from tests.rules.installation import Places

TABLE = Path(__file__).with_name("methods.txt")
NINE = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


def declared() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            methods, _, rule = line.partition(" ")
            found[rule.strip()] = set(methods.split(","))
    return found


def test_the_url_map_is_the_declared_table(app: Flask) -> None:
    found: dict[str, set[str]] = {}
    for rule in rules(app):
        found.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD"})
    table = declared()
    assert {rule: ms for rule, ms in found.items() if table.get(rule) != ms} == {}, "not declared"
    assert table.keys() - found.keys() == set(), "declared, but not there"


def test_a_method_that_was_not_declared_is_refused_by_every_address(
    app: Flask, places: Places
) -> None:
    client, table, wrong = app.test_client(), declared(), []
    for rule in rules(app):
        allowed = table[rule.rule] | ({"HEAD"} if "GET" in table[rule.rule] else set())
        for method in NINE:
            if method not in allowed:
                answer = client.open(filled(app, rule), method=method)
                wrong += [(method, rule.rule)] if answer.status_code != 405 else []
    assert wrong == []


def test_files_are_only_read(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/").get_data(as_text=True)
    path = "/static/" + page.partition('href="/static/')[2].partition('"')[0]
    with client.get(path) as file:
        assert file.status_code == 200
    for method in NINE:
        if method not in ("GET", "HEAD"):
            with client.open(path, method=method) as answer:
                assert answer.status_code in (404, 405), method


def test_a_method_in_a_field_or_header_changes_nothing(app: Flask, places: Places) -> None:
    """No override: a link must not become a write."""
    client = app.test_client()
    for headers in ({"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "DELETE"}):
        assert client.get("/?_method=DELETE", headers=headers).status_code == 200
