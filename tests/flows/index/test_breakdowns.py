"""Breakdowns say what the answers say: kept in slices, made anew, or read from the answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, update

from kiosk.domain.index.breakdown import Breakdowns
from kiosk.domain.index.period import parse
from kiosk.domain.index.splitting import Kind
from kiosk.domain.month import month_of
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.source import Source
from kiosk.flows import splitting
from kiosk.flows.breaking import breakdowns_of
from kiosk.flows.index import keep_breakdowns as flow
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.index.keep_breakdowns import keep_breakdowns
from kiosk.flows.index.rebuild_tallies import rebuild_tallies
from kiosk.flows.trusting import Scope
from kiosk.store.engine import connection, reading, transaction
from kiosk.store.index import breakdowns as store
from kiosk.store.index.tables import BreakdownMark, breakdowns
from kiosk.store.place import settings
from kiosk.store.survey import answers, instruments, intake
from kiosk.store.survey.tables import Exclusion
from kiosk.store.upkeep import chains
from tests.factories import NOW, Place, answer, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

ZONE = "Asia/Makassar"
PROFILES = ("jLu3p5", "jPu2", "jP", "jLk" + "s", None, None)


def put(app: Flask, place: Place, count: int, chance: random.Random) -> None:
    """Answers of several weeks, hours, people, surveys and ways."""
    sources = (Source.STATIC_QR, Source.KIOSK, Source.ASSISTED, Source.PAPER)
    with app.app_context(), transaction():
        for _ in range(count):
            code = chance.choice(("skm-2017", "skm-2017", "spak"))
            instrument = instruments.by_code(code)
            at = NOW - timedelta(minutes=chance.randrange(40 * 24 * 60))
            scores = {item: chance.randint(1, 4) for item in instrument.items}
            intake.keep(
                Answer(instrument, scores), unit_id=place.unit_id, point_id=place.point_id,
                service_id=None, month=month_of(at, ZONE), source=chance.choice(sources), at=at,
                profile=chance.choice(PROFILES),
            )  # fmt: skip


@pytest.fixture
def places(app: Flask) -> tuple[Place, Place]:
    first = make_place(app, instruments=("skm-2017", "spak"))
    return first, make_place(app, "upt", point="BAWAH001", parent=first.unit_id)


@pytest.fixture
def answered(app: Flask, places: tuple[Place, Place]) -> Place:
    chance = random.Random(20261015)
    for place in (*places, places[0]):
        put(app, place, 30, chance)
    return places[0]


def broken(app: Flask, unit_ids: Sequence[int], period: str = "2026-10") -> Breakdowns:
    with app.app_context(), reading():
        skm, number = instruments.by_code("skm-2017"), instruments.id_of("skm-2017")
        scope = Scope(skm, number, unit_ids, parse(period), 5)
        return breakdowns_of(scope, settings.of_unit(unit_ids[0]))


def keep(app: Flask) -> None:
    with app.app_context():
        while keep_breakdowns():
            pass


def kept(app: Flask) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return rows(app, "breakdowns"), rows(app, "breakdown_marks")


def test_kept_rebuilt_and_read_from_the_answers_are_the_same(
    app: Flask, places: tuple[Place, Place], answered: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "SLICE", 7)
    ids = [one.unit_id for one in places]
    direct = [broken(app, ids), broken(app, ids, "2026-Q3")]
    assert rows(app, "breakdowns") == []
    keep(app)
    assert [broken(app, ids), broken(app, ids, "2026-Q3")] == direct
    in_slices, marks = kept(app)
    assert [row["tallied"] for row in marks] == [60, 30]
    with app.app_context():
        assert check_tallies().ok
        list(rebuild_tallies(app.config["KIOSK"].instance_dir, NOW))
        with transaction():
            connection().execute(delete(breakdowns))
            connection().execute(delete(BreakdownMark))
    monkeypatch.setattr(flow, "SLICE", 5_000)
    keep(app)
    assert kept(app) == (in_slices, marks)
    with app.app_context():
        list(rebuild_tallies(app.config["KIOSK"].instance_dir, NOW))
    assert kept(app) == (in_slices, marks)
    assert direct[0].respondents == sum(
        row["respondents"] for row in rows(app, "tallies")
        if row["month"] == 202610 and row["instrument_id"] == in_slices[0]["instrument_id"]
    )  # fmt: skip


def test_a_page_is_never_late_and_what_came_since_counts_once(app: Flask, answered: Place) -> None:
    keep(app)
    before = broken(app, [answered.unit_id]).respondents
    answer(app, answered, times=6, jenis_kelamin="L")
    fresh = broken(app, [answered.unit_id])
    assert (fresh.respondents, fresh.waiting) == (before + 6, 0)
    with app.app_context():
        assert check_tallies().ok, "what is not kept yet is not missing"
        list(rebuild_tallies(app.config["KIOSK"].instance_dir, NOW))
    assert broken(app, [answered.unit_id]) == fresh
    keep(app)
    assert broken(app, [answered.unit_id]) == fresh
    keep(app)
    assert broken(app, [answered.unit_id]) == fresh


def test_what_is_too_much_to_wait_for_is_said_and_not_read(
    app: Flask, places: tuple[Place, Place], answered: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(app)
    before = broken(app, [answered.unit_id])
    answer(app, answered, times=6)
    monkeypatch.setattr(splitting, "MOST", 5)
    _leave_out(app, rows(app, "answers")[-1]["id"])
    found = broken(app, [answered.unit_id])
    assert (found.waiting, found.respondents) == (6, before.respondents)
    assert found.sentence is not None
    assert broken(app, [places[1].unit_id]).waiting == 0, "another unit's are not asked about"


def test_a_writer_who_was_killed_between_slices_is_followed_where_it_stopped(
    app: Flask, answered: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = broken(app, [answered.unit_id])
    monkeypatch.setattr(flow, "SLICE", 11)
    put_slice, written = store.put, list[object]()

    def killed(*told: Any) -> None:
        put_slice(*told)
        written.append(told)
        if len(written) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(store, "put", killed)
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        keep_breakdowns()
    assert broken(app, [answered.unit_id]) == expected, "half written is not written"
    keep(app)
    assert broken(app, [answered.unit_id]) == expected
    with app.app_context():
        assert check_tallies().ok


def test_two_who_keep_them_at_once_add_nothing_twice(
    app: Flask, answered: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another counts the same slice between this one's look and its write; and somebody answers."""
    expected, counted, came = broken(app, [answered.unit_id]), flow._counted, list[object]()

    def overtaken(news: Any) -> object:
        found = counted(news)
        if not came:
            came.append(news)
            monkeypatch.setattr(flow, "_counted", counted)
            _in_another(app)
        return found

    monkeypatch.setattr(flow, "_counted", overtaken)
    with app.app_context():
        keep_breakdowns()
    keep(app)
    assert broken(app, [answered.unit_id]).respondents == expected.respondents + 1
    with app.app_context():
        assert check_tallies().ok


def _in_another(app: Flask) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work, app).result(timeout=30)


def _work(app: Flask) -> None:
    keep(app)
    place = Place("dukcapil-kupang", "7F3K9QWX", 1, 1, 1)
    answer(app, place, 3)


def test_a_changed_lost_or_strange_breakdown_is_named_and_made_right(
    app: Flask, answered: Place
) -> None:
    keep(app)
    before = kept(app)
    spoilt = before[0][4]
    with app.app_context():
        for change in (
            update(breakdowns).where(*_same(spoilt)).values(c02=breakdowns.c.c02 + 1),
            delete(breakdowns).where(*_same(spoilt)),
            insert(breakdowns).values(**{**spoilt, "month": 203001}),
        ):
            with transaction():
                connection().execute(change)
            [wrong, *_] = check_tallies().wrong
            assert wrong[2] in (spoilt["month"], 203001)
            list(rebuild_tallies(app.config["KIOSK"].instance_dir, NOW))
            assert check_tallies().ok
    assert kept(app) == before


def _same(row: dict[str, Any]) -> list[Any]:
    keys = ("month", "unit_id", "instrument_id", "kind", "value", "part")
    return [breakdowns.c[name] == row[name] for name in keys]


def test_what_two_people_left_out_is_in_no_part(app: Flask, answered: Place) -> None:
    whole = broken(app, [answered.unit_id])
    keep(app)
    gone = [row for row in rows(app, "answers") if row["month"] == 202610 and row["profile"]]
    mine = [row for row in gone if row["point_id"] == answered.point_id]
    for row in mine:
        _leave_out(app, row["id"])
    found, skm = broken(app, [answered.unit_id]), rows(app, "breakdowns")[0]["instrument_id"]
    left = sum(row["instrument_id"] == skm for row in mine)
    assert left > 0
    assert found.respondents == whole.respondents - left
    assert {row.n for one in found.profile for row in one.rows} == {0}


def _leave_out(app: Flask, number: int) -> None:
    with app.app_context(), transaction():
        connection().execute(
            insert(Exclusion).values(
                answer_id=number, reason="Diisi petugas", asked_by=1, asked_at=NOW,
                decided_by=2, decided_at=NOW, decision="setuju",
            )
        )  # fmt: skip


def test_paper_is_in_no_hour_and_at_no_counters_day(app: Flask, answered: Place) -> None:
    keep(app)
    found = rows(app, "breakdowns")
    of = {kind: _sum(found, kind) for kind in (Kind.EVERY, Kind.SLOT, Kind.DAY)}
    paper = sum(row["source"] == Source.PAPER for row in rows(app, "answers"))
    assert of[Kind.SLOT] == of[Kind.DAY] == of[Kind.EVERY] - paper


def _sum(found: list[dict[str, int]], kind: Kind) -> int:
    return sum(row["respondents"] for row in found if row["kind"] == kind)


def test_many_at_once_get_ids_in_the_order_of_their_chain(
    app: Flask, places: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark is an id: one that came later with a lower id would never be counted."""
    draw, late = answers._new_ids, list[Future[None]]()
    skm = instruments.by_code("skm-2017")
    sheet = {
        "point_id": places[0].point_id, "month": 202610, "service_id": None, "source": 6, "at": NOW,
        "scores": "a4", "profile": None, "lang": None, "notice": 0,
    }  # fmt: skip

    def interrupted(count: int) -> Sequence[int]:
        found = draw(count)
        late.append(pool.submit(answer, app, places[0]))
        wait(late, timeout=0.5)
        return found

    with ThreadPoolExecutor(1) as pool, app.app_context():
        monkeypatch.setattr(answers, "_new_ids", interrupted)
        with transaction():
            number = instruments.id_of(skm.code)
            answers.add_all([{**sheet, "instrument_id": number} for _ in range(3)])
        late[0].result(timeout=30)
    kept_rows = sorted(rows(app, "answers"), key=lambda row: row["seq"])
    ids = [row["id"] for row in kept_rows]
    assert ids == sorted(ids)
    assert len(ids) == 4


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_an_id_is_drawn_behind_the_lock_of_its_chain(
    app: Flask, places: tuple[Place, Place]
) -> None:
    """Who waits for another's answer to the same counter gets a later id than that one."""
    name = answers.chain_of(places[0].point_id)

    def taken() -> int:
        with app.app_context(), transaction():
            return answers._taken(name)[1]

    with ThreadPoolExecutor(1) as pool, app.app_context():
        with transaction():
            chains.take(name)
            later = pool.submit(taken)
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while not (connection().exec_driver_sql(waiting).scalar() or later.done()):
                pass
            (earlier,) = answers._new_ids(1)
        assert later.result(timeout=30) > earlier
