"""What a request costs beside a bare Flask hello of the same minute, with room for a busy machine:
what costs twice its target here costs twice everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from benchmarks import inprocess
from benchmarks.fill import fill, unit_code
from benchmarks.forms import HEADERS
from benchmarks.hello import app as hello
from benchmarks.inprocess import BASE, call
from benchmarks.installation import Installation, installation
from benchmarks.readers import signed_in
from benchmarks.rounds import in_turn, least_chunk
from kiosk.domain.index import ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.tally import of_sheets
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import db, transaction
from kiosk.store.survey import instruments

ROUNDS, CALLS, CHUNKS = 3, 10, 12
GET, POST = 2 * 5, 2 * 9
"""Hellos: twice the targets of docs/performance.md."""
IKM = 1
"""A figure and its mutu take a third of a hello; with everything else an index can tell, eight."""
MONTH = 2_500
"""The month's page takes about 1,100 hellos."""


@pytest.fixture(scope="module")
def here() -> Iterator[Installation]:
    """Its disk need not keep what it is told: the kernel's part of a commit rises with whatever
    else is being written, and is no cost of ours."""
    with installation() as made:
        with made.app.app_context():
            db.engine.dispose()
            event.listen(db.engine, "connect", _unkept)
        yield made


def _unkept(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA synchronous = OFF")


def test_a_form_and_an_answer_cost_a_few_hellos(here: Installation) -> None:
    found = inprocess.measure(here, ROUNDS, CALLS, CHUNKS)
    assert found.ratio_of_least("get", "hello").median < GET
    assert found.ratio_of_least("post", "hello").median < POST


def test_a_list_of_indexes_makes_only_what_it_shows() -> None:
    skm = instruments.by_code("skm-2017")
    sheets = ["".join(f"{one.mark}{score}" for one in skm.items.values()) for score in (2, 3, 4)]
    tally = of_sheets(skm, sheets * 40)

    def shown() -> object:
        found = ikm.compute(skm, tally, Method())
        assert found is not None
        return found.ikm, found.grade.mutu

    measured = {
        "hello": lambda: least_chunk(lambda: call(hello, _asked("/"), "200"), CALLS, CHUNKS),
        "ikm": lambda: least_chunk(shown, CALLS, CHUNKS),
    }
    assert in_turn(measured, ROUNDS).ratio_of_least("ikm", "hello").median < IKM


def test_the_months_page_costs_what_it_did(here: Installation) -> None:
    units = fill(here, 360, 1)
    with here.app.app_context(), transaction():
        cookie = signed_in(here.app, "D0000001", Grant(Role.HEAD, Level.UNIT, units[0]))
    page = _asked(f"/admin/ikm/{unit_code(0)}/2026-09", cookie)
    measured = {
        "hello": lambda: least_chunk(lambda: call(hello, _asked("/"), "200"), CALLS, CHUNKS),
        "month": lambda: least_chunk(lambda: call(here.app, dict(page), "200"), 2, 2),
    }
    assert in_turn(measured, ROUNDS).ratio_of_least("month", "hello").median < MONTH


def _asked(path: str, cookie: str = "") -> inprocess.Environ:
    headers = [*HEADERS.items(), ("Cookie", cookie)] if cookie else list(HEADERS.items())
    return EnvironBuilder(path, base_url=BASE, headers=headers).get_environ()
