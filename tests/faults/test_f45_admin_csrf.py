"""F45 at the desk: every route that changes something takes only a form of the same session.

The routes come from the URL map; a new one is tested by being there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.people.session import hash_of, new_token
from tests import desk
from tests.factories import NOW, Clock, answer, rows, snapshot
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.faults.matrix import OWN, World

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
HERE = "http://localhost"


pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture
def database_url(world_database: str) -> str:
    """What is refused never comes to the database."""
    return world_database


@pytest.fixture
def world(app: Flask, clock: Clock, filled_world: World) -> World:
    return World(app, filled_world.corners)


@pytest.fixture
def sitting(app: Flask, client: FlaskClient, world: World) -> FlaskClient:
    """Somebody with every role that a form may need, second factor given just now."""
    own = world.corners[OWN].place
    assert own is not None
    grants = [
        Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0),
        Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, own.instansi_id),
    ]
    desk.sign_in(client, app, grants)
    return client


def changing(app: Flask) -> Iterator[tuple[str, Rule]]:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/admin"):
            for method in sorted((rule.methods or set()) & CHANGING):
                yield method, rule


def address(world: World, rule: Rule) -> str:
    """Of something real; a token of a link that nobody was given."""
    return world.address(rule, OWN, token="A" * 43)


FORM = {
    "alasan": "Sebab yang cukup panjang", "keputusan": "setuju", "reason": "Sebab yang cukup",
    "name": "Nama Baru", "email": "baru@contoh.go.id", "role": "petugas-loket", "kode": "123456",
    "place": "unit:dukcapil-kupang", "password": desk.PASSWORD, "code": "123456", "version": "1",
    "nama": "Jam kerja", "mulai": "2026-11-02", "tanggal": "2026-10-28", "value": "5", "grant": "1",
    "way": "sendiri", "opened": "\u2400",
}  # fmt: skip
"""Something for every field, so that a form which takes anything would take this."""


def foreign_token(app: Flask) -> str:
    """A stamp as another person's session holds it, signed by this installation."""
    from itsdangerous import URLSafeTimedSerializer

    signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    return str(signer.dumps("cap sesi orang lain"))


def stamps(app: Flask) -> dict[str, dict[str, str]]:
    good = desk.csrf(app)
    return {
        "missing": {},
        "empty": {"csrf_token": ""},
        "malformed": {"csrf_token": "x.y.z"},
        "cut": {"csrf_token": good[:-3]},
        "of another session": {"csrf_token": foreign_token(app)},
        "huge": {"csrf_token": "A" * 20_000},
        "no text": {"csrf_token": "\0é\ud7ff"},
    }


KEPT_APART = ("audit_records", "audit_texts", "chain_heads", "staff_sessions")
"""A page shown again is a read, which is recorded."""


def changed(app: Flask, before: dict[str, list[tuple[object, ...]]]) -> list[str]:
    after = snapshot(app)
    return [name for name in after if name not in KEPT_APART and after[name] != before[name]]


def test_there_are_forms_to_forge(app: Flask) -> None:
    assert len(list(changing(app))) > 30


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "a stranger"])
def test_no_route_takes_a_form_without_this_session_s_stamp(
    app: Flask,
    client: FlaskClient,
    world: World,
    signed_in: bool,
    request: pytest.FixtureRequest,
    held: Held,
) -> None:
    if signed_in:
        request.getfixturevalue("sitting")
    before, acts, tried = snapshot(app), actions(app), 0
    for number, (method, rule) in enumerate(changing(app)):
        path = address(world, rule)
        for kind, stamp in some_of(stamps(app), number).items():
            sent = client.open(path, method=method, data=FORM | stamp, base_url=HERE)
            assert sent.status_code < 500, (kind, rule.rule)
            tried += 1
        if ledger.FULL:
            assert changed(app, before) == [], (method, rule.rule)
    assert changed(app, before) == []
    assert [one for one in actions(app)[len(acts) :] if not is_read(one)] == []
    held(
        tried=f"{tried} forms with a wrong stamp, at every route of the desk",
        figure="100 % refused, rows unchanged",
    )


def some_of(kinds: dict[str, dict[str, str]], number: int) -> dict[str, dict[str, str]]:
    """All in `make test-faults`; else one, another for each route."""
    names = list(kinds) if ledger.FULL else [list(kinds)[number % len(kinds)]]
    return {name: kinds[name] for name in names}


def actions(app: Flask) -> list[str]:
    return [row["action"] for row in rows(app, "audit_records")]


def is_read(action: str) -> bool:
    return action.startswith(("lihat-", "cari-"))


CROSS: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://evil.example"},
    "another port": {"Origin": "http://localhost:9000"},
    "no site at all": {"Origin": "null"},
    "cross-site": {"Sec-Fetch-Site": "cross-site"},
    "a sibling": {"Sec-Fetch-Site": "same-site", "Origin": "http://lain.localhost"},
}


def test_no_route_takes_a_form_from_another_site_even_with_the_stamp(
    app: Flask, world: World, sitting: FlaskClient, held: Held
) -> None:
    before = snapshot(app)
    form = FORM | {"csrf_token": desk.csrf(app)}
    tried = 0
    for number, (method, rule) in enumerate(changing(app)):
        for kind, headers in some_of(CROSS, number).items():
            tried += 1
            sent = sitting.open(
                address(world, rule), method=method, data=form, headers=headers, base_url=HERE
            )
            assert sent.status_code == 403, (kind, rule.rule)
    assert snapshot(app) == before
    held(tried=f"{tried} cross-origin forms with a good stamp", figure="403 each, rows unchanged")


def test_a_form_of_our_own_is_taken(app: Flask, world: World, sitting: FlaskClient) -> None:
    """Without this the tests above would pass on a desk that takes nothing."""
    form = {"csrf_token": desk.csrf(app)}
    point = world.corners[OWN].codes["point"]
    for headers in ({}, {"Origin": HERE}, {"Sec-Fetch-Site": "same-origin", "Origin": HERE}):
        sent = _asked(sitting, world, {**form, "alasan": "Sebab yang cukup"}, headers)
        assert sent.status_code in (303, 422)
    assert len(rows(app, "exclusions")) == 5
    assert point


def _asked(
    client: FlaskClient, world: World, form: dict[str, str], headers: dict[str, str]
) -> TestResponse:
    corner = world.corners[OWN]
    assert corner.place is not None
    if not headers:
        answer(world.app, corner.place)
    newest = rows(world.app, "answers")[-1]["id"]
    path = f"/admin/jawaban/{corner.codes['unit']}/{newest}/kecualikan"
    return client.post(path, data=form, headers=headers, base_url=HERE)


def test_a_stamp_lives_as_long_as_its_session_and_not_an_hour(
    app: Flask, world: World, sitting: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flask-WTF's own hour would throw away what somebody typed over lunch."""
    now = time.time()
    with monkeypatch.context() as earlier:
        earlier.setattr("itsdangerous.timed.time.time", lambda: now - 7 * 3600)
        old = desk.csrf(app)
    sent = _asked(sitting, world, {"csrf_token": old, "alasan": "Sebab yang cukup"}, {})
    assert sent.status_code == 303


def test_a_form_somebody_else_made_is_not_made_ours_by_asking_for_the_code(
    app: Flask, world: World
) -> None:
    """The page that asks for the second factor again carries along what was sent. Were it to add
    a stamp of its own, a foreign form would come true with the code its victim types in."""
    own = world.corners[OWN]
    assert own.place is not None
    client = app.test_client()
    grants = [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, own.place.instansi_id)]
    desk.sign_in(client, app, grants, fresh=False)
    forged = {"role": "kepala-unit", "place": f"unit:{own.place.unit}"}
    before = snapshot(app)
    for stamp in stamps(app).values():
        sent = client.post(f"/admin/pegawai/{own.codes['staff']}/peran", data=forged | stamp)
        text = sent.get_data(as_text=True)
        assert "kode-konfirmasi" not in text
    assert changed(app, before) == []
    ours = client.post(
        f"/admin/pegawai/{own.codes['staff']}/peran", data=forged | {"csrf_token": desk.csrf(app)}
    )
    assert "kode-konfirmasi" in ours.get_data(as_text=True)


def test_a_stamp_ends_with_its_session(app: Flask, world: World, sitting: FlaskClient) -> None:
    """Copied from a session that ended, it opens nothing in the next."""
    from kiosk.store.engine import transaction
    from kiosk.store.people import sessions

    old, token = desk.csrf(app), new_token()
    person = rows(app, "staff")[-1]["id"]
    with app.app_context(), transaction():
        sessions.begin(
            hash_of(token), person, "Uji", NOW, confirmed_at=NOW, data={"csrf_token": "cap baru"}
        )
    sitting.set_cookie(desk.cookie_name(app), token, domain="localhost")
    before = snapshot(app)
    sent = _asked(sitting, world, {"csrf_token": old, "alasan": "Sebab yang cukup"}, {"X": "1"})
    assert sent.status_code == 422
    assert changed(app, before) == []
