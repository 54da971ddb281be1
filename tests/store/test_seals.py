"""Sealed cases: who opens them, who does not, and what their bytes tell."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from argon2.low_level import Type

from kiosk.domain.people.session import hash_of
from kiosk.domain.refusal import Busy
from kiosk.store.complaint import keyholders, phrases, seals
from kiosk.store.complaint.keyholders import InvalidRecovery, WrongPassphrase
from kiosk.store.complaint.seals import Place
from kiosk.store.complaint.words import words
from kiosk.store.people.kept import BrokenSeal

PHRASE = "bayam gitar jendela kopiah lentera pisang sungai wortel"
SALT = bytes(range(16))
TOLD = "Petugas loket 3 meminta dua ratus ribu rupiah tanpa kwitansi."
KEY = bytes(range(32))


# The phrase.


@pytest.fixture
def quick_hashes() -> None:
    """Here they are as slow as they are."""


def test_a_phrase_is_hashed_as_slowly_as_owasp_asks() -> None:
    assert phrases.MEMORY_KIB >= 19 * 1024
    assert phrases.PASSES >= 2


def test_a_kept_phrase_still_opens_after_an_update() -> None:
    """Other parameters would close every receipt there is."""
    found = phrases.hashed(PHRASE, SALT)
    assert (
        found.verifier.hex() == "b26ccb77856f72cbdfc65b3c2d3667ea34ac40779b0c6c0ba2a5d78f31ecfbad"
    )
    assert found.seed.hex() == "89ace8030ff79ca97dbbde2481f9fb756724f6d327cd376796f60d82c85d84dd"


def test_the_right_phrase_gives_the_reporters_key_and_a_wrong_one_nothing() -> None:
    kept = phrases.hashed(PHRASE, SALT)
    assert phrases.matches(PHRASE, SALT, kept.verifier) == kept.seed
    assert phrases.matches(PHRASE + "x", SALT, kept.verifier) is None
    assert phrases.matches(PHRASE, bytes(16), kept.verifier) is None, "another ticket's salt"


def test_what_is_kept_does_not_open_the_case() -> None:
    kept = phrases.hashed(PHRASE, SALT)
    wrapped = seals.wrap(KEY, seals.public_of(kept.seed))
    assert seals.unwrap(wrapped, kept.seed) == KEY
    with pytest.raises(BrokenSeal):
        seals.unwrap(wrapped, kept.verifier)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Every slow hash done, by what it costs."""
    done: list[tuple[Any, ...]] = []

    def watched(secret: bytes, salt: bytes, *cost: Any) -> bytes:
        done.append((len(secret), len(salt), *cost))
        return bytes(64)

    monkeypatch.setattr(phrases, "hash_secret_raw", watched)
    return done


def test_an_unknown_number_is_as_much_work_as_a_wrong_phrase(work: list[Any]) -> None:
    assert phrases.matches(PHRASE, SALT, bytes(32)) is None
    assert phrases.matches(PHRASE, None, None) is None
    known, unknown = work
    assert known == unknown == (len(PHRASE), 16, 3, 19 * 1024, 1, 64, Type.ID)


def test_nobodys_ticket_never_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    nobodys = phrases.hashed(PHRASE, bytes(16))
    monkeypatch.setattr(phrases, "_NOBODYS", nobodys.verifier)
    assert phrases.matches(PHRASE, None, None) is None


def test_a_flood_of_phrases_is_turned_away_before_the_machine_stands_still(
    monkeypatch: pytest.MonkeyPatch, work: list[Any]
) -> None:
    monkeypatch.setattr(phrases, "WAIT_SECONDS", 0.01)
    with phrases.turn(), phrases.turn(), pytest.raises(Busy):
        phrases.hashed(PHRASE, SALT)
    assert work == []
    phrases.hashed(PHRASE, SALT)
    assert len(work) == 1, "and the turns are given back"


# The case.


def test_a_text_opens_at_its_own_place_only() -> None:
    sealed = seals.seal_text(KEY, 7, 2, Place.MESSAGE, TOLD)
    assert seals.unseal_text(KEY, 7, 2, Place.MESSAGE, sealed) == TOLD
    for place in ((8, 2, Place.MESSAGE), (7, 3, Place.MESSAGE), (7, 2, Place.NOTE)):
        with pytest.raises(BrokenSeal):
            seals.unseal_text(KEY, *place, sealed)
    with pytest.raises(BrokenSeal):
        seals.unseal_text(bytes(32), 7, 2, Place.MESSAGE, sealed)


def test_no_bit_can_be_changed() -> None:
    sealed = seals.seal_text(KEY, 7, 0, Place.TEXT, TOLD)
    for bit in range(8 * len(sealed)):
        broken = bytearray(sealed)
        broken[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BrokenSeal):
            seals.unseal_text(KEY, 7, 0, Place.TEXT, bytes(broken))


@pytest.mark.parametrize("cut", [b"", b"x", b"x" * 24, b"x" * 40])
def test_a_cut_text_is_broken_and_not_an_error_of_another_kind(cut: bytes) -> None:
    with pytest.raises(BrokenSeal):
        seals.unseal_text(KEY, 7, 0, Place.TEXT, cut)
    with pytest.raises(BrokenSeal):
        seals.unwrap(cut, KEY)


@pytest.mark.parametrize("text", ["", "ya", "\0" * 300, "é" * 5000, TOLD * 90, "x" * 248])
def test_every_text_comes_back_whole(text: str) -> None:
    sealed = seals.seal_text(KEY, 1, 0, Place.NOTE, text)
    assert seals.unseal_text(KEY, 1, 0, Place.NOTE, sealed) == text


def test_ids_from_the_whole_range_of_the_database_are_places() -> None:
    for number in (0, 1, 2**63 - 1):
        sealed = seals.seal_text(KEY, number, 0, Place.TEXT, "ya")
        assert seals.unseal_text(KEY, number, 0, Place.TEXT, sealed) == "ya"


def test_length_says_little() -> None:
    def sizes(most: int) -> set[int]:
        return {len(seals.seal_text(KEY, 1, 0, Place.TEXT, "a" * n)) for n in range(most)}

    assert len(sizes(249)) == 1
    assert len(sizes(1000)) == 4
    files = {len(seals.seal_bytes(KEY, 1, 0, Place.FILE, bytes(n))) for n in (0, 1, 9000, 16_376)}
    assert len(files) == 1


def test_the_same_text_twice_does_not_look_the_same() -> None:
    one, other = (seals.seal_text(KEY, 1, 0, Place.TEXT, TOLD) for _ in range(2))
    assert one != other
    assert seals.wrap(KEY, seals.public_of(KEY)) != seals.wrap(KEY, seals.public_of(KEY))


def test_a_file_is_sealed_as_a_text_is() -> None:
    content = os.urandom(40_000)
    sealed = seals.seal_bytes(KEY, 7, 1, Place.FILE, content)
    assert seals.unseal_bytes(KEY, 7, 1, Place.FILE, sealed) == content
    with pytest.raises(BrokenSeal):
        seals.unseal_bytes(KEY, 7, 1, Place.THUMBNAIL, sealed)


def test_sealed_bytes_hold_no_piece_of_what_was_told() -> None:
    sealed = seals.seal_text(KEY, 7, 0, Place.TEXT, TOLD)
    kept = sealed + seals.seal_bytes(KEY, 7, 1, Place.FILE, TOLD.encode())
    kept += seals.wrap(KEY, seals.public_of(bytes(32)))
    pieces = {TOLD.encode()[at : at + 5] for at in range(len(TOLD) - 4)}
    assert not [piece for piece in pieces if piece in kept]
    assert KEY not in kept


def test_a_wrapped_key_opens_for_each_holder_and_nobody_else() -> None:
    case_key = seals.new_case_key()
    holders = [keyholders.new_pair() for _ in range(3)]
    wraps = [seals.wrap(case_key, one.public) for one in holders]
    assert [seals.unwrap(w, h.private) for w, h in zip(wraps, holders, strict=True)] == [
        case_key
    ] * 3
    with pytest.raises(BrokenSeal):
        seals.unwrap(wraps[0], holders[1].private)
    with pytest.raises(BrokenSeal):
        seals.unwrap(seals.wrap(b"pendek", holders[0].public), holders[0].private)


def test_every_case_has_a_key_of_its_own() -> None:
    assert len({seals.new_case_key() for _ in range(100)}) == 100


# Those who read.


def test_a_handlers_key_opens_with_the_passphrase_and_for_its_owner_only() -> None:
    pair = keyholders.new_pair()
    locked = keyholders.lock(pair.private, "perahu biru di dermaga", 9)
    assert pair.private not in locked
    assert keyholders.unlock(locked, "perahu biru di dermaga", 9) == pair.private
    with pytest.raises(WrongPassphrase):
        keyholders.unlock(locked, "perahu biru di dermagA", 9)
    with pytest.raises(WrongPassphrase):
        keyholders.unlock(locked, "perahu biru di dermaga", 4)
    with pytest.raises(WrongPassphrase):
        keyholders.unlock(locked[:-1], "perahu biru di dermaga", 9)
    with pytest.raises(WrongPassphrase):
        keyholders.unlock(locked[:40], "perahu biru di dermaga", 9)


def test_the_same_passphrase_is_locked_with_another_salt() -> None:
    one, other = (keyholders.lock(KEY, "perahu biru di dermaga", 4) for _ in range(2))
    assert one[:16] != other[:16]


def test_an_unlocked_key_lives_with_its_session() -> None:
    sealed = keyholders.hold(KEY, "token-mentah")
    assert KEY not in sealed
    assert keyholders.held(sealed, "token-mentah") == KEY
    for other in ("token-lain", "", hash_of("token-mentah").hex()):
        with pytest.raises(BrokenSeal):
            keyholders.held(sealed, other)
    with pytest.raises(BrokenSeal):
        keyholders.held(sealed[:10], "token-mentah")


def test_what_the_database_knows_of_a_session_does_not_open_it() -> None:
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    sealed = keyholders.hold(KEY, "token-mentah")
    with pytest.raises(CryptoError):
        SecretBox(hash_of("token-mentah")).decrypt(sealed)


def test_a_recovery_key_comes_back_from_paper() -> None:
    for private in (bytes(32), b"\xff" * 32, KEY):
        printed = keyholders.recovery_words(private, words())
        assert len(printed.split()) == 24
        numbered = "\n".join(f"{n}. {w.upper()[:5]}" for n, w in enumerate(printed.split(), 1))
        assert keyholders.recovered(numbered, words()) == private


def test_a_slip_in_a_recovery_key_is_found() -> None:
    printed = keyholders.recovery_words(KEY, words()).split()
    listed = words().listed
    tries = [
        [*printed[:at], listed[(listed.index(printed[at]) + step) % 2048], *printed[at + 1 :]]
        for at in range(24)
        for step in (1, 7, 700)
    ]
    passed = 0
    for one in tries:
        try:
            assert keyholders.recovered(" ".join(one), words()) != KEY
            passed += 1
        except InvalidRecovery:
            pass
    assert passed <= 3, "one in 256 slips by"


@pytest.mark.parametrize("typed", ["", "bayam", "bayam " * 23, "bayam " * 25, "qqqq " * 24])
def test_what_cannot_be_a_recovery_key_is_refused(typed: str) -> None:
    with pytest.raises(InvalidRecovery, match="24 kata"):
        keyholders.recovered(typed, words())


# The meantime.


def test_the_holding_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    pair = keyholders.holding_pair(tmp_path)
    file = tmp_path / keyholders.HOLDING_FILE
    assert keyholders.holding_pair(tmp_path) == pair
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert seals.unwrap(seals.wrap(KEY, pair.public), pair.private) == KEY
    assert list(tmp_path.iterdir()) == [file], "nothing is left beside it"
    assert pair.private.hex() not in repr(pair)


def test_processes_that_start_together_hold_one_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them saw no file; the first to link wins."""
    found: list[bytes] = []
    monkeypatch.setattr(Path, "exists", lambda _: False)
    many = [
        Thread(target=lambda: found.append(keyholders.holding_pair(tmp_path).private))
        for _ in range(8)
    ]
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_leaves_no_half_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            keyholders.holding_pair(tmp_path)
    assert list(tmp_path.iterdir()) == []
    keyholders.holding_pair(tmp_path)


def test_a_forgotten_holding_key_opens_nothing_any_more(tmp_path: Path) -> None:
    wrapped = seals.wrap(KEY, keyholders.holding_pair(tmp_path).public)
    keyholders.forget_holding(tmp_path)
    keyholders.forget_holding(tmp_path)
    with pytest.raises(BrokenSeal):
        seals.unwrap(wrapped, keyholders.holding_pair(tmp_path).private)
