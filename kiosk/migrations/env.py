"""Alembic's entry: the application's engine and metadata, batch mode, one transaction for all."""

from alembic import context

from kiosk.store.engine import db
from kiosk.store.moving.upgrading import ENGINE, whole


def run() -> None:
    """On the application's database, or the one a caller named (`upgrading.upgrade`)."""
    engine = context.config.attributes.get(ENGINE) or db.engine
    with engine.connect() as opened, whole(opened):
        # Inside a transaction that is not its own Alembic neither begins nor commits one: left to
        # itself it commits after each statement on SQLite, and a kill leaves half a schema.
        context.configure(
            connection=opened,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
