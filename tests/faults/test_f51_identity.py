"""F51: no name is opened but by a reason, two other people, a record and word to the reporter; and
nobody turns an anonymous reporter into a name."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role
from tests import desk, lane, tickets
from tests.factories import NOW, Place, make_place, rows, snapshot
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.sealing import Unlocked
    from kiosk.store.complaint.persons import Person

pytestmark = pytest.mark.usefixtures("quick_hashes")
ROOT = Path(__file__).resolve().parents[2]
NAME, CONTACT = "Maria Bete", "maria.bete@contoh.id"
WHY = "Saksi harus didengar sebelum pemeriksaan ditutup"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def file(app: Flask, place: Place, **more: Any) -> tickets.Ticket:
    named: dict[str, Any] = {"identitas": "rahasia", "nama": NAME, "kontak": CONTACT}
    return tickets.file(app, place, **{**named, **more})


def handler(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])


def admin(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)])


def ask(app: Flask, who: Actor, number: str, unlocked: Unlocked | None = None) -> None:
    from kiosk.flows.complaint.ask_identity import ask_identity

    with app.app_context():
        ask_identity(who, number, WHY, unlocked, tickets.house(app).keys, NOW)


def decide(
    app: Flask, who: Actor, number: str, unlocked: Unlocked | None = None, *, agrees: bool = True
) -> bool:
    from kiosk.flows.complaint.decide_identity import decide_identity

    with app.app_context():
        return decide_identity(who, number, unlocked, tickets.house(app).keys, NOW, agrees=agrees)


def reveal(
    app: Flask, who: Actor, number: str, unlocked: Unlocked | None = None, days: int = 0
) -> Person:
    from kiosk.flows.complaint.open_identity import open_identity

    with app.app_context():
        now = NOW + timedelta(days=days)
        return open_identity(who, number, unlocked, tickets.house(app), now)


def thread(app: Flask, ticket: tickets.Ticket) -> list[str]:
    """What the reporter reads, with the receipt."""
    from kiosk.flows.complaint.track_ticket import track_ticket
    from kiosk.flows.reporting import Key, prove

    with app.app_context():
        house = tickets.house(app)
        proof = prove(Key(ticket.number, ticket.phrase), house, NOW, "203.0.113.9")
        return [one.text for one in track_ticket(proof, house, NOW).messages]


def test_two_others_a_reason_a_record_and_word_to_the_reporter(
    app: Flask, place: Place, held: Held
) -> None:
    asker, first, second = handler(app, place), admin(app, place), lane.inspector(app, place)
    ticket = file(app, place)
    ask(app, asker, ticket.number)
    assert not decide(app, first, ticket.number)
    with pytest.raises(Exception, match="dua orang"):
        reveal(app, asker, ticket.number)
    assert decide(app, second, ticket.number)
    person = reveal(app, asker, ticket.number)
    assert (person.name, person.contact) == (NAME, CONTACT)
    reveal(app, asker, ticket.number)
    told = thread(app, ticket)
    assert len(told) == 1
    assert WHY in told[0]
    deeds = [one["action"] for one in rows(app, "audit_records")]
    assert deeds.count("buka-identitas") == 2
    assert deeds.count("setuju-identitas") == 2
    assert "minta-identitas" in deeds
    kinds = [one["kind"] for one in rows(app, "notices")]
    assert "identitas-dibuka" in kinds
    held(
        tried="identity of a confidential reporter asked for",
        figure=f"opened after {deeds.count('setuju-identitas')} approvals, "
        f"{deeds.count('buka-identitas')} looks recorded, the reporter told",
    )


def test_of_a_sealed_case_its_own_team_decides_and_no_mail_goes(app: Flask, place: Place) -> None:
    team = [lane.member(app, place) for _ in range(3)]
    lane.set_up(app, team[0])
    ticket = file(app, place, kategori="pungli")
    asker, first, second = team
    outside = admin(app, place)
    ask(app, asker.actor, ticket.number, asker.unlocked)
    with pytest.raises(Exception, match="Tidak ada permintaan"):
        decide(app, outside, ticket.number)
    with pytest.raises(Exception, match="Buka kunci"):
        decide(app, first.actor, ticket.number)
    decide(app, first.actor, ticket.number, first.unlocked)
    assert decide(app, second.actor, ticket.number, second.unlocked)
    person = reveal(app, asker.actor, ticket.number, asker.unlocked)
    assert person.name == NAME
    assert WHY in thread(app, ticket)[0]
    assert {one["kind"] for one in rows(app, "notices")} == {"berkas-terlindungi"}
    assert WHY not in repr(snapshot(app))


def test_who_asks_does_not_decide_and_nobody_decides_twice(app: Flask, place: Place) -> None:
    asker, second = lane.inspector(app, place), lane.inspector(app, place)
    ticket = file(app, place)
    ask(app, asker, ticket.number)
    with pytest.raises(NotAllowed):
        decide(app, asker, ticket.number)
    decide(app, second, ticket.number)
    with pytest.raises(NotAllowed):
        decide(app, second, ticket.number)
    assert rows(app, "identity_requests")[0]["granted_at"] is None


def test_one_no_ends_it(app: Flask, place: Place) -> None:
    from kiosk.flows.identities import NoRequest

    asker, first, second = handler(app, place), admin(app, place), lane.inspector(app, place)
    ticket = file(app, place)
    ask(app, asker, ticket.number)
    decide(app, first, ticket.number)
    decide(app, second, ticket.number, agrees=False)
    third = lane.inspector(app, place)
    with pytest.raises(NoRequest):
        decide(app, third, ticket.number)
    with pytest.raises(NoRequest):
        reveal(app, asker, ticket.number)
    assert thread(app, ticket) == []


def test_what_was_granted_is_the_asker_s_alone_and_not_for_ever(app: Flask, place: Place) -> None:
    from kiosk.flows.identities import NoRequest

    asker, colleague = handler(app, place), handler(app, place)
    ticket = file(app, place)
    ask(app, asker, ticket.number)
    for who in (admin(app, place), lane.inspector(app, place)):
        decide(app, who, ticket.number)
    with pytest.raises(NoRequest):
        reveal(app, colleague, ticket.number)
    with pytest.raises(NoRequest):
        reveal(app, asker, ticket.number, days=8)


@pytest.mark.parametrize("role", [Role.COUNTER_OFFICER, Role.FRONT_VERIFIER, Role.AUDITOR])
def test_others_of_the_unit_cannot_even_ask(app: Flask, place: Place, role: Role) -> None:
    from kiosk.domain.refusal import Refusal

    who = desk.make_staff(app, [Grant(role, Level.UNIT, place.unit_id)])
    ticket = file(app, place)
    before = snapshot(app)
    with pytest.raises(Refusal):
        ask(app, who, ticket.number)
    assert snapshot(app) == before


@pytest.mark.parametrize("identity", ["anonim", "terbuka"])
def test_there_is_nothing_to_ask_of_an_anonymous_or_open_reporter(
    app: Flask, place: Place, identity: str
) -> None:
    from kiosk.flows.identities import NothingToOpen

    who = handler(app, place)
    ticket = file(app, place, identitas=identity)
    with pytest.raises(NothingToOpen):
        ask(app, who, ticket.number)
    if identity == "anonim":
        assert rows(app, "reporters") == []


def test_no_code_writes_how_a_reporter_came_but_the_way_in(held: Held) -> None:
    """By the source: a column ``identity`` is set where a ticket is made, and nowhere changed."""
    writers = set()
    for folder in ("kiosk/flows", "kiosk/store"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if _writes_identity(node):
                    writers.add(path.relative_to(ROOT).as_posix())
    assert "kiosk/flows/receiving.py" in writers
    assert writers <= MAKERS, writers - MAKERS
    held(
        tried="the source searched for whoever turns an anonymous reporter into a named one",
        figure=f"{len(writers - MAKERS)} places beside the way in",
    )


MAKERS = {
    "kiosk/flows/receiving.py",  # the row of a new ticket
    "kiosk/flows/complaint/release_case.py",  # the Complaint of a new ticket, as it came
}


def _writes_identity(node: ast.AST) -> bool:
    """``x(identity=...)``, ``{"identity": ...}`` and ``values["identity"] = ...``, where a row
    could come of it."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        wrote = any(one.arg == "identity" for one in node.keywords)
        return wrote and name in ("change", "values", "make_move", "note_change", "Complaint")
    if isinstance(node, ast.Dict):
        return any(isinstance(one, ast.Constant) and one.value == "identity" for one in node.keys)
    if isinstance(node, ast.Assign):
        return any(
            isinstance(one, ast.Subscript)
            and isinstance(one.slice, ast.Constant)
            and one.slice.value == "identity"
            for one in node.targets
        )
    return False
