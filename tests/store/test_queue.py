"""The queue shows what is open in its order, page by page, without a sealed case, and never walks
through the tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from kiosk.domain.complaint.listing import Tab, day_ends
from kiosk.store.complaint import queue
from kiosk.store.complaint.queue import COUNTED, FEW_UNITS, NOBODY, Wanted
from kiosk.store.engine import connection, db, reading
from kiosk.store.place import calendar, calendars
from tests import tickets as filed
from tests.factories import NOW, Place, make_place
from tests.queue_rows import put

if TYPE_CHECKING:
    from flask import Flask

ME = 77
MANY = range(10_000, 10_000 + FEW_UNITS + 5)
"""Units that are not there: with them the walk over many units is taken."""


def wanted(tab: Tab = Tab.OPEN, units: Sequence[int] | None = None, **filters: Any) -> Wanted:
    ends = day_ends(NOW, dict.fromkeys(queue.zones()))
    return Wanted(tab, units, ME, NOW, ends, **filters)


def shown(app: Flask, tab: Tab = Tab.OPEN, units: Sequence[int] | None = None, **f: Any) -> Any:
    with app.app_context(), reading():
        return [row.number for row in queue.page(wanted(tab, units, **f), 50)]


def days(number: float) -> datetime:
    return NOW + timedelta(days=number)


def reaches(place: Place) -> list[list[int] | None]:
    """Everything, one unit, many units: three ways through the index."""
    return [None, [place.unit_id], [place.unit_id, *MANY]]


def test_the_nearest_limit_comes_first_and_of_done_ones_the_latest(
    app: Flask, place: Place
) -> None:
    late, soon, far = (put(app, place, due=days(n)) for n in (-2, 1, 9))
    old = put(app, place, state="selesai", received=days(-40))
    new = put(app, place, state="selesai", received=days(-4))
    for reach in reaches(place):
        assert shown(app, Tab.OPEN, reach) == [late, soon, far]
        assert shown(app, Tab.DONE, reach) == [new, old]


def test_each_tab_shows_its_own(app: Flask, place: Place) -> None:
    late = put(app, place, due=days(-1))
    today = put(app, place, due=NOW + timedelta(hours=3))
    new = put(app, place, state="diterima", due=days(3))
    mine = put(app, place, owner_id=ME, due=days(4))
    reporter = put(app, place, state="menunggu-pelapor", due=days(-3), owner_id=ME)
    done = put(app, place, state="diarsipkan")
    for reach in reaches(place):
        assert shown(app, Tab.LATE, reach) == [late]
        assert shown(app, Tab.TODAY, reach) == [today]
        assert shown(app, Tab.NEW, reach) == [new]
        assert shown(app, Tab.MINE, reach) == [mine]
        assert shown(app, Tab.REPORTER, reach) == [reporter]
        assert shown(app, Tab.OPEN, reach) == [reporter, late, today, new, mine]
        assert shown(app, Tab.DONE, reach) == [done]


def test_today_ends_when_the_day_ends_where_the_unit_is(app: Flask, place: Place) -> None:
    """15 October in Kupang; at 16.30 UTC it is half past one of the next day in Jayapura."""
    east = make_place(app, "dukcapil-jayapura", point="0000EEEE", zone="Asia/Jayapura")
    west = make_place(app, "dukcapil-serang", point="0000WWWW", zone="Asia/Jakarta")
    evening = datetime(2026, 10, 15, 15, 30, tzinfo=UTC)
    middle, first, last = (put(app, one, due=evening) for one in (place, east, west))
    for reach in (None, [place.unit_id, east.unit_id, west.unit_id]):
        assert set(shown(app, Tab.TODAY, reach)) == {middle, last}
    after = datetime(2026, 10, 15, 16, 30, tzinfo=UTC)
    assert last in shown(app, Tab.TODAY)
    tonight = put(app, west, due=after)
    assert set(shown(app, Tab.TODAY)) == {middle, last, tonight}
    assert first not in shown(app, Tab.TODAY)


def test_no_sealed_case_is_in_any_row_or_count(app: Flask, place: Place) -> None:
    ticket = filed.file(app, place, kategori="pungli")
    put(app, place, sealed=True, ticket_class="berkadar", state="selesai")
    assert ticket.sealed
    for reach in reaches(place):
        for tab in Tab:
            assert shown(app, tab, reach) == []
        with app.app_context(), reading():
            assert set(queue.counts(wanted(units=reach), list(Tab)).values()) == {0}


def test_what_was_merged_is_seen_within_the_other(app: Flask, place: Place) -> None:
    kept = put(app, place)
    put(app, place, merged_into=1)
    put(app, place, merged_into=1, state="selesai")
    assert shown(app) == [kept]
    assert shown(app, Tab.DONE) == []


def test_other_units_stay_out(app: Flask, place: Place) -> None:
    other = make_place(app, "dukcapil-alor", point="0000CCCC")
    here = put(app, place)
    put(app, other)
    for reach in reaches(place)[1:]:
        assert shown(app, Tab.OPEN, reach) == [here]
        with app.app_context(), reading():
            assert queue.counts(wanted(units=reach), [Tab.OPEN]) == {Tab.OPEN: 1}


@pytest.mark.parametrize(
    ("mark", "asked"),
    [
        ({"service_id": 5}, {"service": 5}),
        ({"ticket_class": "aspirasi"}, {"ticket_class": "aspirasi"}),
        ({"kind": "aspirasi"}, {"kind": "aspirasi"}),
        ({"channel": "surat"}, {"channel": "surat"}),
        ({"owner_id": 9}, {"owner": 9}),
        ({"lapor_number": "L-1"}, {"lapor": True}),
        ({"received": days(-30)}, {"before": days(-20)}),
        ({"received": days(-1)}, {"since": days(-2)}),
    ],
)
@pytest.mark.parametrize("tab", [Tab.OPEN, Tab.DONE])
def test_a_filter_leaves_what_has_it(
    app: Flask, place: Place, tab: Tab, mark: dict[str, Any], asked: dict[str, Any]
) -> None:
    state = "diproses" if tab is Tab.OPEN else "selesai"
    other = {"owner_id": 8, "lapor_number": "L-2" if "lapor" in asked else None}
    if "lapor" in asked:
        other["lapor_number"] = None
    put(app, place, state=state, **other)
    marked = put(app, place, state=state, **{**other, **mark})
    for reach in reaches(place):
        assert shown(app, tab, reach, **asked) == [marked]


def test_what_nobody_took_and_what_was_not_handed_over(app: Flask, place: Place) -> None:
    free = put(app, place, lapor_number="L-1")
    taken = put(app, place, owner_id=4)
    assert shown(app, owner=NOBODY) == [free]
    assert shown(app, lapor=False) == [taken]
    assert shown(app, state="terverifikasi") == shown(app)
    assert shown(app, state="diproses") == []


def place_of(tab: Tab, row: Any) -> tuple[datetime, int]:
    return (row.received_at if tab is Tab.DONE else row.due_at, row.id)


@pytest.mark.parametrize("tab", [Tab.OPEN, Tab.DONE])
def test_pages_go_on_and_back_without_loss(app: Flask, place: Place, tab: Tab) -> None:
    """Many fall due at one closing time: the number of the row decides between them."""
    for at in range(11):
        state = "selesai" if tab is Tab.DONE else "diproses"
        put(app, place, state=state, due=days(at // 4), received=days(-(at // 4)))
    for reach in reaches(place):
        with app.app_context(), reading():
            whole = queue.page(wanted(tab, reach), 50)
            assert len(whole) == 11
            forward = list(whole[:3])
            while rows := queue.page(wanted(tab, reach), 3, place_of(tab, forward[-1])):
                forward += rows
            assert [row.id for row in forward] == [row.id for row in whole]
            for at in range(1, 11):
                start = place_of(tab, whole[at])
                back = queue.page(wanted(tab, reach), 3, start, back=True)
                assert [row.id for row in back] == [row.id for row in whole[max(0, at - 3) : at]]


def test_a_row_tells_what_the_list_shows(app: Flask, place: Place) -> None:
    put(app, place, title="Genset berisik", service_id=place.services["ktp"])
    with app.app_context(), reading():
        [row] = queue.page(wanted(), 5)
    assert (row.title, row.unit, row.service) == (
        "Genset berisik", "Dinas Dukcapil Kota Kupang", "Perekaman KTP-el",
    )  # fmt: skip
    assert row.due_at == days(5)
    assert row.owner is None


def test_one_that_lost_its_limit_is_seen_first(app: Flask, place: Place) -> None:
    """It cannot be sorted, and must not be lost or break the list for everybody."""
    usual, lost = put(app, place), put(app, place, due=None)
    for reach in reaches(place):
        assert shown(app, Tab.OPEN, reach) == [lost, usual]


def test_counts_end_at_a_thousand(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert COUNTED == 1_000
    monkeypatch.setattr(queue, "COUNTED", 3)
    for _ in range(5):
        put(app, place, owner_id=ME)
    put(app, place, due=days(-1))
    for reach in reaches(place):
        with app.app_context(), reading():
            found = queue.counts(wanted(units=reach), list(Tab))
        assert (found[Tab.OPEN], found[Tab.MINE], found[Tab.LATE], found[Tab.DONE]) == (3, 3, 1, 0)
    with app.app_context(), reading():
        assert set(queue.counts(wanted(units=[]), list(Tab)).values()) == {0}


def plans(app: Flask, asked: Sequence[Wanted], *, count: bool = False) -> list[str]:
    """The steps of SQLite's plans for finding these pages."""
    said: list[tuple[str, Any]] = []
    with app.app_context(), reading():
        here = connection()
        if here.dialect.name != "sqlite":
            pytest.skip("what PostgreSQL does depends on how much is there")

        def heard(_c: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
            said.append((text, values))

        event.listen(db.engine, "before_cursor_execute", heard)
        for one in asked:
            if count:
                queue.counts(one, list(Tab))
            else:
                queue.page(one, 26)
                queue.page(one, 26, (NOW, 5))
                queue.page(one, 26, (NOW, 5), back=True)
        event.remove(db.engine, "before_cursor_execute", heard)
        raw = here.connection.cursor()
        return [
            step[3]
            for text, values in said
            for step in raw.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
        ]


FILTERS: list[dict[str, Any]] = [
    {}, {"channel": "surat"}, {"state": "diproses"}, {"owner": 5}, {"owner": NOBODY},
    {"lapor": True}, {"ticket_class": "aspirasi"}, {"since": days(-9), "before": days(-3)},
    {"channel": "surat", "ticket_class": "aspirasi", "kind": "aspirasi"},
]  # fmt: skip


def test_no_page_walks_through_the_tickets(app: Flask, place: Place) -> None:
    """The rows of a page are found in an index of the queue's own, in its order: nothing is
    sorted, and the table is opened for the page's rows alone."""
    with app.app_context(), reading():
        asked = [
            wanted(tab, reach, **filters)
            for tab in Tab
            for filters in FILTERS
            for reach in reaches(place)
        ]
    steps = plans(app, asked)
    tickets = [one for one in steps if " tickets " in one]
    for one in tickets:
        assert "ix_tickets_open" in one or "ix_tickets_done" in one or "(rowid=?)" in one, one
    assert [one for one in steps if one.startswith("SCAN tickets") and "COVERING" not in one] == []
    assert [one for one in steps if "TEMP B-TREE" in one] == []


@pytest.mark.parametrize("at", [0, 1, 2])
def test_counting_opens_no_ticket(app: Flask, place: Place, at: int) -> None:
    with app.app_context(), reading():
        asked = [wanted(units=reaches(place)[at])]
    steps = [one for one in plans(app, asked, count=True) if " tickets " in one]
    assert len(steps) >= len(Tab)
    assert [one for one in steps if "COVERING INDEX ix_tickets_" not in one] == []


def test_calendars_of_many_units_are_those_of_each(app: Flask, place: Place) -> None:
    """Also after one of them got a day of its own, and for the units below it."""
    from kiosk.domain.place.holiday import Holiday, Kind
    from kiosk.store.engine import transaction

    below = make_place(app, "kel-oebobo", point="0000AAAA", parent=place.unit_id)
    other = make_place(app, "dukcapil-serang", point="0000WWWW", zone="Asia/Jakarta")
    ids = [place.unit_id, below.unit_id, other.unit_id]
    with app.app_context(), reading():
        found = calendars.of_units(ids)
        assert found == {one: calendar.of_unit(one) for one in ids}
        assert found[place.unit_id] is found[below.unit_id]
    day = Holiday(NOW.date() + timedelta(days=5), "HUT Kota", Kind.LOCAL, "SK 1", "uji")
    with app.app_context(), transaction():
        calendar.hold()
        calendar.add(below.unit_id, [day], NOW)
    with app.app_context(), reading():
        found = calendars.of_units(ids)
        assert found == {one: calendar.of_unit(one) for one in ids}
        assert day.day in found[below.unit_id].holidays
        assert day.day not in found[place.unit_id].holidays
