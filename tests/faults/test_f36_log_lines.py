"""F36: whatever a request holds, the log takes one line of JSON for it, at most 4 KB."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.web import log
from tests import desk
from tests.factories import Clock, Place, filled, make_place
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

LIMIT = 4096
TOLD = "1 parseable record for each request, at most 4 KB"
"""What `Written.records` and `one` have seen."""
NASTY = {
    "a line end": "\r\nSet-Cookie: a=b\r\n\r\n{}",
    "colours": "\x1b[31mmerah\x1b[0m\x07",
    "quotes": "\"'\\\"}{\"level\": \"INFO\"}",
    "100 KB": "A" * 100_000,
    "100 KB of wide signs": "\U0001f4a3" * 25_000,
    "separators": "\u2028\u2029\x85\x1c",
    "percent": "%s %(x)s {0} %d",
}  # fmt: skip
nasty = pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


class Written(io.StringIO):
    """The server's standard error."""

    def records(self) -> list[dict[str, Any]]:
        lines = self.getvalue().split("\n")
        assert lines.pop() == ""
        assert [one for one in lines if len(one.encode()) > LIMIT] == []
        assert [one for one in lines if not one.isascii() or not one.isprintable()] == []
        self.seek(0)
        self.truncate()
        return [json.loads(one) for one in lines]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Written]:
    ours, stream = logging.getLogger("kiosk"), Written()
    kept = (ours.handlers, ours.level, ours.propagate)
    monkeypatch.setattr(sys, "stderr", stream)
    log.to_stderr()
    yield stream
    ours.handlers, ours.propagate = kept[0], kept[2]
    ours.setLevel(kept[1])


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    app.testing = False
    return make_place(app)


def one(written: Written) -> dict[str, Any]:
    [record] = written.records()
    return record


def test_a_record_says_what_was_asked_and_how_it_went(
    client: FlaskClient, place: Place, written: Written
) -> None:
    client.get(f"/s/{place.point}/nilai")
    record = one(written)
    assert record.pop("ms") >= 0
    assert record.pop("at").endswith("+00:00")
    assert record == {
        "level": "INFO", "log": "kiosk.request", "method": "GET", "endpoint": "survey.form",
        "status": 200,
    }  # fmt: skip


@nasty
def test_a_path_makes_one_record(
    client: FlaskClient, place: Place, written: Written, text: str, held: Held
) -> None:
    for path in (text, f"s/{text}", f"s/{place.point}/nilai?q={text}", f"static/{text}"):
        client.get("/", environ_overrides={"PATH_INFO": "/" + path.encode().decode("latin-1")})
        record = one(written)
        assert record["status"] in (200, 400, 404, 405)
        assert record["method"] == "GET"
    held(tried="line ends, ANSI, quotes, 100 KB in 4 addresses", figure=TOLD)


@nasty
def test_headers_make_one_record(
    client: FlaskClient, place: Place, written: Written, text: str, held: Held
) -> None:
    raw = text.encode().decode("latin-1")
    for name in ("HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_X_FORWARDED_FOR", "HTTP_HOST"):
        client.get("/", environ_overrides={name: raw})
        one(written)
    held(tried="line ends, ANSI, quotes, 100 KB in agent, referrer, host", figure=TOLD)


@nasty
def test_a_method_makes_one_record(client: FlaskClient, written: Written, text: str) -> None:
    client.open("/", environ_overrides={"REQUEST_METHOD": text[:500]})
    assert one(written)["method"] == "-"


@nasty
def test_a_form_makes_one_record(
    client: FlaskClient, place: Place, written: Written, text: str, held: Held
) -> None:
    form = filled() | {"saran": text, "csrf_token": text, text[:40]: text[:40]}
    client.post(place.form, data=form)
    assert one(written)["endpoint"] == "survey.send"
    held(tried="line ends, ANSI, quotes, 100 KB in every field of a form", figure=TOLD)


@nasty
def test_a_stranger_at_the_door_makes_one_record(
    app: Flask, client: FlaskClient, place: Place, written: Written, text: str
) -> None:
    desk.start_audit(app)
    client.post("/admin/masuk", data={"email": text, "password": text, "csrf_token": text})
    assert one(written)["endpoint"] == "door.sign_in"


def test_nothing_typed_and_no_address_is_in_the_log(
    app: Flask, client: FlaskClient, place: Place, written: Written
) -> None:
    """Codes, one-time links, searches, passwords, networks: marked, then looked for."""
    desk.sign_in(client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    mark, network = "RAHASIA7", "203.0.113.77"
    at = {"REMOTE_ADDR": network, "HTTP_X_FORWARDED_FOR": network, "HTTP_USER_AGENT": mark}
    for path in (
        f"/admin/undangan/{mark}",
        f"/admin/cari?q={mark}",
        f"/s/{mark}",
        f"/?kode={mark}",
    ):
        client.get(path, environ_overrides=at)
    for path in ("/admin/masuk", f"/admin/pertama/{mark}", place.form):
        client.post(path, data={"password": mark, "saran": mark}, environ_overrides=at)
    text = written.getvalue()
    assert len(written.records()) == 7
    for secret in (mark, network, place.point):
        assert secret not in text


def test_who_was_refused_at_the_desk_is_told(
    app: Flask, client: FlaskClient, place: Place, written: Written
) -> None:
    actor = desk.sign_in(client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    client.get("/admin/audit", headers={"Host": "localhost"})
    record = one(written)
    assert (record["status"], record["staff"]) in ((403, actor.code), (303, actor.code))


def test_a_fault_of_ours_is_told_with_its_trace_in_one_more_line(
    app: Flask, client: FlaskClient, place: Place, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("rusak\r\n\x1b[31m" + "\U0001f4a3" * 5_000)

    monkeypatch.setitem(app.view_functions, "health.healthz", broken)
    assert client.get("/healthz").status_code == 500
    told, asked = written.records()
    assert (told["level"], asked["status"]) == ("ERROR", 500)
    assert told["error"].startswith("RuntimeError: rusak")
    assert "in broken" in told["trace"]


def test_what_the_server_says_of_a_request_it_cannot_read_names_no_address() -> None:
    said = logging.LogRecord(
        "gunicorn.error", logging.WARNING, "", 0,
        "Invalid request from ip=203.0.113.77: Invalid HTTP request line: '\r\n\x1b[31m'", (), None,
    )  # fmt: skip
    line = log.Lines().format(said)
    assert json.loads(line)["level"] == "WARNING"
    assert "203.0.113.77" not in line
    assert line.isprintable()


def test_values_that_broke_a_rule_of_the_database_stay_out() -> None:
    said = "duplicate key\nDETAIL:  Key (email)=(maria@contoh.go.id) already exists."
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord("kiosk", logging.ERROR, "", 0, "x", (), sys.exc_info())
    assert "maria" not in log.Lines().format(record)


def test_without_a_server_nothing_is_written(
    client: FlaskClient, place: Place, capfd: pytest.CaptureFixture[str]
) -> None:
    client.get(place.form)
    assert capfd.readouterr().err == ""


def test_the_two_doors_of_a_complaint_are_one_in_the_log(
    client: FlaskClient, place: Place, written: Written
) -> None:
    for door in ("aduan", "integritas"):
        client.get(f"/s/{place.point}/{door}")
        client.post(f"/s/{place.point}/{door}", data={"kategori": "pungli"})
    told = [one["endpoint"] for one in written.records()]
    assert told == ["complaint.form", "complaint.send"] * 2
