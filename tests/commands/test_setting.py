"""`kiosk setting`: what an office may choose, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.place.settings import SETTINGS
from kiosk.store.engine import transaction
from kiosk.store.place import units
from tests.commands.console import document, refused, said
from tests.factories import Place, snapshot

if TYPE_CHECKING:
    from flask import Flask


def test_every_setting_is_listed_with_its_default(app: Flask, place: Place) -> None:
    found = document(app, "setting", "list")
    assert found == {name: one.default for name, one in SETTINGS.items()}


def test_a_setting_holds_for_the_installation_and_a_unit_may_differ(
    app: Flask, place: Place
) -> None:
    with app.app_context(), transaction():
        units.add(place.instansi_id, "upt", "UPT", "Asia/Makassar", place.unit_id)
        units.add(place.instansi_id, "lain", "Lain", "Asia/Makassar")
    said(app, "setting", "set", "bobot", "0.11")
    said(app, "setting", "set", "bobot", "0.111", "--unit", place.unit)
    found = {
        unit: document(app, "setting", "list", *(("--unit", unit) if unit else ()))["bobot"]
        for unit in ("", place.unit, "upt", "lain")
    }
    assert found == {"": "0.11", place.unit: "0.111", "upt": "0.111", "lain": "0.11"}


def test_a_setting_set_twice_holds_the_last(app: Flask, place: Place) -> None:
    for value in ("40", "50"):
        said(app, "setting", "set", "sampel-minimum", value)
    assert document(app, "setting", "list")["sampel-minimum"] == "50"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("warna", "merah", "tidak dikenal"),
        ("bobot", "2", "bobot"),
        ("bobot", "0.0", "bobot"),
        ("bobot", "0,11", "bobot"),
        ("pembulatan-unsur", "4", "none, 2 atau 3"),
        ("sampel-minimum", "0", "5 sampai 1000"),
        ("sampel-minimum", "３０", "5 sampai 1000"),
        ("n-terkecil", "1", "2 sampai 30"),
        ("aturan-sampel", "slovin", "rumus atau tabel"),
        ("konversi-skala-6", "", "bagi-1.5"),
        ("konversi-hasil", "kuadrat", "linear"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_and_nothing_is_written(
    app: Flask, place: Place, name: str, value: str, told: str
) -> None:
    before = snapshot(app)
    assert told in refused(app, "setting", "set", name, value)
    assert snapshot(app) == before


def test_a_setting_of_an_unknown_unit_is_refused(app: Flask, place: Place) -> None:
    assert "tidak-ada" in refused(app, "setting", "set", "bobot", "0.11", "--unit", "tidak-ada")
    assert "tidak-ada" in refused(app, "setting", "list", "--unit", "tidak-ada", "--json")
