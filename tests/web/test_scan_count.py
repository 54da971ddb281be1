"""A scan is counted once the page is sent; counting never costs a citizen the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.refusal import Busy
from tests.factories import Clock, make_place, rows

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.factories import Place


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


def counted(app: Flask) -> int:
    return sum(one["scans"] for one in rows(app, "scan_counts"))


def test_each_opening_of_the_landing_page_counts(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    for path in (f"/s/{place.point}", f"/S/{place.point}", f"/s/{place.point.lower()}"):
        client.get(path, buffered=True).close()
    assert counted(app) == 3


def test_the_page_is_whole_before_anything_is_counted(
    app: Flask, client: FlaskClient, place: Place
) -> None:
    answer = client.get(f"/s/{place.point}")
    assert b"</html>" in answer.get_data()
    assert counted(app) == 0
    answer.close()
    assert counted(app) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"X-Purpose": "preview"},
    ],
)
def test_what_a_browser_fetches_ahead_is_nobodys_scan(
    app: Flask, client: FlaskClient, place: Place, headers: dict[str, str]
) -> None:
    client.get(f"/s/{place.point}", headers=headers, buffered=True).close()
    assert counted(app) == 0


def test_a_look_at_the_headers_is_no_scan(app: Flask, client: FlaskClient, place: Place) -> None:
    client.head(f"/s/{place.point}", buffered=True).close()
    assert counted(app) == 0


@pytest.mark.parametrize("path", ["/s/ZZZZZZZZ", "/s/{}/nilai", "/?kode={}"])
def test_only_the_landing_page_of_a_counter_counts(
    app: Flask, client: FlaskClient, place: Place, path: str
) -> None:
    client.get(path.format(place.point), buffered=True).close()
    assert counted(app) == 0


@pytest.mark.parametrize("error", [Busy("Sibuk."), RuntimeError("rusak"), OSError("penuh")])
def test_a_failing_count_fails_no_page(
    client: FlaskClient, place: Place, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("kiosk.web.scan.count_scan", failing)
    answer = client.get(f"/s/{place.point}")
    assert answer.status_code == 200
    answer.close()
