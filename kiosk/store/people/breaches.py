"""The most common passwords, as shipped."""

from functools import cache
from importlib.resources import files

from kiosk.domain.people.password import mark_of

_FILE = "common-passwords.txt"


def is_common(password: str) -> bool:
    return mark_of(password) in _marks()


@cache
def _marks() -> frozenset[str]:
    text = (files("kiosk.data") / _FILE).read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
