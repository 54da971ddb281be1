"""A wrong mark is taken back by the team; a long list of cases goes on page by page; and those who
must decide about a name hear that they must."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, lane, tickets
from tests.factories import NOW, Place, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.complaint.list_sealed import Cases
    from kiosk.flows.sealing import Unlocked

TOMORROW = NOW + timedelta(days=1)
"""What waits for the same quiet hour is one notice."""
WHY = "Namanya sama, orangnya bukan."


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def accuse(app: Flask, who: lane.Member, number: str, code: str) -> None:
    from kiosk.flows.complaint.mark_accused import mark_accused

    with app.app_context():
        mark_accused(who.actor, number, code, who.unlocked, tickets.house(app).keys, NOW)


def take_back(app: Flask, who: lane.Member, number: str, code: str, why: str = WHY) -> None:
    from kiosk.flows.complaint.unmark_accused import unmark_accused

    with app.app_context():
        keys = tickets.house(app).keys
        unmark_accused(who.actor, number, code, why, who.unlocked, keys, NOW)


def look(app: Flask, who: lane.Member, after: str = "") -> Cases:
    from kiosk.flows.complaint.list_sealed import list_sealed

    with app.app_context():
        return list_sealed(who.actor, who.unlocked, tickets.house(app).keys, NOW, after=after)


def numbers(app: Flask, who: lane.Member) -> list[str]:
    return [one.number for one in look(app, who).cases]


def pungli(app: Flask, place: Place, **more: Any) -> str:
    return tickets.file(app, place, **{"kategori": "pungli", **more}).number


def test_a_wrong_mark_is_taken_back_with_a_reason(app: Flask, place: Place) -> None:
    ketua, named = lane.member(app, place), lane.member(app, place, name="Bertus Manafe")
    lane.set_up(app, ketua)
    number = pungli(app, place)
    accuse(app, ketua, number, named.actor.code)
    assert not lane.may_open(app, named, number)
    take_back(app, ketua, number, named.actor.code)
    assert numbers(app, named) == [number]
    assert lane.may_open(app, named, number), "the key is theirs again"
    assert rows(app, "ticket_moves")[-1]["move"] == "bukan-terlapor"
    assert rows(app, "ticket_accused") == []
    assert "cabut-terlapor" in {one["action"] for one in rows(app, "audit_records")}
    tables = {n: r for n, r in snapshot(app).items() if n.startswith(("ticket", "case"))}
    assert WHY not in repr(tables)
    assert "Bertus" not in repr(tables)


def test_the_offices_of_others_who_are_marked_stay_shut(app: Flask, place: Place) -> None:
    beside = make_place(app, "rsud-lerik", point="3C5D7E9F")
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    there = Grant(Role.COUNTER_OFFICER, Level.UNIT, beside.unit_id)
    one, two = (desk.make_staff(app, [there]) for _ in range(2))
    team = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    colleague = lane.with_key(app, desk.make_staff(app, [there, team]))
    number = pungli(app, place)
    accuse(app, ketua, number, one.code)
    accuse(app, ketua, number, two.code)
    take_back(app, ketua, number, one.code)
    assert numbers(app, colleague) == []
    take_back(app, ketua, number, two.code)
    assert numbers(app, colleague) == [number]


def test_nobody_takes_back_the_own_mark_nor_one_without_a_reason(app: Flask, place: Place) -> None:
    from kiosk.flows.acting import MissingWords
    from kiosk.flows.cases import UnknownTicket
    from kiosk.flows.complaint.unmark_accused import NotAccused
    from kiosk.flows.sealing import LockedCase

    ketua, named = lane.member(app, place), lane.member(app, place)
    lane.set_up(app, ketua)
    number, code = pungli(app, place), named.actor.code
    with pytest.raises(NotAccused):
        take_back(app, ketua, number, code)
    accuse(app, ketua, number, code)
    before = snapshot(app)
    for who, why, refusal in (
        (named, WHY, UnknownTicket),
        (ketua, " ", MissingWords),
        (lane.Member(ketua.actor, None), WHY, LockedCase),
    ):
        with pytest.raises(refusal):
            take_back(app, who, number, code, why)
    assert snapshot(app) == before


def test_a_long_list_goes_on_where_it_ended(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.flows.complaint.list_sealed.PAGE", 3)
    monkeypatch.setattr("kiosk.flows.complaint.list_sealed.BATCH", 2)
    ketua, named = lane.member(app, place), lane.member(app, place)
    lane.set_up(app, ketua)
    made = [pungli(app, place) for _ in range(8)]
    for number in made[1:4]:
        accuse(app, ketua, number, named.actor.code)
    assert _pages(app, ketua) == [3, 3, 2]
    assert _pages(app, named) == [3, 2], "of what is kept from them there is no gap and no page"
    hidden = look(app, named, after=made[1])
    assert hidden == look(app, named), "a number they may not know is no place to go on from"


def _pages(app: Flask, who: lane.Member) -> list[int]:
    sizes, seen, after = [], [], ""
    while True:
        found = look(app, who, after)
        sizes.append(len(found.cases))
        seen += [one.number for one in found.cases]
        if found.after is None:
            assert len(set(seen)) == len(seen)
            return sizes
        after = found.after


def ask(app: Flask, who: Actor, number: str, unlocked: Unlocked | None = None) -> list[Any]:
    """(kind, to) of every notice that the question brings."""
    from kiosk.flows.complaint.ask_identity import ask_identity

    before = {one["id"] for one in rows(app, "notices")}
    with app.app_context():
        keys = tickets.house(app).keys
        ask_identity(who, number, "Saksi harus didengar.", unlocked, keys, TOMORROW)
    new = [one for one in rows(app, "notices") if one["id"] not in before]
    return sorted((one["kind"], one["to_id"]) for one in new)


def test_who_decides_about_a_name_is_told(app: Flask, place: Place) -> None:
    officer = desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])
    admin = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    deciders = [desk.make_staff(app, [admin]) for _ in range(2)]
    elsewhere = make_place(app, "lain", point="3C5D7E9F")
    desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, elsewhere.unit_id)])
    one = tickets.file(app, place, identitas="rahasia", nama="Maria", kontak="0812")
    told = ask(app, officer, one.number)
    assert told == [("identitas-diminta", each.id) for each in deciders]


def test_of_a_sealed_case_only_its_team_is_told_and_no_word_of_it(app: Flask, place: Place) -> None:
    asker, other, named = (lane.member(app, place) for _ in range(3))
    lane.set_up(app, asker)
    desk.make_staff(app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)])
    number = pungli(app, place, identitas="rahasia", nama="Maria", kontak="0812")
    accuse(app, asker, number, named.actor.code)
    told = ask(app, asker.actor, number, asker.unlocked)
    assert told == [("berkas-terlindungi", other.actor.id)]
