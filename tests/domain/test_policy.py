"""The one table of who may do what, told as rules of an office."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import (
    GRANTABLE,
    INSTALLATION,
    POLICY,
    SECOND_FACTOR,
    Action,
    Grant,
    Level,
    Role,
    Spot,
    allows,
    may_grant,
    needs_second_factor,
)

# An instansi 1 with unit 10, below it 11, below that 12; unit 20 beside 10; instansi 2 with 30.
OWN, BELOW, DEEP, SIBLING, FOREIGN = (
    Spot(1, (10,)),
    Spot(1, (11, 10)),
    Spot(1, (12, 11, 10)),
    Spot(1, (20,)),
    Spot(2, (30,)),
)
CONTENT = {Action.SEE_ANSWERS, Action.SEE_INDEX, Action.SEE_HASIL, Action.SEE_AUDIT}
CHANGES = {
    Action.EDIT_PLACES, Action.ADD_INSTANSI, Action.EXCLUDE_ANSWERS, Action.APPROVE_EXCLUSION,
    Action.EDIT_STAFF, Action.EDIT_CALENDAR, Action.EDIT_SETTINGS, Action.EDIT_INSTRUMENTS,
}  # fmt: skip
EVERYWHERE = (OWN, BELOW, DEEP, SIBLING, FOREIGN, INSTALLATION)


def unit(role: Role, place: int = 10) -> Grant:
    return Grant(role, Level.UNIT, place)


def test_every_action_is_in_the_table_and_nothing_else() -> None:
    assert set(POLICY) == set(Action)


def test_every_action_has_a_role_and_every_role_can_open_the_desk() -> None:
    assert all(POLICY.values())
    assert POLICY[Action.SIT_AT_DESK] == set(Role)


def test_whoever_holds_no_role_may_do_nothing() -> None:
    assert not any(allows((), action, spot) for action, spot in product(Action, EVERYWHERE))


@pytest.mark.parametrize("role", Role)
def test_a_role_holds_for_its_unit_and_all_below_it_and_nowhere_else(role: Role) -> None:
    for action in Action:
        given = role in POLICY[action]
        reached = [allows((unit(role),), action, spot) for spot in EVERYWHERE]
        assert reached == [given, given, given, False, False, False]


@pytest.mark.parametrize("role", Role)
def test_a_role_of_a_lower_unit_does_not_hold_above_it(role: Role) -> None:
    assert not any(allows((unit(role, 11),), action, OWN) for action in Action)


@pytest.mark.parametrize("role", Role)
def test_a_role_of_an_instansi_holds_in_all_its_units_and_in_no_other(role: Role) -> None:
    grant = Grant(role, Level.INSTANSI, 1)
    for action in POLICY:
        given = role in POLICY[action]
        spots = (OWN, BELOW, SIBLING, Spot(1), FOREIGN, Spot(2), INSTALLATION)
        reached = [allows((grant,), action, spot) for spot in spots]
        assert reached == [given, given, given, given, False, False, False]


def test_the_numbers_of_units_and_instansi_are_never_mixed_up() -> None:
    """A unit and an instansi may have the same number."""
    assert not Grant(Role.HEAD, Level.UNIT, 1).covers(Spot(1, (10,)))
    assert not Grant(Role.HEAD, Level.INSTANSI, 10).covers(Spot(1, (10,)))
    assert not Grant(Role.HEAD, Level.INSTANSI, 0).covers(OWN)


def test_the_installation_administrator_sees_no_content() -> None:
    grant = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
    assert not any(allows((grant,), action, spot) for action, spot in product(CONTENT, EVERYWHERE))


def test_the_installation_administrator_changes_no_unit() -> None:
    grant = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
    assert not allows((grant,), Action.EDIT_PLACES, OWN)


def test_the_auditor_changes_nothing() -> None:
    for level, place in ((Level.UNIT, 10), (Level.INSTANSI, 1), (Level.INSTALLATION, 0)):
        grant = (Grant(Role.AUDITOR, level, place),)
        assert not any(allows(grant, action, spot) for action, spot in product(CHANGES, EVERYWHERE))


def test_nobody_both_asks_for_an_exclusion_and_decides_alone_but_the_administrator() -> None:
    """And even they only one after another: the flow asks for two people."""
    both = POLICY[Action.EXCLUDE_ANSWERS] & POLICY[Action.APPROVE_EXCLUSION]
    assert both == {Role.INSTANSI_ADMIN}


def test_whoever_decides_about_an_answer_may_see_it() -> None:
    deciding = POLICY[Action.EXCLUDE_ANSWERS] | POLICY[Action.APPROVE_EXCLUSION]
    assert deciding <= POLICY[Action.SEE_ANSWERS]


def test_whoever_changes_may_also_see() -> None:
    pairs = (
        (Action.EDIT_PLACES, Action.SEE_PLACES),
        (Action.EDIT_STAFF, Action.SEE_STAFF),
        (Action.EDIT_CALENDAR, Action.SEE_CALENDAR),
        (Action.EDIT_SETTINGS, Action.SEE_SETTINGS),
    )
    assert all(POLICY[change] <= POLICY[see] for change, see in pairs)


def test_a_head_hands_out_only_roles_below_his_own() -> None:
    given = [role for role in Role if may_grant((unit(Role.HEAD),), role, OWN)]
    assert set(given) == {Role.COMPLAINT_OFFICER, Role.COUNTER_OFFICER, Role.FRONT_VERIFIER}


def test_a_role_is_handed_out_only_within_reach() -> None:
    grants = (unit(Role.HEAD),)
    reached = [may_grant(grants, Role.COUNTER_OFFICER, spot) for spot in EVERYWHERE]
    assert reached == [True, True, True, False, False, False]


def test_only_the_installation_administrator_makes_one() -> None:
    for holder, spot in product(Role, EVERYWHERE):
        grant = Grant(holder, Level.INSTALLATION, 0)
        made = may_grant((grant,), Role.INSTALLATION_ADMIN, spot)
        assert made is (holder is Role.INSTALLATION_ADMIN)


def test_whoever_cannot_edit_staff_hands_out_nothing() -> None:
    assert set(GRANTABLE) <= POLICY[Action.EDIT_STAFF]


def test_every_role_that_edits_or_reads_what_people_said_needs_a_second_factor() -> None:
    sensitive = CHANGES | {Action.SEE_ANSWERS, Action.SEE_AUDIT, Action.SEE_STAFF}
    needed = set().union(*(POLICY[action] for action in sensitive))
    assert needed | {Role.COMPLAINT_OFFICER, Role.FRONT_VERIFIER} <= SECOND_FACTOR


def test_one_such_role_among_others_is_enough_to_need_it() -> None:
    plain = unit(Role.COUNTER_OFFICER)
    assert not needs_second_factor((plain,))
    assert needs_second_factor((plain, unit(Role.HEAD, 99)))


def _actor(*grants: Grant, enrolled: bool = False) -> Actor:
    return Actor(7, "P0000007", "Maria", "maria@contoh.go.id", grants, enrolled)


def test_an_actor_must_enrol_until_the_second_factor_is_there() -> None:
    assert _actor(unit(Role.HEAD)).must_enrol
    assert not _actor(unit(Role.HEAD), enrolled=True).must_enrol


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("role", Role)
def test_what_is_allowed_somewhere_is_what_the_table_gives_the_role(
    role: Role, level: Level
) -> None:
    place = 0 if level is Level.INSTALLATION else 10
    actor = _actor(Grant(role, level, place))
    for action in Action:
        assert actor.may_anywhere(action) is (role in POLICY[action])
