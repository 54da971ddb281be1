"""Plans of follow-up: what may be done with them, what PEKPPP gives, when somebody is reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.index import plan_reminder
from kiosk.domain.index.period import parse
from kiosk.domain.index.plan import (
    STEPS,
    Move,
    Plan,
    PlanState,
    UnfitMove,
    check_move,
    steps_of,
    urgent_first,
)
from kiosk.domain.index.plan_entry import Typed, entry, note, quarters
from kiosk.domain.index.plan_share import after, share_done
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.holiday import Holiday, Kind

REPORTED = date(2026, 11, 2)
TODAY = date(2026, 12, 15)
PLAN = Plan(
    id=1, unit_id=1, closing_id=1, instrument="skm-2017", period=parse("2026-10"), unsur="waktu",
    number="U3", name="Waktu Penyelesaian", value=Decimal("70.00"), mutu="C", problem="",
    action="Buka loket kedua", owner="Kepala Seksi", owner_id=None, quarter=parse("2026-Q4"),
    due=date(2026, 12, 31), state=PlanState.RUNNING, public_title="", public_answer="",
    reported_on=REPORTED, opened_at=datetime(2026, 11, 2, tzinfo=UTC), done_on=None, version=1,
    created_by=1,
)  # fmt: skip
TYPED = Typed("", "Buka loket kedua", "Kepala Seksi", "", "2026-12-31", "", "")


def done(on: date) -> Plan:
    return replace(PLAN, state=PlanState.DONE, done_on=on)


def refused(one: Plan, move: Move, *, reason: str = "", proofs: int = 0) -> str:
    with pytest.raises(UnfitMove) as why:
        check_move(one, move, reason=reason, proofs=proofs)
    return str(why.value)


class TestSteps:
    def test_every_state_can_be_left_and_reached(self) -> None:
        assert {one for step in STEPS.values() for one in step.frm} == set(PlanState)
        assert {step.to for step in STEPS.values()} == set(PlanState)

    def test_nothing_begins_before_it_says_what_by_whom_and_until_when(self) -> None:
        draft = replace(PLAN, state=PlanState.PROPOSED, action="", owner="", due=None)
        assert "tindakan, penanggung jawab, tenggat" in refused(draft, Move.START)
        assert "Lengkapi" in refused(draft, Move.FINISH, proofs=1)

    def test_done_needs_proof(self) -> None:
        assert "bukti" in refused(PLAN, Move.FINISH)
        assert check_move(PLAN, Move.FINISH, reason="", proofs=1).to is PlanState.DONE

    @pytest.mark.parametrize(
        ("state", "move"),
        [
            (PlanState.RUNNING, Move.DROP),
            (PlanState.DONE, Move.REOPEN),
            (PlanState.DROPPED, Move.RESTORE),
        ],
    )
    def test_giving_up_and_taking_back_need_a_reason(self, state: PlanState, move: Move) -> None:
        assert "alasan" in refused(replace(PLAN, state=state), move)
        check_move(replace(PLAN, state=state), move, reason="Anggaran dialihkan", proofs=0)

    def test_a_step_from_another_state_is_refused(self) -> None:
        for state in PlanState:
            for move in set(Move) - {one.move for one in steps_of(state)}:
                assert state.label.lower() in refused(
                    replace(PLAN, state=state), move, reason="x", proofs=1
                )


class TestOrder:
    def test_the_late_come_first_then_what_is_due(self) -> None:
        late = replace(PLAN, id=2, due=date(2026, 12, 1))
        soon = replace(PLAN, id=3, due=date(2026, 12, 20))
        never = replace(PLAN, id=4, due=None)
        ended = replace(PLAN, id=5, state=PlanState.DONE, due=date(2026, 11, 3))
        found = urgent_first([ended, never, PLAN, soon, late], TODAY)
        assert [one.id for one in found] == [2, 3, 1, 4, 5]
        assert late.days_late(TODAY) == 14
        assert not ended.is_late(TODAY), "what is done is not late"
        assert not replace(PLAN, due=TODAY).is_late(TODAY), "the last day is still in time"


class TestEntry:
    def test_the_quarter_left_out_is_that_of_the_due_date(self) -> None:
        assert entry(TYPED, PLAN.period)["quarter"] == parse("2026-Q4")
        assert entry(replace(TYPED, due=""), PLAN.period)["quarter"] is None

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        bad = replace(TYPED, due="2026-02-30", quarter="2026", owner="x" * 161, action="y" * 1001)
        with pytest.raises(InvalidEntry) as why:
            entry(bad, PLAN.period)
        assert set(why.value.wrong) == {"due", "quarter", "owner", "action"}

    @pytest.mark.parametrize("due", ["2025-12-31", "2029-01-01", "kapan-kapan", "0001-01-01"])
    def test_a_due_date_lies_near_its_period(self, due: str) -> None:
        with pytest.raises(InvalidEntry):
            entry(replace(TYPED, due=due), PLAN.period)

    def test_a_quarter_does_not_begin_after_the_due_date(self) -> None:
        with pytest.raises(InvalidEntry) as why:
            entry(replace(TYPED, quarter="2027-Q1"), PLAN.period)
        assert set(why.value.wrong) == {"quarter"}

    def test_quarters_begin_with_the_period_s_own(self) -> None:
        found = [str(one) for one in quarters(parse("2026-10"))]
        assert (found[0], found[-1]) == ("2026-Q4", "2028-Q4")
        assert str(quarters(parse("2026"))[0]) == "2026-Q1"

    def test_a_note_keeps_its_lines_and_nothing_that_cannot_be_kept(self) -> None:
        assert note("satu\r\ndua\0 \u200b") == "satu\ndua"


class TestPekppp:
    """PermenPANRB 29/2022, indicators 8 and 9."""

    @pytest.mark.parametrize(
        ("finished", "whole", "score"),
        [(0, 10, 2), (2, 10, 2), (3, 10, 3), (8, 10, 3), (81, 100, 4), (9, 10, 4), (10, 10, 5)],
    )
    def test_the_share_done(self, finished: int, whole: int, score: int) -> None:
        plans = [done(REPORTED)] * finished + [PLAN] * (whole - finished)
        assert share_done(plans, TODAY).share_score == score

    def test_none_at_all_is_0_and_none_begun_is_1(self) -> None:
        assert share_done([], TODAY).share_score == 0
        waiting = replace(PLAN, state=PlanState.PROPOSED)
        assert share_done([waiting, waiting], TODAY).share_score == 1

    def test_dropping_a_plan_raises_no_score(self) -> None:
        dropped = replace(PLAN, state=PlanState.DROPPED)
        found = share_done([done(REPORTED), dropped], TODAY)
        assert (found.share_score, found.speed_score) == (3, 0)
        assert (found.percent, found.percent_kept) == (Decimal("50.00"), Decimal("100.00"))

    @pytest.mark.parametrize(
        ("on", "score", "months"),
        [
            (date(2026, 12, 2), 5, 1), (date(2026, 12, 3), 4, 3), (date(2027, 2, 2), 4, 3),
            (date(2027, 5, 2), 3, 6), (date(2027, 8, 2), 2, 9), (date(2027, 11, 2), 1, 12),
            (date(2027, 11, 3), 0, None),
        ],
    )  # fmt: skip
    def test_the_slowest_plan_tells_the_speed(
        self, on: date, score: int, months: int | None
    ) -> None:
        found = share_done([done(REPORTED), done(on)], TODAY)
        assert (found.speed_score, found.months) == (score, months)

    def test_speed_counts_all_recommendations(self) -> None:
        assert share_done([done(REPORTED), PLAN], TODAY).speed_score == 0

    def test_a_month_after_the_last_of_january(self) -> None:
        assert after(date(2027, 1, 31), 1) == date(2027, 2, 28)
        assert after(date(2026, 11, 30), 3) == date(2027, 2, 28)


class TestReminders:
    """WITA; 24 December 2026 a Thursday, 25 December a holiday."""

    DUE = date(2026, 12, 25)
    OFFICE = Calendar(
        "Asia/Makassar",
        {date(2026, 12, 25): Holiday(date(2026, 12, 25), "Natal", Kind.NATIONAL, "SKB", "uji")},
    )

    def step(self, day: int, hour: int = 2, month: int = 12) -> str | None:
        now = datetime(2026, month, day, hour, tzinfo=UTC)
        return plan_reminder.step(self.OFFICE, self.DUE, now)

    def test_a_week_before_and_not_earlier(self) -> None:
        assert self.step(17) is None
        assert self.step(18) == plan_reminder.SOON
        assert self.step(23) == plan_reminder.SOON

    def test_a_day_off_is_reminded_of_on_the_working_day_before(self) -> None:
        assert self.step(24) == plan_reminder.TODAY

    def test_every_week_after_it(self) -> None:
        assert self.step(28) == "lewat-0"
        assert self.step(31) == "lewat-0"
        later = datetime(2027, 1, 4, 2, tzinfo=UTC)
        assert plan_reminder.step(self.OFFICE, self.DUE, later) == "lewat-1"

    def test_nobody_is_reminded_out_of_hours(self) -> None:
        assert self.step(18, hour=23) is None, "07.00 of a Saturday"
        assert self.step(18, hour=8) is None, "16.00: the office is closed"
        assert self.step(19) is None, "a Saturday"
        assert self.step(25) is None, "the holiday"
