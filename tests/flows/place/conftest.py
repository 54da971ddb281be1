"""Places as staff change them: on both databases, with somebody who may."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

Records = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def admin(app: Flask, place: Place) -> Actor:
    """Of the instansi."""
    return desk.make_staff(app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)])


@pytest.fixture
def records(app: Flask) -> Records:
    """What people did, with its details read; not what the installation did to itself."""

    def read() -> list[dict[str, Any]]:
        found = rows(app, "audit_records")
        return [{**one, "details": json.loads(one["details"])} for one in found if one["actor_id"]]

    return read
