"""The demo's dossiers: a citizen reads what is promised, a head goes on, one office holds WBK."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.domain.zi.phase import Phase
from tests import tickets
from tests.factories import rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.upkeep.fill_dossiers import FilledDossiers

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
ORDER = DemoOrder(units=2, months=1, answers=0, complaints=0, seed=4)
FIRST = "KPU-MATIM"


@pytest.fixture
def filled(app: Flask) -> Iterator[FilledDossiers]:
    from kiosk.flows.upkeep.fill_demo import fill_demo
    from kiosk.flows.upkeep.fill_dossiers import fill_dossiers
    from kiosk.flows.upkeep.initialise import initialise

    with app.app_context():
        initialise(NOW)
        fill_demo(ORDER, NOW)
        yield fill_dossiers(ORDER, tickets.house(app), NOW)


def test_every_service_of_the_first_office_keeps_all_fourteen_components(
    filled: FilledDossiers,
) -> None:
    from kiosk.flows import standing_orders
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with reading():
        unit = units.by_code(FIRST)
        found = standing_orders.standing_of(unit, units.below(unit.id))
    assert len(found.services) == found.published == found.complete == filled.standards > 3
    assert found.pledge is not None
    assert all(one.published_on and one.published_on < NOW.date() for one in found.services)


def test_its_lke_is_begun_and_the_ombudsman_waits_for_an_answer(
    app: Flask, filled: FilledDossiers
) -> None:
    from kiosk.domain.upkeep.demo_dossiers import ANSWERS
    from kiosk.flows.zi.look_at_lke import look_at_lke

    sheet = look_at_lke(FIRST, 2026, NOW).sheet
    said = {one.item.code: one.answer for one in sheet.answers if one.by_person}
    assert said == {item: answer for item, answer, _ in ANSWERS}
    assert sheet.pengungkit is None
    assert sheet.item("V.p.iii.d").answer == "B", "two of three recommendations were followed"
    (one,) = rows(app, "findings")
    assert one["state"] == "dikerjakan"
    assert str(one["received"]) < "2026-10-14" < str(one["due"])
    assert [move["move"] for move in rows(app, "register_moves")] == ["tambah", "keadaan"]


def test_the_second_office_holds_wbk_since_last_year_with_every_phase_whole(
    app: Flask, filled: FilledDossiers
) -> None:
    from kiosk.flows.zi.keep_proof import fetch_proof
    from kiosk.flows.zi.show_phases import show_phases

    assert filled.granted is not None
    view = show_phases(filled.granted, 2026, NOW)
    assert (view.standing.predicate, view.standing.predicate_year) == ("WBK", 2025)
    assert show_phases(filled.granted, 2025, NOW).lacks == dict.fromkeys(Phase, ())
    proofs = rows(app, "zi_proofs")
    assert len({one["digest"] for one in proofs}) == 1
    opened = fetch_proof(filled.granted, proofs[0]["id"], tickets.house(app))
    assert opened.content.startswith(b"\xff\xd8"), "it lies on the disk"


def test_a_demo_of_one_office_has_no_second(app: Flask) -> None:
    from kiosk.flows.upkeep.fill_demo import fill_demo
    from kiosk.flows.upkeep.fill_dossiers import fill_dossiers
    from kiosk.flows.upkeep.initialise import initialise

    alone = DemoOrder(units=1, months=1, answers=0, complaints=0, seed=4)
    with app.app_context():
        initialise(NOW)
        fill_demo(alone, NOW)
        assert fill_dossiers(alone, tickets.house(app), NOW).granted is None
    assert rows(app, "zi_phases") == []
