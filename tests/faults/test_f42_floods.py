"""F42: whoever floods is asked to wait, exactly at the limit however many workers count, and what
was typed is kept. Nobody else notices; a count that cannot be made is no open door."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import clock as system
from kiosk.domain.complaint import flood as complaints
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.refusal import Busy
from kiosk.domain.survey import flood
from kiosk.domain.survey.flood import TooManyAnswers
from kiosk.flows import limits
from kiosk.flows.limits import Alone, check_network
from kiosk.flows.survey import admit_answer as admitting
from kiosk.flows.survey.admit_answer import admit_answer
from kiosk.fronts.house import house
from kiosk.store.complaint import intake
from kiosk.store.engine import transaction
from tests.complaints import post, sending
from tests.factories import NOW, Clock, Place, filled, make_place, rows
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.faults.test_f01_killed_while_filing import serving
from tests.services.databases import config_for, let_go
from tests.services.processes import loaded
from tests.web.forms import form
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier

    from flask import Flask

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORKERS, WARM = 4, 3
NETWORK = "203.0.113.7"
Passed = tuple[int, int, int]


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process has not counted anything yet."""
    monkeypatch.setattr(limits, "_alone", Alone())
    monkeypatch.setattr(admitting, "_minutes", {})


def tried(times: int, code: str = "SATU") -> int:
    """How many of so many answers to one counter pass."""
    passed = 0
    for _ in range(times):
        try:
            admit_answer(code, NOW)
            passed += 1
        except TooManyAnswers:
            pass
    return passed


def sent(times: int, most: int) -> int:
    """How many complaints of one network pass."""
    passed = 0
    for _ in range(times):
        try:
            check_network(NETWORK, house(), NOW, most)
            passed += 1
        except TooMuch:
            pass
    return passed


def limited(times: int, most: int) -> int:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(flood, "MOST", most)
        return tried(times, f"LIMIT{most}")


def work(url: str, folder: str, ready: Barrier, out: Queue[Passed]) -> None:
    """One worker, on an application of its own, at the same moment as the others."""
    from kiosk.app import create_app

    app = create_app(config_for(url, Path(folder)))
    with app.app_context():
        ready.wait(60)
        out.put((limited(4, 4), sent(4, 4), limited(80, 200)))
    let_go(app)


@pytest.mark.slow
def test_with_a_limit_of_4_and_4_workers_exactly_4_pass(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    """Of 16; and of 320 posts to a limit of 200 no fewer than 200, and at most a hundredth of
    the limit more for each worker: what it has not told the others yet."""
    processes = loaded()
    ready, out = processes.Barrier(WORKERS), processes.Queue()
    given = (database_url, str(tmp_path), ready, out)
    workers = [processes.Process(target=work, args=given) for _ in range(WORKERS)]
    for one in workers:
        one.start()
    found = [out.get(timeout=60) for _ in workers]
    answers, reports, many = (sum(of) for of in zip(*found, strict=True))
    for one in workers:
        one.join()
    assert (answers, reports) == (4, 4)
    assert 200 <= many <= 200 + WORKERS * 2
    held(
        tried=f"limit 4, {WORKERS} workers, {4 * WORKERS} at once; limit 200, {80 * WORKERS}",
        figure=f"exactly {answers} answers and {reports} reports pass; {many} of 200",
    )


@on_sqlite
def test_two_thousand_answers_a_minute_pass_and_few_ask_the_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "MOST", 2_000)
    asked: list[int] = []
    count = intake.count
    monkeypatch.setattr(intake, "count", lambda *a, **k: (asked.append(1), count(*a, **k))[1])
    with app.app_context():
        assert tried(19) == 19
        assert asked == []
        assert tried(2_100) == 2_000 - 19
        assert len(asked) < 400
        # Who is over the limit costs nothing more, and the next minute is a new one.
        assert tried(100) == 0
        assert len(asked) < 400
        admit_answer("SATU", NOW + flood.WINDOW)


@on_sqlite
def test_a_flooded_counter_keeps_what_was_typed_and_its_neighbour_notices_nothing(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "MOST", 2)
    clock.instant = clock.instant.replace(second=10, microsecond=0)
    place, citizen = make_place(app), PageClient(app)
    other = make_place(app, "dpmptsp-kupang", point="8G4M0RXY")
    for _ in range(2):
        citizen.post(place.form, whole(citizen, place))
    typed = whole(citizen, place, saran="Jangan hilang")
    back = citizen.post(place.form, typed, 429)
    assert back.response.headers["Retry-After"] == "50"
    assert "tunggu satu menit" in back.seen
    kept = form(back)
    assert {name: kept.get(name) for name in typed} == typed
    citizen.post(other.form, whole(citizen, other))
    assert len(rows(app, "answers")) == 3
    clock.later(seconds=50)
    citizen.post(place.form, kept)
    assert len(rows(app, "answers")) == 4


def whole(citizen: PageClient, place: Place, **changes: str) -> dict[str, str]:
    page = form(citizen.get(place.form))
    return page | filled(**changes) | {"kunci": page["kunci"]}


def busy(*_: object, **__: object) -> int:
    raise Busy("Sistem sedang sibuk.")


def unreadable(*_: object) -> bytes:
    raise PermissionError


@on_sqlite
def test_where_the_key_of_the_day_cannot_be_read_each_worker_holds_to_a_tenth(
    app: Flask, monkeypatch: pytest.MonkeyPatch, held: Held
) -> None:
    monkeypatch.setattr(intake, "_key", unreadable)
    with app.app_context():
        assert sent(50, 200) == 20
        held(tried="a limiter that cannot count", figure="20 of 200 pass a worker, not all")
        check_network("198.51.100.9", house(), NOW, 200)
        check_network(NETWORK, house(), NOW, 200, "lacak")
        check_network(NETWORK, house(), NOW + complaints.WINDOW, 200)


@on_sqlite
def test_where_the_database_is_held_nobody_passes_and_a_counter_holds_to_a_tenth(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F04: what is to be stored would wait as long again, so whoever reports hears it at once."""
    monkeypatch.setattr(flood, "MOST", 2_000)
    monkeypatch.setattr(intake, "count", busy)
    with app.app_context():
        with pytest.raises(Busy):
            check_network(NETWORK, house(), NOW, 200)
        assert tried(500) == 200
        admit_answer("DUA", NOW)
        admit_answer("SATU", NOW + flood.WINDOW)


@on_sqlite
def test_a_complaint_is_taken_where_only_the_count_failed(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaints, "MOST", 10)
    monkeypatch.setattr(intake, "_key", unreadable)
    place, citizen = make_place(app), PageClient(app)
    path = f"/s/{place.point}/aduan"
    citizen.post(path, form(citizen.get(path)) | {"isi": "Satu"}, 200)
    back = citizen.post(path, form(citizen.get(path)) | {"isi": "Jangan hilang"}, 429)
    assert form(back)["isi"] == "Jangan hilang"
    assert len(rows(app, "tickets")) == 1


@pytest.mark.slow
@on_sqlite
def test_while_one_network_floods_the_others_wait_at_most_two_seconds(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    """Eight at once of one network, each as soon as the last was answered (above 1,000 a minute
    on a machine of its own), its limit reached; reports of twenty others meanwhile."""
    place = make_place(app)
    reach_the_limit(app)
    many = [sending(app, place) for _ in range(ledger.sized(40, 1_000))]
    others = [sending(app, place) for _ in range(ledger.sized(10, 20))]
    waited: list[float] = []
    with serving(database_url, tmp_path) as (root, _), ThreadPoolExecutor(8) as pool:
        # The very first of a worker loads what all later ones share.
        for one in [sending(app, place) for _ in range(WARM)]:
            assert post(root, place, one, "192.0.2.7").status == 200
        began = time.monotonic()
        flooding = [pool.submit(post, root, place, one, NETWORK) for one in many]
        for number, one in enumerate(others):
            start = time.monotonic()
            assert post(root, place, one, f"198.51.{number}.7").status == 200
            waited.append(time.monotonic() - start)
        statuses = {one.result().status for one in flooding}
        seconds = time.monotonic() - began
    assert statuses == {429}
    assert max(waited) <= 2.0, waited
    assert len(rows(app, "tickets")) == len(others) + WARM
    pace = len(many) / seconds * 60
    held(
        tried=f"{len(many):,} posts of one network, {pace:,.0f} a minute",
        figure=f"429 or proof of work for each; {len(others)} others wait "
        f"{max(waited) * 1000:.0f} ms at most",
    )


def reach_the_limit(app: Flask) -> None:
    """In the window there is now, and in the next, should it begin meanwhile."""
    now = system.now()
    with app.app_context(), transaction():
        for moment in (now, now + complaints.WINDOW, now + timedelta(minutes=1)):
            mark = intake.subject(house().instance, NETWORK, moment.date())
            intake.count(mark, moment, complaints.WINDOW, add=complaints.MOST)
