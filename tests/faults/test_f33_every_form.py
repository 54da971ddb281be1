"""F33 at every form there is: what is typed into any field is taken or refused, never an error, and
alike on both databases, to the last letter that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from kiosk.store.engine import db
from tests.faults.conftest import Held
from tests.faults.ledger import sized
from tests.faults.robot import Form, Robot, at_the_desk, kept_nowhere
from tests.services.databases import config_for, let_go

if TYPE_CHECKING:
    from flask import Flask

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.timeout(sized(600, 7_200)),
    pytest.mark.usefixtures("quick_hashes", "clock"),
]
TAKEN = {200, 303, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}
NASTY = (
    b"\0", b"a\0b", b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\xaf", "\u202e\u0627\u0644\u2066".encode(),
    ("e" + "\u0301" * 5_000).encode(), ("\u0301\u0323" * 250_000).encode(), b"9223372036854775808",
    b"-9223372036854775809", b"99999999999999999999999999", b"-1", b"1e309", b"NaN", b"Infinity",
    b"0001-01-01", b"9999-12-31", b"0000-00-00", b"2026-02-30", b"10000-01-01",
    b"9999-12-31T23:59", b"24:00", "\u0664\u0663\u00b2".encode(), b"\r\n\r\n", b"\x1b[0m\x07",
    b"' OR 1=1 --", b"{{7*7}}%s%(x)s", b"<script>", b" " * 3_000, "\u200b\ufeff\u2028".encode(),
    "\U0010ffff\ufffe".encode(), b"",
)  # fmt: skip
anything = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=60).map(str.encode), st.binary(max_size=40)
)


INDEXES = ("ticket_words", "ticket_search")
"""Made of what is kept, and by each database in its own way."""


class Texts:
    """What statements that write were given, of one app."""

    def __init__(self, app: Flask) -> None:
        self.kept: list[str] = []
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self.note)

    def note(self, _c: Any, _u: Any, statement: str, given: Any, *_: Any) -> None:
        if any(one in statement for one in INDEXES):
            return
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE")):
            values = given.values() if isinstance(given, dict) else given
            self.kept += [one for one in values if isinstance(one, str)]

    def taken(self, typed: set[str]) -> list[str]:
        """Of what was typed, what was about to be written."""
        found = sorted(one for one in self.kept if one and one in typed)
        self.kept = []
        return found


@pytest.fixture
def both(
    world_database: str, postgresql_database: str, tmp_path: Path, filled_world: Any
) -> Iterator[list[tuple[Robot, Texts]]]:
    """The same world on each database: copied row by row from the first into the second."""
    from kiosk.app import create_app
    from tests.faults.matrix import World

    made = []
    for number, url in enumerate((world_database, postgresql_database)):
        app = create_app(config_for(url, tmp_path))
        corners = filled_world.corners if number == 0 else None
        made.append((at_the_desk(app, World(app, corners)), Texts(app)))
    yield made
    for robot, _ in made:
        let_go(robot.app)


def pairs(both: list[tuple[Robot, Texts]]) -> list[tuple[Form, Form]]:
    """The same form on each, known by where it is heard and what it asks."""
    one, other = (
        {(robot.endpoint(form), form.key[2], at_of(form)): form for form in robot.forms}
        for robot, _ in both
    )
    found = [(one[key], other[key]) for key in one if key in other]
    assert len(found) > 0.9 * len(one)
    return [(a, b) for a, b in found if a.typed or a.chosen]


def at_of(form: Form) -> int:
    return len(form.action.split("/"))


def test_any_form_has_one_verdict_and_one_text_on_both_databases(
    both: list[tuple[Robot, Texts]], held: Held
) -> None:
    forms = pairs(both)
    counts = {"tried": 0, "taken": 0}

    @settings(
        max_examples=sized(40, 3_000), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def sent(data: st.DataObject) -> None:
        pair = forms[data.draw(st.integers(0, len(forms) - 1))]
        names = [*pair[0].typed, *pair[0].chosen]
        some = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        typed = {name: data.draw(anything) for name in some}
        words = {one.decode("utf-8", "ignore") for one in typed.values()}
        with kept_nowhere():
            answers = [
                robot.send(form, typed).status_code
                for (robot, _), form in zip(both, pair, strict=True)
            ]
        assert answers[0] == answers[1], (pair[0].action, typed)
        assert set(answers) <= TAKEN, (pair[0].action, typed)
        texts = [kept.taken(words) for _, kept in both]
        assert texts[0] == texts[1], pair[0].action
        counts["tried"] += 1
        counts["taken"] += answers[0] in (200, 303)

    sent()
    held(
        tried=f"{counts['tried']:,} generated inputs over {len(forms)} forms, on SQLite and "
        "PostgreSQL",
        figure=f"0 server errors; the same verdict and text {counts['tried']:,} times, "
        f"{counts['taken']:,} of them taken",
    )
