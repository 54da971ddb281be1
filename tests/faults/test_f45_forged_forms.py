"""F45: only a form this installation made, for this counter, from its own pages, is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.survey.source import Source
from kiosk.flows.place.set_setting import set_setting
from tests import tablets, tickets, visits
from tests.factories import Clock, Place, filled, make_place, rows, snapshot
from tests.faults.conftest import Held
from tests.web import forms
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes")
HERE = "http://127.0.0.1:8000"
REPORTERS = ("/lacak", "/lacak/berkas", "/lacak/data", "/lacak/data.json")
"""By number and phrase."""


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Refused before a database is asked."""
    return sqlite_database


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


@pytest.fixture
def citizen(app: Flask) -> PageClient:
    return PageClient(app, HERE)


def stamped(citizen: PageClient, place: Place) -> dict[str, str]:
    return filled() | {"csrf_token": citizen.get(place.form).form()["csrf_token"]}


@pytest.mark.parametrize("stamp", [None, "", "x", "0" * 32, "é" * 32, "\0", "a" * 5000])
def test_a_form_without_our_stamp_comes_back_whole_and_writes_nothing(
    app: Flask, citizen: PageClient, place: Place, stamp: str | None
) -> None:
    form = filled(3, saran="Jangan hilang", usia="26-34")
    if stamp is not None:
        form["csrf_token"] = stamp
    before = snapshot(app)
    page = citizen.post(place.form, form, 400)
    assert "sekali lagi" in page.problems()[0]
    back = page.form()
    assert {name: back[name] for name in form.keys() - {"csrf_token", "kunci"}} == {
        name: form[name] for name in form.keys() - {"csrf_token", "kunci"}
    }
    assert snapshot(app) == before
    citizen.post(place.form, back)
    assert len(rows(app, "answers")) == 1


def test_the_stamp_of_another_counter_is_refused(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    other = make_place(app, "rsud", point="RSVD0001")
    before = snapshot(app)
    citizen.post(place.form, filled() | {"csrf_token": stamped(citizen, other)["csrf_token"]}, 400)
    assert snapshot(app) == before


def test_the_stamp_of_another_purpose_is_refused(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    from kiosk.web import stamp

    with app.app_context():
        forged = stamp.make("aduan", place.point)
    before = snapshot(app)
    citizen.post(place.form, filled() | {"csrf_token": forged}, 400)
    assert snapshot(app) == before


def test_the_stamp_of_another_installation_is_refused(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    form = stamped(citizen, place)
    app.config["SECRET_KEY"] = "another key of the tests, long enough as well"
    before = snapshot(app)
    citizen.post(place.form, form, 400)
    assert snapshot(app) == before


FOREIGN = {
    "another site": {"Origin": "https://evil.example"},
    "another port": {"Origin": "http://127.0.0.1:9000"},
    "a longer name": {"Origin": "http://127.0.0.1:8000.evil.example"},
    "no site at all": {"Origin": "null"},
    "nonsense": {"Origin": "::"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "same-site": {"Sec-Fetch-Site": "same-site"},
    "both disagree": {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_what_another_site_sends_is_403_even_with_our_stamp(
    app: Flask, citizen: PageClient, place: Place, headers: dict[str, str]
) -> None:
    form = stamped(citizen, place)
    before = snapshot(app)
    citizen.post(place.form, form, 403, headers=headers)
    assert snapshot(app) == before


OURS: dict[str, dict[str, str]] = {
    "silent": {},
    "our origin": {"Origin": HERE},
    "same-origin": {"Sec-Fetch-Site": "same-origin"},
    "typed by a person": {"Sec-Fetch-Site": "none"},
    "a hidden origin": {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    "both": {"Origin": HERE, "Sec-Fetch-Site": "same-origin"},
    "a foreign referer": {"Referer": "https://evil.example/"},
}


@pytest.mark.parametrize("headers", OURS.values(), ids=OURS)
def test_what_our_own_page_sends_is_taken(
    app: Flask, citizen: PageClient, place: Place, headers: dict[str, str]
) -> None:
    citizen.post(place.form, stamped(citizen, place), headers=headers)
    assert len(rows(app, "answers")) == 1


REPORT = {"isi": "Antre tiga jam", "tempat": "Loket 2", "nama": "", "identitas": "anonim"}


def report(citizen: PageClient, place: Place, lane: str) -> dict[str, str]:
    """A whole complaint, stamped by its own page."""
    return forms.form(citizen.get(f"/s/{place.point}/{lane}")) | REPORT


@pytest.mark.parametrize("lane", ["aduan", "integritas"])
@pytest.mark.parametrize("stamp", ["", "x", "0" * 32, "é" * 32, "\0", "a" * 5000])
def test_a_complaint_without_our_stamp_comes_back_whole_and_writes_nothing(
    app: Flask, citizen: PageClient, place: Place, lane: str, stamp: str
) -> None:
    sent = report(citizen, place, lane) | {"csrf_token": stamp}
    before = snapshot(app)
    back = forms.form(citizen.post(f"/s/{place.point}/{lane}", sent, 400))
    assert {name: back[name] for name in REPORT} == REPORT
    assert snapshot(app) == before


@pytest.mark.parametrize("lane", ["aduan", "integritas"])
def test_the_stamp_of_the_other_lane_and_of_another_counter_is_refused(
    app: Flask, citizen: PageClient, place: Place, lane: str
) -> None:
    other = make_place(app, "rsud", point="RSVD0001")
    wrong = [
        report(citizen, other, lane)["csrf_token"],
        report(citizen, place, "aduan" if lane == "integritas" else "integritas")["csrf_token"],
        citizen.get(place.form).form()["csrf_token"],
    ]
    sent = report(citizen, place, lane)
    before = snapshot(app)
    for stamp in wrong:
        citizen.post(f"/s/{place.point}/{lane}", sent | {"csrf_token": stamp}, 400)
    assert snapshot(app) == before


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_a_complaint_and_its_steps_from_another_site_are_403(
    app: Flask, citizen: PageClient, place: Place, headers: dict[str, str]
) -> None:
    ticket = tickets.file(app, place)
    step = {"nomor": ticket.number, "frasa": ticket.phrase, "langkah": "ya-cabut"}
    step["csrf_token"] = forms.form(citizen.get("/lacak"))["csrf_token"]
    sent = {lane: report(citizen, place, lane) for lane in ("aduan", "integritas")}
    before = snapshot(app)
    for lane, form in sent.items():
        citizen.post(f"/s/{place.point}/{lane}", form, 403, headers=headers)
    citizen.post(f"/s/{place.point}/aduan/lanjut", sent["aduan"], 403, headers=headers)
    for path in REPORTERS:
        citizen.post(path, step, 403, headers=headers)
    assert snapshot(app) == before


def test_taps_and_tablets_from_another_site_are_403(
    app: Flask, citizen: PageClient, clock: Clock, place: Place
) -> None:
    key = tablets.enrol(app, place.point, clock.now())
    client = app.test_client()
    client.set_cookie("loket", key, domain="127.0.0.1", path="/k/")
    before = snapshot(app)
    for headers in FOREIGN.values():
        for door in ("daftar", "detak", "kirim"):
            where = f"/k/{place.point}/{door}"
            sent = client.post(where, base_url=HERE, json={}, headers=headers)
            assert (door, sent.status_code) == (door, 403)
        citizen.post(f"/s/{place.point}/ketuk", {"wajah": "1"}, 403, headers=headers)
    assert snapshot(app) == before


@pytest.mark.parametrize("stamp", ["", "x", "0" * 32])
def test_a_step_without_our_stamp_moves_nothing(
    app: Flask, citizen: PageClient, place: Place, stamp: str
) -> None:
    ticket = tickets.file(app, place)
    before = tickets.row(app, ticket.number)
    step = {"nomor": ticket.number, "frasa": ticket.phrase, "csrf_token": stamp}
    citizen.post("/lacak", step | {"langkah": "ya-cabut"}, 400)
    assert tickets.row(app, ticket.number) == before


@pytest.mark.parametrize("lane", ["aduan", "integritas"])
def test_a_complaint_left_open_for_eight_hours_is_taken(
    app: Flask, citizen: PageClient, clock: Clock, place: Place, lane: str, held: Held
) -> None:
    """Over a restart of the server as well: nothing was remembered of the open form."""
    sent = report(citizen, place, lane)
    clock.later(hours=8)
    citizen.post(f"/s/{place.point}/{lane}", sent, 200)
    assert len(rows(app, "tickets")) == 1
    held(tried=f"a public form ({lane}) open for 8 h", figure="accepted, 0 characters lost")


def test_a_tap_and_the_form_of_a_visit_left_open_for_eight_hours_are_taken(
    app: Flask, citizen: PageClient, clock: Clock, place: Place
) -> None:
    """Where the sign itself lives that long; what is typed into a dead one comes back (F38)."""
    with app.app_context():
        set_setting("masa-token", "600", place.unit, clock.now())
        set_setting("pembuka", "ketuk", place.unit, clock.now())
    visit = f"/t/{visits.offer(app, place, now=clock.now()).token}"
    [stamp, *_refusal] = citizen.get(visit).find("//input[@name='csrf_token']/@value")
    opened = filled() | {"csrf_token": stamp}
    faces = citizen.get(f"/s/{place.point}").find("//form[@class='taps']//input[@type='hidden']")
    tap = {one.get("name"): one.get("value", "") for one in faces} | {"wajah": "2"}
    clock.later(hours=8)
    citizen.post(visit, opened)
    assert citizen.raw(f"/s/{place.point}/ketuk", "POST", data=tap).status_code == 303
    assert [one["source"] for one in rows(app, "answers")] == [Source.VISIT_TOKEN]
    assert [one["face_2"] for one in rows(app, "tap_counts")] == [1]


def test_every_route_that_changes_something_is_known_to_these_tests(app: Flask, held: Held) -> None:
    """A new public form must come here, or have its own."""
    posting = {str(rule) for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    posting = {path for path in posting if not path.startswith("/admin")}
    reports = {f"/{letter}/<code>/{lane}" for letter in "sS"
               for lane in ("nilai", "aduan", "aduan/lanjut", "integritas")}  # fmt: skip
    # Signs of visits: tests/faults/test_f38_visit_tokens.py. Of machines: no cookie, no form.
    visits = {f"/{letter}/<token>{rest}" for letter in "tT" for rest in ("", "/tidak-bersedia")}
    machines = {"/api/v1/visits", "/api/v1/visits/refusals"}
    # A tablet's cookie is Strict, and what it sends is no form.
    tablet = {f"/k/<code>/{door}" for door in ("daftar", "detak", "kirim")}
    # Changes nothing; its own stamp is tried in tests/web/test_seal.py.
    seals = {"/publik/segel/<code>"}
    # What a browser tells of our policy: nothing is kept of it.
    others = {*REPORTERS, "/s/<code>/ketuk", "/laporan-kebijakan"} | seals
    assert posting == reports | visits | machines | tablet | others
    held(
        tried=f"{len(posting)} public routes: stamps missing, malformed, of another counter or "
        f"purpose, and {len(FOREIGN)} ways to come from another site",
        figure="100 % refused, rows unchanged, all text back",
    )
