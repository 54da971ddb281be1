"""The demo's complaints are made by the steps real ones take, and a receipt leads to one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import State
from kiosk.domain.upkeep.demo_order import DemoOrder
from tests import tickets
from tests.factories import rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.upkeep.fill_complaints import FilledComplaints

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
ORDER = DemoOrder(units=2, months=4, answers=0, complaints=26, seed=4)


@pytest.fixture
def filled(app: Flask) -> Iterator[FilledComplaints]:
    from kiosk.flows.upkeep.fill_complaints import fill_complaints
    from kiosk.flows.upkeep.fill_demo import fill_demo
    from kiosk.flows.upkeep.initialise import initialise

    with app.app_context():
        initialise(NOW)
        fill_demo(ORDER, NOW)
        yield fill_complaints(ORDER, tickets.house(app), NOW)


def test_as_many_as_ordered_are_there_with_their_history(
    app: Flask, filled: FilledComplaints
) -> None:
    kept = rows(app, "tickets")
    assert len(kept) == filled.count == 26
    assert sum(one["sealed"] for one in kept) == filled.sealed == 2
    moves = rows(app, "ticket_moves")
    for one in kept:
        (last,) = [m for m in moves if m["ticket_id"] == one["id"]][-1:]
        assert one["closed_at"] is None or last["at"] >= one["received_at"]
    assert {one["state"] for one in kept} >= {
        State.RECEIVED, State.IN_PROCESS, State.WAITING, State.ANSWERED, State.CLOSED,
    }  # fmt: skip


def test_an_officer_has_overdue_and_new_ones_today(app: Flask, filled: FilledComplaints) -> None:
    mine = [one for one in rows(app, "tickets") if one["queue"] == 1 and not one["sealed"]]
    assert any(one["due_at"] < NOW for one in mine)
    assert any(one["due_at"] > NOW for one in mine)
    assert any(one["state"] == State.RECEIVED for one in mine)


def test_the_receipt_opens_an_answered_one(app: Flask, filled: FilledComplaints) -> None:
    from kiosk.flows.reporting import Key, prove

    assert filled.receipt is not None
    key = Key(filled.receipt.number, filled.receipt.phrase)
    proof = prove(key, tickets.house(app), NOW, "203.0.113.7")
    assert proof.number == filled.receipt.number
    assert tickets.row(app, filled.receipt.number)["state"] == State.ANSWERED


def test_nobody_is_told_and_no_sealed_word_is_in_the_clear(
    app: Flask, filled: FilledComplaints
) -> None:
    assert rows(app, "notices") == []
    everything = repr(snapshot(app))
    assert "Dilayani sambil bermain" in everything or "Loket tutup" in everything
    for secret in ("seratus lima puluh ribu", "pintu samping", "Berkas kerabat"):
        assert secret not in everything


def test_the_report_of_the_demo_adds_up(app: Flask, filled: FilledComplaints) -> None:
    from kiosk.flows.complaint.report_handling import Asked, report_handling

    report = report_handling("KPU-MATIM", Asked("2026-01-01"), NOW)
    assert report.figures.total > 7
    assert report.figures.adds_up
