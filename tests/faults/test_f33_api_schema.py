"""F33 for machines: whatever fits the published description, and much that does not, is answered as
the description says, by the real application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kiosk.flows.place.keep_api_keys import make_api_key
from tests import desk
from tests.factories import NOW, make_place
from tests.faults.conftest import Held
from tests.faults.ledger import sized
from tests.web.test_api import REFUSALS, VISITS

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock

DESCRIPTION = "/api/v1/openapi.json"
EACH = sized(6, 500)


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Shapes do not depend on the database; tests/flows/test_visits.py tries both."""
    return sqlite_database


def test_every_operation_answers_as_it_is_described(app: Flask, clock: Clock, held: Held) -> None:
    place = make_place(app)
    with app.app_context():
        key = make_api_key(desk.make_staff(app), place.unit, "Mesin lobi", NOW)
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, app)
    operations = [one.ok() for one in schema.get_all_operations()]
    assert {one.path for one in operations} >= {VISITS, REFUSALS}
    seen: list[int] = []
    for operation in operations:
        _try(operation, key, {"unit": place.unit, "code": place.point}, seen)
    assert [one for one in seen if one >= 500] == []
    held(
        tried=f"schemathesis: {len(seen)} requests to {len(operations)} operations of the "
        "published description",
        figure="0 server errors, every answer as described",
    )


def _try(operation: Any, key: str, known: dict[str, str], seen: list[int]) -> None:
    @settings(
        max_examples=EACH, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy())
    def send(case: Any) -> None:
        for number, headers in enumerate(({"Authorization": f"Bearer {key}"}, {})):
            if number == 0 and len(seen) % 2:
                case.path_parameters.update(
                    {name: value for name, value in known.items() if name in case.path_parameters}
                )
            # A token or a counter nobody knows fits its description all the same.
            answer = case.call(headers=headers)
            seen.append(answer.status_code)
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])

    send()
