"""F41: a village queues behind one address. Sixty complaints in ten minutes all get through, and
so do their answers and their reporters; beyond a machine's pace it is asked to wait, and nothing
typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint import flood
from tests import tickets
from tests.factories import Clock, filled, make_place, new_key, rows
from tests.faults.conftest import Held
from tests.web.forms import form, receipt
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes")
CITIZENS = 60
BEHIND = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """How much one network may send is counted by one statement, which F42 tries on both."""
    return sqlite_database


def test_sixty_citizens_behind_one_address_in_ten_minutes_all_get_through(
    app: Flask, clock: Clock, held: Held
) -> None:
    place, citizen = make_place(app), PageClient(app)
    path = f"/s/{place.point}/aduan"
    stamp = form(citizen.get(path))["csrf_token"]
    for number in range(CITIZENS):
        sent = {"isi": f"Laporan ke-{number}", "kunci": new_key(), "csrf_token": stamp}
        done = citizen.raw(path, "POST", data=sent, environ_base=BEHIND)
        assert done.status_code == 200, number
        clock.later(seconds=9)
    assert len(rows(app, "tickets")) == CITIZENS
    held(
        tried=f"{CITIZENS} complaints in ten minutes behind one address",
        figure=f"{len(rows(app, 'tickets'))} accepted",
    )


def test_sixty_answers_behind_one_address_in_ten_minutes_all_get_through(
    app: Flask, clock: Clock, held: Held
) -> None:
    """And a hundred more at once: no address is ever counted for a survey."""
    place, citizen = make_place(app), PageClient(app)
    stamp = form(citizen.get(place.form))["csrf_token"]
    for number in range(CITIZENS + 100):
        sent = filled(csrf_token=stamp)
        done = citizen.raw(place.form, "POST", data=sent, environ_base=BEHIND)
        assert done.status_code == 303, number
        clock.later(seconds=9 if number < CITIZENS else 0)
    assert len(rows(app, "answers")) == CITIZENS + 100
    held(
        tried=f"{CITIZENS + 100} survey answers behind one address",
        figure=f"{len(rows(app, 'answers'))} accepted",
    )


def test_sixty_reporters_behind_one_address_all_look(app: Flask, clock: Clock) -> None:
    place, citizen = make_place(app), PageClient(app)
    made = [tickets.file(app, place) for _ in range(3)]
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    for number in range(CITIZENS + 5):
        one = made[number % 3]
        sent = {"nomor": one.number, "frasa": one.phrase, "csrf_token": stamp}
        assert citizen.raw("/lacak", "POST", data=sent, environ_base=BEHIND).status_code == 200


def test_a_machine_is_asked_to_wait_and_the_next_network_is_not(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "MOST", 2)
    place, citizen = make_place(app), PageClient(app)
    path = f"/s/{place.point}/aduan"
    for _ in range(2):
        sent = form(citizen.get(path)) | {"isi": "Satu lagi"}
        citizen.post(path, sent, 200, environ_base=BEHIND)
    page = citizen.get(path)
    back = citizen.post(path, form(page) | {"isi": "Jangan hilang"}, 429, environ_base=BEHIND)
    assert form(back)["isi"] == "Jangan hilang"
    assert receipt(back) == receipt(page)
    assert int(back.response.headers["Retry-After"]) >= 60
    citizen.post(path, form(back), 200, environ_base={"REMOTE_ADDR": "198.51.100.9"})
    clock.instant += flood.WINDOW
    citizen.post(path, form(citizen.get(path)) | {"isi": "Kini boleh"}, 200, environ_base=BEHIND)


def test_an_address_that_its_sender_wrote_is_not_believed(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No proxy is set up here: a machine cannot change its network by a header."""
    monkeypatch.setattr(flood, "MOST", 1)
    place, citizen = make_place(app), PageClient(app)
    path = f"/s/{place.point}/aduan"
    for number, status in enumerate((200, 429)):
        sent = form(citizen.get(path)) | {"isi": "Satu lagi"}
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        citizen.post(path, sent, status, environ_base=BEHIND, headers=headers)
