"""``kiosk evidence``: a pack made on one machine verifies on another, and fails after one byte."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests import desk, plans
from tests.commands.console import document, refused, run, said
from tests.periods import AFTER, close, head_of

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.factories import Place


@pytest.fixture
def pack(app: Flask, place: Place, tmp_path: Path) -> Path:
    desk.start_audit(app)
    plans.scored(app, place)
    close(app, place, head_of(app, place), now=AFTER)
    target = tmp_path / "paket.zip"
    words = ("evidence", "make", "--unit", place.unit, "--period", "2026", "--out", target)
    assert "sidik kunci" in said(app, *words)
    return target


def test_made_here_checked_elsewhere_and_refused_after_one_byte(
    app: Flask, place: Place, pack: Path, tmp_path: Path
) -> None:
    key = said(app, "evidence", "key").strip()
    told = document(app, "evidence", "verify", pack, "--key", key)
    assert (told["ok"], told["unit"], told["period"]) == (True, place.unit, "2026")
    assert told["fingerprint"] == key
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path / "lain")
    # Another machine: nothing of this project, nothing installed.
    alone = [sys.executable, "-I", "-S", str(tmp_path / "lain" / "periksa.py")]
    assert subprocess.run(alone, check=False, capture_output=True).returncode == 0
    changed = bytearray(pack.read_bytes())
    place_of = changed.index(b"%PDF-") + 900
    changed[place_of] ^= 1
    pack.write_bytes(bytes(changed))
    broken = document(app, "evidence", "verify", pack, exit_code=1)
    assert broken["ok"] is False
    assert any("papan-hasil.pdf" in one for one in broken["faults"])
    again = subprocess.run([*alone, str(pack)], check=False, capture_output=True, text=True)
    assert (again.returncode, "papan-hasil.pdf" in again.stdout) == (1, True)


def test_what_is_no_pack_or_of_no_year_is_refused_with_a_sentence(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    letter = tmp_path / "surat.txt"
    letter.write_text("bukan paket")
    assert "bukan paket bukti" in refused(app, "evidence", "verify", letter)
    assert "tidak dapat dibuka" in refused(app, "evidence", "verify", tmp_path / "tidak-ada.zip")
    words = ("evidence", "make", "--unit", place.unit, "--out", tmp_path / "p.zip", "--period")
    assert "satu tahun" in refused(app, *words, "2026-10")
    assert run(app, *words, "besok").exit_code == 2
    assert not (tmp_path / "p.zip").exists()
