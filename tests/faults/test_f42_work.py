"""F42, its other half: beyond a network's limit nobody is sent away. A form costs its sender some
counting, once for each; whoever floods pays for every one, and the office behind the same address
goes on reporting."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint import flood, work
from kiosk.domain.complaint.work import Challenge, Work
from kiosk.store.complaint import intake
from tests import tickets, working
from tests.factories import Clock, Place, make_place, new_key, rows
from tests.faults.conftest import Held
from tests.web.forms import form, receipt
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes")
NETWORK = {"REMOTE_ADDR": "203.0.113.7"}
OTHER = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Counted by the statement that test_f42_floods.py tries on both."""
    return sqlite_database


@pytest.fixture
def place(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Of the limit nothing is left; and a count is quick."""
    monkeypatch.setattr(flood, "MOST", 0)
    monkeypatch.setattr(work, "LEAST", 10)
    return make_place(app)


@pytest.fixture
def citizen(app: Flask) -> PageClient:
    return PageClient(app)


def sent(citizen: PageClient, place: Place, fields: dict[str, str], status: int = 429) -> Page:
    return citizen.post(f"/s/{place.point}/aduan", fields, status, environ_base=NETWORK)


def opened(citizen: PageClient, place: Place, words: str) -> dict[str, str]:
    return form(citizen.get(f"/s/{place.point}/aduan")) | {"isi": words}


def paid(page: Page) -> dict[str, str]:
    """The page's form, its challenge solved."""
    return form(page) | {"kerja": working.solved(*working.asked(page))}


def test_who_counts_gets_through_at_once_and_everything_typed_is_kept(
    app: Flask, citizen: PageClient, place: Place, held: Held
) -> None:
    done = 0
    for number in range(5):
        typed = opened(citizen, place, f"Laporan {number}: jangan hilang")
        back = sent(citizen, place, typed)
        kept = form(back)
        assert {name: kept[name] for name in typed if name != "csrf_token"} == {
            name: typed[name] for name in typed if name != "csrf_token"
        }
        minutes = int(back.response.headers["Retry-After"]) / 60
        assert f"tunggu {minutes:.0f} menit" in back.seen
        sent(citizen, place, paid(back), 200)
        done += 1
    assert len(rows(app, "tickets")) == done
    held(
        tried=f"{done} reports of one network beyond its limit, each with its proof of work",
        figure=f"{done} taken at once, 0 characters lost",
    )


def test_who_has_the_right_receipt_gets_in_where_neighbours_guessed(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch, held: Held
) -> None:
    monkeypatch.setattr(flood, "TRIES", 3)
    monkeypatch.setattr(flood, "MOST", 200)
    made = tickets.file(app, place)
    look = {"nomor": made.number, "frasa": made.phrase, "langkah": "balas", "kunci": new_key()}
    look["pesan"] = "Masih antre"

    def tried(fields: dict[str, str], status: int) -> Page:
        fields = form(citizen.get("/lacak")) | fields
        return citizen.post("/lacak", fields, status, environ_base=NETWORK)

    for _ in range(flood.TRIES):
        tried(look | {"frasa": "bukan ini"}, 422)
    page = tried(look, 429)
    answer = paid(page)
    assert answer.items() >= look.items(), "the step that was asked for is kept"
    tried(look | {"nomor": "7F3K9QWX2", "kerja": answer["kerja"]}, 429)
    page = citizen.post("/lacak", answer, 200, environ_base=NETWORK)
    assert "Pesan Anda sudah terkirim." in page.seen
    guess = paid(tried(look | {"frasa": "juga bukan"}, 429))
    page = citizen.post("/lacak", guess, 422, environ_base=NETWORK)
    again = citizen.post("/lacak", guess, 429, environ_base=NETWORK)
    assert paid(again)["kerja"] != guess["kerja"], "every guess costs its own"
    held(
        tried=f"{flood.TRIES} wrong receipts of a network, then a right one of a neighbour",
        figure="in at once by a second's work, what was written sent; each guess paid for anew",
    )


def test_work_is_good_once_for_one_form_of_one_network(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    first, second = (
        sent(citizen, place, opened(citizen, place, words)) for words in ("Satu", "Dua")
    )
    good = paid(first)
    # Of another form, of another network, of none.
    sent(citizen, place, form(second) | {"kerja": good["kerja"]})
    for wrong in ("", "10", "99-1", "10-", "10-x", "10-١", "9" * 5_000, "10--1", "\0"):
        sent(citizen, place, form(second) | {"kerja": wrong})
    citizen.post(f"/s/{place.point}/aduan", good, 429, environ_base=OTHER)
    assert rows(app, "tickets") == []
    sent(citizen, place, good, 200)
    # The same form again is the same report; another text under it is none.
    sent(citizen, place, good, 200)
    sent(citizen, place, good | {"isi": "Lain"}, 409)
    assert len(rows(app, "tickets")) == 1


def test_work_that_is_none_leaves_no_row_however_often_it_is_named(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    back = sent(citizen, place, opened(citizen, place, "Satu"))
    before = rows(app, "intake_counts")
    for number in range(10):
        made_up = form(back) | {"kunci": f"karangan-{number:016d}", "kerja": f"22-{number}"}
        sent(citizen, place, made_up)
    after = rows(app, "intake_counts")
    assert len(after) == len(before), "one of the network, none of each form made up"
    assert sum(one["count"] for one in after) == sum(one["count"] for one in before) + 10


def test_a_try_that_failed_is_used_up_and_the_next_challenge_is_another(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = sent(citizen, place, opened(citizen, place, "Satu"))
    good = paid(back)
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.flows.filing.prepare", lambda *_: None)
        broken.setattr("kiosk.flows.filing.receiving.make_ready", _busy)
        sent(citizen, place, good, 503)
    again = sent(citizen, place, good)
    assert working.asked(again) != working.asked(back)
    assert receipt(again) == receipt(back)
    sent(citizen, place, paid(again), 200)
    assert len(rows(app, "tickets")) == 1


def _busy(*_: object, **__: object) -> None:
    from kiosk.domain.refusal import Busy

    raise Busy("Sistem sedang sibuk.")


def test_yesterday_s_work_opens_nothing_today(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    good = paid(sent(citizen, place, opened(citizen, place, "Kemarin")))
    clock.later(days=1)
    back = sent(citizen, place, good)
    sent(citizen, place, paid(back), 200)


def test_a_flood_without_work_raises_nobody_s_price_and_one_with_work_its_own(
    app: Flask, citizen: PageClient, place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(12):
        back = sent(citizen, place, opened(citizen, place, "Banjir"))
    assert working.asked(back)[1] == work.LEAST
    monkeypatch.setattr(work, "STEP", 2)
    prices = []
    for number in range(5):
        back = sent(citizen, place, opened(citizen, place, f"Dibayar {number}"))
        prices.append(working.asked(back)[1] - work.LEAST)
        sent(citizen, place, paid(back), 200)
    assert prices == [0, 0, 1, 1, 2]
    # One bit less than is asked now, two less: somebody counted meanwhile.
    monkeypatch.setattr(work, "MOST_DONE", 5)
    back = sent(citizen, place, opened(citizen, place, "Terlalu banyak"))
    assert back.find("//*[@data-module='work']") == []
    clock.instant += flood.WINDOW
    back = sent(citizen, place, opened(citizen, place, "Jendela berikutnya"))
    sent(citizen, place, paid(back), 200)


def test_what_was_asked_for_while_somebody_counted_is_still_good_by_one_bit(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = [sent(citizen, place, opened(citizen, place, f"Awal {n}")) for n in range(2)]
    monkeypatch.setattr(work, "bits_for", lambda done: work.LEAST + 1)
    sent(citizen, place, paid(early[0]), 200)
    monkeypatch.setattr(work, "bits_for", lambda done: work.LEAST + 2)
    sent(citizen, place, paid(early[1]))


def test_a_flood_leaves_no_row_for_each_of_its_forms(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    for _ in range(10):
        sent(citizen, place, opened(citizen, place, "Banjir"))
    assert len(rows(app, "intake_counts")) == 1


def test_where_the_day_s_key_is_away_nobody_is_asked_to_count_in_vain(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_key", _unreadable)
    back = sent(citizen, place, opened(citizen, place, "Jangan hilang"))
    assert back.find("//*[@data-module='work']") == []
    assert form(back)["isi"] == "Jangan hilang"


def _unreadable(*_: object) -> bytes:
    raise PermissionError


def test_the_server_checks_in_microseconds_what_costs_a_device_seconds(held: Held) -> None:
    text, bits = "0123456789abcdef" * 2, 17
    began = time.perf_counter()
    made = Work("kunci", working.solved(text, bits))
    spent = time.perf_counter() - began
    began = time.perf_counter()
    assert all(made.solves(Challenge(text, bits)) for _ in range(1_000))
    checked = (time.perf_counter() - began) / 1_000
    assert checked < 100e-6
    assert checked * 200 < spent
    held(
        tried="one proof of 17 bits made, and checked 1,000 times",
        figure=f"made in {spent * 1000:.0f} ms here, checked in {checked * 1e6:.0f} µs",
    )


def test_the_price_is_bounded_and_tablets_have_their_own_credit() -> None:
    assert [work.bits_for(done) for done in (0, 99, 100, 199, 200, 400, 800, 10**9)] == [
        17, 17, 18, 18, 19, 20, 21, 22,
    ]  # fmt: skip
    assert intake.sender("tablet-7") != intake.sender("203.0.113.7")
    assert timedelta(minutes=10) == flood.WINDOW
