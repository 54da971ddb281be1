"""What every answer carries, and which requests get none."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app import create_app
from tests.factories import Clock, Place, filled, make_place, snapshot
from tests.services.databases import let_go, settings
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config

PUBLIC = (
    "/", "/?q=dukcapil", "/?q=%25_%00%27", "/?kode=xx", "/s/7F3K9QWX", "/S/7F3K9QWX",
    "/s/7F3K9QWX/nilai", "/s/7F3K9QWX/terima-kasih", "/s/x", "/tidak-ada", "/healthz", "/readyz",
)  # fmt: skip


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Requests that never reach the store behave alike on every database."""
    return sqlite_database


@pytest.mark.parametrize("path", PUBLIC)
def test_every_answer_has_its_headers_and_never_a_cookie(
    citizen: PageClient, place: Place, path: str
) -> None:
    """The client asserts it of every answer."""
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = citizen.raw(path, method)
        assert answer.status_code < 500, method
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("path", ["/", "/s/x", "/tidak-ada", "/s/7F3K9QWX/nilai"])
def test_every_answer_a_person_sees_is_a_whole_page(
    citizen: PageClient, place: Place, path: str
) -> None:
    found = citizen.raw(path)
    citizen.get(path, found.status_code)


def test_a_method_nobody_offers_is_a_page_that_names_those_offered(
    citizen: PageClient, place: Place
) -> None:
    page = citizen.post("/", {}, 405)
    assert "GET" in page.response.headers["Allow"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "localhost.evil", ""]
)
def test_an_unknown_host_is_400_and_found_nowhere(
    citizen: PageClient, place: Place, host: str
) -> None:
    page = citizen.get(place.form, 400, headers={"Host": host})
    assert not host or host not in page.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:9999", "[::1]:8000"])
def test_without_a_public_address_any_loopback_host_is_answered(
    citizen: PageClient, place: Place, host: str
) -> None:
    citizen.get(place.form, base_url=f"http://{host}")


def test_a_forwarded_host_changes_nothing(citizen: PageClient, place: Place) -> None:
    marks = {
        "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example",
        "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil", "X-Original-URL": "/evil",
    }  # fmt: skip
    for path in ("/", f"/s/{place.point}", place.form):
        page = citizen.get(path, headers=marks)
        assert "evil" not in page.text
        assert page.links() == citizen.get(path).links()


def test_a_body_over_the_limit_is_413_and_writes_nothing(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    before = snapshot(app)
    form = filled(saran="a" * 300_000)
    page = citizen.post(place.form, form, 413)
    assert "413" in page.seen
    many = {f"f{number}": "x" for number in range(400)}
    citizen.post(place.form, many, 413, content_type="multipart/form-data")
    assert snapshot(app) == before


def test_a_file_in_the_form_is_no_answer_and_no_error(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    from io import BytesIO

    before = snapshot(app)
    form = citizen.get(place.form).form() | {"lampiran": (BytesIO(b"x" * 999), "a.exe")}
    assert citizen.raw(place.form, "POST", data=form).status_code == 422
    assert snapshot(app) == before


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "x", ""])
def test_a_body_that_is_no_form_is_refused(
    app: Flask, citizen: PageClient, place: Place, kind: str
) -> None:
    before = snapshot(app)
    answer = citizen.raw(place.form, "POST", data=b'{"waktu": 4}', content_type=kind)
    assert answer.status_code == 400
    assert snapshot(app) == before


def test_pages_are_gzipped_on_request_and_plain_otherwise(
    citizen: PageClient, place: Place
) -> None:
    plain = citizen.raw(f"/s/{place.point}")
    small = citizen.raw(f"/s/{place.point}", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.get_data()) == plain.get_data()
    assert int(small.headers["Content-Length"]) == len(small.get_data()) < len(plain.get_data()) / 2
    form = citizen.raw(place.form, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(form.get_data()).startswith(b"<!doctype html>")


def test_pages_are_not_kept_and_joined_files_are_kept_for_ever(
    citizen: PageClient, place: Place
) -> None:
    page = citizen.get(place.form)
    assert page.response.headers["Cache-Control"] == "no-store"
    [sheet] = page.find("//link[@rel='stylesheet']/@href")
    [script] = page.find("//script/@src")
    for path in (sheet, script):
        with citizen._client.get(path, base_url="http://127.0.0.1:8000") as answer:
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]


# Under a public address


def public(config: Config, tmp_path: Path, url: str, **more: str) -> Flask:
    from kiosk.config import Config

    given = settings(config.database_url, tmp_path) | {"KIOSK_PUBLIC_URL": url} | more
    return create_app(Config.from_env(given))


def test_under_a_public_address_its_host_alone_is_answered(
    config: Config, tmp_path: Path, clock: Clock
) -> None:
    app = public(config, tmp_path, "https://skm.contoh.go.id")
    place = make_place(app)
    away = {"environ_base": {"REMOTE_ADDR": "203.0.113.5"}}
    found = PageClient(app, "https://skm.contoh.go.id").get(place.form, **away)
    assert "max-age=31536000" in found.response.headers["Strict-Transport-Security"]
    other = PageClient(app, "http://127.0.0.1:8000")
    other.get(place.form, 400, **away)
    other.get(place.form)
    let_go(app)


@pytest.mark.parametrize("hops", ["0", "1"])
def test_a_proxy_is_believed_only_where_one_was_named(
    config: Config, tmp_path: Path, clock: Clock, hops: str
) -> None:
    app = public(config, tmp_path, "https://skm.contoh.go.id", KIOSK_PROXY_HOPS=hops)
    place = make_place(app)
    marks = {"X-Forwarded-Host": "skm.contoh.go.id", "X-Forwarded-Proto": "https"}
    client = PageClient(app, "http://10.0.0.2:8000")
    client.get(place.form, 200 if hops == "1" else 400, headers=marks)
    let_go(app)


@pytest.mark.parametrize(
    "path", ["/s/7F3K9QWX%00", "/s/%00/nilai", "/%1b", "/admin/ikm/%00/2026-10"]
)
def test_an_address_with_a_control_character_is_no_address(
    citizen: PageClient, place: Place, path: str
) -> None:
    citizen.get(path, 404)
