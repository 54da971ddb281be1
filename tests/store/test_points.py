"""A worker may keep what it read of a counter, for as long as no place changes anywhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app import create_app
from kiosk.domain.place.point import OpenPoint, UnknownPoint
from kiosk.store.engine import reading, transaction
from kiosk.store.place import points, settings, units
from tests.factories import NOW, Place
from tests.services.databases import config_for, let_go
from tests.services.databases import settings as settings_of

if TYPE_CHECKING:
    from flask import Flask


def opened(app: Flask, code: str) -> OpenPoint:
    with app.app_context(), reading():
        return points.opened(code)


def test_a_point_is_read_once_while_nothing_changes(app: Flask, place: Place) -> None:
    assert opened(app, place.point) is opened(app, place.point)


def test_a_new_service_is_seen_at_once(app: Flask, place: Place) -> None:
    opened(app, place.point)
    with app.app_context(), transaction():
        units.add_service(place.unit_id, "kia", "Kartu Identitas Anak")
    assert {one.code for one in opened(app, place.point).services} == {"ktp", "kk", "kia"}


def test_what_another_process_changes_is_seen_at_once(
    app: Flask, place: Place, database_url: str, tmp_path: Path
) -> None:
    assert opened(app, place.point).order == "kuesioner"
    command = [sys.executable, "-m", "kiosk.cli", "setting", "set", "urutan-pertanyaan", "daftar"]
    subprocess.run(
        command, env=settings_of(database_url, tmp_path), check=True, stdout=subprocess.DEVNULL
    )
    assert opened(app, place.point).order == "daftar"


def test_a_point_closed_over_another_connection_is_closed_at_once(
    app: Flask, place: Place, database_url: str, tmp_path: Path
) -> None:
    """An application of its own, as another worker has: nothing is shared but the database."""
    assert not opened(app, place.point).closed
    other = create_app(config_for(database_url, tmp_path))
    with other.app_context(), transaction():
        points.close(place.point, NOW)
    let_go(other)
    assert opened(app, place.point).closed


def test_a_setting_is_seen_at_once(app: Flask, place: Place) -> None:
    assert opened(app, place.point).order == "kuesioner"
    with app.app_context(), transaction():
        settings.put(place.unit_id, "urutan-pertanyaan", "daftar", NOW)
    assert opened(app, place.point).order == "daftar"


def test_a_change_taken_back_leaves_the_point_as_it_was(app: Flask, place: Place) -> None:
    before = opened(app, place.point)
    with app.app_context(), pytest.raises(ZeroDivisionError):
        _broken_off(lambda: points.close(place.point, NOW))
    assert opened(app, place.point) == before


def test_a_point_may_offer_some_services_only(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        points.offer(place.point_id, [place.services["kk"]])
    assert [one.code for one in opened(app, place.point).services] == ["kk"]


def test_a_unit_without_instruments_uses_those_above_it(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        below = units.add(place.instansi_id, "upt", "UPT", "Asia/Makassar", place.unit_id)
        points.add(below, "BAWAH001", "Loket UPT")
    assert opened(app, "BAWAH001").instruments_on_form(202610) == ("skm-2017",)
    with app.app_context(), transaction():
        units.use_instrument(below, "spak", 202611)
    assert opened(app, "BAWAH001").instruments_on_form(202610) == ()
    assert opened(app, "BAWAH001").instruments_on_form(202611) == ("spak",)


def test_a_point_that_is_not_there_is_unknown(app: Flask, place: Place) -> None:
    with pytest.raises(UnknownPoint):
        opened(app, "00000000")


def _broken_off(write: Callable[[], object]) -> None:
    """A transaction that fails after its write."""
    with transaction():
        write()
        raise ZeroDivisionError
