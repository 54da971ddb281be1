"""An ordinary complaint handed to the protected lane: what it left behind in the clear goes too."""

from __future__ import annotations

import re
import sqlite3
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.receiving import Upload
from tests import desk, lane, tickets
from tests.factories import NOW, Place, make_place, rows, snapshot
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

WORD = "kelambu"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def officer(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])


def file(app: Flask, place: Place, **more: Any) -> tickets.Ticket:
    return tickets.file(app, place, isi=f"Cerita tentang {WORD} di loket.", **more)


def protect(app: Flask, who: Actor, number: str) -> None:
    from kiosk.flows.complaint.protect_ticket import protect_ticket

    with app.app_context():
        version = tickets.row(app, number)["version"]
        protect_ticket(who, number, version, "ternyata pungli", tickets.house(app), NOW)


def split(app: Flask, who: Actor, number: str) -> str:
    from kiosk.flows.complaint.split_ticket import split_ticket

    with app.app_context():
        version = tickets.row(app, number)["version"]
        house = tickets.house(app)
        return split_ticket(who, number, f"Bagian {WORD}", "Kursi rusak.", version, house, NOW)


def test_its_words_are_in_no_segment_of_the_search_index(
    app: Flask, place: Place, officer: Actor
) -> None:
    other = tickets.file(app, place, isi="Kursi tunggu rusak.")
    number = file(app, place).number
    tickets.file(app, place, isi="Antrean panjang sekali.")
    protect(app, officer, number)
    engine = app.config["KIOSK"].database_url
    if not engine.startswith("sqlite"):
        assert WORD not in repr(snapshot(app))
        return
    with sqlite3.connect(engine.removeprefix("sqlite:///")) as raw:
        blocks = [bytes(one) for (one,) in raw.execute("SELECT block FROM ticket_search_data")]
        assert not [one for one in blocks if WORD.encode() in one]
        assert raw.execute("SELECT count(*) FROM ticket_search('kursi')").fetchone() == (1,)
    assert other.number


def test_reasons_why_its_reporter_was_asked_for_are_sealed_with_it(
    app: Flask, place: Place, officer: Actor
) -> None:
    from kiosk.flows.complaint.ask_identity import ask_identity
    from kiosk.flows.complaint.decide_identity import decide_identity, list_asked

    one, two = lane.member(app, place), lane.member(app, place)
    lane.set_up(app, one)
    number = file(app, place, identitas="rahasia", nama="Maria Bete", kontak="0812").number
    keys = tickets.house(app).keys
    with app.app_context():
        ask_identity(one.actor, number, f"alasan {WORD}", None, keys, NOW)
    protect(app, officer, number)
    assert WORD not in repr(snapshot(app))
    three = lane.member(app, place)
    with app.app_context():
        from kiosk.flows.complaint.open_identity import open_identity
        from kiosk.flows.complaint.share_cases import share_cases

        share_cases(two.actor, two.unlocked, keys, NOW)
        [asked] = list_asked(two.actor, two.unlocked, keys)
        assert asked.reason == f"alasan {WORD}"
        for who in (two, three):
            decide_identity(who.actor, number, who.unlocked, keys, NOW, agrees=True)
        found = open_identity(one.actor, number, one.unlocked, tickets.house(app), NOW)
    assert found.name == "Maria Bete"


def test_the_size_of_its_files_tells_no_more_than_that_of_any_sealed_one(
    app: Flask, place: Place, officer: Actor
) -> None:
    uploads = [Upload("foto.png", saved(drawn(), "PNG"))]
    number = file(app, place, uploads=uploads).number
    protect(app, officer, number)
    [kept] = rows(app, "ticket_files")
    folder = app.config["KIOSK"].upload_dir
    assert kept["size"] == (folder / kept["digest"][:2] / kept["digest"]).stat().st_size


def test_what_was_not_sent_about_it_is_not_sent_any_more(
    app: Flask, place: Place, officer: Actor
) -> None:
    number, stays = file(app, place).number, file(app, place).number
    assert number in repr(rows(app, "notices"))
    protect(app, officer, number)
    left = repr(rows(app, "notices"))
    assert number not in left
    assert stays in left


def test_a_part_of_it_does_not_name_it(app: Flask, place: Place, officer: Actor) -> None:
    from kiosk.flows.complaint.show_ticket import show_ticket

    number = file(app, place).number
    part = split(app, officer, number)
    with app.app_context():
        assert show_ticket(officer, part, tickets.house(app), NOW).split_from == number
    protect(app, officer, number)
    with app.app_context():
        assert number not in repr(show_ticket(officer, part, tickets.house(app), NOW))


def test_a_part_is_handed_over_after_the_whole_that_tells_of_it(
    app: Flask, place: Place, officer: Actor
) -> None:
    from kiosk.flows.acting import MergedTicket

    number = file(app, place).number
    part = split(app, officer, number)
    before = snapshot(app)
    with pytest.raises(MergedTicket):
        protect(app, officer, part)
    assert snapshot(app) == before
    protect(app, officer, number)
    protect(app, officer, part)
    texts = repr([rows(app, one) for one in ("ticket_texts", "ticket_messages", "ticket_words")])
    assert not re.search(WORD, texts)


def test_its_number_leads_to_no_place_in_the_queue(
    app: Flask, place: Place, officer: Actor
) -> None:
    from kiosk.store.complaint import queue
    from kiosk.store.engine import reading

    ticket = file(app, place)
    with app.app_context(), reading():
        assert queue.id_of(ticket.number) == ticket.id
    protect(app, officer, ticket.number)
    with app.app_context(), reading():
        assert queue.id_of(ticket.number) == queue.id_of("23456789A") == 0


def test_files_that_were_on_their_way_do_not_come_to_lie_in_it_unsealed(
    app: Flask, place: Place, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows import writing
    from kiosk.flows.complaint.reply_to_office import reply_to_office
    from kiosk.flows.complaint.track_ticket import track_ticket
    from kiosk.flows.reporting import Key, prove
    from kiosk.flows.tickets import StaleTicket

    ticket, house, made = file(app, place), tickets.house(app), writing._stored

    def slowly(*given: Any) -> Any:
        found = made(*given)
        if not tickets.row(app, ticket.number)["sealed"]:
            protect(app, officer, ticket.number)
        return found

    monkeypatch.setattr(writing, "_stored", slowly)
    uploads = [Upload(f"{WORD}.png", saved(drawn(), "PNG"))]
    letter = writing.Letter("Ini fotonya.", "kunci-pesan-0001", "", uploads)
    with app.app_context():
        proof = prove(Key(ticket.number, ticket.phrase), house, NOW, "203.0.113.9")
        with pytest.raises(StaleTicket):
            reply_to_office(proof, letter, house, NOW, "203.0.113.9")
        assert rows(app, "ticket_files") == []
        reply_to_office(proof, letter, house, NOW, "203.0.113.9")
        assert len(track_ticket(proof, house, NOW).messages) == 1
    assert WORD not in repr(rows(app, "ticket_files"))


def test_a_draft_saved_in_that_very_moment_does_not_stay_behind(
    app: Flask, place: Place, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows import cases
    from kiosk.flows.complaint.save_draft import save_draft

    number, asked = file(app, place).number, cases.role_in
    beside = Thread(target=protect, args=(app, officer, number))

    def slowly(*given: Any) -> Any:
        monkeypatch.setattr(cases, "role_in", asked)
        beside.start()
        beside.join(timeout=1)
        return asked(*given)

    monkeypatch.setattr(cases, "role_in", slowly)
    with app.app_context():
        save_draft(officer, number, "catatan", WORD, tickets.house(app).keys, NOW)
    beside.join()
    assert rows(app, "drafts") == []
