"""Alembic's entry: the application's engine and metadata, batch mode, one transaction a step."""

from alembic import context
from flask import current_app

target = current_app.extensions["migrate"].db


def run() -> None:
    with target.engine.connect() as opened:
        context.configure(
            connection=opened,
            target_metadata=target.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
