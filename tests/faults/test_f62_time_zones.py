"""F62: without time-zone data nothing starts; it never falls back to UTC in silence.

That instants come back equal on both databases, and naive ones are refused, is proved in
test_f62_instants.py.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.config import Config, InvalidConfig
from kiosk.domain.month import month_of
from tests.faults.conftest import Held
from tests.services.databases import settings


@pytest.fixture
def no_zone_data(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system without zone files and without the tzdata package."""

    def missing(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr("zoneinfo._common.load_tzdata", missing)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    # The C implementation keeps its own hold of the module that it loads from.
    yield
    zoneinfo.reset_tzpath(to=before)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("no_zone_data")
def test_without_zone_data_the_start_is_refused_with_the_setting_and_the_remedy(
    tmp_path: Path, held: Held
) -> None:
    with pytest.raises(InvalidConfig, match=r"KIOSK_TIMEZONE.*tzdata") as refused:
        Config.from_env(settings("", tmp_path))
    held(tried="no zone data", figure=f"not started: {str(refused.value)[:60]}")


@pytest.mark.parametrize(
    "zone", ["Asia/Kupang", "WITA", "", "../../etc/passwd", "UTC+8", "asia/makassar/", "/etc"]
)
def test_a_zone_that_is_none_is_refused_by_name(tmp_path: Path, zone: str) -> None:
    with pytest.raises(InvalidConfig, match="KIOSK_TIMEZONE"):
        Config.from_env(settings("", tmp_path) | {"KIOSK_TIMEZONE": zone})


def test_a_naive_moment_has_no_month() -> None:
    """It would be read in the machine's own zone: in a container that is UTC."""
    with pytest.raises(TypeError):
        month_of(datetime(2026, 10, 31, 23, 59, 59), "Asia/Makassar")  # noqa: DTZ001
