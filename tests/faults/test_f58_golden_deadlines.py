"""F58: golden deadlines, worked out by the kiosk, by an independent calculator, and by hand."""

from __future__ import annotations

import ast
import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.complaint.deadline import Deadline, Pause, compute
from kiosk.domain.complaint.limits import LIMITS, Clock
from kiosk.domain.complaint.steps import steps_of
from kiosk.domain.complaint.workdays import Calendar, Hours, HoursSet
from kiosk.domain.place.holiday import Holiday, Kind
from kiosk.flows.decrees import national_calendar
from tests.faults import calculator
from tests.faults.conftest import Held

FILE = Path(__file__).parents[1] / "cases" / "deadlines.json"
GOLDEN: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
OFFICES, CASES = GOLDEN["offices"], GOLDEN["cases"]
YEARS = range(2025, 2029)

# Counted on a wall calendar, without any program: office, class, received, due.
BY_HAND = (
    # 18 to 24 March 2026 are Nyepi, Idul Fitri and joint leave; 3 April is Good Friday.
    ("wita", "verifikasi", "2026-03-13T15:59:00+08:00", "2026-03-25T16:00:00+08:00"),
    ("wita", "verifikasi", "2026-03-13T16:00:00+08:00", "2026-03-25T16:00:00+08:00"),
    ("wita", "verifikasi", "2026-03-13T16:01:00+08:00", "2026-03-26T16:00:00+08:00"),
    ("wita", "informasi", "2026-03-17T10:00:00+08:00", "2026-03-31T16:00:00+08:00"),
    ("wib", "tidak-berkadar", "2026-03-17T10:00:00+07:00", "2026-04-14T16:00:00+07:00"),
    # 8 to 12 and 15 March 2027; 25 March is joint leave, 26 March Good Friday.
    ("wit", "verifikasi", "2027-03-05T15:59:00+09:00", "2027-03-18T16:00:00+09:00"),
    ("wit", "verifikasi", "2027-03-05T16:01:00+09:00", "2027-03-19T16:00:00+09:00"),
    ("wib", "aspirasi", "2027-03-18T08:00:00+07:00", "2027-03-29T16:00:00+07:00"),
    # 24 and 25 December, 1 January.
    ("wita", "informasi", "2026-12-23T15:00:00+08:00", "2027-01-04T16:00:00+08:00"),
    # 18 August 2025 was decreed ten days before.
    ("wita", "verifikasi", "2025-08-15T10:00:00+08:00", "2025-08-21T16:00:00+08:00"),
    # 27 and 28 May, 1 June 2026.
    ("wita", "verifikasi", "2026-05-26T10:00:00+08:00", "2026-06-03T16:00:00+08:00"),
    # A Saturday.
    ("wita", "verifikasi", "2026-07-04T09:00:00+08:00", "2026-07-09T16:00:00+08:00"),
    # One instant: 16.00 in Jakarta, 17.00 in Kupang, 18.00 in Jayapura.
    ("wib", "verifikasi", "2026-07-03T09:00:00+00:00", "2026-07-08T16:00:00+07:00"),
    ("wita", "verifikasi", "2026-07-03T09:00:00+00:00", "2026-07-09T16:00:00+08:00"),
    ("wit", "verifikasi", "2026-07-03T09:00:00+00:00", "2026-07-09T16:00:00+09:00"),
    # Ramadan: closed at 15.30 on Friday; due at the ordinary closing after Lebaran.
    ("wita-ramadan", "verifikasi", "2026-03-13T15:30:00+08:00", "2026-03-25T16:00:00+08:00"),
    ("wita-ramadan", "verifikasi", "2026-03-13T15:31:00+08:00", "2026-03-26T16:00:00+08:00"),
    ("wita-ramadan", "verifikasi", "2026-03-05T15:01:00+08:00", "2026-03-11T15:00:00+08:00"),
    # 23 April 2026 is off at this office alone.
    ("wita-lokal", "verifikasi", "2026-04-22T10:00:00+08:00", "2026-04-28T16:00:00+08:00"),
)
PAUSED_BY_HAND = (
    # Received Monday 6 July 2026, 5 days; a day is out where its 08.00 lies in the pause.
    ("2026-07-08T08:00", "2026-07-10T08:00", "2026-07-15"),
    ("2026-07-08T08:01", "2026-07-10T08:00", "2026-07-14"),
    ("2026-07-08T08:00", "2026-07-10T08:01", "2026-07-16"),
    ("2026-07-01T08:00", "2026-07-07T08:00", "2026-07-13"),
    ("2026-07-13T08:01", "2026-07-20T08:00", "2026-07-13"),
)


@cache
def calendar_of(name: str) -> Calendar:
    """The office of the data file on the nation's days as the `holidays` package has them."""
    office = OFFICES[name]
    nation = national_calendar(office["zone"], YEARS)
    local = {
        date.fromisoformat(day): Holiday(date.fromisoformat(day), why, Kind.LOCAL, "SK Bupati 1")
        for day, why in office["local"]
    }
    hours = [hours_set(one) for one in office["hours"]]
    return Calendar(office["zone"], {**nation.holidays, **local}, hours, nation.known_years)


def hours_set(one: dict[str, Any]) -> HoursSet:
    week = tuple(
        Hours(time.fromisoformat(day[0]), time.fromisoformat(day[1])) if day else None
        for day in one["week"]
    )
    last = date.fromisoformat(one["last"]) if one["last"] else None
    return HoursSet(one["label"], week, date.fromisoformat(one["first"]), last)


def kiosk_says(case: dict[str, Any]) -> Deadline:
    pauses = [
        Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
        for start, end in case["pauses"]
    ]
    received = datetime.fromisoformat(case["received"])
    return compute(calendar_of(case["office"]), received, case["days"], pauses, case["cap"])


def test_there_are_enough_cases_of_every_kind() -> None:
    stories = Counter(one["story"] for one in CASES)
    assert len(CASES) >= 300
    assert len({json.dumps(one) for one in CASES}) >= 300, "written twice"
    assert {OFFICES[one["office"]]["zone"] for one in CASES} == set(calculator.OFFSETS)
    wanted = {"Lebaran 2026", "Lebaran 2027", "cuti bersama", "Jumat 15:59", "Jumat 16:00",
              "Jumat 16:01", "jam Ramadan", "satu saat, tiga zona", "pergantian tahun",
              "libur setempat", "akhir pekan atau luar jam", "tepi jeda",
              "jeda bertumpuk"}  # fmt: skip
    assert [one for one in sorted(wanted) if stories[one] < 10] == []
    assert {one["class"] for one in CASES} == {one.value for one in Clock}


def test_the_days_of_each_case_are_those_of_its_class() -> None:
    wrong = [one for one in CASES if one["days"] != LIMITS[Clock(one["class"])].days]
    assert wrong == []


@pytest.mark.parametrize("office", sorted(OFFICES))
def test_kiosk_and_calculator_agree_with_the_golden_deadlines(office: str, held: Held) -> None:
    cases = [one for one in CASES if one["office"] == office]
    wrong = [one for one in cases if not _agrees(one)]
    assert wrong == []
    for case in cases:
        _explains(case, kiosk_says(case))
    held(
        tried="golden deadlines of every office", figure=f"{len(cases)} of {len(cases)} at {office}"
    )


def _agrees(case: dict[str, Any]) -> bool:
    golden = (case["day_zero"], case["due"], case["paused"])
    reckoned = calculator.reckon(case, OFFICES[case["office"]])
    found = kiosk_says(case)
    counted = tuple(step.date.isoformat() for step in found.steps if step.counts)
    return (
        (reckoned.day_zero, reckoned.due, reckoned.paused) == golden
        and (found.day0.isoformat(), found.due.isoformat(), found.paused) == golden
        and counted == reckoned.counted
    )


def _explains(case: dict[str, Any], found: Deadline) -> None:
    first = calendar_of(case["office"]).local_day(datetime.fromisoformat(case["received"]))
    days = [step.date for step in found.steps]
    assert days == [first + timedelta(days=offset) for offset in range(len(days))]
    assert days[-1] == found.due.date()
    assert all(step.reason for step in found.steps)
    assert steps_of(found.kept()) == found.steps


@pytest.mark.parametrize(("office", "kind", "received", "due"), BY_HAND)
def test_what_was_counted_by_hand(office: str, kind: str, received: str, due: str) -> None:
    days = LIMITS[Clock(kind)].days
    case = {"office": office, "received": received, "days": days, "pauses": [], "cap": None}
    assert kiosk_says(case).due.isoformat() == due
    assert calculator.reckon(case, OFFICES[office]).due == due


@pytest.mark.parametrize(("start", "end", "due"), PAUSED_BY_HAND)
def test_what_was_counted_by_hand_with_a_pause(start: str, end: str, due: str) -> None:
    pauses = [[f"{start}:00+08:00", f"{end}:00+08:00"]]
    received = "2026-07-06T09:00:00+08:00"
    case = {"office": "wita", "received": received, "days": 5, "pauses": pauses, "cap": None}
    assert kiosk_says(case).due.isoformat() == f"{due}T16:00:00+08:00"
    assert calculator.reckon(case, OFFICES["wita"]).due == f"{due}T16:00:00+08:00"


def test_the_calculator_borrows_nothing_from_the_kiosk() -> None:
    tree = ast.parse(Path(calculator.__file__).read_text(encoding="utf-8"))
    named = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    named |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert named == {"__future__", "re", "dataclasses", "typing"}
