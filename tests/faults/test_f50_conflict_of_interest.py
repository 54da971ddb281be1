"""F50: whoever a case names, his unit and its administrators may not know of it.

What holds now is the rule itself and that no page of the desk knows an exception to it; the cases
come with the complaints, whose every query has to ask `may_know`.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people.conflict import Accused, may_know
from kiosk.domain.people.policy import INSTALLATION, Grant, Level, Role, Spot

# Unit 11 below 10 in instansi 1; officer 7 of unit 11 is named.
pytestmark = pytest.mark.usefixtures("quick_hashes")
NAMED, OTHER = 7, 8
SPOT = Spot(1, (11, 10))
CASE = Accused(frozenset({NAMED}), frozenset({11}))
OFFICE = Grant(Role.INSPECTORATE, Level.INSTANSI, 1)

roles = st.sampled_from(Role)
grants = st.lists(
    st.builds(Grant, roles, st.sampled_from(Level), st.sampled_from([0, 1, 2, 10, 11, 20])),
    max_size=4,
)


def test_the_inspectorate_knows_of_it() -> None:
    assert may_know(OTHER, [OFFICE], SPOT, CASE)
    assert may_know(OTHER, [Grant(Role.INSPECTORATE, Level.UNIT, 10)], SPOT, CASE)


def test_the_person_named_does_not_even_as_an_inspector() -> None:
    assert not may_know(NAMED, [OFFICE], SPOT, CASE)


@pytest.mark.parametrize("role", Role)
def test_nobody_of_the_unit_does_whatever_the_role(role: Role) -> None:
    assert not may_know(OTHER, [Grant(role, Level.UNIT, 11)], SPOT, CASE)
    assert not may_know(OTHER, [OFFICE, Grant(role, Level.UNIT, 11)], SPOT, CASE)


@pytest.mark.parametrize(
    "administers",
    [
        Grant(Role.HEAD, Level.UNIT, 10),
        Grant(Role.HEAD, Level.INSTANSI, 1),
        Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, 1),
        Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0),
    ],
    ids=lambda grant: f"{grant.role}-{grant.level}",
)
def test_no_administrator_of_the_unit_does_not_even_with_a_second_role(administers: Grant) -> None:
    assert not may_know(OTHER, [administers], SPOT, CASE)
    assert not may_know(OTHER, [administers, OFFICE], SPOT, CASE)


def test_an_administrator_of_another_place_who_is_also_an_inspector_here_does() -> None:
    elsewhere = Grant(Role.HEAD, Level.UNIT, 20)
    assert may_know(OTHER, [elsewhere, OFFICE], SPOT, CASE)


@given(grants)
def test_whoever_is_not_of_the_inspectorate_never_does(held: list[Grant]) -> None:
    held = [one for one in held if one.role is not Role.INSPECTORATE]
    assert not may_know(OTHER, held, SPOT, CASE)


@given(grants)
def test_an_inspectorate_elsewhere_never_does(held: list[Grant]) -> None:
    held = [one for one in held if not one.covers(SPOT)]
    assert not may_know(OTHER, held, SPOT, CASE)


@given(grants, st.integers(1, 9))
def test_naming_more_never_shows_it_to_more(held: list[Grant], actor: int) -> None:
    wider = Accused(CASE.people | {actor}, CASE.units | {20})
    assert not may_know(actor, held, SPOT, wider)
    assert may_know(OTHER, held, SPOT, CASE) or not may_know(
        OTHER, held, SPOT, Accused(CASE.people, CASE.units | {20})
    )


@given(grants)
def test_another_role_more_never_shows_it_but_the_inspectorate_s(held: list[Grant]) -> None:
    for fewer in combinations(held, max(len(held) - 1, 0)):
        more = [one for one in held if one not in fewer]
        if may_know(OTHER, held, SPOT, CASE) and not may_know(OTHER, fewer, SPOT, CASE):
            assert all(one.role is Role.INSPECTORATE for one in more)


def test_a_unit_named_as_a_whole_is_as_an_officer_of_it() -> None:
    whole = Accused(units=frozenset({11}))
    assert may_know(OTHER, [OFFICE], SPOT, whole)
    assert not may_know(OTHER, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, 11)], SPOT, whole)


@given(grants)
def test_where_nobody_is_named_the_policy_alone_decides(held: list[Grant]) -> None:
    assert may_know(OTHER, held, SPOT, Accused())
    assert may_know(OTHER, held, INSTALLATION, Accused())
