"""Who lets whom in, gives and ends roles, and shuts accounts; F51 where it is about one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.invitation import InvalidEmail, TakenEmail, UnknownStaff
from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role
from kiosk.domain.people.staffing import OwnRole, TwiceGranted, UnknownPlace, WrongLevel
from kiosk.flows.people.disable_staff import disable_staff, enable_staff
from kiosk.flows.people.end_role import end_role
from kiosk.flows.people.grant_role import grant_role
from kiosk.flows.people.invite_staff import invite_again, invite_staff
from kiosk.flows.people.make_link import return_link
from tests import desk
from tests.factories import NOW, Place, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


@pytest.fixture
def other(app: Flask, place: Place) -> Place:
    """A unit of another instansi."""
    return make_place(app, "rsud-alor", point="RSVD0001", instansi="pemkab-alor")


@pytest.fixture
def admin(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)])


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])


@pytest.fixture
def officer(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])


@pytest.fixture
def foreigner(app: Flask, other: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, other.unit_id)])


def grants(app: Flask, who: Actor) -> list[tuple[str, str]]:
    return [
        (row["role"], row["level"])
        for row in rows(app, "grants")
        if row["staff_id"] == who.id and row["ended_at"] is None
    ]


def test_an_invitation_makes_an_account_without_a_password(
    app: Flask, head: Actor, place: Place
) -> None:
    with app.app_context():
        made = invite_staff(
            head, "Citra@X.go.id", "Citra", Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW
        )
    person = next(row for row in rows(app, "staff") if row["code"] == made.staff_code)
    assert (person["email"], person["password_hash"]) == ("citra@x.go.id", None)
    assert made.path is not None
    token = made.path.rpartition("/")[2]
    assert token not in repr(snapshot(app)), "the link is kept as a hash"
    record = rows(app, "audit_records")[-1]
    assert (record["action"], record["actor_id"], record["object_id"], record["unit_id"]) == (
        "undang-pegawai", head.id, made.staff_code, place.unit_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "level"),
    [
        (Role.HEAD, Level.UNIT),
        (Role.AUDITOR, Level.UNIT),
        (Role.INSTANSI_ADMIN, Level.INSTANSI),
        (Role.INSTALLATION_ADMIN, Level.INSTALLATION),
        (Role.COUNTER_OFFICER, Level.INSTANSI),
    ],
)
def test_a_head_hands_out_only_what_a_head_may(
    app: Flask, head: Actor, place: Place, role: Role, level: Level
) -> None:
    code = {"unit": place.unit, "instansi": "pemkot-kupang", "instalasi": ""}[level]
    before = snapshot(app)
    with app.app_context(), pytest.raises(NotAllowed):
        invite_staff(head, "citra@x.go.id", "Citra", role, level, code, NOW)
    assert snapshot(app) == before


def test_nobody_hands_out_at_a_place_out_of_reach(
    app: Flask, head: Actor, admin: Actor, other: Place
) -> None:
    before = snapshot(app)
    for who in (head, admin):
        with app.app_context(), pytest.raises(NotAllowed):
            invite_staff(who, "c@x.go.id", "C", Role.COUNTER_OFFICER, Level.UNIT, other.unit, NOW)
    assert snapshot(app) == before


@pytest.mark.parametrize(
    ("role", "level"),
    [
        (Role.INSTANSI_ADMIN, Level.INSTALLATION),
        (Role.HEAD, Level.INSTALLATION),
        (Role.INSTALLATION_ADMIN, Level.UNIT),
        (Role.INSTANSI_ADMIN, Level.UNIT),
    ],
)
def test_a_role_exists_at_its_levels_only(
    app: Flask, place: Place, role: Role, level: Level
) -> None:
    """An instansi's administrator for the installation would read every instansi's content."""
    whole = desk.make_staff(app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    for who in (whole, None):
        with app.app_context(), pytest.raises(WrongLevel):
            invite_staff(who, "c@x.go.id", "C", role, level, place.unit, NOW)


def test_an_address_is_taken_once(
    app: Flask, head: Actor, officer: Actor, foreigner: Actor, place: Place
) -> None:
    for known in (officer, foreigner):
        with app.app_context(), pytest.raises(TakenEmail) as refused:
            invite_staff(
                head, known.email.upper(), "Nama", Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW
            )
        assert known.name not in str(refused.value)


def test_somebody_whose_roles_ended_can_be_invited_anew(
    app: Flask, head: Actor, officer: Actor, place: Place
) -> None:
    with app.app_context():
        [grant] = [row for row in rows(app, "grants") if row["staff_id"] == officer.id]
        end_role(head, officer.code, grant["id"], NOW)
        made = invite_staff(
            head, officer.email, "Lain", Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW
        )
    assert made.staff_code == officer.code
    assert grants(app, officer) == [("petugas-loket", "unit")]


@pytest.mark.parametrize("email", ["", "budi", "budi@", "@x.id", "a b@x.id", "a@x", "a@x.id\n"])
def test_an_address_that_is_none_is_refused(
    app: Flask, head: Actor, place: Place, email: str
) -> None:
    if email.strip() == "a@x.id":
        return
    with app.app_context(), pytest.raises(InvalidEmail):
        invite_staff(head, email, "C", Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW)


def test_an_unknown_place_is_refused(app: Flask, admin: Actor) -> None:
    with app.app_context(), pytest.raises(UnknownPlace):
        invite_staff(admin, "c@x.go.id", "C", Role.HEAD, Level.UNIT, "tidak-ada", NOW)


def test_a_second_invitation_voids_the_first(app: Flask, head: Actor, place: Place) -> None:
    with app.app_context():
        made = invite_staff(
            head, "c@x.go.id", "C", Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW
        )
        again = invite_again(head, made.staff_code, NOW)
    assert made.path != again.path
    assert len(rows(app, "one_time_links")) == 1


# F51: one's own role, and people out of reach


def test_nobody_changes_the_own_roles_or_account(
    app: Flask, admin: Actor, head: Actor, place: Place
) -> None:
    before = snapshot(app)
    own = {row["staff_id"]: row["id"] for row in rows(app, "grants")}
    with app.app_context():
        for who in (admin, head):
            with pytest.raises(OwnRole):
                grant_role(who, who.code, Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW)
            with pytest.raises(OwnRole):
                end_role(who, who.code, own[who.id], NOW)
            with pytest.raises(OwnRole):
                disable_staff(who, who.code, NOW)
            with pytest.raises(OwnRole):
                return_link(who, who.code, NOW, second_factor=True)
    assert snapshot(app) == before


def test_somebody_out_of_reach_answers_like_nobody(
    app: Flask, admin: Actor, foreigner: Actor, place: Place, other: Place
) -> None:
    before = snapshot(app)
    said = set()
    with app.app_context():
        for code in (foreigner.code, "TAKADA00"):
            for act in (
                lambda one: grant_role(
                    admin, one, Role.COUNTER_OFFICER, Level.UNIT, place.unit, NOW
                ),
                lambda one: end_role(admin, one, 1, NOW),
                lambda one: disable_staff(admin, one, NOW),
                lambda one: return_link(admin, one, NOW),
                lambda one: invite_again(admin, one, NOW),
            ):
                with pytest.raises(UnknownStaff) as refused:
                    act(code)
                said.add(str(refused.value).replace(code, "…"))
    assert len(said) == 1
    assert snapshot(app) == before


def test_a_head_does_not_shut_out_an_administrator_who_serves_in_the_unit(
    app: Flask, head: Actor, place: Place
) -> None:
    both = desk.make_staff(
        app,
        [
            Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id),
            Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id),
        ],
    )
    with app.app_context():
        with pytest.raises(NotAllowed):
            disable_staff(head, both.code, NOW)
        with pytest.raises(NotAllowed):
            return_link(head, both.code, NOW)
        higher = next(row for row in rows(app, "grants") if row["role"] == "admin-instansi")
        with pytest.raises(NotAllowed):
            end_role(head, both.code, higher["id"], NOW)


def test_a_grant_of_somebody_else_is_not_ended_under_anothers_name(
    app: Flask, admin: Actor, officer: Actor, foreigner: Actor
) -> None:
    foreign = next(row for row in rows(app, "grants") if row["staff_id"] == foreigner.id)
    with app.app_context():
        end_role(admin, officer.code, foreign["id"], NOW)
    assert grants(app, foreigner) == [("petugas-loket", "unit")]


def test_a_role_is_given_and_ended_with_its_record(
    app: Flask, admin: Actor, officer: Actor, place: Place
) -> None:
    with app.app_context():
        grant_role(admin, officer.code, Role.HEAD, Level.UNIT, place.unit, NOW)
        with pytest.raises(TwiceGranted):
            grant_role(admin, officer.code, Role.HEAD, Level.UNIT, place.unit, NOW)
        new = next(
            r for r in rows(app, "grants")
            if (r["staff_id"], r["role"]) == (officer.id, "kepala-unit")
        )  # fmt: skip
        assert new["granted_by"] == admin.id
        end_role(admin, officer.code, new["id"], NOW, "mutasi")
    assert grants(app, officer) == [("petugas-loket", "unit")]
    given, ended = rows(app, "audit_records")[-2:]
    assert (given["action"], ended["action"]) == ("beri-peran", "akhiri-peran")
    assert "mutasi" not in repr(ended)
    assert rows(app, "audit_texts")[-1]["text"] == "mutasi"


def test_a_shut_account_can_be_opened_again(app: Flask, head: Actor, officer: Actor) -> None:
    with app.app_context():
        disable_staff(head, officer.code, NOW, "cuti panjang")
        disable_staff(head, officer.code, NOW)
        enable_staff(head, officer.code, NOW)
    person = next(row for row in rows(app, "staff") if row["id"] == officer.id)
    assert person["disabled_at"] is None
    assert [row["action"] for row in rows(app, "audit_records")][-2:] == [
        "nonaktifkan-pegawai", "aktifkan-pegawai",
    ]  # fmt: skip


def test_without_its_record_nothing_is_granted(
    app: Flask, admin: Actor, officer: Actor, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr("kiosk.store.people.audit.append", broken)
    before = snapshot(app)
    with app.app_context(), pytest.raises(RuntimeError):
        grant_role(admin, officer.code, Role.HEAD, Level.UNIT, place.unit, NOW)
    assert snapshot(app) == before
