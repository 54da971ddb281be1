"""Somebody who may open everything at the desk, so that every page can be looked at."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import connection, reading
from kiosk.store.place import units
from kiosk.store.place.tables import Instansi
from tests import desk
from tests.rules.installation import EMPTY_UNIT, INSTANSI, UNIT


def sit_down(client: FlaskClient, app: Flask) -> None:
    """Roles that no one person should hold together; here they save a sign-in a page."""
    with app.app_context(), reading():
        places = [units.by_code(code).id for code in (UNIT, EMPTY_UNIT)]
        instansi = connection().scalar(select(Instansi.id).where(Instansi.code == INSTANSI))
    assert instansi is not None
    of_units = [Role.HEAD, Role.INSPECTORATE, Role.AUDITOR, Role.ZI_TEAM]
    grants = [Grant(role, Level.UNIT, place) for role in of_units for place in places]
    grants.append(Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))
    grants.append(Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, instansi))
    desk.sign_in(client, app, grants)
