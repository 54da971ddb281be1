"""F49: a ticket is not found by guessing. A try costs one slow hash of the same parameters whatever
was wrong with it, the answer is the same, and nobody is put to sleep.

The slow hash, 30 ms of each try, is done once in every case; what is left around it is measured
with a quick one in its place, where 5 ms would be seen."""

from __future__ import annotations

import random
from collections.abc import Mapping
from statistics import median
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint import flood, receipt
from kiosk.domain.complaint.receipt import PHRASE_BITS
from kiosk.flows.complaint.withdraw_ticket import withdraw_ticket
from kiosk.flows.reporting import Key, WrongReceipt, prove
from kiosk.store.complaint import phrases
from kiosk.store.complaint.phrases import Hashed
from kiosk.store.complaint.words import words
from kiosk.store.engine import reading
from tests import office, tickets
from tests.factories import NOW, Clock, make_place
from tests.faults.conftest import Held
from tests.faults.ledger import FULL, sized
from tests.web.forms import form
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.tickets import Ticket

GUESSES, TRIES, MOST = sized(2_000, 10_000), sized(100, 1_000), 0.005

ROUNDS = 3
timed = perf_counter if FULL else thread_time
"""Beside other tests our own thread's work is measured; in the full run what a caller waits."""


@pytest.fixture
def known(app: Flask) -> dict[str, Ticket]:
    """A ticket that is open and one that is closed."""
    place = make_place(app)
    made = {"open": tickets.file(app, place), "closed": tickets.file(app, place)}
    proof = office.proof(app, made["closed"])
    with app.app_context():
        withdraw_ticket(proof, tickets.house(app), NOW)
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """A hash that takes no time; the salts it was asked with."""
    salts: list[bytes] = []

    def hashed(phrase: str, salt: bytes) -> Hashed:
        salts.append(salt)
        return Hashed(bytes(32), bytes(32))

    monkeypatch.setattr(phrases, "hashed", hashed)
    return salts


def guessed(draw: random.Random) -> str:
    return words().spell(draw.getrandbits(PHRASE_BITS), receipt.COUNT)


def attempt(app: Flask, number: str, phrase: str) -> float:
    house = tickets.house(app)
    began = timed()
    with app.app_context(), pytest.raises(WrongReceipt):
        prove(Key(number, phrase), house, NOW, "203.0.113.9")
    return timed() - began


def test_the_phrase_has_at_least_88_bits() -> None:
    assert PHRASE_BITS >= 88
    assert len(set(words().listed)) == 2048


def test_each_guess_costs_one_slow_hash_whatever_is_wrong(
    app: Flask, known: dict[str, Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library itself is watched: memory, passes and lanes are the same every time."""
    asked: list[tuple[object, ...]] = []

    def watching(secret: bytes, salt: bytes, *rest: object) -> bytes:
        asked.append((len(salt), *rest))
        return bytes(64)

    monkeypatch.setattr(phrases, "hash_secret_raw", watching)
    monkeypatch.setattr(flood, "TRIES", 100)
    right, wrong = known["open"].number, "7F3K9QWX2"
    phrase = guessed(random.Random(1))
    for number, typed in (
        (right, phrase), (wrong, phrase), (known["closed"].number, phrase),
        (right, "bukan frasa"), (right, ""), ("", phrase), ("!", "!"),
    ):  # fmt: skip
        attempt(app, number, typed)
    assert len(asked) == 7
    assert len(set(asked)) == 1


def test_ten_thousand_guesses_find_nothing_and_are_told_apart_by_nothing(
    app: Flask,
    clock: Clock,
    known: dict[str, Ticket],
    monkeypatch: pytest.MonkeyPatch,
    held: Held,
) -> None:
    """With a valid number and without; with the kept verifiers, and no limit in the way. The hash
    is a quick one of the same shape: with 88 bits a slow one would change nothing here."""
    from hashlib import sha256

    def hashed(phrase: str, salt: bytes) -> Hashed:
        mixed = sha256(salt + phrase.encode()).digest()
        return Hashed(mixed, mixed)

    monkeypatch.setattr(phrases, "hashed", hashed)
    ticket = tickets.file(app, make_place(app, "rsud", point="RSVD0001"))
    house, draw = tickets.house(app), random.Random(49)
    found = 0
    with app.app_context():
        monkeypatch.setattr("kiosk.flows.reporting.check_network", lambda *_: None)
        with reading():  # which all of them join
            for guess in range(GUESSES):
                number = ticket.number if guess % 2 else guessed_number(draw)
                try:
                    prove(Key(number, guessed(draw)), house, NOW, "203.0.113.9")
                    found += 1
                except WrongReceipt:
                    pass
        assert found == 0
        prove(Key(ticket.number, ticket.phrase), house, NOW, "203.0.113.9")
    held(
        tried=f"{GUESSES:,} guesses, half with a valid number",
        figure=f"{found} hits; a phrase has {PHRASE_BITS} bits",
    )


def guessed_number(draw: random.Random) -> str:
    return "".join(draw.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=9))


def test_the_rest_differs_by_five_milliseconds_at_most(
    app: Flask,
    known: dict[str, Ticket],
    quick: list[bytes],
    monkeypatch: pytest.MonkeyPatch,
    held: Held,
) -> None:
    monkeypatch.setattr(flood, "TRIES", 20 * TRIES)  # no limit in the way
    phrase = guessed(random.Random(2))
    tried = {
        "wrong phrase": (known["open"].number, phrase),
        "unknown number": ("7F3K9QWX2", phrase),
        "closed": (known["closed"].number, phrase),
        "no phrase": (known["open"].number, "bukan frasa"),
    }
    apart = measured(app, tried)
    assert apart <= MOST
    assert len(quick) % (len(tried) * TRIES) == 0
    held(
        tried=f"wrong, unknown, closed, no phrase: {TRIES:,} times each",
        figure=f"medians {1_000 * apart:.2f} ms apart",
    )


def measured(app: Flask, tried: Mapping[str, tuple[str, str]]) -> float:
    """How far apart the medians are, in seconds: the least of up to three rounds. What somebody
    else does on the machine is not in every one; a difference of ours is."""
    found = []
    for _ in range(ROUNDS):
        took: dict[str, list[float]] = {name: [] for name in tried}
        for turn in range(TRIES):
            names = list(tried)
            for name in names[turn % 4 :] + names[: turn % 4]:
                took[name].append(attempt(app, *tried[name]))
        middle = [median(times) for times in took.values()]
        found.append(max(middle) - min(middle))
        if found[-1] <= MOST:
            break
    return min(found)


def test_the_pages_are_the_same_to_the_letter(
    app: Flask, clock: Clock, known: dict[str, Ticket], quick: list[bytes]
) -> None:
    citizen = PageClient(app)
    phrase = guessed(random.Random(3))
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    pages = set()
    for number in (known["open"].number, known["closed"].number, "7F3K9QWX2", "tidak ada"):
        sent = {"nomor": number, "frasa": phrase, "csrf_token": stamp}
        page = citizen.post("/lacak", sent, 422)
        pages.add((page.text.replace(number, ""), len(page.response.headers)))
    assert len(pages) == 1


def test_after_sixty_wrong_ones_the_network_waits_and_no_worker_sleeps(
    app: Flask, clock: Clock, known: dict[str, Ticket], quick: list[bytes], held: Held
) -> None:
    citizen = PageClient(app)
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    sent = {"nomor": known["open"].number, "frasa": "salah", "csrf_token": stamp}
    for _ in range(flood.TRIES):
        citizen.post("/lacak", sent, 422)
    hashes = len(quick)
    began = perf_counter()
    page = citizen.post("/lacak", sent, 429)
    took = perf_counter() - began
    assert took < 1
    assert len(quick) == hashes
    assert int(page.response.headers["Retry-After"]) > 0
    citizen.post("/lacak", sent, 422, environ_base={"REMOTE_ADDR": "198.51.100.9"})
    held(
        tried=f"{flood.TRIES} wrong receipts from one network, then one more",
        figure=f"answered in {1_000 * took:.0f} ms with Retry-After, no hash, no sleep",
    )
