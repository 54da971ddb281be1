"""`kiosk audio`: questions that somebody read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import sounds
from tests.commands.console import document, refused, said

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


WAKTU = ("--instrument", "skm-2017", "--item", "waktu", "--lang", "id")


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Recordings are files; no database holds one."""
    return sqlite_database


def kept(app: Flask) -> Path:
    folder: Path = app.config["KIOSK"].instance_dir / "suara" / "skm-2017" / "id"
    return folder


def saved(folder: Path, content: bytes, name: str = "suara.bin") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_recording_fills_its_slot_and_a_new_one_takes_its_place(
    app: Flask, tmp_path: Path
) -> None:
    told = said(app, "audio", "add", saved(tmp_path, sounds.ogg()), *WAKTU)
    assert told == f"suara/skm-2017/id/waktu.ogg, {len(sounds.ogg())} bita.\n"
    for content, name in ((sounds.mp3(), "waktu.mp3"), (sounds.m4a(), "waktu.m4a")):
        said(app, "audio", "add", saved(tmp_path, content, "salah.wav"), *WAKTU)
        assert [one.name for one in kept(app).iterdir()] == [name]
        assert (kept(app) / name).read_bytes() == content


def test_the_list_tells_what_is_there_and_what_is_missing(app: Flask, tmp_path: Path) -> None:
    said(app, "audio", "add", saved(tmp_path, sounds.ogg()), *WAKTU)
    found = document(app, "audio", "list", "--instrument", "skm-2017", "--lang", "id")["slots"]
    assert len(found) == 9
    full = [one for one in found if one["file"]]
    assert full == [
        {
            "instrument": "skm-2017",
            "lang": "id",
            "item": "waktu",
            "file": "suara/skm-2017/id/waktu.ogg",
            "bytes": len(sounds.ogg()),
        }
    ]
    line = said(app, "audio", "list", "--instrument", "skm-2017", "--lang", "id").splitlines()[1]
    assert "1 dari 9" in line
    assert "biaya" in line
    assert "waktu" not in line
    everything = document(app, "audio", "list")["slots"]
    assert {one["instrument"] for one in everything} >= {"skm-2017", "skm-2025", "spak", "spkp-6"}
    assert {one["lang"] for one in everything} >= {"id", "en"}


@pytest.mark.parametrize(("what", "content"), list(sounds.unusable()))
def test_what_is_no_recording_is_refused(
    app: Flask, tmp_path: Path, what: str, content: bytes
) -> None:
    line = refused(app, "audio", "add", saved(tmp_path, content, "suara.ogg"), *WAKTU)
    assert "suara.ogg: bukan rekaman" in line, what
    assert not kept(app).exists()


def test_what_is_too_large_unknown_or_not_there_is_refused(app: Flask, tmp_path: Path) -> None:
    most = sounds.ogg() + bytes(1_000_000 - len(sounds.ogg()))
    assert "1 MB" in refused(app, "audio", "add", saved(tmp_path, most + b"\0"), *WAKTU)
    assert "tidak ada" in refused(app, "audio", "add", tmp_path / "hilang.ogg", *WAKTU)
    file = saved(tmp_path, sounds.ogg())
    for option, wrong in (("--instrument", "../etc"), ("--item", "../waktu"), ("--lang", "xx")):
        words = [wrong if WAKTU[at - 1] == option else one for at, one in enumerate(WAKTU)]
        assert f'"{wrong}" tidak ada' in refused(app, "audio", "add", file, *words)
    assert "skm-2017" in refused(app, "audio", "list", "--instrument", "skm")
    assert not kept(app).exists()
    said(app, "audio", "add", saved(tmp_path, most), *WAKTU)
