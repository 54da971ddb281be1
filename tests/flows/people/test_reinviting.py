"""A link is an account: nobody gets one for more than they could have given."""

import pytest
from flask import Flask

from kiosk import clock
from kiosk.domain.people.caller import Caller
from kiosk.domain.people.invitation import DeadLink, TakenEmail
from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role
from kiosk.flows.people import use_link
from kiosk.flows.people.invite_staff import invite_again, invite_staff
from kiosk.store.engine import transaction
from kiosk.store.people import staff
from kiosk.store.place import units
from tests import desk

PASSWORD = "perahu layar menuju alor"


@pytest.fixture
def unit(app: Flask) -> int:
    desk.start_audit(app)
    with app.app_context(), transaction():
        body = units.add_instansi("KPU", "KPU")
        return units.add(body, "KPU-X", "KPU X", "Asia/Makassar")


def test_a_head_gets_no_link_to_an_inspectors_account(app: Flask, unit: int) -> None:
    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, unit)])
    with app.app_context():
        invited = invite_staff(
            None, "i@contoh.go.id", "Inspektur", Role.INSPECTORATE, Level.UNIT, "KPU-X", clock.now()
        )
        with pytest.raises(NotAllowed):
            invite_again(head, invited.staff_code, clock.now())


def test_whoever_signs_in_by_sso_gets_no_link_that_would_be_a_second_owner(
    app: Flask, unit: int
) -> None:
    with app.app_context():
        invited = invite_staff(
            None, "s@contoh.go.id", "Pegawai", Role.ZI_TEAM, Level.UNIT, "KPU-X", clock.now()
        )
        assert invited.path is not None
        with transaction():
            row = staff.by_code(invited.staff_code)
            staff.put(row.id, oidc_subject="https://sso.contoh.go.id s-1")
        with pytest.raises(TakenEmail):
            invite_again(None, invited.staff_code, clock.now())
        token = invited.path.rsplit("/", 1)[1]
        caller = Caller(address="127.0.0.1", device="Uji", known={}, session=None)
        with pytest.raises(DeadLink):
            use_link.accept_invitation(token, PASSWORD, caller, clock.now())
