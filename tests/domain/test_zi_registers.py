"""Gifts, conflicts of interest and what the Ombudsman found: days in order, and what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi import conflict, finding, gift
from kiosk.domain.zi.evaluation_entry import Typed, entry
from kiosk.domain.zi.facts import Scope
from kiosk.domain.zi.finding import State, UnfitState
from kiosk.domain.zi.gift import Due

OFFICE = Calendar("Asia/Makassar")
MONDAY = date(2026, 3, 2)
GIFT: dict[str, Any] = {one.name: None for one in gift.FIELDS} | {
    "received": MONDAY, "duty": "wajib", "value": 200_000, "decision": "",
}  # fmt: skip
CONFLICT: dict[str, Any] = {one.name: None for one in conflict.FIELDS} | {
    "declared_on": MONDAY, "decision": "", "measures": "",
}  # fmt: skip


def wrong(check: Any, values: dict[str, Any]) -> set[str]:
    with pytest.raises(InvalidEntry) as refused:
        check(values)
    return set(refused.value.wrong)


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("upg_on", "received"), ("kpk_on", "received"), ("asked_on", "kpk_on"),
        ("completed_on", "asked_on"), ("decided_on", "received"),
    ],
)  # fmt: skip
def test_no_step_of_a_gift_comes_before_the_one_it_follows(later: str, earlier: str) -> None:
    days = {name: MONDAY for pair in gift._ORDER for name in pair}
    gift.check(GIFT | days)
    before = days | {later: date(2026, 3, 1)}
    assert later in wrong(gift.check, GIFT | before)
    if earlier != "received":
        assert later in wrong(gift.check, GIFT | days | {earlier: None})


@pytest.mark.parametrize(
    ("duty", "value", "may"),
    [
        ("adat", 1_500_000, True), ("adat", 1_500_001, False), ("adat", None, False),
        ("rekan", 500_000, True), ("rekan", 500_001, False), ("wajib", None, True),
    ],
)  # fmt: skip
def test_only_a_gift_within_the_sum_of_the_rule_need_not_be_reported(
    duty: str, value: int | None, may: bool
) -> None:
    given = GIFT | {"duty": duty, "value": value}
    if may:
        gift.check(given)
    else:
        with pytest.raises(InvalidEntry) as refused:
            gift.check(given)
        limit = "Rp1.500.000" if duty == "adat" else "Rp500.000"
        assert set(refused.value.wrong) == {"duty"}
        assert limit in refused.value.wrong["duty"]


def test_a_decision_has_its_day() -> None:
    assert wrong(gift.check, GIFT | {"decision": "negara"}) == {"decided_on"}
    gift.check(GIFT | {"decision": "negara", "decided_on": MONDAY})


@pytest.mark.parametrize(
    ("changed", "state", "due"),
    [
        # 30 and 20 working days of five a week from Monday 2 March.
        ({}, "Belum dilaporkan", Due("lapor ke KPK", date(2026, 4, 13))),
        ({"upg_on": MONDAY}, "Dilaporkan ke UPG", Due("lapor ke KPK", date(2026, 4, 13))),
        ({"kpk_on": MONDAY}, "Dilaporkan ke KPK", None),
        (
            {"kpk_on": MONDAY, "asked_on": MONDAY},
            "Dilaporkan ke KPK",
            Due("lengkapi laporan", date(2026, 3, 30)),
        ),
        ({"kpk_on": MONDAY, "asked_on": MONDAY, "completed_on": MONDAY}, "Dilaporkan ke KPK", None),
        ({"decision": "negara"}, "Ditetapkan", None),
        ({"duty": "adat"}, "Dicatat, tidak wajib lapor", None),
    ],
)
def test_what_is_due_for_a_gift_follows_from_how_far_it_came(
    changed: dict[str, Any], state: str, due: Due | None
) -> None:
    given = GIFT | changed
    assert (gift.state(given), gift.due(given, OFFICE)) == (state, due)


def test_a_gift_is_open_until_it_is_decided_and_late_after_its_last_day() -> None:
    assert gift.is_open(GIFT)
    assert not gift.is_open(GIFT | {"duty": "adat"})
    assert not gift.is_open(GIFT | {"decision": "negara"})
    assert [gift.is_reported(GIFT | {name: MONDAY}) for name in ("upg_on", "kpk_on")] == [True] * 2
    assert not gift.is_reported(GIFT)
    for reported, late in ((None, False), (date(2026, 4, 13), False), (date(2026, 4, 14), True)):
        assert gift.was_late(GIFT | {"kpk_on": reported}, OFFICE) is late
    spared = GIFT | {"kpk_on": date(2026, 4, 14), "duty": "adat"}
    assert not gift.was_late(spared, OFFICE)


def test_a_conflict_is_decided_with_a_day_and_measures() -> None:
    conflict.check(CONFLICT)
    conflict.check(CONFLICT | {"decision": "tidak-ada", "decided_on": MONDAY, "review_on": MONDAY})
    for kind in ("dikelola", "diganti"):
        assert wrong(conflict.check, CONFLICT | {"decision": kind}) == {"decided_on", "measures"}
    early = {"decided_on": date(2026, 3, 1), "review_on": date(2026, 3, 1)}
    assert wrong(conflict.check, CONFLICT | early) == {"decided_on", "review_on"}
    assert conflict.is_open(CONFLICT)
    assert not conflict.is_open(CONFLICT | {"decision": "diganti"})
    assert conflict.state(CONFLICT) == "Menunggu keputusan atasan"
    assert conflict.state(CONFLICT | {"decision": "diganti"}) == "Digantikan petugas lain"


def test_a_review_is_due_on_its_day() -> None:
    reviewed = CONFLICT | {"review_on": MONDAY}
    days = (date(2026, 3, 1), MONDAY, date(2026, 3, 3))
    assert [conflict.review_due(reviewed, day) for day in days] == [False, True, True]
    assert not conflict.review_due(CONFLICT, MONDAY)


def test_no_finding_is_due_before_it_came() -> None:
    finding.check({"due": MONDAY, "received": MONDAY})
    finding.check({"due": None, "received": MONDAY})
    assert wrong(finding.check, {"due": date(2026, 3, 1), "received": MONDAY}) == {"due"}


@pytest.mark.parametrize(
    ("before", "to", "note", "action", "proofs", "told"),
    [
        ("baru", "baru", "x", "x", 1, "keadaan yang lain"),
        ("baru", "tidak-dilaksanakan", "", "x", 1, "Tulis alasannya"),
        ("dikerjakan", "baru", "", "x", 1, "Tulis alasannya"),
        ("selesai", "tidak-dilaksanakan", "", "x", 1, "Tulis alasannya"),
        ("selesai", "dikerjakan", "", "x", 1, "Tulis alasannya"),
        ("tidak-dilaksanakan", "selesai", "", "x", 1, "Tulis alasannya"),
        ("dilaporkan", "selesai", "", "", 1, "Isi dahulu tindakan"),
        ("dilaporkan", "selesai", "", "x", 0, "satu bukti"),
    ],
)
def test_a_finding_does_not_move_without_what_the_step_needs(
    before: str, to: str, note: str, action: str, proofs: int, told: str
) -> None:
    with pytest.raises(UnfitState, match=told):
        finding.check_move(State(before), State(to), note=note, action=action, proofs=proofs)


def test_a_finding_moves_on_without_a_word_and_back_with_one() -> None:
    finding.check_move(State.NEW, State.RUNNING, note="", action="", proofs=0)
    finding.check_move(State.REPORTED, State.DONE, note="", action="x", proofs=1)
    finding.check_move(State.DONE, State.RUNNING, note="x", action="", proofs=0)
    assert finding.next_states(State.NEW) == tuple(State)[1:]


@pytest.mark.parametrize("scope", Scope)
def test_an_evaluation_is_kept_as_it_was_held(scope: Scope) -> None:
    typed = Typed(scope, " 2026-07-15 ", " Rapat  triwulan dua ", " 200 ", "200")
    assert entry(typed, 2026, date(2026, 7, 15)) == {
        "scope": scope, "held_on": date(2026, 7, 15), "summary": "Rapat triwulan dua",
        "recommendations": 200, "followed": 200,
    }  # fmt: skip
    assert entry(replace(typed, summary="x" * 500), 2026, date(2026, 7, 16))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("scope", "entah"), ("held_on", ""), ("held_on", "2025-12-31"), ("held_on", "2026-07-16"),
        ("summary", "x" * 9), ("summary", "x" * 501), ("recommendations", "201"),
        ("recommendations", "-1"), ("followed", ""), ("followed", "٣"), ("followed", "4"),
    ],
)  # fmt: skip
def test_an_evaluation_that_cannot_be_so_is_refused_by_its_field(field: str, text: str) -> None:
    said = {
        "scope": Scope.COMPLAINTS, "held_on": "2026-07-15", "summary": "x" * 10,
        "recommendations": "3", "followed": "0",
    }  # fmt: skip
    assert wrong(lambda values: entry(Typed(**values), 2026, date(2026, 7, 15)),
                 said | {field: text}) == {field}  # fmt: skip
