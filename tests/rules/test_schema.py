"""The schema the code was written for, the newest migration and the models are one."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from kiosk.app import MIGRATIONS
from kiosk.domain.upkeep.schema import HEAD
from kiosk.store.engine import db
from tests.conftest import BOTH_DATABASES
from tests.services.models import differences


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


def test_the_code_knows_the_newest_migration() -> None:
    assert scripts().get_heads() == [HEAD]


def test_migrations_are_one_line() -> None:
    """A second branch could be applied in two orders on two machines."""
    found = list(scripts().walk_revisions())
    assert [one.revision for one in found if one.is_branch_point or one.is_merge_point] == []
    files = list(Path(MIGRATIONS, "versions").glob("*.py"))
    assert len(found) == len(files)


class TestOnBothDatabases:
    @pytest.fixture(params=BOTH_DATABASES)
    def database_url(self, request: pytest.FixtureRequest) -> str:
        url: str = request.getfixturevalue(f"{request.param}_database")
        return url

    def test_models_equal_migrations(self, app: Flask) -> None:
        with app.app_context(), db.engine.connect() as connection:
            assert differences(connection) == []

    def test_every_constraint_has_a_name(self, app: Flask) -> None:
        """Batch mode cannot drop a nameless one."""
        nameless = [
            f"{table.name}: {constraint}"
            for table in db.metadata.tables.values()
            for constraint in table.constraints
            if constraint.name is None and list(getattr(constraint, "columns", ()))
        ]
        assert nameless == []
