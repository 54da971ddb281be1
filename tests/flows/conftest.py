"""Flows are told the time: nothing here asks the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import Place, make_place
from tests.services.fronts import without_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from kiosk.config import Config


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """Its pages come when a test first opens a window on them."""
    with without_pages(config) as made:
        yield made


@pytest.fixture(autouse=True)
def hashes(quick_hashes: None) -> None:
    """How slow they are is no matter here."""


@pytest.fixture
def place(app: Flask) -> Place:
    """A unit with one counter and two services."""
    return make_place(app)
