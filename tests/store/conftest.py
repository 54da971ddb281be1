"""Stores are asked inside an application and a transaction of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import Place, make_place

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(autouse=True)
def hashes(quick_hashes: None) -> None:
    """How slow they are is no matter here."""


@pytest.fixture
def place(app: Flask) -> Place:
    """A unit with one counter and two services."""
    return make_place(app)
