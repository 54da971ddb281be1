"""F43: an address is the proxy's word, never the visitor's; no victim is locked out by lying. The
same through the shipped nginx: test_f43_through_nginx.py."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.throttle import NETWORK
from tests import desk
from tests.factories import NOW, Clock, rows
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.services.databases import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from kiosk.config import Config

PROXY, VICTIM = "127.0.0.1", "198.51.100.7"
LIES = ledger.sized(200, 1_000)
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


def test_lies_sent_directly_are_one_source(probed: Flask, held: Held) -> None:
    random, sources = Random(43), set[str]()
    for _ in range(LIES):
        lies = {random.choice(HEADERS): random_address(random) for _ in range(2)}
        sources.add(seen(probed, VICTIM, **lies))
    assert sources == {VICTIM}
    held(tried=f"{LIES:,} direct requests with random addresses", figure=f"{len(sources)} source")


def test_lies_through_the_proxy_are_one_source(behind_a_proxy: Flask, held: Held) -> None:
    """The proxy adds the address it saw at the end; all before that is the visitor's word."""
    app, random, sources = with_probe(behind_a_proxy), Random(43), set[str]()
    for _ in range(LIES):
        told = ", ".join(random_address(random) for _ in range(random.randrange(4)))
        lies = {random.choice(HEADERS[1:]): random_address(random)}
        forwarded = f"{told}, {VICTIM}" if told else VICTIM
        sources.add(seen(app, PROXY, X_Forwarded_For=forwarded, **lies))
    assert sources == {VICTIM}
    held(tried=f"{LIES:,} behind one proxy", figure=f"{len(sources)} source")


def test_who_gets_past_the_proxy_is_not_believed(config: Config, held: Held) -> None:
    """The program's own port was open to the world; only the proxies that were named are heard."""
    from kiosk.app import create_app

    named = create_app(replace(config, proxy_hops=1, proxy_peers="10.0.0.5 fd00::/64"))
    app, random, sources = with_probe(named), Random(43), set[str]()
    stranger = "203.0.113.66"
    for _ in range(LIES // 10):
        lie = random_address(random)
        sources.add(seen(app, stranger, X_Forwarded_For=lie, X_Forwarded_Prefix="/evil"))
        for peer in ("10.0.0.5", "fd00::7", "::ffff:10.0.0.5", ""):
            assert seen(app, peer, X_Forwarded_For=VICTIM) == VICTIM
        assert seen(app, "10.0.0.6", X_Forwarded_For=VICTIM) == "10.0.0.6"
    assert sources == {stranger}
    let_go(named)
    held(tried=f"{LIES // 10} past the proxy, to the program itself", figure="1 source")


def test_as_shipped_only_this_machine_may_be_a_proxy(behind_a_proxy: Flask) -> None:
    app = with_probe(behind_a_proxy)
    assert seen(app, "192.0.2.1", X_Forwarded_For=VICTIM) == "192.0.2.1"
    assert seen(app, "::1", X_Forwarded_For=VICTIM) == VICTIM


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
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch, held: Held
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
    held(
        tried=f"{len(found)} wrong passwords of one network, each with another address in a header",
        figure=f"stopped after {found.index(429)}; the address it named signs in",
    )
