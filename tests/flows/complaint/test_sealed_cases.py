"""What the team does with a sealed case: says whom it names, and lets it go where it was none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Level
from tests import lane, tickets
from tests.factories import NOW, Place, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.complaint.kinds import Category

BODY = "Di loket diminta biaya tambahan, padahal tarifnya jelas di papan."


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def sealed(app: Flask, place: Place, **more: Any) -> tickets.Ticket:
    return tickets.file(app, place, **{"kategori": "pungli", "isi": BODY, **more})


def accuse(app: Flask, who: lane.Member, number: str, code: str) -> bool:
    from kiosk.flows.complaint.mark_accused import mark_accused

    with app.app_context():
        keys = tickets.house(app).keys
        return mark_accused(who.actor, number, code, who.unlocked, keys, NOW)


def numbers(app: Flask, who: lane.Member) -> list[str]:
    from kiosk.flows.complaint.list_sealed import list_sealed

    with app.app_context():
        found = list_sealed(who.actor, who.unlocked, tickets.house(app).keys, NOW)
        return [one.number for one in found.cases]


def test_whoever_is_marked_loses_the_case_and_its_existence(app: Flask, place: Place) -> None:
    ketua, named = lane.member(app, place), lane.member(app, place, name="Bertus Manafe")
    lane.set_up(app, ketua)
    number = sealed(app, place).number
    assert numbers(app, named) == [number]
    assert accuse(app, ketua, number, named.actor.code)
    assert numbers(app, named) == []
    assert numbers(app, ketua) == [number]
    assert not lane.may_open(app, named, number)
    moves = [one["move"] for one in rows(app, "ticket_moves")]
    assert moves[-1] == "terlapor"
    # The audit's own texts aside: nowhere does the database say who is accused.
    tables = {n: r for n, r in snapshot(app).items() if n.startswith(("ticket", "case"))}
    assert "Bertus" not in repr(tables)


def test_their_whole_office_is_shut_out_too(app: Flask, place: Place) -> None:
    beside = make_place(app, "rsud-lerik", point="3C5D7E9F", parent=None)
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    from kiosk.domain.people.policy import Grant, Role
    from tests import desk

    officer = desk.make_staff(app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, beside.unit_id)])
    both = desk.make_staff(
        app,
        [
            Grant(Role.COUNTER_OFFICER, Level.UNIT, beside.unit_id),
            Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id),
        ],
    )
    colleague = lane.with_key(app, both)
    number = sealed(app, place).number
    assert numbers(app, colleague) == [number]
    accuse(app, ketua, number, officer.code)
    assert numbers(app, colleague) == []


def test_a_name_nobody_bears_and_a_locked_key_change_nothing(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.mark_accused import UnknownAccused
    from kiosk.flows.sealing import LockedCase

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    number = sealed(app, place).number
    before = snapshot(app)
    with pytest.raises(UnknownAccused):
        accuse(app, ketua, number, "P9999999")
    with pytest.raises(LockedCase):
        accuse(app, lane.Member(ketua.actor, None), number, ketua.actor.code)
    assert snapshot(app) == before


def test_a_case_that_names_the_whole_team_goes_up(app: Flask, place: Place) -> None:
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    above = lane.member(app, place, level=Level.INSTALLATION)
    number = sealed(app, place).number
    assert accuse(app, ketua, number, ketua.actor.code)
    assert lane.may_open(app, above, number)
    assert not lane.may_open(app, ketua, number)


def test_with_nobody_above_it_rests_with_the_paper_and_the_doctor_says_so(
    app: Flask, place: Place
) -> None:
    from kiosk.flows.complaint.watch_cases import watch_cases

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    number = sealed(app, place).number
    keys = tickets.house(app).keys
    with app.app_context():
        assert not watch_cases(keys).orphaned
    assert not accuse(app, ketua, number, ketua.actor.code)
    with app.app_context():
        assert watch_cases(keys).orphaned
    assert sorted(one["holder"] for one in rows(app, "case_keys")) == ["pelapor", "pemulihan"]


def test_names_met_in_the_text_are_suggested_until_marked(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.show_case import show_case
    from tests import desk

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    number = sealed(app, place, isi=f"{BODY} Yang meminta Pak Manafe.").number
    named = desk.make_staff(app, name="Bertus Manafe")
    keys = tickets.house(app).keys
    with app.app_context():
        shown = show_case(ketua.actor, number, ketua.unlocked, keys, NOW)
        assert [one.code for one in shown.suggested] == [named.code]
        assert show_case(ketua.actor, number, None, keys, NOW).suggested == ()
    accuse(app, ketua, number, named.code)
    with app.app_context():
        assert show_case(ketua.actor, number, ketua.unlocked, keys, NOW).suggested == ()


def release(
    app: Flask, who: lane.Member, number: str, body: str, category: Category | None = None
) -> str:
    from kiosk.domain.complaint.kinds import Category
    from kiosk.flows.complaint.release_case import Words, release_case

    words = Words("Biaya tidak jelas", body, category or Category.FEE)
    with app.app_context():
        house = tickets.house(app)
        version = tickets.row(app, number)["version"]
        return release_case(who.actor, number, words, version, who.unlocked, house, NOW)


def test_a_released_case_is_an_ordinary_one_under_the_same_phrase(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.track_ticket import track_ticket
    from kiosk.flows.reporting import Key, prove

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    ticket = sealed(app, place, identitas="rahasia", nama="Maria Bete", kontak="0812")
    new = release(app, ketua, ticket.number, "Mohon tarif di loket dipasang dengan jelas.")
    made, old = tickets.row(app, new), tickets.row(app, ticket.number)
    assert not made["sealed"]
    assert made["ticket_class"] == "tidak-berkadar"
    assert (made["identity"], made["received_at"]) == ("anonim", old["received_at"])
    assert made["split_from"] is None
    assert ticket.number not in repr(made)
    assert old["state"] == "diarsipkan"
    with app.app_context():
        house = tickets.house(app)
        for number in (new, ticket.number):
            proof = prove(Key(number, ticket.phrase), house, NOW, "203.0.113.9")
            assert track_ticket(proof, house, NOW).number == number
        told = track_ticket(proof, house, NOW).messages
    assert len(told) == 1
    assert new[:3] in told[0].text
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        assert kept.reporter_of(made["id"]) is None, "a confidential name went along"


@pytest.mark.parametrize("body", ["", "Pak Manafe tidak ramah.", "Ada pungli di loket 2."])
def test_what_still_names_somebody_or_would_be_sealed_is_not_released(
    app: Flask, place: Place, body: str
) -> None:
    from kiosk.domain.complaint.entry import InvalidComplaint
    from tests import desk

    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    desk.make_staff(app, name="Bertus Manafe")
    number = sealed(app, place).number
    before = snapshot(app)
    with pytest.raises(InvalidComplaint):
        release(app, ketua, number, body)
    assert snapshot(app) == before


def test_every_look_at_a_case_is_in_its_own_access_list_only(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.show_case import show_case

    ketua, rekan = lane.member(app, place, name="Ketua"), lane.member(app, place, name="Rekan")
    lane.set_up(app, ketua)
    first, second = sealed(app, place).number, sealed(app, place).number
    keys = tickets.house(app).keys
    with app.app_context():
        show_case(rekan.actor, first, None, keys, NOW)
        shown = show_case(ketua.actor, first, None, keys, NOW)
        assert [one.who for one in shown.accesses] == ["Ketua", "Rekan"]
        assert len(show_case(ketua.actor, second, None, keys, NOW).accesses) == 1


def test_a_member_named_in_the_text_alone_never_hears_of_it(app: Flask, place: Place) -> None:
    ketua, named = lane.member(app, place), lane.member(app, place, name="Bertus Manafe")
    lane.set_up(app, ketua)
    number = sealed(app, place, isi=f"{BODY} Pak Manafe dari inspektorat menerima bagian.").number
    assert numbers(app, named) == []
    assert not lane.may_open(app, named, number)
    assert [one["to_id"] for one in rows(app, "notices")] == [ketua.actor.id]
    assert numbers(app, ketua) == [number]
