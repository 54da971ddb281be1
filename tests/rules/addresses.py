"""The URL map, with something to put into each place."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from tests.rules.installation import OPEN, PERIOD, UNIT

VALUES: dict[str, object] = {
    "code": OPEN,
    "point": OPEN,
    "unit": UNIT,
    "period": PERIOD,
    "year": 2026,
    "paper": "a4",
    "ticket": "7F3K9QWX2",
    "register": "gratifikasi",
}

DOORS = frozenset(
    {
        "door.sign_in",
        "door.code",
        "door.sign_out",
        "door.first",
        "door.invitation",
        "door.return_link",
        "passkey_door.begin",
        "passkey_door.enter",
    }
)
"""Endpoints below /admin that a stranger may open: signing in and out, and nothing else."""


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def is_desk(rule: Rule) -> bool:
    return rule.rule == "/admin" or rule.rule.startswith("/admin/")


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def filled(app: Flask, rule: Rule) -> str:
    """An address of this rule, whether or not something stands there."""
    numbers = {name for name in rule.arguments if "int:" + name in rule.rule}
    values = {name: VALUES.get(name, 1 if name in numbers else OPEN) for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def desk_requests(app: Flask) -> Iterator[tuple[str, str]]:
    """(method, address) of everything the desk answers to, its doors left out."""
    for rule in rules(app):
        if is_desk(rule) and rule.endpoint not in DOORS:
            for method in sorted(rule.methods or ()):
                yield method, filled(app, rule)
