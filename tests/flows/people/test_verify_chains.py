"""What the verifier walks, and what it says of an installation that nobody touched.

Every way to bend the chains is in tests/faults/test_f54_audit_chain.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.people.verify_chains import Verification, verify_chains
from kiosk.flows.survey.import_answers import import_answers
from tests import desk
from tests.factories import NOW, SKM, Place, answer

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


def verified(app: Flask) -> Verification:
    with app.app_context():
        return verify_chains(app.config["KIOSK"].instance_dir)


def test_an_empty_installation_is_whole(app: Flask, place: Place) -> None:
    found = verified(app)
    assert found.ok
    assert [one.name for one in found.chains] == ["audit", "periode", f"jawaban:{place.point}"]


def test_answers_and_doings_lengthen_their_own_chain_only(app: Flask, place: Place) -> None:
    before = [one.head.length for one in verified(app).chains]
    answer(app, place, times=3)
    after = [one.head.length for one in verified(app).chains]
    assert after == [before[0], before[1], before[2] + 3]


def test_imported_answers_are_chained_as_well(app: Flask, place: Place, tmp_path: Path) -> None:
    file = tmp_path / "jawaban.csv"
    file.write_text(",".join(SKM) + "\n" + "\n".join([",".join("4" * 9)] * 12) + "\n")
    with app.app_context():
        import_answers(file, place.unit, parse("2026-09"), NOW)
    found = verified(app)
    assert found.ok
    assert sum(one.head.length for one in found.chains if one.table == "answers") == 12


def test_a_head_of_the_audit_that_was_removed_is_named(app: Flask, place: Place) -> None:
    from sqlalchemy import delete

    from kiosk.store.engine import connection, transaction
    from kiosk.store.upkeep.tables import ChainHead

    desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    with app.app_context(), transaction():
        connection().execute(delete(ChainHead).where(ChainHead.name == "audit"))
    found = verified(app).first_bad
    assert found is not None
    assert found.fault is not None
    assert (found.name, found.fault.seq) == ("audit", 1)
