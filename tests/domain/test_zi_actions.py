"""Actions of the working team: what may be typed, what moves them, how far they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.domain.index.plan import STEPS, Move, PlanState, UnfitMove
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi.action import (
    Progress,
    Typed,
    ZiAction,
    check_move,
    entry,
    progress,
    urgent_first,
)

TODAY = date(2026, 6, 15)
TYPED = Typed("II", "Memotong tiga langkah", " Sekretaris ", "2026-12-31", "40 %", "")
ACTION = ZiAction(
    id=1, unit_id=1, year=2026, area="II", action="Memotong tiga langkah", owner="Sekretaris",
    owner_id=None, due=TODAY, state=PlanState.RUNNING, progress=40, notes="",
    opened_at=datetime(2026, 1, 5, tzinfo=UTC), done_on=None, version=1, created_by=1,
)  # fmt: skip


def test_what_was_typed_is_kept_tidy() -> None:
    assert entry(TYPED, 2026) == {
        "area": "II", "action": "Memotong tiga langkah", "owner": "Sekretaris", "notes": "",
        "due": date(2026, 12, 31), "progress": 40,
    }  # fmt: skip
    bare = entry(replace(TYPED, owner="", due=" ", progress=""), 2026)
    assert (bare["owner"], bare["due"], bare["progress"]) == ("", None, 0)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("area", "VII"), ("area", ""), ("action", " "), ("action", "x" * 1_001),
        ("owner", "x" * 201), ("notes", "x" * 1_001), ("due", "2026-02-30"), ("due", "besok"),
        ("due", "2025-12-31"), ("due", "2028-01-01"), ("progress", "100"), ("progress", "-1"),
        ("progress", "12,5"), ("progress", "٤٢"), ("progress", "0040"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_by_its_field(field: str, text: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        entry(replace(TYPED, **{field: text}), 2026)
    assert set(refused.value.wrong) == {field}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("action", "x" * 1_000), ("notes", "x" * 999 + "\r\n"), ("owner", "x" * 200),
        ("due", "2026-01-01"), ("due", "2027-12-31"), ("progress", "99"), ("progress", "0"),
    ],
)  # fmt: skip
def test_the_last_that_fits_is_kept(field: str, text: str) -> None:
    assert entry(replace(TYPED, **{field: text}), 2026)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidEntry) as refused:
        entry(Typed("", "", "x" * 201, "x", "x", "x" * 1_001), 2026)
    assert set(refused.value.wrong) == {"area", "action", "owner", "due", "progress", "notes"}


@pytest.mark.parametrize(
    ("state", "move", "changed", "reason", "proofs", "told"),
    [
        ("berjalan", Move.START, {}, "x", 9, r"Rencana aksi ini berjalan, jadi"),
        ("diusulkan", Move.START, {"owner": ""}, "x", 9, r"dahulu: penanggung jawab\."),
        ("diusulkan", Move.START, {"owner": "", "due": None}, "x", 9, r": penanggung jawab, tengg"),
        ("berjalan", Move.DROP, {}, "", 9, "Tulis alasannya"),
        ("berjalan", Move.FINISH, {}, "", 0, "paling sedikit satu bukti"),
    ],
)
def test_a_move_that_lacks_something_is_refused_with_what(
    state: str, move: Move, changed: dict[str, object], reason: str, proofs: int, told: str
) -> None:
    one = replace(ACTION, state=PlanState(state), **changed)  # type: ignore[arg-type]
    with pytest.raises(UnfitMove, match=told):
        check_move(one, move, reason=reason, proofs=proofs)


def test_a_move_that_lacks_nothing_is_taken() -> None:
    assert check_move(ACTION, Move.FINISH, reason="", proofs=1) is STEPS[Move.FINISH]
    assert check_move(ACTION, Move.DROP, reason="x", proofs=0) is STEPS[Move.DROP]


def test_an_action_is_late_the_day_after_and_only_while_it_is_open() -> None:
    after = TODAY + timedelta(days=1)
    assert [ACTION.days_late(day) for day in (TODAY - timedelta(days=9), TODAY, after)] == [0, 0, 1]
    assert replace(ACTION, due=None).days_late(after) == 0
    assert replace(ACTION, state=PlanState.DONE).days_late(after) == 0


def test_progress_is_the_mean_of_what_was_not_dropped_and_done_is_all_of_it() -> None:
    done = replace(ACTION, id=2, state=PlanState.DONE, progress=10)
    dropped = replace(ACTION, id=3, state=PlanState.DROPPED)
    half = replace(ACTION, id=4, progress=41)
    assert progress([], TODAY) == Progress(0, 0, 0, None)
    assert progress([dropped], TODAY) == Progress(0, 0, 0, None)
    after = TODAY + timedelta(days=1)
    assert progress([ACTION, done, dropped], after) == Progress(2, 1, 1, 70)
    assert progress([ACTION, half], TODAY) == Progress(2, 0, 0, 41), "40,5 rounds up"


def test_the_late_stand_before_the_open_and_the_open_before_what_is_over() -> None:
    late = replace(ACTION, id=2, due=TODAY - timedelta(days=1))
    soon, undated = replace(ACTION, id=3), replace(ACTION, id=4, due=None)
    twin = replace(ACTION, id=5)
    done = replace(ACTION, id=1, due=date(2026, 1, 1), state=PlanState.DONE)
    assert urgent_first([done, undated, twin, soon, late], TODAY) == (
        late, soon, twin, undated, done
    )  # fmt: skip
