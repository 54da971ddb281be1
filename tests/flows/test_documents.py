"""Documents made as jobs: asked once, made once, whole or not there, whoever is killed when."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import jobs
from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.index.document import (
    NO_ROOM,
    OUT_OF_TRIES,
    TOO_HEAVY,
    DocumentKind,
    DocumentState,
    UnfitDocument,
    UnknownDocument,
)
from kiosk.domain.index.period import parse
from kiosk.domain.refusal import Busy
from kiosk.flows.index.fetch_document import fetch_document
from kiosk.flows.index.list_documents import list_documents
from kiosk.flows.index.make_at_once import make_at_once
from kiosk.flows.index.make_document import forget_maker, is_work_waiting, make_next
from kiosk.flows.pressing import Where
from kiosk.paper.press import Child, owner_of
from tests import papers
from tests.factories import MONTH, Clock, Place, answer, make_place, rows
from tests.periods import AFTER, close, head_of
from tests.services.databases import settings

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.document import Document


@pytest.fixture(autouse=True)
def small_maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with papers.installed(monkeypatch):
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(AFTER)
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def closed(app: Flask, place: Place) -> Place:
    answer(app, place, 3, times=12)
    close(app, place, head_of(app, place))
    return place


def put_maker(monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    monkeypatch.setattr(papers, "make", make)


def work(app: Flask, clock: Clock, owner: str = "satu") -> bool:
    with app.app_context():
        return make_next(papers.press(app, clock, owner))


def fetch(app: Flask, unit: str, number: int, clock: Clock) -> tuple[Document, bytes]:
    return fetch_document(1, unit, number, app.config["KIOSK"].instance_dir, clock.now())


def test_who_asked_for_answers_one_by_one_and_who_took_them_is_recorded(
    app: Flask, closed: Place, clock: Clock
) -> None:
    asked = [
        papers.ask(app, closed, clock, kind) for kind in (DocumentKind.SPSS, DocumentKind.POSTER_A4)
    ]
    papers.ask(app, closed, clock, DocumentKind.SPSS)
    while work(app, clock):
        pass
    with app.app_context():
        for one in asked:
            fetch(app, closed.unit, one.id, clock)
    acts = [(row["action"], row["object_id"]) for row in rows(app, "audit_records")]
    sheet, poster = (str(one.id) for one in asked)
    assert [one for one in acts if one[0].endswith("-dokumen")] == [
        ("minta-dokumen", sheet), ("minta-dokumen", poster), ("unduh-dokumen", sheet),
    ]  # fmt: skip


def test_a_document_is_asked_once_made_once_and_fetched_as_it_was_made(
    app: Flask, closed: Place, clock: Clock
) -> None:
    one = papers.ask(app, closed, clock)
    clock.later(seconds=5)
    assert papers.ask(app, closed, clock) == one
    assert papers.ask(app, closed, clock, DocumentKind.POSTER_A4).id != one.id
    with app.app_context():
        assert is_work_waiting(clock.now())
    assert work(app, clock)
    assert not work(app, clock)
    done = papers.state(app, one)
    assert (done.state, done.tries, done.error) == (DocumentState.READY, 1, None)
    with app.app_context():
        assert not is_work_waiting(clock.now())
        found, content = fetch(app, closed.unit, one.id, clock)
        with pytest.raises(UnknownDocument):
            fetch(app, "lain", one.id, clock)
    assert content == f"{one.seal} {MONTH}".encode()
    assert (found.size, found.name) == (len(content), f"laporan-{closed.unit}-{MONTH}.pdf")
    root = app.config["KIOSK"].instance_dir / "documents"
    assert [oct((root / name).stat().st_mode)[-3:] for name in papers.files(app)] == ["600"] * 2
    assert closed.unit not in "".join(papers.files(app))
    (root / str(found.file)).write_bytes(content + b" ")
    with app.app_context(), pytest.raises(LostFile):
        fetch(app, closed.unit, one.id, clock)
    assert papers.ask(app, closed, clock).id != one.id


def test_one_unit_does_not_fill_the_queue_of_all(app: Flask, closed: Place, clock: Clock) -> None:
    from kiosk.flows.index.ask_document import ask_document

    def wanted(unit: str, year: int) -> None:
        with app.app_context():
            ask_document(unit, parse(str(year)), DocumentKind.POSTER_A4, 1, clock.now())

    for year in range(1000, 1024):
        wanted(closed.unit, year)
    with pytest.raises(UnfitDocument, match="antre"):
        wanted(closed.unit, 1024)
    other = make_place(app, "kec-alak", point="8F3K9QWX", name="Kecamatan Alak")
    wanted(other.unit, 1024)


def test_two_who_ask_at_the_same_moment_get_one(app: Flask, closed: Place, clock: Clock) -> None:
    barrier, found = threading.Barrier(2), []

    def ask() -> None:
        barrier.wait()
        found.append(papers.ask(app, closed, clock).id)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_a_draft_is_of_no_closing_and_is_another_document(
    app: Flask, place: Place, clock: Clock
) -> None:
    answer(app, place, 3, times=12)
    draft = papers.ask(app, place, clock)
    assert (draft.is_draft, draft.digest, draft.name) == (
        True, "", f"laporan-{place.unit}-{MONTH}-draf.pdf",
    )  # fmt: skip
    closing = close(app, place, head_of(app, place))
    sealed = papers.ask(app, place, clock)
    assert (sealed.closing_id, sealed.digest, sealed.head) == (
        closing.id, closing.digest, closing.head,
    )  # fmt: skip
    assert sealed.id != draft.id
    assert sealed.seal != draft.seal


def killed_at(point: str, url: str, app: Flask, folder: Path) -> str:
    """Start a maker as the jobs do, let it come that far, and kill it: the owner's name."""
    stopped = folder / f"at-{point}"
    given = os.environ | settings(url, app.config["KIOSK"].instance_dir)
    given |= {papers.STOP_AT: point, papers.STOPPED: str(stopped)}
    child = subprocess.Popen(
        papers.child("install_stopping"), env=given, cwd=Path(__file__).parents[2]
    )
    until = time.monotonic() + 30
    while not stopped.exists() and child.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert child.poll() is None
    assert stopped.exists()
    stopped.unlink()
    child.send_signal(signal.SIGKILL)
    child.wait()
    return owner_of(child.pid)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "penanda"
    made.mkdir()
    return made


def test_killed_at_any_point_nothing_is_there_by_halves_and_another_takes_it_up(
    app: Flask, database_url: str, folder: Path
) -> None:
    """Here the child asks the machine for the time, so the test does too."""
    from kiosk import clock

    place = make_place(app)
    one = papers.ask(app, place, clock)  # type: ignore[arg-type]
    for number, point in enumerate(papers.POINTS, start=1):
        owner = killed_at(point, database_url, app, folder)
        left = papers.state(app, one)
        assert (left.state, left.tries, left.file) == (DocumentState.MAKING, number, None)
        assert len(papers.files(app)) == number
        with app.app_context():
            assert not is_work_waiting(clock.now()), "its lease is not over"
            forget_maker(owner)
            assert is_work_waiting(clock.now())
    late = Clock(clock.now())
    late.later(hours=2)
    assert not work(app, late)
    done = papers.state(app, one)
    assert (done.state, done.tries) == (DocumentState.READY, 3)
    assert papers.files(app) == [done.file], "what was left is swept after an hour"


def test_whose_makers_die_three_times_is_given_up(
    app: Flask, closed: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(_material: object, _tell: object) -> bytes:
        raise KeyboardInterrupt

    put_maker(monkeypatch, dying)
    one = papers.ask(app, closed, clock)
    for tries in (1, 2, 3):
        with pytest.raises(KeyboardInterrupt):
            work(app, clock)
        found = papers.state(app, one)
        assert (found.state, found.tries) == (DocumentState.MAKING, tries)
    assert not work(app, clock)
    assert papers.state(app, one).error == OUT_OF_TRIES


def test_two_makers_never_work_at_once_and_who_was_given_up_ends_nothing(
    app: Flask, closed: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, made = papers.ask(app, closed, clock), papers.make
    early: list[tuple[bool, int]] = []
    told: list[Document] = []

    def slow(material: Document, tell: object) -> bytes:
        """The first: meanwhile a second tries, at once and after the first was silent."""
        put_maker(monkeypatch, made)
        early.append((work(app, clock, "dua"), papers.state(app, one).tries))
        clock.later(seconds=61)
        work(app, clock, "dua")
        told.append(papers.state(app, one))
        return b"terlambat"

    put_maker(monkeypatch, slow)
    work(app, clock)
    assert early == [(False, 1)]
    assert (told[0].state, told[0].tries) == (DocumentState.READY, 2)
    assert papers.state(app, one) == told[0]
    assert papers.files(app) == [told[0].file]


def test_who_was_given_up_cannot_end_what_another_is_making(
    app: Flask, closed: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = papers.ask(app, closed, clock)

    def dying(_material: object, _tell: object) -> bytes:
        raise KeyboardInterrupt

    def slow(_material: object, _tell: object) -> bytes:
        clock.later(seconds=61)
        put_maker(monkeypatch, dying)
        with pytest.raises(KeyboardInterrupt):
            work(app, clock, "dua")
        return b"terlambat"

    put_maker(monkeypatch, slow)
    work(app, clock)
    found = papers.state(app, one)
    assert (found.state, found.tries, found.file) == (DocumentState.MAKING, 2, None)
    assert papers.files(app) == []


def test_its_steps_are_told_while_it_is_made(
    app: Flask, closed: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.flows.beating.EVERY", 0.01)
    one = papers.ask(app, closed, clock)

    def make(_material: object, tell: object) -> bytes:
        tell(3, 7)  # type: ignore[operator]
        until = time.monotonic() + 10
        while papers.state(app, one).step != 3 and time.monotonic() < until:
            time.sleep(0.01)
        seen = papers.state(app, one)
        assert (seen.step, seen.steps) == (3, 7)
        return b"jadi"

    put_maker(monkeypatch, make)
    work(app, clock)
    assert papers.state(app, one).state is DocumentState.READY


@pytest.mark.parametrize(
    ("wrong", "state", "said"),
    [
        (UnfitDocument("Tidak ada jawaban."), DocumentState.FAILED, "Tidak ada jawaban."),
        (MemoryError(), DocumentState.FAILED, TOO_HEAVY),
        (OSError(errno.ENOSPC, "penuh"), DocumentState.FAILED, NO_ROOM),
        (Busy("Sibuk."), DocumentState.WAITING, None),
        (ZeroDivisionError(), DocumentState.WAITING, None),
    ],
)
def test_what_a_person_can_mend_is_said_and_the_rest_is_tried_three_times(
    app: Flask,
    closed: Place,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    wrong: Exception,
    state: DocumentState,
    said: str | None,
) -> None:
    def broken(_material: object, _tell: object) -> bytes:
        raise wrong

    put_maker(monkeypatch, broken)
    one = papers.ask(app, closed, clock)
    work(app, clock)
    found = papers.state(app, one)
    assert (found.state, found.error) == (state, said)
    if state is DocumentState.WAITING:
        assert work(app, clock)
        assert not work(app, clock)
        assert papers.state(app, one).error == OUT_OF_TRIES


def test_a_full_disk_leaves_nothing_behind(
    app: Flask, closed: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "penuh")

    one = papers.ask(app, closed, clock)
    with monkeypatch.context() as patched:
        patched.setattr("kiosk.store.index.document_files.os.fsync", full)
        work(app, clock)
    assert papers.state(app, one).error == NO_ROOM
    assert papers.files(app) == []


def test_made_at_once_it_is_kept_under_its_seal_like_any_other(
    app: Flask, closed: Place, clock: Clock
) -> None:
    kept_at, told = app.config["KIOSK"], []
    where = Where("", kept_at.instance_dir, kept_at.upload_dir)
    with app.app_context():
        content = make_at_once(
            closed.unit, parse(MONTH), DocumentKind.REPORT_PDF, None, where, clock.now(),
            lambda step, steps: told.append((step, steps)),
        )  # fmt: skip
        listed = list_documents(closed.unit, parse(MONTH), clock.now())
    (kept,) = listed.documents
    assert content.startswith(kept.seal.encode())
    assert (kept.state, kept.asked_by) == (DocumentState.READY, None)
    assert told == [(1, 2)]
    assert (listed.is_moving, listed.is_stuck) == (False, False)


def test_the_list_says_when_nobody_makes_documents(app: Flask, closed: Place, clock: Clock) -> None:
    papers.ask(app, closed, clock)
    stuck = []
    for _ in range(2):
        with app.app_context():
            stuck.append(list_documents(closed.unit, parse(MONTH), clock.now()).is_stuck)
        clock.later(minutes=3)
    assert stuck == [False, True]


def test_a_tick_starts_one_child_and_does_not_wait_for_it(
    app: Flask, closed: Place, clock: Clock, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[bool] = []

    class Told(Child):
        is_running = property(lambda _self: bool(started) and started[-1])

        def start(self, instance: Path) -> None:
            started.append(True)

    monkeypatch.setattr(jobs, "PRESS", Told())
    jobs.tick(app)
    assert started == []
    papers.ask(app, closed, clock)
    jobs.tick(app)
    jobs.tick(app)
    assert started == [True]
    assert rows(app, "documents")[0]["state"] == "antre"
