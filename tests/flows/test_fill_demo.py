"""`kiosk demo`: an empty installation is filled once, whole, and the same from the same seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.commands.demo import demo
from kiosk.domain.index.period import parse
from kiosk.domain.month import month_of, shift
from kiosk.domain.survey.signal import Signal
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.place.find_place import list_places
from kiosk.flows.place.list_devices import list_devices
from kiosk.flows.place.open_point import open_point
from kiosk.flows.place.watch_devices import watch_devices
from kiosk.flows.survey.flag_answers import flag_answers
from kiosk.flows.survey.show_taps import show_taps
from kiosk.flows.upkeep.fill_counters import fill_counters
from kiosk.flows.upkeep.fill_demo import NotEmpty, NotInitialised, fill_demo, is_empty
from kiosk.flows.upkeep.initialise import initialise
from kiosk.flows.zi.show_board import show_board
from kiosk.store.engine import connection, reading
from kiosk.store.index.tables import OfficialIndex, Performance, VisitCount
from kiosk.store.place.tables import Instansi, Point, Service, Unit
from kiosk.store.survey.tables import AnswerText, KnownInstrument, StoredAnswer
from tests.reports import report_ikm
from tests.services.databases import config_for, copy_sqlite, let_go

if TYPE_CHECKING:
    from flask import Flask

NOW = datetime(2026, 10, 14, 6, 30, tzinfo=UTC)
SMALL = DemoOrder(units=9, months=3, answers=240, seed=11)


@pytest.fixture
def ready(app: Flask) -> Iterator[Flask]:
    """Initialised and empty, inside its context."""
    with app.app_context():
        initialise(NOW)
        yield app


@pytest.fixture
def another(sqlite_template: Path, tmp_path: Path) -> Callable[[], AbstractContextManager[None]]:
    """Opens one more installation, initialised and empty, for as long as its block."""
    from kiosk.app import create_app

    @contextmanager
    def opened() -> Iterator[None]:
        folder = tmp_path / f"other-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        copy_sqlite(sqlite_template, folder / "kiosk.db")
        app = create_app(config_for(f"sqlite:///{folder / 'kiosk.db'}", folder))
        with app.app_context():
            initialise(NOW)
            yield
        let_go(app)

    return opened


def fingerprint() -> str:
    """Of everything in the database in the order it was made, but ids, salts and what is sealed
    with them."""
    made = hashlib.sha256()
    queries = (
        select(Instansi.code, Instansi.name).order_by(Instansi.id),
        select(Unit.code, Unit.name, Unit.timezone, Unit.address, Unit.phone).order_by(Unit.id),
        select(Service.code, Service.name, Service.asks_fee).order_by(Service.id),
        select(Point.code, Point.name, Point.kind).order_by(Point.id),
        select(VisitCount.month, VisitCount.visits).order_by(VisitCount.unit_id, VisitCount.month),
        select(OfficialIndex.year, OfficialIndex.survey, OfficialIndex.value).order_by(
            OfficialIndex.unit_id, OfficialIndex.year, OfficialIndex.survey
        ),
        select(Performance.year, Performance.option).order_by(
            Performance.unit_id, Performance.year
        ),
        select(
            Point.code,
            StoredAnswer.month,
            KnownInstrument.code,
            Service.code,
            StoredAnswer.source,
            StoredAnswer.at,
            StoredAnswer.scores,
            StoredAnswer.profile,
            AnswerText.text,
            StoredAnswer.lang,
            StoredAnswer.notice,
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .join(KnownInstrument, KnownInstrument.id == StoredAnswer.instrument_id)
        .outerjoin(Service, Service.id == StoredAnswer.service_id)
        .outerjoin(AnswerText, AnswerText.answer_id == StoredAnswer.id)
        .order_by(StoredAnswer.id),
    )
    with reading():
        for query in queries:
            rows = [tuple(row) for row in connection().execute(query)]
            made.update(repr(rows).encode())
    return made.hexdigest()


def test_the_same_seed_gives_the_same_data_on_either_database(
    ready: Flask, another: Callable[[], AbstractContextManager[None]]
) -> None:
    fill_demo(SMALL, NOW)
    ours = fingerprint()
    with another():
        fill_demo(SMALL, NOW)
        assert fingerprint() == ours


def test_another_seed_gives_other_data(
    ready: Flask, another: Callable[[], AbstractContextManager[None]]
) -> None:
    fill_demo(SMALL, NOW)
    ours = fingerprint()
    with another():
        fill_demo(DemoOrder(units=9, months=3, answers=240, seed=12), NOW)
        assert fingerprint() != ours


def test_a_filled_installation_is_refused_and_left_as_it_is(ready: Flask) -> None:
    fill_demo(SMALL, NOW)
    before = fingerprint()
    with pytest.raises(NotEmpty, match="sudah berisi"):
        fill_demo(DemoOrder(units=1, months=1, answers=10, seed=1), NOW)
    assert fingerprint() == before


def test_without_kiosk_init_it_says_so(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(NotInitialised, match="kiosk init"):
            fill_demo(SMALL, NOW)
        with pytest.raises(NotInitialised):
            is_empty()
        assert list_places() == []


def test_tallies_are_those_a_rebuild_would_make(ready: Flask) -> None:
    filled = fill_demo(SMALL, NOW)
    found = check_tallies()
    assert found.ok
    assert found.answers == filled.answers + filled.file_answers


def test_respondents_are_as_many_as_ordered_and_months_end_with_the_current_one(
    ready: Flask,
) -> None:
    steps: list[int] = []
    filled = fill_demo(SMALL, NOW, steps.append)
    last = month_of(NOW, "Asia/Makassar")
    months = [parse(f"{m // 100}-{m % 100:02d}") for m in (last, shift(last, -1), shift(last, -2))]
    tops = [one.code for one in list_places() if one.parent is None]
    counted = [[report_ikm(code, month).sample.respondents for code in tops] for month in months]
    assert sum(map(sum, counted)) == 240 == filled.answers == sum(steps)
    assert all(sum(month) for month in counted)
    assert (filled.first_month, filled.last_month) == (202608, 202610)


def test_the_first_listed_unit_can_be_rated_at_once(ready: Flask) -> None:
    filled = fill_demo(SMALL, NOW)
    first = list_places()[0]
    assert first.code == filled.first_unit
    assert filled.first_point in {point.code for point in first.points}
    counter = open_point(filled.first_point, NOW)
    assert counter.takes_answers
    assert counter.form is not None
    assert [one.code for one in counter.form.instruments] == ["skm-2017"]
    assert len(counter.form.services) >= 3


def test_every_unit_takes_answers_from_its_first_month_on(ready: Flask) -> None:
    fill_demo(SMALL, NOW)
    for unit in list_places():
        assert unit.points
        for at in (NOW, datetime(2026, 8, 3, 2, tzinfo=UTC)):
            assert open_point(unit.points[0].code, at).takes_answers


def test_the_hasil_of_zi_units_has_its_sources(ready: Flask) -> None:
    fill_demo(DemoOrder(months=10, answers=1_000), NOW)
    own = show_board("KPU-MATIM", parse("2026"), NOW).hasil.inputs
    assert own.ipak is not None
    assert own.ipkp is not None
    assert not own.ipkp.provisional
    assert own.kinerja is not None
    entered = show_board("BAWASLU-NTT", parse("2025"), NOW)
    assert entered.basis["ipak"].text.startswith("Laporan hasil survei eksternal")
    stands_in = show_board("DPMPTSP-TTS", parse("2026"), NOW).hasil.inputs.ipkp
    assert stands_in is not None
    assert stands_in.provisional


def test_the_counters_are_filled_too_and_bend_no_figure(ready: Flask) -> None:
    """Taps, visits, times and two tablets; every answer is as `fill_demo` left it."""
    filled = fill_demo(SMALL, NOW)
    before = fingerprint()
    made = fill_counters(SMALL, NOW)
    assert fingerprint() == before
    assert check_tallies().ok
    assert (made.tablets, made.taps > 300, made.offered > 30) == (2, True, True)
    flag_answers()
    report = report_ikm(filled.first_unit, parse("2026-10"))
    assert report.asked.offered >= report.asked.answered + report.asked.refused > 0
    assert Signal.MORE_THAN_VISITS not in {
        k for k, many in report.signals.by_signal.items() if many
    }
    assert show_taps(filled.first_unit, NOW).taps == made.taps
    noon_on_monday = datetime(2026, 10, 19, 4, tzinfo=UTC)
    tablets = list_devices(filled.first_unit, noon_on_monday).tablets
    assert [one.condition.waiting for one in tablets] == [0, 12]
    watch_devices(noon_on_monday)
    told = {one.told_at for one in list_devices(filled.first_unit, noon_on_monday).tablets}
    assert told == {NOW}, "nobody is told of tablets that do not exist"


def run(app: Flask, *options: str) -> tuple[int, str, str]:
    done = app.test_cli_runner().invoke(demo, list(options))
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def quick() -> list[str]:
    return ["--units", "2", "--months", "2", "--answers", "40", "--complaints", "1", "--seed", "3"]


def test_the_command_ends_with_the_two_addresses_and_draws_no_bar_when_piped(
    ready: Flask, quick: list[str]
) -> None:
    status, said, complained = run(ready, *quick)
    lines = said.splitlines()
    citizen = next(line for line in lines if line.startswith("Penilaian: "))
    head = next(line for line in lines if line.startswith("Laporan: "))
    first = list_places()[0]
    month = month_of(clock.now(), "Asia/Makassar")
    assert status == 0
    assert complained == ""
    code = citizen.removeprefix("Penilaian: http://127.0.0.1:8000/s/")
    assert code in {point.code for point in first.points}
    address = f"/admin/ikm/{first.code}/{month // 100}-{month % 100:02d}"
    assert head == f"Laporan: http://127.0.0.1:8000{address}"
    assert "%" not in said
    links = [line.split()[-1] for line in lines if "/admin/undangan/" in line]
    assert len(set(links)) == 2, "one for a head, one for an officer"


def test_json_is_one_document_even_with_complaints_asked_for(
    ready: Flask, quick: list[str]
) -> None:
    status, said, complained = run(ready, *quick, "--json", "--complaints", "3")
    document = json.loads(said)
    assert status == 0
    assert (document["units"], document["answers"], document["complaints"]) == (2, 40, 3)
    assert document["citizen"].startswith("/s/")
    assert complained == ""
    assert len(document["receipt"]["phrase"].split()) == 8


def test_a_second_run_exits_2_with_one_line_and_with_if_empty_0_in_silence(
    ready: Flask, quick: list[str]
) -> None:
    assert run(ready, *quick, "--if-empty")[0] == 0
    before = fingerprint()
    status, said, complained = run(ready, *quick)
    assert (status, said, len(complained.splitlines())) == (2, "", 1)
    assert run(ready, *quick, "--if-empty") == (0, "", "")
    assert fingerprint() == before


@pytest.mark.parametrize(
    "wrong", [("--units", "0"), ("--months", "1000"), ("--answers", "-1"), ("--seed", "-5")]
)
def test_an_unusable_number_exits_2_with_one_line_and_writes_nothing(
    ready: Flask, wrong: tuple[str, str]
) -> None:
    status, said, complained = run(ready, *wrong)
    assert (status, said, len(complained.splitlines())) == (2, "", 1)
    assert wrong[0] in complained
    assert list_places() == []
