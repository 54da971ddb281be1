"""F21: two officers save one ticket; exactly one wins, and the other keeps what was written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Clock, make_place, rows
from tests.faults import ledger
from tests.web.page_client import Page, words

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.faults.conftest import Held

pytestmark = pytest.mark.usefixtures("quick_hashes")
TRIALS = ledger.sized(60, 1_000)


def save(app: Flask, actor: Actor, number: str, version: int, words: str) -> str:
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import StaleTicket, Told

    with app.app_context():
        try:
            move_ticket(
                actor, number, Move.ASK, version, Told(message=words, reason="periksa"),
                tickets.house(app).keys, NOW,
            )  # fmt: skip
        except StaleTicket:
            return ""
    return words


def test_one_of_two_wins_every_time_and_nothing_is_overwritten(app: Flask, held: Held) -> None:
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import NOTHING

    place = make_place(app)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    two = [desk.make_staff(app, grants) for _ in range(2)]
    keys = tickets.house(app).keys
    ticket, won = tickets.file(app, place), []
    with app.app_context():
        move_ticket(two[0], ticket.number, Move.VERIFY, 1, NOTHING, keys, NOW)
    with ThreadPoolExecutor(2) as pool:
        for trial in range(TRIALS):
            version = tickets.row(app, ticket.number)["version"]
            tries = [
                pool.submit(save, app, one, ticket.number, version, f"{trial} dari {one.id}")
                for one in two
            ]
            told = [one.result() for one in tries]
            assert len([one for one in told if one]) == 1, trial
            won += [one for one in told if one]
            with app.app_context():
                move_ticket(two[0], ticket.number, Move.RESUME, version + 1, NOTHING, keys, NOW)
    assert [one["text"] for one in rows(app, "ticket_messages")] == won
    row = tickets.row(app, ticket.number)
    assert row["version"] == 2 + 2 * TRIALS
    held(
        tried=f"two officers save one ticket, {TRIALS:,} trials, {desk.kind_of(app)}",
        figure=f"{len(won):,} times one won, the other was told; {TRIALS - len(won)} overwritten",
    )


def test_at_the_page_who_comes_second_sees_both_versions_and_keeps_what_was_typed(
    app: Flask, clock: Clock, held: Held
) -> None:
    place = make_place(app)
    ticket = tickets.file(app, place)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    mine, theirs = (desk.Window(app) for _ in range(2))
    desk.sign_in(mine.client, app, grants, name="Yustina Bria")
    desk.sign_in(theirs.client, app, grants, name="Rekan Lain")
    at = f"/admin/laporan/{ticket.number}"
    for window in (mine, theirs):
        window.get(at)
    mine.post(f"{at}/langkah", move="verifikasi", version=version(app, ticket))
    form = {"message": "Berkas apa yang kurang?", "version": version(app, ticket)}
    theirs.post(f"{at}/catatan", note="Sedang saya telepon")
    page = Page(mine.post(f"{at}/langkah/jawab", 409, **form))
    [news] = page.find("//section[@class='clash']")
    for told in ("Rekan Lain", "Sedang saya telepon"):
        assert told in words(news)
    [kept] = page.find("//textarea[@name='message']")
    assert words(kept) == form["message"]
    assert rows(app, "ticket_messages") == []
    held(tried="the same at the desk's page", figure="409 with both versions, nothing typed lost")


def version(app: Flask, ticket: tickets.Ticket) -> str:
    return str(tickets.row(app, ticket.number)["version"])
