"""The rules look at one small installation, on SQLite: what they check is not the database."""

import pytest
from flask import Flask

from tests.rules.installation import Places, fill


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def places(app: Flask) -> Places:
    """Made before the first request; a context left open would lend its `g` to every request."""
    with app.app_context():
        return fill()
