"""F28: a virus is found, and a scanner that is away or unwell never makes a file clean."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.attachment import FileState
from kiosk.flows.receiving import Upload
from kiosk.flows.upkeep.tell_looks import tell_looks
from kiosk.flows.upkeep.watch_scanner import watch_scanner
from kiosk.media.reencode import prepare
from kiosk.media.scanner import is_there, scan
from tests import desk, tickets
from tests.factories import NOW, make_place, rows
from tests.faults.conftest import Held
from tests.faults.matrix import HELD
from tests.media import samples
from tests.services.clamd import EICAR, fake_clamd, real_clamd

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock, Place

CLEAN = b"\xff\xd8 a picture of a counter" * 9_000
"""More than one chunk."""


PICTURE = samples.saved(samples.drawn(), "PNG")
VIRUS = samples.saved(samples.drawn(50, 40), "PNG")


@pytest.fixture(scope="module")
def clamav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Knows what we make of `VIRUS`, as it would know one that lies in a picture's own pixels."""
    made = prepare("v.png", VIRUS)
    with real_clamd(tmp_path_factory.mktemp("clamav"), made.content) as address:
        yield address


def test_clamav_itself_finds_the_test_virus(clamav: str) -> None:
    found = scan(clamav, EICAR)
    assert found.state is FileState.INFECTED
    assert "Eicar" in found.found


def test_clamav_itself_calls_a_picture_clean(clamav: str) -> None:
    assert is_there(clamav)
    assert scan(clamav, CLEAN).state is FileState.CLEAN
    assert scan(clamav, b"").state is FileState.CLEAN


def test_what_is_too_long_for_clamav_has_failed(clamav: str) -> None:
    refused = scan(clamav, bytes(3 * 1024 * 1024))
    assert refused.state in (FileState.FAILED, FileState.WAITING)
    assert refused.state is not FileState.CLEAN


@pytest.mark.parametrize("is_unix", [True, False])
def test_over_either_kind_of_socket(is_unix: bool, tmp_path: Path) -> None:
    with fake_clamd("honest", tmp_path / "s" if is_unix else None) as address:
        assert is_there(address)
        assert scan(address, CLEAN[:150_000]).state is FileState.CLEAN
        assert scan(address, CLEAN[:70_000] + EICAR).state is FileState.INFECTED


def test_a_stream_above_the_scanners_limit_has_failed(tmp_path: Path) -> None:
    """The scanner says so and hangs up while the rest is still being sent."""
    with fake_clamd("honest", tmp_path / "s") as address:
        told = scan(address, bytes(8_000_000))
    assert (told.state, "size limit exceeded" in told.found) == (FileState.FAILED, True)


@pytest.mark.parametrize(
    ("mood", "state"),
    [
        ("error", FileState.FAILED),
        ("garbage", FileState.FAILED),
        ("half", FileState.FAILED),
        ("other-stream", FileState.FAILED),
        ("ok-and-more", FileState.FAILED),
        ("endless", FileState.FAILED),
        ("mute", FileState.WAITING),
        ("hangs-up", FileState.WAITING),
    ],
)
def test_only_its_own_ok_is_clean(mood: str, state: FileState) -> None:
    with fake_clamd(mood) as address:
        assert scan(address, b"a picture").state is state


def test_a_silent_scanner_is_not_waited_for_long() -> None:
    with fake_clamd("silent") as address:
        started = time.monotonic()
        assert scan(address, b"a picture", whole=0.5).state is FileState.WAITING
    assert time.monotonic() - started < 3


def test_without_an_answering_scanner_files_wait(tmp_path: Path) -> None:
    with fake_clamd("honest") as gone:
        pass
    for address in (gone, str(tmp_path / "none.sock"), "no-such-host.invalid:3310"):
        assert scan(address, b"a picture").state is FileState.WAITING
        assert not is_there(address)


def test_without_a_scanner_it_is_said() -> None:
    assert scan("", EICAR).state is FileState.UNSCANNED


@pytest.mark.parametrize("state", FileState)
def test_where_there_is_a_scanner_only_clean_files_are_served(state: FileState) -> None:
    assert state.may_be_served(has_scanner=True) is (state is FileState.CLEAN)


def test_where_there_is_none_unscanned_ones_are_too() -> None:
    served = {state for state in FileState if state.may_be_served(has_scanner=False)}
    assert served == {FileState.CLEAN, FileState.UNSCANNED}


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What is served does not depend on the database."""
    return sqlite_database


def everybody(app: Flask, place: Place) -> list[desk.Window]:
    """Somebody of every role at the unit."""
    from kiosk.domain.people.policy import Grant, Level

    at = {Level.UNIT: place.unit_id, Level.INSTANSI: place.instansi_id, Level.INSTALLATION: 0}
    windows = []
    for role, level in HELD:
        windows.append(desk.Window(app))
        desk.sign_in(windows[-1].client, app, [Grant(role, level, at[level])])
    return windows


def reporters_own(app: Flask, ticket: tickets.Ticket) -> int:
    """What the reporter gets who asks for the file by the receipt."""
    client = app.test_client()
    page = client.get("/lacak", base_url="http://127.0.0.1:8000").get_data(as_text=True)
    [stamp] = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    sent = {"nomor": ticket.number, "frasa": ticket.phrase, "berkas": "1", "csrf_token": stamp}
    return client.post("/lacak/berkas", data=sent, base_url="http://127.0.0.1:8000").status_code


def filed(app: Flask, place: Place, address: str, content: bytes) -> tickets.Ticket:
    """With this scanner, now and from here on."""
    app.config["KIOSK"] = replace(app.config["KIOSK"], clamd=address)
    with pytest.MonkeyPatch.context() as patch:
        with_it = replace(tickets.house(app), scanner=address)
        patch.setattr(tickets, "house", lambda _: with_it)
        return tickets.file(app, place, uploads=[Upload("foto.png", content)])


@pytest.mark.usefixtures("quick_hashes")
def test_nobody_gets_a_file_that_no_scanner_called_clean(
    app: Flask, clock: Clock, clamav: str, monkeypatch: pytest.MonkeyPatch, held: Held
) -> None:
    """Away, unwell, silent, and ClamAV's own daemon that knows the file: the words are taken every
    time, and no role gets the file."""
    monkeypatch.setattr(scan, "__defaults__", (0.2,))
    place = make_place(app)
    windows, asked, states = everybody(app, place), 0, []
    with fake_clamd("error") as unwell, fake_clamd("silent") as slow:
        for address, content in (
            ("/tidak/ada.sock", PICTURE), (unwell, PICTURE), (slow, PICTURE), (clamav, VIRUS)
        ):  # fmt: skip
            ticket = filed(app, place, address, content)
            kept = {one["ticket_id"]: one["state"] for one in rows(app, "ticket_files")}
            states.append(kept[ticket.id])
            answers = [reporters_own(app, ticket)]
            answers += [
                window.raw(f"/admin/laporan/{ticket.number}/berkas/1{small}").status_code
                for window in windows
                for small in ("", "/gambar")
            ]
            assert set(answers) == {403, 404, 422}, address
            asked += len(answers)
    assert states == ["menunggu", "gagal", "menunggu", "terinfeksi"]
    clean = filed(app, place, clamav, PICTURE)
    assert reporters_own(app, clean) == 200
    held(
        tried=f"scanner away, in error, silent, virus found by clamd: {asked} downloads by "
        f"{len(windows)} roles and the reporter",
        figure=f"{asked} refused, 0 served unscanned; {len(states)} of 4 complaints taken",
    )


def test_a_scanner_that_is_away_is_told_within_ten_minutes(
    app: Flask, clock: Clock, held: Held
) -> None:
    from kiosk.domain.people.policy import Grant, Level, Role

    desk.make_staff(app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    told: list[int] = []
    with app.app_context():
        watch_scanner("", NOW)
        tell_looks(NOW)
        for minute in range(1, 11):
            watch_scanner("/tidak/ada.sock", NOW + timedelta(minutes=minute))
            tell_looks(NOW + timedelta(minutes=minute))
            told.append(len(rows(app, "notices")))
    first = next(at for at, many in enumerate(told, 1) if many)
    assert first <= 10
    assert told[-1] == 1, "once, until it answers again"
    held(tried="scanner away for 10 minutes", figure=f"told once, in minute {first}")
