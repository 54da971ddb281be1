"""F53: stuffing passwords, replaying and guessing codes, and the secrets of a fresh install."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.caller import Caller
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.people.throttle import TooManyTries
from kiosk.flows.people.sign_in import WrongPassword, sign_in
from tests import desk
from tests.factories import Clock, rows
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

WHOLE = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
KEYS = Keys("a key of the tests, longer than thirty-two characters")
OFFICE = Caller("203.0.113.9", "Uji")


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted here is tries; Argon2 itself is looked at in tests/store."""
    monkeypatch.setattr("kiosk.store.people.kept.is_password", lambda given, _kept: given == "ya")
    monkeypatch.setattr("kiosk.store.people.kept.is_outdated", lambda _kept: False)


@pytest.fixture
def ani(app: Flask, clock: Clock) -> Actor:
    return desk.make_staff(app, [WHOLE])


def attempt(
    app: Flask, clock: Clock, email: str, password: str = "tidak", caller: Caller = OFFICE
) -> str:
    with app.app_context():
        try:
            sign_in(email, password, caller, KEYS, clock.now())
        except WrongPassword:
            return "salah"
        except TooManyTries as wait:
            return f"tunggu {wait.seconds}"
    return "masuk"


def test_after_five_failures_an_account_waits_longer_and_longer(
    app: Flask, clock: Clock, ani: Actor, held: Held
) -> None:
    assert [attempt(app, clock, ani.email) for _ in range(5)] == ["salah"] * 5
    waits = []
    for _ in range(9):
        told = attempt(app, clock, ani.email)
        waits.append(int(told.removeprefix("tunggu ")))
        clock.later(seconds=waits[-1] - 1)
        assert attempt(app, clock, ani.email) == "tunggu 1"
        clock.later(seconds=1)
        assert attempt(app, clock, ani.email) == "salah"
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900]
    held(
        tried=f"{5 + len(waits)} wrong passwords at one account",
        figure=f"waits of {waits[0]} to {waits[-1]} s",
    )


def test_even_the_right_password_waits_and_tells_nothing(
    app: Flask, clock: Clock, ani: Actor
) -> None:
    for _ in range(5):
        attempt(app, clock, ani.email)
    assert attempt(app, clock, ani.email, "ya") == "tunggu 5"


def test_waiting_is_not_made_longer_by_knocking(app: Flask, clock: Clock, ani: Actor) -> None:
    for _ in range(5):
        attempt(app, clock, ani.email)
    for _ in range(50):
        attempt(app, clock, ani.email)
    clock.later(seconds=5)
    assert attempt(app, clock, ani.email, "ya") == "masuk"


def test_an_unknown_account_waits_the_same(app: Flask, clock: Clock, ani: Actor) -> None:
    found = [attempt(app, clock, "siapa@contoh.go.id") for _ in range(6)]
    assert found == ["salah"] * 5 + ["tunggu 5"]


def test_a_success_clears_the_account(app: Flask, clock: Clock, ani: Actor) -> None:
    for _ in range(3):
        assert [attempt(app, clock, ani.email) for _ in range(4)] == ["salah"] * 4
        assert attempt(app, clock, ani.email, "ya") == "masuk"


def test_a_network_that_tries_many_accounts_waits(app: Flask, clock: Clock, ani: Actor) -> None:
    told = [attempt(app, clock, f"a{n}@contoh.go.id") for n in range(21)]
    assert told == ["salah"] * 20 + ["tunggu 5"]
    neighbour = replace(OFFICE, address="203.0.113.77")
    assert attempt(app, clock, "b@contoh.go.id", caller=neighbour) == "tunggu 5", "the same /24"
    assert attempt(app, clock, "b@contoh.go.id", caller=Caller("198.51.100.1", "Uji")) == "salah"


def test_a_network_of_ipv6_is_a_64(app: Flask, clock: Clock, ani: Actor) -> None:
    for n in range(20):
        attempt(app, clock, f"a{n}@contoh.go.id", caller=Caller(f"2001:db8::{n:x}", "Uji"))
    assert attempt(app, clock, "b@x.id", caller=Caller("2001:db8::ffff:1", "U")) == "tunggu 5"
    assert attempt(app, clock, "b@x.id", caller=Caller("2001:db8:0:1::1", "U")) == "salah"


def test_a_whole_office_that_signs_in_is_not_slowed(app: Flask, clock: Clock) -> None:
    people = [desk.make_staff(app, [WHOLE]) for _ in range(60)]
    assert {attempt(app, clock, one.email, "ya") for one in people} == {"masuk"}


def test_strangers_do_not_keep_the_owner_out(
    app: Flask, clock: Clock, ani: Actor, held: Held
) -> None:
    """The owner's own device is counted by itself, on the same network or another."""
    own = replace(OFFICE, known={ani.code: "tanda-perangkat"})
    tries = [attempt(app, clock, ani.email) for _ in range(200)]
    assert attempt(app, clock, ani.email).startswith("tunggu")
    assert attempt(app, clock, ani.email, "ya", own) == "masuk"
    held(
        tried=f"{len(tries)} tries of a stranger",
        figure=f"{tries.count('salah')} were looked at; the owner came in from the own device",
    )


def test_a_known_device_that_guesses_waits_too(app: Flask, clock: Clock, ani: Actor) -> None:
    own = replace(OFFICE, known={ani.code: "tanda-perangkat"})
    told = [attempt(app, clock, ani.email, caller=own) for _ in range(6)]
    assert told == ["salah"] * 5 + ["tunggu 5"]


def test_a_device_of_somebody_else_is_unknown(app: Flask, clock: Clock, ani: Actor) -> None:
    other = replace(OFFICE, known={"LAIN0001": "tanda"})
    for _ in range(5):
        attempt(app, clock, ani.email)
    assert attempt(app, clock, ani.email, caller=other) == "tunggu 5"


def test_no_address_is_kept(app: Flask, clock: Clock, ani: Actor) -> None:
    attempt(app, clock, ani.email)
    kept = repr(rows(app, "sign_in_attempts")) + repr(rows(app, "audit_records"))
    assert "203.0.113" not in kept
    assert ani.email not in kept
    clock.later(days=1)
    attempt(app, clock, ani.email)
    assert len(rows(app, "sign_in_attempts")) == 3, "one account, and a network of each day"


def test_tries_at_the_same_moment_are_all_counted(app: Flask, clock: Clock, ani: Actor) -> None:
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda _: attempt(app, clock, ani.email), range(48)))
    assert told.count("salah") == 5
    assert told.count("tunggu 5") == 43


def code_page(app: Flask, ani: Actor) -> desk.Window:
    window = desk.Window(app)
    window.get("/admin/masuk")
    window.post("/admin/masuk", email=ani.email, password="ya")
    window.get("/admin/masuk/kode")
    return window


def test_a_code_is_taken_once(app: Flask, clock: Clock, ani: Actor) -> None:
    code = desk.code_at(clock.now())
    code_page(app, ani).post("/admin/masuk/kode", code=code)
    for _ in range(3):
        clock.later(seconds=10)
        code_page(app, ani).post("/admin/masuk/kode", 422, code=code)


@pytest.mark.parametrize(("age", "status"), [(0, 303), (1, 303), (2, 422), (-1, 422)])
def test_a_code_is_good_for_its_step_and_the_next(
    app: Flask, clock: Clock, ani: Actor, age: int, status: int
) -> None:
    from datetime import timedelta

    code = desk.code_at(clock.now() - timedelta(seconds=30 * age))
    code_page(app, ani).post("/admin/masuk/kode", status, code=code)


def test_the_older_of_two_codes_is_dead_once_the_newer_was_used(
    app: Flask, clock: Clock, ani: Actor
) -> None:
    older = desk.code_at(clock.now())
    clock.later(seconds=30)
    code_page(app, ani).post("/admin/masuk/kode", code=desk.code_at(clock.now()))
    code_page(app, ani).post("/admin/masuk/kode", 422, code=older)


def test_one_code_sent_many_times_at_once_opens_one_session(
    app: Flask, clock: Clock, ani: Actor, held: Held
) -> None:
    windows = [code_page(app, ani) for _ in range(8)]
    code = desk.code_at(clock.now())

    def give(window: desk.Window) -> int:
        fields = {"csrf_token": window._stamp, "code": code}
        return window.raw("/admin/masuk/kode", "POST", data=fields).status_code

    with ThreadPoolExecutor(8) as pool:
        found = sorted(pool.map(give, windows))
    assert found == [303] + [422] * 7
    held(tried=f"one code {len(found)} times at once", figure=f"taken {found.count(303)} time")


def test_ten_codes_an_hour_and_no_more(app: Flask, clock: Clock, ani: Actor, held: Held) -> None:
    window = code_page(app, ani)
    tries = [window.post("/admin/masuk/kode", 422, code="000000") for _ in range(10)]
    window.post("/admin/masuk/kode", 429, code=desk.code_at(clock.now()))
    clock.later(minutes=59)
    code_page(app, ani).post("/admin/masuk/kode", 429, code=desk.code_at(clock.now()))
    clock.later(minutes=1)
    code_page(app, ani).post("/admin/masuk/kode", code=desk.code_at(clock.now()))
    held(tried="codes guessed within an hour", figure=f"{len(tries)} looked at, the next refused")


def test_a_refusal_says_when_to_come_back(app: Flask, clock: Clock, ani: Actor) -> None:
    window = desk.Window(app)
    window.get("/admin/masuk")
    for _ in range(5):
        window.post("/admin/masuk", 422, email=ani.email, password="tidak")
    answer = window.post("/admin/masuk", 429, email=ani.email, password="tidak")
    assert answer.headers["Retry-After"] == "5"
    assert "Tunggu 5 detik" in answer.get_data(as_text=True)


def test_a_fresh_installation_has_no_account(app: Flask) -> None:
    assert rows(app, "staff") == []


@pytest.mark.parametrize("secret", ["rahasia", "a" * 64, "kunci " * 3])
def test_a_weak_secret_is_refused_at_the_start(secret: str, held: Held) -> None:
    from kiosk.config import Config, InvalidConfig

    with pytest.raises(InvalidConfig, match="KIOSK_SECRET_KEY"):
        Config.from_env({"KIOSK_SECRET_KEY": secret})
    held(tried="default and weak secrets", figure="refused before the start")
