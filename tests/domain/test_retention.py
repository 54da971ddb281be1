"""The retention schedule and the data inventory, as shipped: complete, current, and of one mind."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.domain.place.settings import SETTINGS
from kiosk.domain.place.settings_keep import SETTING
from kiosk.domain.upkeep import erasure, inventory, retention
from kiosk.domain.upkeep.delivery import SENT_KEPT
from kiosk.domain.upkeep.inventory import UnusableInventory
from kiosk.domain.upkeep.jobs import JOBS
from kiosk.domain.upkeep.retention import Due, Rule, UnusableSchedule
from kiosk.flows.complaint.sweep_leftovers import DRAFT_KEPT
from kiosk.flows.place.sweep_tablets import KEPT as TABLETS_KEPT
from kiosk.flows.upkeep.list_inventory import list_inventory
from kiosk.store.retention import expiry, permits
from tests.factories import NOW

PAGE = Path(__file__).parents[2] / "docs" / "data-inventory.md"
RULES = {one.code: one for one in permits.schedule()}
RULE = Rule("saran", "Saran", 100, "diberikan", "retensi", "sebab", setting=False, capped=True)


def test_every_column_is_classified_and_none_that_is_gone() -> None:
    import kiosk.app  # noqa: F401  its tables

    found = list_inventory()
    assert found.unnamed == [], "name it in kiosk/data/inventaris-data.toml"
    assert found.stale == []


def test_a_new_column_and_a_removed_one_are_both_found() -> None:
    told = inventory.parse(
        '[a]\nwhose="warga"\npurpose="x"\nbasis="-"\nkeep="tetap"\n'
        '[a.columns]\ninternal="id c01..c03"'
    )
    kept = {"a": ["id", "c01", "c02", "baru"]}
    assert inventory.differences(kept, told) == (["a.baru"], ["a.c03"])


@pytest.mark.parametrize(
    "wrong",
    [
        'whose="warga"\npurpose="x"\nbasis="-"\nkeep="tetap"\nmask="y"\n[a.columns]\npribadi-umum="nama"',
        'whose="warga"\npurpose="x"\nbasis="e"\nkeep="tetap"\n[a.columns]\npribadi-umum="nama"',
        'whose="warga"\npurpose="x"\nbasis="e"\nkeep="tetap"\n[a.columns]\npublik="id"\ninternal="id"',
        'whose="siapa"\npurpose="x"\nbasis="e"\nkeep="tetap"\n[a.columns]\npublik="id"',
        'whose="warga"\npurpose="x"\nbasis="z"\nkeep="tetap"\n[a.columns]\npublik="id"',
    ],
)
def test_an_entry_without_basis_mask_or_one_class_is_refused(wrong: str) -> None:
    with pytest.raises(UnusableInventory):
        inventory.parse(f"[a]\n{wrong}")


def test_every_table_is_kept_by_a_class_of_the_schedule_and_every_class_keeps_one() -> None:
    keeps = {one.keep for one in permits.shipped_inventory().values()}
    assert keeps == set(RULES)


def test_what_a_run_erases_is_what_it_knows_how_to() -> None:
    assert {one.code for one in retention.run_by_job(permits.schedule())} == set(expiry.SHELVES)


def test_what_other_jobs_erase_is_told_as_they_do_it() -> None:
    known = {one.name for one in JOBS} | {retention.BY_RUN, retention.IN_FLOW, retention.FOREVER}
    assert {one.by for one in RULES.values()} <= known
    days = {"draf": DRAFT_KEPT, "pemberitahuan": SENT_KEPT, "sapuan-tablet": TABLETS_KEPT}
    assert {code: timedelta(days=RULES[code].days) for code in days} == days


def test_the_houses_settings_begin_with_the_schedules_days() -> None:
    own = {code: str(one.days) for code, one in RULES.items() if one.setting}
    told = {name: one for name, one in SETTINGS.items() if name.startswith(SETTING)}
    assert {name.removeprefix("retensi-"): one.default for name, one in told.items()} == own
    assert all(one.everywhere for one in told.values())
    assert retention.days_of(RULES["saran"], {"retensi-saran": "40"}) == 40


def test_the_page_is_made_of_the_two_files() -> None:
    told = "\n".join(list_inventory().page) + "\n"
    assert PAGE.read_text(encoding="utf-8") == told, "kiosk data inventory > docs/data-inventory.md"


def test_one_may_always_go_and_a_twentieth_of_many() -> None:
    assert [retention.most(total) for total in (0, 1, 39, 40, 1000)] == [1, 1, 1, 2, 50]


def test_above_the_cap_only_the_number_itself_is_a_yes() -> None:
    found = Due(RULE, NOW, 100, tuple(map(str, range(6))))
    assert found.is_over_cap
    assert not found.is_agreed(None, permitted=None)
    assert not found.is_agreed(5, permitted=None)
    assert found.is_agreed(6, permitted=None)
    assert found.is_agreed(None, permitted=1), "a day's worth may have joined since"
    assert not found.is_agreed(None, permitted=0)
    assert Due(RULE, NOW, 100, tuple("12345")).is_agreed(None, permitted=None)


def test_a_clock_is_believed_within_five_weeks_of_the_last_run() -> None:
    told = [
        retention.clock_fault(NOW + timedelta(days=days), NOW, looks_bad=False)
        for days in (-2, -1, 0, 35, 36)
    ]
    assert [one is None for one in told] == [False, True, True, True, False]
    assert retention.clock_fault(NOW, None, looks_bad=False) is None
    assert retention.clock_fault(NOW, None, looks_bad=True)


def test_a_class_is_never_kept_shorter_than_a_month_by_the_schedule() -> None:
    text = '[a]\nlabel="x"\ndays=29\nsince="x"\nby="retensi"\nsetting=true\ncapped=true\nreason="x"'
    with pytest.raises(UnusableSchedule):
        retention.parse(text)


TODAY = date(2026, 10, 15)
HOLD = {"tahan": "laporan", "id": 7, "tersegel": True, "sampai": "2030-01-01"}
GONE = {"apa": "semua", "laporan": 7, "sampai": 3}
CLASS = {"kelas": "saran", "sebelum": "2026-09-15"}


@pytest.mark.parametrize("line", [HOLD, HOLD | {"tahan": "unit", "sampai": None}, GONE, CLASS])
def test_a_line_of_what_was_erased_or_held_is_heard(line: dict[str, object]) -> None:
    assert erasure.is_told({"hari": "2026-10-15", **line}, TODAY)


@pytest.mark.parametrize(
    "line",
    [
        {}, HOLD | {"tahan": "kota"}, HOLD | {"id": "7"}, HOLD | {"id": 0}, HOLD | {"id": 2**63},
        HOLD | {"id": True}, HOLD | {"tersegel": 1}, HOLD | {"sampai": "besok"},
        GONE | {"apa": "x"}, GONE | {"laporan": None}, GONE | {"sampai": None},
        CLASS | {"kelas": 1}, CLASS | {"sebelum": "2026-09-16"}, CLASS | {"sebelum": 1},
    ],
)  # fmt: skip
def test_a_damaged_line_or_one_that_cannot_have_been_is_not(line: dict[str, object]) -> None:
    assert not erasure.is_told(line, TODAY)
