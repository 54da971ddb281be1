"""A guest's role ends by itself: at that midnight, for every reader, on both databases."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.guest import InvalidEnd, TypedEnd
from kiosk.domain.people.policy import Action, Grant, Level, Role, Spot
from tests import desk
from tests.factories import NOW, Clock, Place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

MIDNIGHT = datetime(2026, 10, 20, 16, 0, tzinfo=UTC)
"""20 October 2026 ends in Kupang, eight hours before it does in London."""
LAST_DAY = "2026-10-20"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def giver(app: Flask, place: Place, clock: Clock) -> Actor:
    return desk.make_staff(app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)])


def invite(app: Flask, giver: Actor, place: Place, until: str, role: Role = Role.OMBUDSMAN) -> str:
    from kiosk.flows.people.invite_staff import invite_staff

    with app.app_context():
        made = invite_staff(
            giver, f"{role}@contoh.go.id", "Tamu", role, Level.UNIT, place.unit, NOW,
            TypedEnd(until),
        )  # fmt: skip
    return made.staff_code


def readers(app: Flask, place: Place, code: str) -> dict[str, bool]:
    """Whether each reader of roles held now finds the guest's."""
    from kiosk.store.engine import reading
    from kiosk.store.people import colleagues, holders, reach, roster, staff
    from kiosk.store.zi import evidence

    spot = Spot(place.instansi_id, (place.unit_id,))
    with app.app_context(), reading():
        guest = staff.by_code(code).id
        actor = staff.actor(guest)
        assert actor is not None
        able = [one.id for one in holders.allowed(Action.SEE_FINDINGS, spot)]
        near = [one.id for one in colleagues.at(Action.SEE_FINDINGS, [place.unit_id], [])]
        return {
            "actor": actor.may(Action.SEE_FINDINGS, spot),
            "rows": bool(staff.grant_rows(guest)),
            "home": staff.home(guest) != (0, 0),
            "roster": guest in roster.grants(),
            "spots": bool(reach.spots_of_staff(code)),
            "holders": guest in able,
            "colleagues": guest in near,
            "evidence": guest in evidence.holders([Role.OMBUDSMAN], spot),
        }


def test_at_the_unit_s_own_midnight_the_role_is_gone_for_every_reader(
    app: Flask, place: Place, giver: Actor, clock: Clock
) -> None:
    """No errand ran: nothing but the hour changed."""
    code = invite(app, giver, place, LAST_DAY)
    clock.instant = MIDNIGHT - timedelta(microseconds=1)
    assert set(readers(app, place, code).values()) == {True}
    clock.instant = MIDNIGHT
    found = readers(app, place, code)
    assert [name for name, holds in found.items() if holds] == []


def test_no_reader_of_roles_in_the_store_asks_for_the_end_by_itself() -> None:
    """A new one that forgets the day would let guests in for ever."""
    root = Path(__file__).parents[3] / "kiosk"
    asking = {
        path.name
        for path in root.rglob("*.py")
        if re.search(r"GrantRow\.ended_at|grants\.c\.ended_at", path.read_text(encoding="utf-8"))
    }
    assert asking == {"grant_ends.py", "staff.py"}, "staff.py: only to end a role once"


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.OMBUDSMAN])
@pytest.mark.parametrize("until", ["", "2026-10-14", "2027-04-14", "2026-02-30", "besok"])
def test_a_guest_is_given_no_role_without_a_day_in_the_next_180(
    app: Flask, place: Place, giver: Actor, role: Role, until: str
) -> None:
    with pytest.raises(InvalidEnd):
        invite(app, giver, place, until, role)
    assert invite(app, giver, place, "2027-04-13", role), "the 180th day"


def test_a_guest_s_role_that_lost_its_end_holds_for_nobody(
    app: Flask, place: Place, giver: Actor
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.people import grant_ends

    code = invite(app, giver, place, LAST_DAY)
    with app.app_context(), transaction():
        for row in rows(app, "grant_ends"):
            grant_ends.put(row["grant_id"], None)
    assert not readers(app, place, code)["actor"]


def end(app: Flask, now: datetime) -> None:
    from kiosk.flows.people.end_run_out import end_run_out

    with app.app_context():
        assert not end_run_out(now)


def test_what_ran_out_is_written_down_once_and_its_giver_was_told_a_week_ahead(
    app: Flask, place: Place, giver: Actor, clock: Clock
) -> None:
    code = invite(app, giver, place, LAST_DAY)
    clock.instant = MIDNIGHT - timedelta(days=7, seconds=1)
    end(app, clock.now())
    assert rows(app, "notices") == []
    for clock.instant in (MIDNIGHT - timedelta(days=7), MIDNIGHT - timedelta(days=1)):
        end(app, clock.now())
    [told] = rows(app, "notices")
    assert (told["kind"], told["to_id"]) == ("peran-berakhir", giver.id)
    assert "20 Oktober 2026" in str(told)
    clock.instant = MIDNIGHT
    for _ in range(2):
        end(app, clock.now())
    [grant] = [one for one in rows(app, "grants") if one["role"] == "pemantau"]
    assert grant["ended_at"] == MIDNIGHT
    [record] = [one for one in rows(app, "audit_records") if one["action"] == "akhiri-peran"]
    assert (record["object_id"], record["actor_id"]) == (code, 0)
    assert LAST_DAY in record["details"]
    assert record["unit_id"] == place.unit_id


def test_a_later_end_is_a_change_that_is_recorded_and_told_again(
    app: Flask, place: Place, giver: Actor, clock: Clock
) -> None:
    from kiosk.flows.people.change_end import change_end

    code = invite(app, giver, place, LAST_DAY)
    [number] = [one["id"] for one in rows(app, "grants") if one["role"] == "pemantau"]
    clock.instant = MIDNIGHT - timedelta(days=1)
    end(app, clock.now())
    with app.app_context():
        with pytest.raises(InvalidEnd):
            change_end(giver, code, number, TypedEnd(""), clock.now())
        assert change_end(giver, code, number, TypedEnd("2026-11-20"), clock.now())
        assert not change_end(giver, code, 999, TypedEnd("2026-11-20"), clock.now())
    clock.instant = MIDNIGHT + timedelta(days=28)
    assert readers(app, place, code)["actor"]
    end(app, clock.now())
    assert len(rows(app, "notices")) == 2
    [record] = [one for one in rows(app, "audit_records") if one["action"] == "ubah-akhir-peran"]
    assert LAST_DAY in record["details"]
    assert "2026-11-20" in record["details"]


def test_a_member_of_the_team_whose_role_ran_out_loses_every_case(
    app: Flask, place: Place, giver: Actor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows.people.grant_role import grant_role
    from kiosk.flows.people.invite_staff import invite_staff

    dropped: list[int] = []
    monkeypatch.setattr("kiosk.flows.keyrings.drop_wraps", dropped.append)
    with app.app_context():
        made = invite_staff(
            giver, "tim@contoh.go.id", "Anggota", Role.INSPECTORATE, Level.INSTANSI,
            "pemkot-kupang", NOW, TypedEnd(LAST_DAY, "Asia/Makassar"),
        )  # fmt: skip
        grant_role(giver, made.staff_code, Role.AUDITOR, Level.UNIT, place.unit, NOW)
    dropped.clear()
    clock.instant = MIDNIGHT
    end(app, clock.now())
    assert len(dropped) == 1
    ended = [one["role"] for one in rows(app, "grants") if one["ended_at"] is not None]
    assert ended == ["inspektorat"], "a role without a day goes on"
