"""Puts the parts together. Imported only by the doors: wsgi, cli and the tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

import kiosk.store.complaint.subject_tables
import kiosk.store.complaint.tables
import kiosk.store.index.alert_tables
import kiosk.store.index.document_tables
import kiosk.store.index.period_tables
import kiosk.store.index.plan_tables
import kiosk.store.index.report_tables
import kiosk.store.index.tables
import kiosk.store.people.grant_end_tables
import kiosk.store.people.incident_tables
import kiosk.store.people.tables
import kiosk.store.place.tables
import kiosk.store.region.region_tables
import kiosk.store.retention.tables
import kiosk.store.survey.day_tables
import kiosk.store.survey.import_tables
import kiosk.store.survey.paper_tables
import kiosk.store.survey.shared_tables
import kiosk.store.survey.tables
import kiosk.store.upkeep.check_tables
import kiosk.store.upkeep.tables
import kiosk.store.upkeep.watch_tables
import kiosk.store.zi.lke_tables
import kiosk.store.zi.pekppp_tables
import kiosk.store.zi.phase_tables
import kiosk.store.zi.proof_tables
import kiosk.store.zi.register_tables
import kiosk.store.zi.standard_tables
import kiosk.store.zi.target_tables  # noqa: F401  each registers its tables
from admin import front as staff
from kiosk.config import Config
from kiosk.store import damage, engine, replica
from kiosk.web import front as citizens

MIGRATIONS = Path(__file__).parent / "migrations"
BODY_LIMIT = 256 * 1024
PARTS_LIMIT = 200


class _Loket(Flask):
    """No view or hook of ours is a coroutine: Flask asks that of each, at every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(config: Config | None = None, *, migrates: bool = True) -> Flask:
    """The whole application; raises `kiosk.config.InvalidConfig` for unusable settings.
    ``migrates`` False: it changes no schema, and its process needs 9 MB less."""
    settings = Config.from_env() if config is None else config
    app = _Loket("kiosk", instance_path=str(settings.instance_dir.resolve()), static_folder=None)
    # `FLASK_DEBUG` in a service's environment would hand traces to citizens (ASVS 13.4.2).
    app.debug = False
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine.engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_PARTS=PARTS_LIMIT,
        MAX_FORM_MEMORY_SIZE=BODY_LIMIT,
        # No page of ours is asked so; what is not used is not answered (ASVS 4.1.4).
        PROVIDE_AUTOMATIC_OPTIONS=False,
        WTF_CSRF_CHECK_DEFAULT=False,
        # A form's own None means Flask-WTF's hour; a stamp lives as long as its session.
        WTF_CSRF_TIME_LIMIT=None,
        KIOSK=settings,
    )
    _connect_store(app, settings)
    if migrates:
        _connect_migrations(app)
    _connect_fronts(app, settings)
    return app


def _connect_store(app: Flask, settings: Config) -> None:
    if settings.is_sqlite:
        settings.instance_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine.db.init_app(app)
    with app.app_context():
        engine.prepare(engine.db.engine, damage.marker(settings.instance_dir))
        if settings.replica_url:
            found = replica.at(settings.replica_url, settings.replica_lag)
            engine.follow(engine.db.engine, found)
            app.before_request(engine.begin_request)


def _connect_migrations(app: Flask) -> None:
    from flask_migrate import Migrate  # Alembic, Mako and all that Pygments can colour

    Migrate(app, engine.db, directory=str(MIGRATIONS), render_as_batch=True)


def _connect_fronts(app: Flask, settings: Config) -> None:
    citizens.connect(app, settings)
    staff.connect(app)
