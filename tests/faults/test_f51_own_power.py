"""F51: nobody gives himself more, nor touches people out of reach; not even through somebody who
also works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Clock, Place, make_place, rows, snapshot
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from kiosk.domain.people.actor import Actor

pytestmark = pytest.mark.usefixtures("quick_hashes")
PEOPLE = ("staff", "grants", "one_time_links", "recovery_codes", "passkeys")


class Office:
    """A head and an officer in one unit, another unit beside it, another instansi; and somebody
    who serves here at a counter and is head elsewhere."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        self.own = make_place(app)
        self.beside = make_place(app, "rsud-lerik", point="3C5D7E9F")
        self.foreign = make_place(app, "rsud-alor", point="4D6E8F2G", instansi="pemkab-alor")
        self.officer = self.person(Role.COUNTER_OFFICER, self.own)
        self.outsider = self.person(Role.COUNTER_OFFICER, self.beside)
        self.stranger = self.person(Role.COUNTER_OFFICER, self.foreign)
        self.both = desk.make_staff(
            app,
            [
                Grant(Role.COUNTER_OFFICER, Level.UNIT, self.own.unit_id),
                Grant(Role.HEAD, Level.UNIT, self.foreign.unit_id),
            ],
            password=desk.PASSWORD,
        )
        self.boss = desk.make_staff(
            app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, self.own.instansi_id)]
        )

    def person(self, role: Role, place: Place) -> Actor:
        return desk.make_staff(self.app, [Grant(role, Level.UNIT, place.unit_id)])

    def sit_as(self, actor: Actor) -> Actor:
        return desk.sign_in(self.client, self.app, actor=actor)

    def sit_as_head(self) -> Actor:
        return self.sit_as(self.person(Role.HEAD, self.own))

    def post(self, path: str, **fields: object) -> TestResponse:
        stamp = {"csrf_token": desk.csrf(self.app)}
        return self.client.post(f"/admin/pegawai/{path}", data={**stamp, **fields})

    def people(self) -> dict[str, list[tuple[object, ...]]]:
        found = snapshot(self.app)
        return {name: found[name] for name in PEOPLE if name in found}


@pytest.fixture
def office(app: Flask, client: FlaskClient, clock: Clock) -> Office:
    return Office(app, client)


def grant_of(app: Flask, actor: Actor) -> int:
    return int(next(row["id"] for row in rows(app, "grants") if row["staff_id"] == actor.id))


def everything_on(office: Office, code: str, grant: int, place: str) -> list[TestResponse]:
    """All that a form can do to a person."""
    return [
        office.post(f"{code}/peran", role="petugas-loket", place=place),
        office.post(f"{code}/peran", role="kepala-unit", place=place),
        office.post(f"{code}/akhiri-peran", grant=grant),
        office.post(f"{code}/nonaktif", reason="Sebab yang cukup"),
        office.post(f"{code}/aktif"),
        office.post(f"{code}/tautan"),
        office.post(f"{code}/undang-ulang"),
    ]


def test_nobody_changes_his_own_roles_or_account(app: Flask, office: Office, held: Held) -> None:
    actors = [office.person(Role.HEAD, office.own), office.boss]
    actors.append(desk.make_staff(app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)]))
    before, tried = office.people(), 0
    for actor in actors:
        office.sit_as(actor)
        place = f"unit:{office.own.unit}"
        for answer in everything_on(office, actor.code, grant_of(app, actor), place):
            assert answer.status_code in (303, 403, 404, 422)
            tried += 1
    assert office.people() == before
    held(tried=f"{tried} edits of one's own role, unit and account", figure="no row changed")


def test_a_head_gives_nobody_a_role_as_high_as_his_own(office: Office) -> None:
    office.sit_as_head()
    before = office.people()
    for role in (Role.HEAD, Role.INSTANSI_ADMIN, Role.INSTALLATION_ADMIN, Role.AUDITOR,
                 Role.INSPECTORATE, Role.ZI_TEAM):  # fmt: skip
        for place in (f"unit:{office.own.unit}", "instansi:pemkot-kupang", "instalasi:"):
            for path, more in (
                (f"{office.officer.code}/peran", {}),
                ("undang", {"email": "baru@contoh.go.id", "name": "Orang Baru"}),
            ):
                answer = office.post(path, role=role.value, place=place, **more)
                assert answer.status_code in (403, 422), (role, place)
    assert office.people() == before


def test_an_administrator_of_an_instansi_makes_none_of_the_installation(office: Office) -> None:
    office.sit_as(office.boss)
    before = office.people()
    for role in (Role.INSTALLATION_ADMIN, Role.AUDITOR, Role.INSPECTORATE, Role.INSTANSI_ADMIN):
        for place in ("instalasi:", "instansi:pemkab-alor", "unit:rsud-alor"):
            answer = office.post(f"{office.officer.code}/peran", role=role.value, place=place)
            assert answer.status_code in (403, 422), (role, place)
    assert office.people() == before


def test_an_administrator_of_the_installation_gives_himself_no_way_to_content(
    app: Flask, office: Office
) -> None:
    """Neither directly nor through somebody else: it hands out administrators only."""
    office.sit_as(desk.make_staff(app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)]))
    before = office.people()
    for role in (Role.HEAD, Role.AUDITOR, Role.INSPECTORATE, Role.COMPLAINT_OFFICER):
        for place in ("instalasi:", "instansi:pemkot-kupang", f"unit:{office.own.unit}"):
            answer = office.post(f"{office.boss.code}/peran", role=role.value, place=place)
            assert answer.status_code in (403, 422), (role, place)
    assert office.people() == before


def test_people_out_of_reach_are_as_unknown_and_stay_as_they_are(
    app: Flask, office: Office, held: Held
) -> None:
    office.sit_as_head()
    before, tried = office.people(), 0
    for person in (office.outsider, office.stranger, office.boss):
        place = f"unit:{office.own.unit}"
        for answer in everything_on(office, person.code, grant_of(app, person), place):
            assert answer.status_code == 404
            tried += 1
        assert office.client.get(f"/admin/pegawai/{person.code}").status_code == 404
    assert office.people() == before
    held(
        tried=f"{tried} edits of people of other units", figure="404 as for nobody, no row changed"
    )


def test_the_number_of_another_s_role_ends_nothing_behind_a_person_in_reach(
    app: Flask, office: Office
) -> None:
    office.sit_as_head()
    before = office.people()
    for other in (office.outsider, office.stranger, office.boss, office.both):
        office.post(f"{office.officer.code}/akhiri-peran", grant=grant_of(app, other))
    assert office.people() == before


def test_whoever_also_serves_here_is_not_taken_over_from_here(app: Flask, office: Office) -> None:
    """A way back in, a new invitation, a shut account: each would reach the other office too."""
    office.sit_as_head()
    elsewhere = next(
        row["id"]
        for row in rows(app, "grants")
        if row["staff_id"] == office.both.id and row["role"] == Role.HEAD
    )
    before = office.people()
    for act in ("tautan", "undang-ulang", "nonaktif", "aktif"):
        answer = office.post(f"{office.both.code}/{act}", reason="Sebab yang cukup")
        assert "/admin/masuk-lagi/" not in answer.get_data(as_text=True)
        assert "/admin/undangan/" not in answer.get_data(as_text=True)
    office.post(f"{office.both.code}/akhiri-peran", grant=elsewhere)
    assert office.people() == before
    seen = office.client.get(f"/admin/pegawai/{office.both.code}").get_data(as_text=True)
    assert "rsud-alor" not in seen


def test_what_is_within_one_s_power_is_done(app: Flask, office: Office) -> None:
    """Without this the tests above would pass on pages that do nothing."""
    office.sit_as_head()
    answer = office.post(
        f"{office.officer.code}/peran", role="verifikator", place=f"unit:{office.own.unit}"
    )
    assert answer.status_code == 303
    assert rows(app, "grants")[-1]["role"] == "verifikator"
    office.post(f"{office.officer.code}/akhiri-peran", grant=rows(app, "grants")[-1]["id"])
    assert rows(app, "grants")[-1]["ended_at"] is not None
    office.post(f"{office.officer.code}/nonaktif", reason="Pindah tugas ke kabupaten lain")
    assert next(r for r in rows(app, "staff") if r["id"] == office.officer.id)["disabled_at"]


EXTRA = {
    "role": "admin-instalasi", "roles": "admin-instalasi", "level": "instalasi", "place_id": "0",
    "staff_id": "1", "staff": "P0000001", "granted_by": "1", "disabled_at": "", "version": "99",
    "email": "orang.lain@contoh.go.id", "code": "P0000001", "id": "1", "password_hash": "x",
    "totp_sealed": "", "oidc_subject": "x",
}  # fmt: skip


def test_pages_of_one_s_own_account_take_no_field_about_power(app: Flask, office: Office) -> None:
    office.sit_as_head()
    before = office.people()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("account.") and "POST" in (rule.methods or ()):
            if rule.endpoint in ("account.recovery_codes", "account.second_factor"):
                continue  # these renew secrets of one's own, which is what they are for
            data = {"csrf_token": desk.csrf(app), **EXTRA}
            assert office.client.post(rule.rule, data=data).status_code < 500
    assert office.people() == before


def test_whoever_is_relieved_keeps_no_power_in_an_open_session(app: Flask, office: Office) -> None:
    """V8.3.2: the very next request."""
    head = office.person(Role.HEAD, office.own)
    window = app.test_client()
    desk.sign_in(window, app, actor=head)
    path = f"/admin/unit/{office.own.unit}/ubah"
    assert window.get(path).status_code == 200
    office.sit_as(office.boss)
    office.post(f"{head.code}/akhiri-peran", grant=grant_of(app, head))
    assert window.get(path).status_code == 404
