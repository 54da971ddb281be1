"""F43: an address is the proxy's word, never the visitor's; no victim is locked out by lying."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.throttle import NETWORK
from tests import desk
from tests.factories import NOW, Clock, rows
from tests.services.databases import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from kiosk.config import Config

PROXY, VICTIM = "127.0.0.1", "198.51.100.7"
LIES = 1_000
HEADERS = (
    "X-Forwarded-For",
    "Forwarded",
    "X-Real-IP",
    "Client-IP",
    "X-Client-IP",
    "True-Client-IP",
)


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def behind_a_proxy(config: Config) -> Iterator[Flask]:
    from kiosk.app import create_app

    app = create_app(replace(config, proxy_hops=1))
    yield app
    let_go(app)


def random_address(random: Random) -> str:
    if random.random() < 0.3:
        return ":".join(f"{random.randrange(65536):x}" for _ in range(8))
    return ".".join(str(random.randrange(1, 255)) for _ in range(4))


@pytest.fixture
def probed(app: Flask) -> Flask:
    return with_probe(app)


def with_probe(app: Flask) -> Flask:
    """One more page, which tells what a try to sign in would be counted under."""
    from admin import callers

    app.add_url_rule("/admin/uji-alamat", "uji_alamat", lambda: callers.caller().address)
    return app


def seen(app: Flask, address: str, **headers: str) -> str:
    client = app.test_client(use_cookies=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.get("/admin/uji-alamat", headers=named, environ_base={"REMOTE_ADDR": address})
    return answer.get_data(as_text=True)


def test_1000_lies_sent_directly_are_one_source(probed: Flask) -> None:
    random = Random(43)
    for _ in range(LIES):
        lies = {random.choice(HEADERS): random_address(random) for _ in range(2)}
        assert seen(probed, VICTIM, **lies) == VICTIM


def test_1000_lies_through_the_proxy_are_one_source(behind_a_proxy: Flask) -> None:
    """The proxy adds the address it saw at the end; all before that is the visitor's word."""
    app, random = with_probe(behind_a_proxy), Random(43)
    for _ in range(LIES):
        told = ", ".join(random_address(random) for _ in range(random.randrange(4)))
        lies = {random.choice(HEADERS[1:]): random_address(random)}
        forwarded = f"{told}, {VICTIM}" if told else VICTIM
        assert seen(app, PROXY, X_Forwarded_For=forwarded, **lies) == VICTIM


def test_through_the_proxy_two_visitors_are_two_sources(behind_a_proxy: Flask) -> None:
    app = with_probe(behind_a_proxy)
    found = {seen(app, PROXY, X_Forwarded_For=one) for one in (VICTIM, "203.0.113.9")}
    assert found == {VICTIM, "203.0.113.9"}


@pytest.mark.parametrize("told", ["", "bukan alamat", "::", "1.2.3.4.5", "A" * 5_000, ",,,"])
def test_an_address_that_is_none_is_still_one_source(behind_a_proxy: Flask, told: str) -> None:
    """Counted under one common key, not under as many as somebody can make up."""
    from kiosk.domain.people.keys import Keys

    app = with_probe(behind_a_proxy)
    address = seen(app, PROXY, X_Forwarded_For=told)
    keys, day = Keys(app.config["SECRET_KEY"]), NOW.date()
    known = {keys.network(one, day) for one in ("bukan", PROXY, "::")}
    assert keys.network(address, day) in known


def tries(app: Flask, address: str, many: int) -> list[int]:
    """Status of so many tries, each for another account and with another lie."""
    random, found = Random(many), []
    for number in range(many):
        window = desk.Window(app)
        window.get("/admin/masuk")
        answer = window.raw(
            "/admin/masuk", "POST",
            data={
                "email": f"orang{number}-{many}@contoh.go.id",
                "password": desk.PASSWORD,
                "csrf_token": window._stamp,
            },
            headers={"X-Forwarded-For": random_address(random)},
            environ_base={"REMOTE_ADDR": address},
        )  # fmt: skip
        found.append(answer.status_code)
    return found


def test_a_guesser_who_lies_is_stopped_and_its_victim_is_not(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Which password was wrong is not the question here, and each costs a fifth of a second.
    monkeypatch.setattr("kiosk.store.people.kept.is_password", lambda *_: False, raising=False)
    desk.start_audit(app)
    found = tries(app, "203.0.113.9", NETWORK.free + 3)
    assert set(found[: NETWORK.free]) == {422}
    assert set(found[NETWORK.free :]) == {429}
    assert tries(app, VICTIM, 2) == [422, 422]
    networks = {row["subject"] for row in rows(app, "sign_in_attempts") if row["failures"] > 1}
    assert len(networks) == 2
