"""What a template says without asking for a translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

from tests.rules.source import ROOT

WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN = ("alt", "title", "placeholder", "aria-label", "label", "data-busy")
"""Attributes that are shown or read out."""
NAMES = {"Suara", "Loket", "JSON", "IKM", "NRR", "SP", "LAPOR", "lapor", "go", "id", "Language"}
"""Names, the same in every language; and the one word for whoever reads no Indonesian."""
_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
"""Macros write some outside of the tag they are called in."""
_ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True)


def citizens_templates() -> list[Path]:
    whole = ROOT / "kiosk" / "templates"
    found = [whole / "layout.html"]
    for folder in ("citizen", "parts", "kiosk"):
        found += sorted((whole / folder).glob("*.html"))
    return found


def bare_texts(path: Path) -> list[str]:
    heard = _Heard()
    heard.feed("".join(_data(path.read_text(encoding="utf-8"))))
    return heard.texts


def _data(source: str) -> Iterator[str]:
    """The template without Jinja's own; a space where a value stands."""
    for _line, kind, value in _ENVIRONMENT.lex(source):
        if kind == "data":
            yield value
        elif kind == "variable_begin":
            yield " "


class _Heard(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.texts.append(_ATTRIBUTE.sub("", data))
