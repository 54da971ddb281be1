"""A stolen copy of everything but the reporter's paper and the team's heads: database, uploads and
the installation's own secret. No word of a sealed case is in it, and no key that opens one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.flows.receiving import Upload
from tests import lane, tickets
from tests.factories import NOW, Place, make_place, snapshot
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

WORDS = ("bertus", "manafe", "dua ratus ribu", "maria bete", "0812", "kuitansi palsu", "catatan")
PURPOSES = (
    "totp", "pelapor", "percobaan", "terlapor", "nomor-aduan", "frasa-aduan", "kait", "lapor",
)  # fmt: skip


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def file(app: Flask, place: Place) -> tickets.Ticket:
    return tickets.file(
        app,
        place,
        uploads=[Upload("kuitansi palsu.png", saved(drawn(), "PNG"))],
        kategori="pungli",
        judul="Bertus Manafe minta uang",
        isi="Bertus Manafe meminta dua ratus ribu dengan kuitansi palsu.",
        terlapor="Bertus Manafe",
        identitas="rahasia",
        nama="Maria Bete",
        kontak="0812 3456 7890",
    )


def talk(app: Flask, who: lane.Member, number: str) -> None:
    """Both sides write, and the team notes something for itself."""
    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.complaint.ask_identity import ask_identity
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import Told

    keys = tickets.house(app).keys
    with app.app_context():
        for move, told in (
            (Move.VERIFY, Told()),
            (Move.ASK, Told("Berapa kuitansi palsu itu?", "catatan: Bertus dipanggil")),
        ):
            version = tickets.row(app, number)["version"]
            move_ticket(who.actor, number, move, version, told, keys, NOW, who.unlocked)
        ask_identity(who.actor, number, "catatan alasan", who.unlocked, keys, NOW)


def stolen(app: Flask) -> bytes:
    """Every cell of every table and every file, as it lies there."""
    folder: Path = app.config["KIOSK"].instance_dir
    parts = [cell_bytes(cell) for cell in cells(app)]
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if path.name != "kunci-penampung" and "static" not in path.parts:
            parts.append(path.read_bytes())
    return b"\0".join(parts)


def cells(app: Flask) -> Iterator[Any]:
    return chain.from_iterable(chain.from_iterable(snapshot(app).values()))


def cell_bytes(cell: Any) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()


def found(app: Flask) -> list[str]:
    text = stolen(app).decode("latin-1").casefold()
    return [word for word in WORDS if re.search(rf"{re.escape(word)}", text)]


def opens_any(app: Flask, extra: tuple[bytes, ...] = ()) -> bool:
    """Whether anything in the loot, or made of the secret, opens a wrapped key."""
    from kiosk.store.complaint import seals
    from kiosk.store.people.kept import BrokenSeal

    keys = tickets.house(app).keys
    loot = {cell for cell in cells(app) if isinstance(cell, bytes) and len(cell) == 32}
    loot |= {keys.of(purpose) for purpose in PURPOSES} | set(extra)
    loot.add(app.config["SECRET_KEY"].encode()[:32])
    wrapped = [bytes(row[-1]) for row in snapshot(app)["case_keys"]]
    assert wrapped
    for one in wrapped:
        for private in loot:
            try:
                seals.unwrap(one, private)
            except BrokenSeal:
                continue
            return True
    return False


def test_nothing_of_the_case_is_in_a_stolen_copy(app: Flask, place: Place) -> None:
    ketua = lane.member(app, place)
    lane.set_up(app, ketua)
    ticket = file(app, place)
    talk(app, ketua, ticket.number)
    assert lane.words_of(app, ketua, ticket.number)["terlapor"] == "Bertus Manafe"
    assert found(app) == []
    assert ticket.phrase not in stolen(app).decode("latin-1")
    assert not opens_any(app)


def test_it_would_be_seen_if_it_were(app: Flask, place: Place) -> None:
    """Without this the test above would pass on a search that finds nothing."""
    tickets.file(app, place, isi="KTP saya belum jadi, tulis Maria Bete")
    assert "maria bete" in found(app)


def test_a_case_held_for_the_team_opens_with_the_holding_file_and_says_so(
    app: Flask, place: Place
) -> None:
    """Honest about it: who has the whole machine reads it until the team has keys."""
    from kiosk.flows.complaint.watch_cases import watch_cases
    from kiosk.store.complaint.keyholders import holding_pair

    file(app, place)
    assert found(app) == []
    assert not opens_any(app)
    holding = holding_pair(app.config["KIOSK"].instance_dir).private
    assert opens_any(app, (holding,))
    with app.app_context():
        assert watch_cases(tickets.house(app).keys).held_over
    lane.set_up(app, lane.member(app, place))
    assert not opens_any(app, (holding,))
    with app.app_context():
        assert not watch_cases(tickets.house(app).keys).held_over


def test_a_held_session_is_no_key_without_its_cookie(app: Flask, place: Place) -> None:
    from kiosk.flows.complaint.unlock_key import opened_key, unlock_key

    ketua = lane.member(app, place)
    with app.app_context():
        keys = tickets.house(app).keys
        held = unlock_key(ketua.actor, lane.PASSPHRASE, "token dalam kuki", keys, NOW)
        from kiosk.domain.people.session import hash_of

        for guess in (hash_of("token dalam kuki").hex(), app.config["SECRET_KEY"], ""):
            assert opened_key(ketua.actor, held, guess) is None
