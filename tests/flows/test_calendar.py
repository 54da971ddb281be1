"""The calendar as kept: seeded once, changed with a record, explained with its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.workdays import Hours, HoursSet, InvalidHours
from kiosk.domain.place.calendar_file import UnusableCalendar
from kiosk.domain.place.holiday import CalendarChange, InvalidHoliday, Kind, UnknownHoliday
from kiosk.flows.place.add_holiday import NewHoliday, add_holiday
from kiosk.flows.place.check_calendar import check_calendar
from kiosk.flows.place.import_calendar import (
    CalendarFile,
    ChangedPlan,
    import_calendar,
    preview_calendar,
)
from kiosk.flows.place.set_hours import set_hours, withdraw_hours
from kiosk.flows.place.show_calendar import show_calendar
from kiosk.flows.place.withdraw_holiday import find_holiday, withdraw_holiday
from kiosk.flows.upkeep.initialise import initialise
from kiosk.store.engine import transaction
from kiosk.store.place import units
from tests import desk
from tests.factories import NOW, Place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

# The joint decree for 2026, written off shared domain notes and not off the package.
NATIONAL_2026 = (
    "01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 "
    "08-25 12-25"
)
JOINT_2026 = "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24"
CITY_DAY = date(2026, 4, 23)
CITY = NewHoliday(CITY_DAY, "Hari jadi Kota Kupang", "Keputusan Wali Kota 12/2026")


@pytest.fixture
def staff(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app)


@pytest.fixture
def inside(app: Flask, place: Place, staff: Actor) -> Iterator[None]:
    with app.app_context():
        yield


def listed(unit: str | None, year: int = 2026) -> dict[str, tuple[str, str]]:
    return {
        one.holiday.day.isoformat(): (one.holiday.kind.value, one.holiday.name)
        for one in show_calendar(unit, year).days
    }


def last_record(app: Flask) -> dict[str, Any]:
    return rows(app, "audit_records")[-1]


def csv(*lines: str) -> bytes:
    return "\n".join(("tanggal,nama,jenis,keputusan", *lines)).encode()


def test_the_seed_is_the_decree_of_2026_day_for_day(inside: None) -> None:
    found = listed(None)
    kinds = {
        kind: sorted(day[5:] for day, (is_of, _) in found.items() if is_of == kind)
        for kind in ("nasional", "cuti-bersama")
    }
    assert kinds == {
        "nasional": sorted(NATIONAL_2026.split()),
        "cuti-bersama": sorted(JOINT_2026.split()),
    }
    [decree] = {one.holiday.decree for one in show_calendar(None, 2026).days}
    assert decree == "SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025"


def test_the_seed_of_2027_calls_no_decreed_day_an_estimate(inside: None) -> None:
    found = show_calendar(None, 2027).days
    assert len(found) == 26
    assert not [one for one in found if "perkiraan" in one.holiday.name]
    assert all(one.holiday.decree.startswith("SKB Menag 1205/2026") for one in found)
    assert all(one.holiday.source.startswith("paket holidays ") for one in found)


def test_seeding_again_changes_nothing_and_brings_no_withdrawn_day_back(
    app: Flask, inside: None, staff: Actor
) -> None:
    withdraw_holiday(staff, None, date(2026, 12, 24), "Dicabut pemerintah.", NOW)
    before = snapshot(app)
    initialise(NOW + timedelta(days=1))
    assert snapshot(app) == before


def test_a_year_without_a_decree_is_said_to_be_unknown(inside: None) -> None:
    assert show_calendar(None, 2026).is_known
    assert not show_calendar(None, 2028).is_known


def test_a_local_day_holds_for_the_unit_and_all_below_it_only(
    app: Flask, inside: None, place: Place, staff: Actor
) -> None:
    with transaction():
        units.add(place.instansi_id, "upt", "UPT", "Asia/Makassar", place.unit_id)
        units.add(place.instansi_id, "lain", "Lain", "Asia/Makassar")
    change = add_holiday(staff, place.unit, CITY, NOW)
    assert change == CalendarChange(place.unit, (CITY_DAY,))
    here = {unit: CITY_DAY.isoformat() in listed(unit) for unit in (place.unit, "upt", "lain")}
    assert here == {place.unit: True, "upt": True, "lain": False}
    assert not show_calendar("upt", 2026).calendar.is_workday(CITY_DAY)
    assert show_calendar("upt", 2026).days[0].own is False
    assert CITY_DAY.isoformat() not in listed(None)


def test_every_change_is_in_the_record_with_before_and_after(
    app: Flask, inside: None, place: Place, staff: Actor
) -> None:
    add_holiday(staff, place.unit, CITY, NOW)
    added = last_record(app)
    assert (added["action"], added["object_id"]) == ("tambah-libur", place.unit)
    assert (added["actor_id"], added["unit_id"]) == (staff.id, place.unit_id)
    assert '"2026-04-23": [null, "Hari jadi Kota Kupang"]' in added["details"]
    withdraw_holiday(staff, place.unit, CITY_DAY, "Salah tanggal.", NOW)
    gone = last_record(app)
    assert gone["action"] == "cabut-libur"
    assert '"2026-04-23": ["Hari jadi Kota Kupang", null]' in gone["details"]
    assert "Salah tanggal" not in gone["details"]
    assert rows(app, "audit_texts")[-1]["text"] == "Salah tanggal."


def test_a_withdrawn_day_counts_again_and_its_row_stays_with_the_reason(
    inside: None, place: Place, staff: Actor
) -> None:
    add_holiday(staff, place.unit, CITY, NOW)
    change = withdraw_holiday(staff, place.unit, CITY_DAY, "  Salah   tanggal. ", NOW)
    found = show_calendar(place.unit, 2026)
    assert change.days == (CITY_DAY,)
    assert found.calendar.is_workday(CITY_DAY)
    [gone] = found.withdrawn
    assert (gone.holiday.day, gone.withdrawn_why) == (CITY_DAY, "Salah tanggal.")


def test_a_day_of_another_calendar_cannot_be_withdrawn_here(
    inside: None, place: Place, staff: Actor
) -> None:
    with pytest.raises(UnknownHoliday):
        withdraw_holiday(staff, place.unit, date(2026, 12, 25), "Alasan", NOW)
    assert find_holiday(None, date(2026, 12, 25)).kind is Kind.NATIONAL


@pytest.mark.parametrize(
    "given",
    [
        NewHoliday(CITY_DAY, " ", "K 1"),
        NewHoliday(CITY_DAY, "Nama", ""),
        NewHoliday(date(1850, 1, 1), "Nama", "K 1"),
        NewHoliday(CITY_DAY, "Nama", "K 1", Kind.NATIONAL),
        NewHoliday(CITY_DAY, "Na\0ma", "K 1"),
    ],
)
def test_what_is_no_local_day_is_refused_and_nothing_is_written(
    app: Flask, inside: None, place: Place, staff: Actor, given: NewHoliday
) -> None:
    before = snapshot(app)
    with pytest.raises(InvalidHoliday):
        add_holiday(staff, place.unit, given, NOW)
    assert snapshot(app) == before


def test_a_day_is_in_a_calendar_once(inside: None, place: Place, staff: Actor) -> None:
    add_holiday(staff, place.unit, CITY, NOW)
    with pytest.raises(InvalidHoliday, match="sudah ada"):
        add_holiday(staff, place.unit, CITY, NOW)


def test_a_withdrawal_needs_a_reason(app: Flask, inside: None, place: Place, staff: Actor) -> None:
    add_holiday(staff, place.unit, CITY, NOW)
    before = snapshot(app)
    for reason in ("", "   ", "x" * 501):
        with pytest.raises(InvalidHoliday):
            withdraw_holiday(staff, place.unit, CITY_DAY, reason, NOW)
    assert snapshot(app) == before


# A file.


def test_a_day_added_in_the_middle_of_the_year_leaves_the_others(
    app: Flask, inside: None, staff: Actor
) -> None:
    before = listed(None)
    file = CalendarFile("agustus.csv", csv("18/08/2026,Tambahan,cuti-bersama,SKB 933/2026"))
    done = import_calendar(staff, file, NOW)
    assert done.change == CalendarChange(None, (date(2026, 8, 18),))
    assert listed(None) == {**before, "2026-08-18": ("cuti-bersama", "Tambahan")}
    assert show_calendar(None, 2026).days[-4].holiday.source == "berkas agustus.csv"
    assert last_record(app)["action"] == "impor-kalender"


def test_a_preview_writes_nothing(app: Flask, inside: None, staff: Actor) -> None:
    before = snapshot(app)
    file = CalendarFile("a.csv", csv("2026-08-18,Tambahan,cuti-bersama,S"))
    assert [one.day for one in preview_calendar(file).added] == [date(2026, 8, 18)]
    assert snapshot(app) == before


def test_a_file_brought_in_twice_changes_nothing_the_second_time(
    app: Flask, inside: None, staff: Actor
) -> None:
    file = CalendarFile("a.csv", csv("2026-08-18,Tambahan,cuti-bersama,S"))
    import_calendar(staff, file, NOW)
    before = snapshot(app)["audit_records"]
    assert import_calendar(staff, file, NOW).plan.is_empty
    assert snapshot(app)["audit_records"] == before


def test_a_corrected_row_withdraws_the_old_and_keeps_it(inside: None, staff: Actor) -> None:
    file = CalendarFile("a.csv", csv("2026-12-25,Kelahiran Yesus Kristus,nasional,SKB baru"))
    done = import_calendar(staff, file, NOW)
    found = show_calendar(None, 2026)
    assert listed(None)["2026-12-25"] == ("nasional", "Kelahiran Yesus Kristus")
    assert [one.holiday.name for one in found.withdrawn] == ["Hari Raya Natal"]
    assert done.change.days == ()


def test_a_file_that_replaces_withdraws_what_it_lacks_of_its_kind(
    inside: None, staff: Actor
) -> None:
    lines = [f"2026-{day},Cuti bersama,cuti-bersama,SKB ubahan" for day in JOINT_2026.split()[1:]]
    file = CalendarFile("ubah.csv", csv(*lines), replaces=True)
    done = import_calendar(staff, file, NOW)
    assert done.change.days == (date(2026, 2, 16),)
    assert show_calendar(None, 2026).calendar.is_workday(date(2026, 2, 16))
    assert "2026-02-17" in listed(None)


def test_what_was_approved_is_what_is_done(app: Flask, inside: None, staff: Actor) -> None:
    file = CalendarFile("a.csv", csv("2026-08-18,Tambahan,cuti-bersama,S"))
    approved = preview_calendar(file).digest
    add_holiday(staff, None, NewHoliday(date(2026, 8, 18), "Lain", "S", Kind.NATIONAL), NOW)
    before = snapshot(app)
    with pytest.raises(ChangedPlan):
        import_calendar(staff, file, NOW, approved=approved)
    assert snapshot(app) == before
    import_calendar(staff, file, NOW, approved=preview_calendar(file).digest)


@pytest.mark.parametrize(
    ("unit", "row"),
    [(True, "2026-08-18,X,nasional,S"), (False, "2026-08-18,X,lokal,S")],
)
def test_a_file_is_for_the_nation_or_for_one_unit(
    app: Flask, inside: None, place: Place, staff: Actor, unit: bool, row: str
) -> None:
    before = snapshot(app)
    file = CalendarFile("a.csv", csv(row), unit=place.unit if unit else None)
    with pytest.raises(UnusableCalendar, match="2026-08-18"):
        import_calendar(staff, file, NOW)
    assert snapshot(app) == before


def test_a_file_too_large_is_refused(inside: None) -> None:
    with pytest.raises(UnusableCalendar, match="150 KB"):
        preview_calendar(CalendarFile("a.csv", b"x" * 150_001))


def test_the_check_finds_a_day_only_one_side_has(inside: None, staff: Actor) -> None:
    assert all(one.ok for one in check_calendar([2026, 2027]))
    withdraw_holiday(staff, None, date(2026, 12, 24), "Uji", NOW)
    add_holiday(staff, None, NewHoliday(date(2026, 8, 18), "Tambahan", "S", Kind.NATIONAL), NOW)
    [found] = check_calendar([2026])
    assert [one.day.isoformat() for one in found.disagreements] == ["2026-08-18", "2026-12-24"]
    [unknown] = check_calendar([2028])
    assert (unknown.ok, unknown.days) == (False, 0)


# Office hours.

SHORT = (Hours(time(8), time(15)),) * 5 + (None, None)
RAMADAN = HoursSet("Ramadan 1447 H", SHORT, date(2026, 2, 18), date(2026, 3, 19))


def test_hours_hold_for_the_unit_and_all_below_until_they_end(
    inside: None, place: Place, staff: Actor
) -> None:
    with transaction():
        units.add(place.instansi_id, "upt", "UPT", "Asia/Jayapura", place.unit_id)
    change = set_hours(staff, place.unit, RAMADAN, NOW)
    assert change == CalendarChange(place.unit, first=RAMADAN.first, last=RAMADAN.last)
    below = show_calendar("upt", 2026).calendar
    assert below.closing(date(2026, 2, 18)).isoformat() == "2026-02-18T15:00:00+09:00"
    assert below.closing(date(2026, 2, 13)).isoformat() == "2026-02-13T16:00:00+09:00"
    assert below.sets[0].near == 1


def test_a_week_comes_back_as_it_was_set(inside: None, place: Place, staff: Actor) -> None:
    week = (
        Hours(time(7, 30), time(15, 45)), None, Hours(time(8), time(12)), None, None,
        Hours(time(8), time(11)), None,
    )  # fmt: skip
    given = HoursSet("Puskesmas", week, date(2026, 1, 1))
    set_hours(staff, place.unit, given, NOW)
    [found] = show_calendar(place.unit, 2026).hours
    assert found == given


def test_withdrawn_hours_hold_no_more_and_both_are_in_the_record(
    app: Flask, inside: None, place: Place, staff: Actor
) -> None:
    set_hours(staff, place.unit, RAMADAN, NOW)
    assert last_record(app)["action"] == "atur-jam-kerja"
    withdraw_hours(staff, place.unit, RAMADAN.label, RAMADAN.first, NOW)
    assert last_record(app)["action"] == "cabut-jam-kerja"
    assert "08.00-15.00" in last_record(app)["details"]
    assert show_calendar(place.unit, 2026).hours == ()
    with pytest.raises(UnknownHoliday):
        withdraw_hours(staff, place.unit, RAMADAN.label, RAMADAN.first, NOW)


@pytest.mark.parametrize(
    "given",
    [
        HoursSet(" ", SHORT, date(2026, 1, 1)),
        HoursSet("x" * 61, SHORT, date(2026, 1, 1)),
        HoursSet("Kosong", (None,) * 7, date(2026, 1, 1)),
        HoursSet("Terbalik", SHORT, date(2026, 2, 1), date(2026, 1, 1)),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(
    app: Flask, inside: None, place: Place, staff: Actor, given: HoursSet
) -> None:
    before = snapshot(app)
    with pytest.raises(InvalidHours):
        set_hours(staff, place.unit, given, NOW)
    assert snapshot(app) == before
