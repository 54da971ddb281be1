"""A sealed case on the same page: what its team writes is sealed like what its reporter wrote."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.sealing import Unlocked

SECRET = "kelambu ungu"


@pytest.fixture
def member(app: Flask, place: Place) -> tuple[Actor, Unlocked]:
    """Of the integrity team, with a key, before the case came."""
    from kiosk.flows.sealing import Unlocked
    from kiosk.store.complaint import casekeys, keyholders
    from kiosk.store.engine import transaction

    actor = desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    pair = keyholders.new_pair()
    with app.app_context(), transaction():
        casekeys.put_handler(actor.id, pair.public, b"-", NOW)
    return actor, Unlocked(actor.id, pair.private)


def picture() -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 140, 90)).save(kept, "JPEG")
    return kept.getvalue()


def test_the_team_reads_and_writes_and_the_tables_hold_no_word_of_it(
    app: Flask, place: Place, member: tuple[Actor, Unlocked]
) -> None:
    from kiosk.flows.complaint.fetch_file import fetch_file
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.complaint.note_ticket import note_ticket
    from kiosk.flows.complaint.save_draft import save_draft
    from kiosk.flows.complaint.show_ticket import show_ticket
    from kiosk.flows.receiving import Upload
    from kiosk.flows.tickets import NOTHING, Told

    actor, unlocked = member
    house = tickets.house(app)
    ticket = tickets.file(
        app, place, kategori="pungli", isi=f"Isi {SECRET}",
        uploads=[Upload("kelambu ungu.jpg", picture())],
    )  # fmt: skip
    told = Told(message=f"Pesan {SECRET}", reason=f"Alasan {SECRET}")
    with app.app_context():
        move_ticket(actor, ticket.number, Move.VERIFY, 1, NOTHING, house.keys, NOW, unlocked)
        move_ticket(
            actor, ticket.number, Move.ASK, 2, told, house.keys, NOW, unlocked,
            uploads=[Upload("balasan.jpg", picture())], house=house,
        )  # fmt: skip
        note_ticket(actor, ticket.number, f"Catatan {SECRET}", house.keys, NOW, unlocked)
        save_draft(actor, ticket.number, "jawab:p", f"Draf {SECRET}", house.keys, NOW, unlocked)
        view = show_ticket(actor, ticket.number, house, NOW, unlocked)
        locked = show_ticket(actor, ticket.number, house, NOW)
        found = fetch_file(actor, ticket.number, 1, house, NOW, unlocked)
    assert view.story is not None
    assert view.story.body == f"Isi {SECRET}"
    texts = [one.text for one in view.timeline]
    assert {f"Pesan {SECRET}", f"Alasan {SECRET}", f"Catatan {SECRET}"} <= set(texts)
    assert view.drafts == {"jawab:p": f"Draf {SECRET}"}
    assert found.content.startswith(b"\xff\xd8\xff")
    assert not {Move.FORWARD, Move.SEND_BACK} & {one.move for one in view.steps}
    assert SECRET not in repr(snapshot(app))
    assert SECRET not in repr(locked)
    assert (locked.locked, locked.story, locked.timeline) == (True, None, ())
    assert {one["object_kind"] for one in rows(app, "audit_records")[2:]} == {"berkas"}


def test_another_member_without_the_key_opens_nothing(
    app: Flask, place: Place, member: tuple[Actor, Unlocked]
) -> None:
    from kiosk.flows.complaint.fetch_file import fetch_file
    from kiosk.flows.complaint.note_ticket import note_ticket
    from kiosk.flows.complaint.save_draft import save_draft
    from kiosk.flows.complaint.show_ticket import show_ticket
    from kiosk.flows.receiving import Upload
    from kiosk.flows.sealing import LockedCase, Unlocked

    actor, unlocked = member
    house = tickets.house(app)
    ticket = tickets.file(app, place, kategori="pungli", uploads=[Upload("foto.jpg", picture())])
    grants = [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)]
    late = desk.make_staff(app, grants)
    for who, key in ((late, None), (late, Unlocked(late.id, unlocked.private)), (late, unlocked)):
        with app.app_context():
            assert show_ticket(who, ticket.number, house, NOW, key).locked
            with pytest.raises(LockedCase):
                fetch_file(who, ticket.number, 1, house, NOW, key)
            with pytest.raises(LockedCase):
                note_ticket(who, ticket.number, "x", house.keys, NOW, key)
            with pytest.raises(LockedCase):
                save_draft(who, ticket.number, "catatan", "x", house.keys, NOW, key)
    assert rows(app, "ticket_notes") == rows(app, "drafts") == []
    assert actor.id != late.id


def test_a_look_without_the_key_hides_no_look_with_it_from_the_record(
    app: Flask, place: Place, member: tuple[Actor, Unlocked]
) -> None:
    from kiosk.flows.complaint.show_ticket import show_ticket

    actor, unlocked = member
    ticket = tickets.file(app, place, kategori="pungli")
    for key in (None, unlocked, unlocked):
        with app.app_context():
            show_ticket(actor, ticket.number, tickets.house(app), NOW, key)
    seen = [one for one in rows(app, "audit_records") if one["action"] == "baca-laporan"]
    assert [one["details"] for one in seen] == ['{"terkunci": true}', "{}"]
