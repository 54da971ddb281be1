"""F28: a virus is found, and a scanner that is away or unwell never makes a file clean."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kiosk.domain.complaint.attachment import FileState
from kiosk.media.scanner import is_there, scan
from tests.services.clamd import EICAR, fake_clamd, real_clamd

CLEAN = b"\xff\xd8 a picture of a counter" * 9_000
"""More than one chunk."""


@pytest.fixture(scope="module")
def clamav(tmp_path_factory: pytest.TempPathFactory) -> object:
    with real_clamd(tmp_path_factory.mktemp("clamav")) as address:
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
