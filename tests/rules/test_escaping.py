"""What a citizen typed is shown as text: nothing marks a string as safe."""

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from tests.rules.source import ROOT, name_of, python_files

TEMPLATES = sorted((ROOT / "kiosk" / "templates").rglob("*"))
IN_TEMPLATES = re.compile(r"\|\s*safe\b|\bautoescape\b|Markup\(|\|\s*attr\(")
IN_PYTHON = re.compile(r"\bMarkup\b|\brender_template_string\b|\bautoescape\s*=\s*False")


def _lines(path: Path, pattern: re.Pattern[str]) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [
        f"{name_of(path)}:{number}"
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_template_marks_text_as_safe() -> None:
    files = [path for path in TEMPLATES if path.is_file()]
    assert len(files) > 10
    assert [hit for path in files for hit in _lines(path, IN_TEMPLATES)] == []


def test_no_python_marks_text_as_safe() -> None:
    assert [hit for path in python_files() for hit in _lines(path, IN_PYTHON)] == []


def test_only_drawings_are_printed_as_they_are() -> None:
    """`kiosk.draw.svg.Drawing` escapes every text and attribute it is made of."""
    hits = [hit for path in python_files() for hit in _lines(path, re.compile("__html__"))]
    assert [hit.partition(":")[0] for hit in hits] == ["kiosk/draw/svg.py"]


def test_every_template_is_one_that_is_escaped(app: Flask) -> None:
    decide = app.jinja_env.autoescape
    assert callable(decide)
    assert [name for name in app.jinja_env.list_templates() if not decide(name)] == []


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '" onclick="x'])
def test_markup_in_a_value_is_text(app: Flask, words: str) -> None:
    with app.test_request_context("/"):
        shown = render_template_string('<p title="{{ words }}">{{ words }}</p>', words=words)
    assert words not in shown
