"""Forms of the desk speak Indonesian, and say all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wtforms import (
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from admin.forms import MESSAGES, DeskForm

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


class Everything(DeskForm):
    name = StringField("Nama", [InputRequired(), Length(3, 5)])
    count = IntegerField("Jumlah", [NumberRange(1, 9)])
    weight = DecimalField("Bobot")
    day = DateField("Hari")
    kind = SelectField("Jenis", choices=[SelectChoice("a", "A")])
    file = FileField("Berkas")


def test_no_field_of_any_form_hands_on_a_nul_which_one_of_the_databases_cannot_keep(
    app: Flask,
) -> None:
    with app.test_request_context(method="POST", data={"name": "\0ab\0c", "kind": "\0a"}):
        form = Everything(meta={"csrf": False})
        assert (form.name.data, form.kind.data) == ("abc", "a")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "ab", "count": "x", "weight": "x", "day": "x", "kind": "z"},
        {"name": "abcdef", "count": "99", "weight": "", "day": "2026-13-01", "kind": "a"},
    ],
)
def test_no_sentence_is_english(app: Flask, sent: dict[str, str]) -> None:
    with app.test_request_context("/admin/masuk", method="POST", data=sent):
        form = Everything()
        assert not form.validate_on_submit()
        said = [sentence for _, sentence in form.faults]
    assert said
    assert not [one for one in said if "valid" in one.lower() or "field" in one.lower()]


def test_every_sentence_keeps_its_places() -> None:
    import re

    places = re.compile(r"%\(\w+\)[sd]")
    for english, indonesian in MESSAGES.items():
        assert set(places.findall(indonesian)) <= set(places.findall(english)), english


def test_a_form_without_stamp_is_refused_and_says_what_to_do(app: Flask) -> None:
    with app.test_request_context("/admin/masuk", method="POST", data={}):
        form = DeskForm()
        assert not form.validate_on_submit()
        assert form.faults == [
            ("", "Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada.")
        ]


def test_a_refusal_of_a_flow_joins_its_field(app: Flask) -> None:
    with app.test_request_context("/admin/masuk"):
        form = Everything()
        form.refuse({"name": "Nama ini sudah dipakai.", "lain": "Ada yang lain."})
        form.tell("Terlalu sering.")
        assert form.is_refused
        assert form.faults == [
            ("", "Ada yang lain."), ("", "Terlalu sering."), ("name", "Nama ini sudah dipakai."),
        ]  # fmt: skip
