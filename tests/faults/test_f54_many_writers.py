"""F54: however many write at once, a chain has no fork and no gap; no record, no deed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import NOW, Place, answer, make_place, rows, snapshot
from tests.faults.conftest import Held
from tests.faults.ledger import sized

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def append_many(app: Flask, writer: int, times: int, start: Barrier) -> None:
    """The work of one writer; whoever is told to wait comes again, as a person would."""
    from kiosk.domain.refusal import Busy

    start.wait()
    done = 0
    while done < times:
        try:
            append_one(app, writer, done)
        except Busy:
            continue
        done += 1


def append_one(app: Flask, writer: int, number: int) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.people import audit

    with app.app_context(), transaction():
        audit.append(
            at=NOW + timedelta(seconds=number),
            actor_id=writer,
            action="uji-serentak",
            object_kind="uji",
            object_id=f"{writer}-{number}",
        )


def crowd(app: Flask, writers: int, times: int) -> int:
    """Records that stand in one chain."""
    from kiosk.flows.people.verify_chains import verify_chains

    desk.start_audit(app)
    before = len(rows(app, "audit_records"))
    start = Barrier(writers)
    with ThreadPoolExecutor(writers) as pool:
        for one in [
            pool.submit(append_many, app, writer, times, start) for writer in range(writers)
        ]:
            one.result()
    kept = rows(app, "audit_records")
    assert [row["seq"] for row in kept] == list(range(1, before + writers * times + 1))
    assert len({row["object_id"] for row in kept[before:]}) == writers * times
    assert len({row["hash"] for row in kept}) == len(kept)
    with app.app_context():
        assert verify_chains(app.config["KIOSK"].instance_dir).ok
    return len(kept) - before


@pytest.mark.timeout(600)
def test_however_many_write_at_once_there_is_one_chain(app: Flask, held: Held) -> None:
    """64 x 100 in `make test-faults`."""
    writers, times = sized(24, 64), sized(10, 100)
    records = crowd(app, writers, times)
    held(
        tried=f"{writers} writers x {times} appends ({database_of(app)})",
        figure=f"{records:,} contiguous, 0 forks",
    )


def database_of(app: Flask) -> str:
    from kiosk.store.engine import connection, reading

    with app.app_context(), reading():
        return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection().dialect.name]


def test_citizens_at_one_counter_at_once_make_one_chain(app: Flask, place: Place) -> None:
    from kiosk.flows.people.verify_chains import verify_chains

    with ThreadPoolExecutor(8) as pool:
        for one in [pool.submit(answer, app, place, times=5) for _ in range(8)]:
            one.result()
    assert sorted(row["seq"] for row in rows(app, "answers")) == list(range(1, 41))
    with app.app_context():
        assert verify_chains(app.config["KIOSK"].instance_dir).ok


def remove_head(app: Flask, name: str) -> None:
    from kiosk.store.engine import connection, transaction
    from kiosk.store.upkeep.tables import ChainHead

    with app.app_context(), transaction():
        connection().execute(delete(ChainHead).where(ChainHead.name == name))


def refused_whole(app: Flask, deed: Callable[[], object]) -> None:
    from kiosk.store.upkeep.chains import MissingChain

    before = snapshot(app)
    with app.app_context(), pytest.raises(MissingChain):
        deed()
    assert snapshot(app) == before


def test_what_cannot_be_recorded_is_not_done(app: Flask, place: Place, held: Held) -> None:
    """Asking, deciding, reading: each takes its record and its effect together, or neither."""
    from kiosk.domain.people.policy import Spot
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion
    from kiosk.flows.survey.list_answers import list_answers

    answer(app, place, times=2)
    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    other = desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    with app.app_context():
        ask_exclusion(head, 1, "Uji coba petugas sendiri", NOW)
    remove_head(app, "audit")
    refused_whole(app, lambda: ask_exclusion(head, 2, "Uji coba petugas sendiri", NOW))
    refused_whole(app, lambda: decide_exclusion(other, 1, agree=True, note="", now=NOW))
    spot = Spot(place.instansi_id, (place.unit_id,))
    refused_whole(app, lambda: list_answers(head, place.unit, spot, None, NOW))
    held(tried="asking, deciding, reading without an audit chain", figure="all rolled back")


def test_an_answer_that_cannot_join_its_chain_is_not_taken(app: Flask, place: Place) -> None:
    remove_head(app, f"jawaban:{place.point_id}")
    refused_whole(app, lambda: answer(app, place))
