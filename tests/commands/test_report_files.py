"""Reports as files: at once with `kiosk report ikm`, and by the child that the jobs start."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import clock as machine
from kiosk.commands import report_files
from kiosk.domain.index.document import TOO_HEAVY, TOO_LONG, DocumentKind, DocumentState
from kiosk.paper.press import COMMAND, Child, owner_of
from tests import papers
from tests.commands.console import document, refused, run
from tests.factories import MONTH, Place, answer, rows
from tests.periods import AFTER, close, head_of
from tests.services.databases import settings

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def small_maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with papers.installed(monkeypatch):
        yield


def test_a_report_is_made_at_once_and_kept_under_its_seal(
    app: Flask, place: Place, small_maker: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(app, place, 3, times=6)
    words = ("report", "ikm", "--unit", place.unit, "--period", MONTH)
    pdf, xlsx = tmp_path / "laporan.pdf", tmp_path / "lembar.xlsx"
    assert document(app, *words, "--pdf", pdf, "--xlsx", xlsx)["respondents"] == 6
    kept = {one["kind"]: one for one in rows(app, "documents")}
    assert kept.keys() == {"laporan-pdf", "lembar-xlsx"}
    for file, kind in ((pdf, "laporan-pdf"), (xlsx, "lembar-xlsx")):
        assert file.read_text() == f"{kept[kind]['seal']} {MONTH}"
        assert kept[kind]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert kept[kind]["closing_id"] is None
    monkeypatch.setattr(report_files, "on_a_terminal", lambda: True)
    watched = run(app, *words, "--pdf", pdf)
    assert "Laporan SKM (PDF)" in watched.stderr


def test_what_cannot_be_written_is_said_before_anybody_waits(
    app: Flask, place: Place, small_maker: None, tmp_path: Path
) -> None:
    words = ("report", "ikm", "--unit", place.unit, "--period", MONTH, "--pdf")
    assert "tidak ada" in refused(app, *words, tmp_path / "tak" / "ada.pdf")
    assert "tidak ada" in refused(app, *[*words[:3], "lain", *words[4:]], tmp_path / "a.pdf")
    assert rows(app, "documents") == []
    assert list(tmp_path.glob("*.pdf")) == []


def environment(app: Flask, url: str, **more: str) -> dict[str, str]:
    return os.environ | settings(url, app.config["KIOSK"].instance_dir) | more


def test_one_child_makes_all_that_waits(
    app: Flask, place: Place, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real makers of what is made soonest."""
    answer(app, place, 3, times=6)
    close(app, place, head_of(app, place), now=AFTER)
    for kind in (DocumentKind.SPSS, DocumentKind.SHEET_XLSX):
        papers.ask(app, place, machine, kind)  # type: ignore[arg-type]
    for name, value in environment(app, database_url).items():
        monkeypatch.setenv(name, value)
    press = Child(COMMAND)
    press.start(app.config["KIOSK"].instance_dir)
    started = press._process
    assert started is not None
    assert press.is_running
    assert press.ended() is None
    assert started.wait(60) == 0
    assert (press.ended(), press.ended(), press.is_running) == (owner_of(started.pid), None, False)
    assert [one["state"] for one in rows(app, "documents")] == ["siap", "siap"]
    assert rows(app, "leases") == []


@pytest.mark.parametrize(("greed", "said"), [("memory", TOO_HEAVY), ("time", TOO_LONG)])
def test_a_document_that_takes_too_much_is_stopped_and_said(
    app: Flask, place: Place, database_url: str, greed: str, said: str
) -> None:
    one = papers.ask(app, place, machine)  # type: ignore[arg-type]
    given = environment(app, database_url, **{papers.STOP_AT: greed})
    command = papers.child("install_greedy")
    root = Path(__file__).parents[2]
    subprocess.run(command, env=given, cwd=root, check=True, timeout=60, capture_output=True)
    done = papers.state(app, one)
    assert (done.state, done.error) == (DocumentState.FAILED, said)
