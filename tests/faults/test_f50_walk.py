"""F50: a report that names officer X and head Y is nowhere for X, Y, their offices and their
administrators: every page of the desk is, before and after it, the same to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, lane, tickets
from tests.factories import NOW, Clock, Place
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.faults.matrix import BELOW, OWN, WORDS, Filled, World, desk_rules
from tests.faults.robot import kept_nowhere

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

    from kiosk.flows.sealing import Unlocked

pytestmark = pytest.mark.usefixtures("quick_hashes")
STAMP = re.compile(rb'name="(?:csrf_token|kunci)"[^>]*>')
KEY = "kunci-uji-laporan-pungli-0001"
X, Y = "Bertus Manafe", "Yublina Taneo"
APART = ("/admin/audit/kepala", "/admin/laporan/catat")
"""Heads of the chains, which are of the whole installation; and a form that draws a new receipt
each time it is opened."""
ASKED = {
    "/admin/cari": ("q=Bertus", "q=pungli", "q=berkas"),
    "/admin/laporan": ("tab=baru", "tab=semua", "q=pungli", "q=Bertus", "kelas=berkadar"),
    "/admin/audit": ("kegiatan=baca-laporan", "pelaku=Inspektur"),
    "/admin/terlindungi": ("arsip=1",),
}
"""What else is typed where there is something to type."""


@dataclass(frozen=True)
class Person:
    what: str
    client: FlaskClient


@pytest.fixture
def database_url(world_database: str) -> str:
    """Every page of everybody concerned, twice: what the pages ask is tried on both in
    test_f50_conflict_of_interest."""
    return world_database


@pytest.fixture
def world(app: Flask, clock: Clock, filled_world: Filled, monkeypatch: pytest.MonkeyPatch) -> World:
    # A poster takes a second to draw, and shows nothing of complaints; the board on paper prints
    # what its page shows, and that one is looked at.
    monkeypatch.setattr("kiosk.paper.poster.pdf", lambda *_, **__: b"%PDF-1.7")
    monkeypatch.setattr("kiosk.paper.hasil_pdf.make", lambda *_, **__: b"%PDF-1.7")
    return World(app, filled_world.corners)


def at(world: World, where: str) -> Place:
    found = world.corners[where].place
    assert found is not None
    return found


def seat(app: Flask, what: str, *grants: Grant, name: str = "") -> Person:
    client = app.test_client()
    desk.sign_in(client, app, grants, name=name)
    return Person(what, client)


def concerned(app: Flask, world: World) -> list[Person]:
    """X serves where it happened, Y heads the office above it. In the full run every colleague
    of theirs too."""
    below, own = at(world, BELOW).unit_id, at(world, OWN).unit_id
    instansi = at(world, OWN).instansi_id
    unit, whole = Level.UNIT, Level.INSTANSI
    colleagues = [
        (role, place)
        for role, place in (
            (Role.HEAD, below),
            (Role.FRONT_VERIFIER, below),
            (Role.COUNTER_OFFICER, below),
            (Role.AUDITOR, below),
            (Role.AUDITOR, own),
            (Role.ZI_TEAM, own),
            (Role.COMPLAINT_OFFICER, own),
            (Role.INSPECTORATE, own),
        )
    ]
    closest = [
        seat(app, "X", Grant(Role.COMPLAINT_OFFICER, unit, below), name=X),
        seat(app, "Y", Grant(Role.HEAD, unit, own), name=Y),
        seat(app, "inspectorate below", Grant(Role.INSPECTORATE, unit, below)),
        seat(
            app,
            "administrator who inspects as well",
            Grant(Role.INSTANSI_ADMIN, whole, instansi),
            Grant(Role.INSPECTORATE, whole, instansi),
        ),
    ]
    if not ledger.FULL:
        return closest
    return [
        *closest,
        *(seat(app, f"{role} {place}", Grant(role, unit, place)) for role, place in colleagues),
        seat(app, "administrator", Grant(Role.INSTANSI_ADMIN, whole, instansi)),
        seat(app, "auditor of all", Grant(Role.AUDITOR, Level.INSTALLATION, 0)),
        seat(app, "administrator of all", Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)),
    ]


def addresses(app: Flask, world: World, number: str) -> Iterator[str]:
    for rule in desk_rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        for where in (OWN, BELOW):
            yield address(world, rule, where, number)
    for path, queries in ASKED.items():
        yield from (f"{path}?{query}" for query in queries)


def address(world: World, rule: Rule, where: str, number: str) -> str:
    made_up = {name: 1 if f"int:{name}" in rule.rule else "1" for name in rule.arguments}
    corner = world.corners[where]
    known: dict[str, object] = {**made_up, "year": 2026, "first": 202001, "period": "2026-10"}
    known |= {name: made_up[name] if f"int:{name}" in rule.rule else word
              for name, word in WORDS.items() if name in made_up}  # fmt: skip
    known |= {**corner.codes, **corner.numbers, "ticket": number}
    known["name"] = "sesi-menganggur" if "<unit>" not in rule.rule else "n-terkecil"
    values = {name: known[name] for name in rule.arguments}
    return world.app.url_map.bind("localhost").build(rule.endpoint, values)


def pages(app: Flask, world: World, who: Person, number: str) -> dict[str, tuple[int, bytes]]:
    found = {}
    for one in dict.fromkeys(addresses(app, world, number)):
        if one.startswith(APART):
            continue
        with kept_nowhere():  # the looks themselves are recorded, and would be seen
            answer = who.client.get(one)
        found[one] = (answer.status_code, STAMP.sub(b"", answer.get_data()))
    assert sum(status == 200 for status, _ in found.values()) > 5, who.what
    return found


def number_of(app: Flask, key: str) -> str:
    from kiosk.flows.receiving import receipt_of

    return receipt_of(key, tickets.house(app)).number


def report(app: Flask, world: World) -> str:
    """Against X and Y, from their own counter; one more against nobody."""
    told = f"Pak {X} minta dua ratus ribu, dan Ibu {Y} tahu."
    place = at(world, BELOW)
    made = tickets.file(app, place, kategori="pungli", isi=told, terlapor=f"{X} dan {Y}", kunci=KEY)
    tickets.file(app, place, kategori="gratifikasi", judul="Amplop di loket", terlapor=Y)
    return made.number


def handle(app: Flask, number: str, who: lane.Member) -> None:
    """The team reads, moves, shares and marks; the jobs tell who is due."""
    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.complaint.mark_accused import mark_accused
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.complaint.show_case import show_case
    from kiosk.flows.tickets import Told

    house = tickets.house(app)
    unlocked: Unlocked | None = who.unlocked
    with app.app_context():
        shown = show_case(who.actor, number, unlocked, house.keys, NOW)
        move_ticket(
            who.actor, number, Move.VERIFY, shown.version, Told(), house.keys, NOW, unlocked
        )
        for code in [one.code for one in shown.suggested]:
            mark_accused(who.actor, number, code, unlocked, house.keys, NOW)


@pytest.mark.timeout(900)
def test_before_and_after_every_page_is_the_same(
    app: Flask, clock: Clock, world: World, held: Held
) -> None:
    people = concerned(app, world)
    team = lane.member(app, at(world, OWN), name="Inspektur Satu")
    lane.set_up(app, team)
    number = number_of(app, KEY)
    before = {who.what: pages(app, world, who, number) for who in people}
    assert report(app, world) == number
    handle(app, number, team)
    for who in people:
        after = pages(app, world, who, number)
        wrong = [one for one in after if after[one] != before[who.what][one]]
        assert wrong == [], (who.what, wrong)
    looked = sum(len(one) for one in before.values())
    held(
        tried=f"a report naming X and Y: {looked:,} pages, searches and files of {len(people)} "
        "people around them, before and after",
        figure=f"{looked:,} the same to the byte",
    )


def test_the_sums_of_the_installation_tell_its_administrator_of_none(
    app: Flask, clock: Clock, world: World
) -> None:
    """Neither how much of each class is kept, nor how the installation is, nor its figures."""
    keeper = seat(app, "keeper", Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))
    team = lane.member(app, at(world, OWN), name="Inspektur Satu")
    lane.set_up(app, team)
    shown = (
        "/admin/retensi",
        "/admin/keadaan",
        "/admin/kotak-keluar",
        "/admin/insiden",
        "/metrics",
    )

    def looked() -> list[bytes]:
        with kept_nowhere():
            return [STAMP.sub(b"", keeper.client.get(one).get_data()) for one in shown]

    before = looked()
    report(app, world)
    assert looked() == before
    named: dict[str, Any] = {
        "identitas": "rahasia",
        "nama": "Maria Bete",
        "kontak": "maria@contoh.id",
    }
    made = tickets.file(app, at(world, BELOW), kategori="pungli", terlapor=Y, **named)
    handle(app, made.number, team)
    assert looked() == before


def test_the_team_does_see_it(app: Flask, clock: Clock, world: World) -> None:
    """Without this the walk above would pass on a report that is lost."""
    team = lane.member(app, at(world, OWN), name="Inspektur Satu")
    lane.set_up(app, team)
    client = app.test_client()
    desk.sign_in(client, app, actor=team.actor)
    number = report(app, world)
    listed = client.get("/admin/terlindungi").get_data(as_text=True)
    assert f"/admin/laporan/{number}" in listed
    assert client.get(f"/admin/terlindungi/{number}").status_code == 200
    assert lane.words_of(app, team, number)["terlapor"] == f"{X} dan {Y}"


def test_the_walk_notices_an_ordinary_complaint(app: Flask, clock: Clock, world: World) -> None:
    """Without this it would pass on pages that never show any."""
    place = at(world, BELOW)
    head = seat(app, "head", Grant(Role.HEAD, Level.UNIT, place.unit_id))
    number = number_of(app, KEY)
    before = pages(app, world, head, number)
    tickets.file(app, place, kunci=KEY)
    after = pages(app, world, head, number)
    assert before["/admin/laporan"] != after["/admin/laporan"]
    assert after[f"/admin/laporan/{number}"][0] == 200


def test_no_notice_goes_to_anybody_it_concerns(
    app: Flask, clock: Clock, world: World, held: Held
) -> None:
    from tests.factories import rows

    concerned(app, world)
    known = {one["id"] for one in rows(app, "notices")}
    team = lane.member(app, at(world, OWN), name="Inspektur Satu")
    report(app, world)
    told = rows(app, "notices")
    told = [one for one in told if one["id"] not in known]
    assert {one["to_id"] for one in told} == {team.actor.id}
    assert {one["kind"] for one in told} == {"berkas-terlindungi"}
    assert all(one["values"] == "{}" for one in told)
    held(
        tried=f"{len(told)} notice(s) of two reports",
        figure="all to the inspectorate, constant words",
    )
