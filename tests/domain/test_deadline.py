"""The clock of a ticket: day 0, pauses, the explanation, and what is left (F60)."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.complaint.deadline import (
    Deadline,
    InvalidPause,
    NeverDue,
    Pause,
    compute,
    day_zero,
    elapsed,
    remaining,
    working_days_between,
)
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import LIMITS, Clock, limit_of, pause_cap
from kiosk.domain.complaint.steps import Step, kept, numbered, steps_of
from kiosk.domain.complaint.workdays import Calendar, Hours, HoursSet, NeverOpen
from kiosk.domain.place.holiday import Holiday, Kind
from kiosk.domain.place.settings import SETTINGS, InvalidSetting, check

ZONE = ZoneInfo("Asia/Makassar")
DECREE = "SKB Menag 1497/2025"
OFF = {
    day: Holiday(day, name, kind, DECREE)
    for day, name, kind in (
        (date(2026, 8, 17), "Hari Kemerdekaan", Kind.NATIONAL),
        (date(2026, 8, 25), "Maulid Nabi Muhammad", Kind.NATIONAL),
        (date(2026, 12, 24), "Cuti Bersama Natal", Kind.JOINT_LEAVE),
        (date(2026, 12, 25), "Natal", Kind.NATIONAL),
    )
}
CALENDAR = Calendar(ZONE.key, OFF, known_years=frozenset({2026}))
MONDAY = datetime(2026, 7, 6, 9, tzinfo=ZONE)
START = datetime(2026, 6, 1, tzinfo=ZONE)
DEFAULTS = {name: one.default for name, one in SETTINGS.items()}


def at(day: int, hour: int = 8, minute: int = 0, month: int = 7) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def reasons(found: Deadline) -> list[str]:
    return [step.reason for step in found.steps]


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (at(3, 0), 3), (at(3, 15, 59), 3), (at(3, 16), 3), (at(3, 16, 1), 6),
        (at(3, 16) + timedelta(microseconds=1), 6), (at(4, 10), 6), (at(5, 23, 59), 6),
        (at(6, 0), 6),
    ],
)  # fmt: skip
def test_day_zero_is_the_day_of_receipt_up_to_closing_else_the_next(
    received: datetime, day: int
) -> None:
    assert day_zero(CALENDAR, received) == date(2026, 7, day)


def test_the_explanation_tells_every_day_in_words() -> None:
    found = compute(CALENDAR, at(21, 16, 1, month=8), 2)
    weekday = "hari kerja, 08.00-16.00"
    assert [(s.date.day, s.counts, s.reason) for s in found.steps] == [
        (21, False, "diterima pukul 16.01, sesudah kantor tutup pukul 16.00"),
        (22, False, "akhir pekan (Sabtu)"),
        (23, False, "akhir pekan (Minggu)"),
        (24, False, "hari ke-0: hari kerja pertama sesudah diterima"),
        (25, False, f"libur nasional: Maulid Nabi Muhammad ({DECREE})"),
        (26, True, weekday),
        (27, True, weekday),
    ]
    assert [number for number, _ in numbered(found.steps)] == [None] * 5 + [1, 2]
    assert (found.due, found.day0) == (at(27, 16, month=8), date(2026, 8, 24))


def test_day_zero_says_when_it_came_and_when_the_office_closed() -> None:
    told = "hari ke-0: diterima pukul 09.00, kantor tutup pukul 16.00"
    assert reasons(compute(CALENDAR, MONDAY, 1))[0] == told


@pytest.mark.parametrize(
    ("late", "told"),
    [(timedelta(seconds=30), "16.00.30"), (timedelta(milliseconds=1), "16.00.00")],
)
def test_half_a_minute_after_closing_is_told_with_its_seconds(late: timedelta, told: str) -> None:
    found = compute(CALENDAR, at(3, 16) + late, 1)
    assert reasons(found)[0] == f"diterima pukul {told}, sesudah kantor tutup pukul 16.00"


def test_a_report_of_a_day_off_says_why_that_day_does_not_count() -> None:
    found = compute(CALENDAR, at(25, 10, month=8), 1)
    told = f"diterima pukul 10.00, libur nasional: Maulid Nabi Muhammad ({DECREE})"
    assert reasons(found)[0] == told


def test_an_instant_of_another_zone_is_told_in_the_offices() -> None:
    found = compute(CALENDAR, datetime.fromisoformat("2026-07-02T23:30:00+00:00"), 1)
    assert found.day0 == date(2026, 7, 3)
    assert "pukul 07.30" in reasons(found)[0]


def test_a_paused_day_says_so_and_a_holiday_in_it_stays_a_holiday() -> None:
    found = compute(CALENDAR, at(21, month=8), 2, [Pause(at(24, month=8), at(27, month=8))])
    assert [s.reason.partition(":")[0] for s in found.steps[3:6]] == ["jeda", "libur nasional",
                                                                      "jeda"]  # fmt: skip
    assert (found.due.day, found.paused) == (28, 2)


def test_overlapping_pauses_take_a_day_out_once() -> None:
    one = compute(CALENDAR, MONDAY, 5, [Pause(at(8), at(10))])
    two = compute(CALENDAR, MONDAY, 5, [Pause(at(8), at(10)), Pause(at(7, 12), at(9, 17))])
    assert one == two
    assert one.due == at(15, 16)


def test_a_pause_that_already_ran_at_receipt_leaves_day_zero_alone() -> None:
    found = compute(CALENDAR, MONDAY, 5, [Pause(at(1), at(8))], cap=1)
    assert (found.day0.day, found.due, found.paused) == (6, at(14, 16), 1)


def test_a_pause_after_the_deadline_moves_nothing() -> None:
    assert compute(CALENDAR, MONDAY, 5, [Pause(at(13, 8, 1), at(30))]) == compute(
        CALENDAR, MONDAY, 5
    )


def test_the_cap_holds_for_all_pauses_together_and_is_told() -> None:
    pauses = [Pause(at(7), at(9)), Pause(at(10), at(20))]
    found = compute(CALENDAR, MONDAY, 5, pauses, cap=3)
    assert (found.paused, found.due) == (3, at(16, 16))
    assert [s.date.day for s in found.steps if s.reason.startswith("jeda")] == [7, 8, 10]
    assert [s.date.day for s in found.steps if "batas jeda sudah habis" in s.reason] == [
        13, 14, 15, 16
    ]  # fmt: skip


def test_a_cap_of_nothing_pauses_nothing() -> None:
    assert compute(CALENDAR, MONDAY, 5, [Pause(at(7))], cap=0).due == at(13, 16)


def test_an_open_pause_runs_until_now_or_until_the_cap_is_used_up() -> None:
    waiting = [Pause(at(8, 10))]
    assert compute(CALENDAR, MONDAY, 5, waiting, 30, now=at(8, 12)).due == at(13, 16)
    assert compute(CALENDAR, MONDAY, 5, waiting, 30, now=at(9, 12)).due == at(14, 16)
    assert compute(CALENDAR, MONDAY, 5, waiting, 4).due == at(17, 16)
    with pytest.raises(ValueError, match="open pause"):
        compute(CALENDAR, MONDAY, 5, waiting)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(InvalidPause):
        Pause(at(8), at(7))
    assert not Pause(at(8), at(8)).covers(at(8))


def test_an_instant_without_a_zone_is_never_guessed() -> None:
    naive = MONDAY.replace(tzinfo=None)
    for asked in (
        lambda: compute(CALENDAR, naive, 5),
        lambda: elapsed(CALENDAR, MONDAY, 5, naive),
        lambda: working_days_between(CALENDAR, MONDAY, naive),
        lambda: Pause(naive),
        lambda: Pause(at(1), naive),
    ):
        with pytest.raises(TypeError):
            asked()


def test_a_limit_of_no_days_is_no_limit() -> None:
    with pytest.raises(ValueError, match="0"):
        compute(CALENDAR, MONDAY, 0)


def test_a_pause_of_a_lifetime_is_refused_rather_than_walked() -> None:
    with pytest.raises(NeverDue):
        compute(CALENDAR, MONDAY, 5, [Pause(at(7), datetime(2090, 1, 1, tzinfo=ZONE))])


def test_an_office_that_never_opens_has_no_deadline() -> None:
    closed = Calendar(ZONE.key, hours=[HoursSet("tutup", (None,) * 7, date.min)])
    with pytest.raises(NeverOpen):
        compute(closed, MONDAY, 5)


def test_a_deadline_in_a_year_without_decree_is_provisional() -> None:
    assert not compute(CALENDAR, at(21, month=12), 5).provisional
    late = compute(CALENDAR, at(21, month=12), 7)
    assert late.provisional
    assert late.due.year == 2027


def test_due_at_the_closing_time_of_that_very_day() -> None:
    short = Hours(time(8), time(15))
    ramadan = HoursSet("Ramadan", (short,) * 5 + (None, None), date(2026, 7, 7), date(2026, 7, 8))
    calendar = Calendar(ZONE.key, OFF, [ramadan])
    assert compute(calendar, MONDAY, 2).due == at(8, 15)
    assert compute(calendar, MONDAY, 3).due == at(9, 16)
    assert "Ramadan" in reasons(compute(calendar, MONDAY, 2))[1]


def test_a_working_day_is_over_at_its_closing_time() -> None:
    for now, over in ((MONDAY, 0), (at(7, 15, 59), 0), (at(7, 16), 1), (at(11, 12), 4)):
        assert elapsed(CALENDAR, MONDAY, 5, now) == over
        assert remaining(CALENDAR, MONDAY, 5, now) == 5 - over


def test_nothing_is_over_before_receipt_and_nothing_left_after_the_deadline() -> None:
    assert remaining(CALENDAR, MONDAY, 5, at(1)) == 5
    assert remaining(CALENDAR, MONDAY, 5, at(13, 15, 59)) == 1
    assert remaining(CALENDAR, MONDAY, 5, at(13, 16)) == 0
    assert remaining(CALENDAR, MONDAY, 5, at(1, month=12)) == 0


def test_the_days_left_stand_still_while_waiting_for_the_reporter() -> None:
    waiting = [Pause(at(8, 7))]
    left = [remaining(CALENDAR, MONDAY, 5, at(day, 17), waiting, 2) for day in range(7, 15)]
    assert left == [4, 4, 4, 3, 3, 3, 2, 1]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (MONDAY, at(6, 16), 0), (MONDAY, at(6, 16, 1), 1), (MONDAY, at(7, 0), 1),
        (at(3, 16, 1), at(6, 10), 0), (at(3, 15, 59), at(6, 10), 1), (at(3, 10), at(4, 10), 1),
        (MONDAY, at(1), 0), (at(24, month=8), at(26, month=8), 1),
    ],
)  # fmt: skip
def test_an_answer_of_the_same_day_took_no_working_day(
    start: datetime, end: datetime, days: int
) -> None:
    assert working_days_between(CALENDAR, start, end) == days


instants = st.integers(0, 334 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)


@given(instants, instants, st.integers(1, 80))
def test_an_answer_took_at_most_n_days_exactly_where_it_is_on_time(
    start: datetime, end: datetime, n: int
) -> None:
    on_time = end <= compute(CALENDAR, start, n).due
    assert (working_days_between(CALENDAR, start, end) <= n) == on_time


def moments(dice: random.Random, upto: int = 60) -> datetime:
    return START + timedelta(minutes=dice.randrange(upto * 24 * 60))


def handled(dice: random.Random) -> list[Pause]:
    """What a ticket goes through: asked and answered again and again, the last maybe not."""
    times = sorted(moments(dice, 120) for _ in range(dice.randrange(1, 12)))
    starts, ends = times[::2], [*times[1::2], None]
    return [Pause(start, end) for start, end in zip(starts, ends, strict=False)]


@pytest.mark.parametrize("hundred", range(10))
def test_f60_elapsed_and_remaining_are_the_budget_whatever_happened(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        _handle_and_look(seed)


def _handle_and_look(seed: int) -> None:
    dice = random.Random(seed)
    received, days, pauses = moments(dice), dice.choice([3, 5, 14, 60]), handled(dice)
    cap = dice.choice([0, 2, 30])
    latest = compute(CALENDAR, received, days, pauses, cap)
    lengthened = working_days_between(CALENDAR, received, latest.due) - days
    assert lengthened == latest.paused <= cap
    before, due_before = 0, received
    for now in sorted(moments(dice, 240) for _ in range(6)):
        over = elapsed(CALENDAR, received, days, now, pauses, cap)
        left = remaining(CALENDAR, received, days, now, pauses, cap)
        due = compute(CALENDAR, received, days, pauses, cap, now=now).due
        assert over + left == days
        assert left >= 0
        assert over >= before, "time that was used came back"
        assert due_before <= due <= latest.due
        assert (left == 0) == (now >= due)
        before, due_before = over, due


@pytest.mark.parametrize("seed", range(20))
def test_f60_a_policy_changed_while_paused_keeps_what_is_over(seed: int) -> None:
    dice = random.Random(seed)
    received, now = moments(dice, 10), START + timedelta(days=25)
    waiting = [Pause(START + timedelta(days=dice.randrange(11, 20)))]
    over = elapsed(CALENDAR, received, 60, now, waiting, 30)
    for days in (over + 1, 14, 5, 90):
        assert elapsed(CALENDAR, received, days, now, waiting, 30) == min(over, days)


def test_f60_a_second_pause_of_the_same_time_lengthens_nothing() -> None:
    """As a merged ticket brings it along."""
    pauses = [Pause(at(8), at(10)), Pause(at(20), at(22))]
    assert compute(CALENDAR, MONDAY, 14, pauses * 2) == compute(CALENDAR, MONDAY, 14, pauses)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from(["a", "a (b)", "a (b) (c)", " (", "x ()",
                                                       '"\\', "hari (SKB 1) x", ""])), max_size=90)
)  # fmt: skip
def test_steps_are_kept_without_loss(days: list[tuple[bool, str]]) -> None:
    start = date(2026, 12, 20)
    steps = tuple(Step(start + timedelta(days=n), *one) for n, one in enumerate(days))
    assert steps_of(kept(steps)) == steps


def test_more_reasons_than_letters_are_kept_too() -> None:
    start = date(2026, 1, 1)
    steps = tuple(Step(start + timedelta(days=n), n % 2 == 0, f"alasan {n}") for n in range(400))
    assert steps_of(kept(steps)) == steps


def test_sixty_days_are_kept_small() -> None:
    assert len(compute(CALENDAR, at(3, month=8), 60).kept().encode()) < 600


def test_each_limit_is_a_setting_with_the_legal_default() -> None:
    assert set(LIMITS) == set(Clock)
    for one in LIMITS.values():
        assert SETTINGS[one.setting].default == str(one.days)
        assert one.days_for(DEFAULTS) == one.days
        assert one.days_for({**DEFAULTS, one.setting: "7"}) == 7
        assert one.regulation
        assert one.article
    assert pause_cap(DEFAULTS) == 30


@pytest.mark.parametrize(
    ("clock", "days"),
    [("verifikasi", 3), ("informasi", 5), ("aspirasi", 5), ("tidak-berkadar", 14),
     ("berkadar", 60), ("tanggapan", 10), ("gratifikasi", 30), ("keberatan", 14)],
)  # fmt: skip
def test_the_limits_are_those_of_the_regulations(clock: str, days: int) -> None:
    assert LIMITS[Clock(clock)].days == days


def test_every_class_of_a_ticket_has_its_limit() -> None:
    assert [limit_of(one).days for one in TicketClass] == [5, 5, 14, 60]


@pytest.mark.parametrize("value", ["0", "366", "-1", "3.5", ""])
def test_a_limit_an_office_cannot_mean_is_refused(value: str) -> None:
    with pytest.raises(InvalidSetting):
        check("batas-verifikasi", value)


def test_the_law_counts_calendar_days_beside() -> None:
    told = {one.article for one in LIMITS[Clock.ORDINARY].statute}
    assert told == {f"UU 25/2009 Pasal {n}" for n in (42, 44, 50)}
    known = [one.last_day(date(2026, 7, 6)) for one in LIMITS[Clock.ORDINARY].statute]
    assert [day for day in known if day] == [date(2026, 7, 20)]
