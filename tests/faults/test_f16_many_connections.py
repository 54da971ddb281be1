"""F16: a crowd at once, over many connections, against a real `kiosk serve`: each answer is kept
once, and nobody gets an error or waits long. 600 posts over 60 connections here;
`python -m benchmarks.crowd` sends the 10,000 over 200."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from benchmarks import client
from benchmarks.client import Exchange
from kiosk.web import stamp
from kiosk.web.survey import PURPOSE
from tests.commands.test_serve import free_port, serving
from tests.factories import filled, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

POSTS, CONNECTIONS = 600, 60


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.mark.slow
def test_600_posts_over_60_connections_are_600_answers(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    place, port = make_place(app), free_port()
    with app.app_context():
        signed = stamp.make(PURPOSE, place.point)
    bodies = [urlencode(filled(csrf_token=signed)).encode() for _ in range(POSTS)]
    posts = [Exchange((client.post(place.form, port, one),), (b"303",)) for one in bodies]
    with serving(database_url, tmp_path, port):
        # Raises where one is answered otherwise.
        served = client.run(port, posts, CONNECTIONS, 60)
    assert len(served.latencies) == POSTS
    assert served.percentile(0.99) <= 2.0
    assert len(rows(app, "answers")) == len(rows(app, "submissions")) == POSTS
    assert sum(row["respondents"] for row in rows(app, "tallies")) == POSTS
