"""How passwords and second-factor secrets are kept."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY

from kiosk.store.people import kept


@pytest.fixture
def quick_hashes() -> None:
    """Here they are as slow as they are."""


def test_a_password_is_kept_by_argon2id_as_rfc_9106_says() -> None:
    hashed = kept.hash_password("sepeda ontel biru di teras")
    found = extract_parameters(hashed)
    assert found == RFC_9106_LOW_MEMORY
    assert (found.type, found.time_cost, found.memory_cost, found.parallelism) == (
        Type.ID, 3, 65536, 4,
    )  # fmt: skip
    assert kept.is_password("sepeda ontel biru di teras", hashed)
    assert not kept.is_password("sepeda ontel biru di teras ", hashed)
    assert hashed != kept.hash_password("sepeda ontel biru di teras"), "a salt of its own"


def test_nobodys_hash_costs_what_a_real_one_does() -> None:
    assert not kept.is_outdated(kept.NOBODYS)
    assert not kept.is_password("kata sandi yang bukan milik siapa pun", None)


def test_an_older_hash_is_known_to_be_outdated() -> None:
    weak = "$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43
    assert kept.is_outdated(weak)


@pytest.mark.parametrize("broken", ["", "!", "$argon2id$", "$2b$12$abc"])
def test_a_broken_hash_is_a_wrong_password(broken: str) -> None:
    assert not kept.is_password("apa saja", broken)


def test_no_more_than_two_hashes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[int] = []
    most: list[int] = []
    gate = Barrier(2)

    class Watching:
        def hash(self, password: str) -> str:
            running.append(1)
            most.append(len(running))
            gate.wait(5)
            running.pop()
            return password

    monkeypatch.setattr(kept, "_HASHER", Watching())
    threads = [Thread(target=kept.hash_password, args=("x",)) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert max(most) == 2
