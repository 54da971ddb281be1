"""F34 at every form there is: fields nobody asked for change no row, and the attempt is logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from kiosk.store.engine import db
from tests.faults.conftest import Held
from tests.faults.robot import Robot, kept_nowhere

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes", "clock")
GUESSED = ("role", "is_admin", "unit_id", "status", "due_at", "is_anonymous", "score", "created_at")
CARRIED = {"note", "reason", "message", "caption", "public", "version"}
"""Words and marks that forms share a class for, whether or not a page asks them."""
MARK = "99887766"
"""A number, so that a column of numbers would take it too."""


def extra(own: set[str]) -> dict[str, str]:
    """Every column of every table, and what people guess, but what the form itself asks."""
    columns = {column.name for table in db.metadata.tables.values() for column in table.columns}
    return dict.fromkeys(sorted((columns | set(GUESSED)) - own), MARK)


class Written:
    """What was about to be written, transactions taken back or not."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, str]] = []

    def note(self, _c: Any, _u: Any, statement: str, given: Any, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN")):
            self.statements.append((statement, str(given)))


@pytest.fixture
def written(stage: Flask) -> Iterator[Written]:
    made = Written()
    with stage.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", made.note)
    yield made
    event.remove(engine, "before_cursor_execute", made.note)


def test_no_form_takes_a_field_it_does_not_ask(
    robot: Robot, written: Written, caplog: pytest.LogCaptureFixture, held: Held
) -> None:
    """Each form as it stood, with all of them: none of their values reaches a statement."""
    forms, many = 0, 0
    with caplog.at_level(logging.WARNING), kept_nowhere():
        for form in robot.forms:
            if form.method == "post":
                own = {*dict(form.given), *form.chosen, *form.files, *CARRIED}
                strangers = extra(own)
                many = max(many, len(strangers))
                assert robot.send(form, strangers).status_code < 500, form.action
                forms += 1
    logged = sum("unknown fields" in one.getMessage() for one in caplog.records)
    taken = [one for one in written.statements if MARK in one[1]]
    assert taken == []
    assert len(written.statements) > 100
    assert many >= 25
    assert logged >= 60
    held(
        tried=f"{many} fields that are columns of the model, at {forms} forms",
        figure=f"{len(taken)} in {len(written.statements)} written statements, {logged} attempts "
        "logged at the desk",
    )


def test_a_second_value_and_one_in_the_address_change_nothing(
    robot: Robot, written: Written, held: Held
) -> None:
    """Every field twice in the body and once in the address (V15.3.7): of what is written nothing
    came from the second or from the address."""
    first, second, third = "satu-11223344", "dua-55667788", "tiga-44556677"
    forms = 0
    with kept_nowhere():
        for form in robot.forms:
            names = form.texts
            if form.method == "post" and names:
                polluted = form.action + ("&" if "?" in form.action else "?")
                polluted += "&".join(f"{name}={third}" for name in names)
                sent = replace(form, action=polluted)
                answer = robot.send(sent, {name: [first, second] for name in names})
                assert answer.status_code < 500, form.action
                forms += 1
    given = [one[1] for one in written.statements]
    assert any(first in one for one in given)
    assert [one for one in given if second in one or third in one] == []
    held(
        tried=f"every field twice and in the address, at {forms} forms",
        figure="0 written from the second or from the address",
    )
