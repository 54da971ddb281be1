"""What is typed into registers, what is due, and what may be told of the protected lane."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.complaint import lane_stats
from kiosk.domain.complaint.kinds import Category
from kiosk.domain.complaint.lane_stats import CaseFact
from kiosk.domain.complaint.ticket import State
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi import finding, opini, register, register_counts
from kiosk.domain.zi.opini import Material
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register_fields import Field, Sort, read

TODAY = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Rp1.500.000", 1_500_000), ("1500000", 1_500_000), ("750.000,00", 750_000), ("", None)],
)
def test_rupiah_is_read_as_offices_write_it(text: str, kept: int | None) -> None:
    assert read([Field("value", "Nilai", Sort.RUPIAH)], {"value": text}, TODAY) == {"value": kept}


@pytest.mark.parametrize("text", ["1,5 juta", "1.50.000", "-5", "1e9", "9" * 14, "١٢٣"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(InvalidEntry):
        read([Field("value", "Nilai", Sort.RUPIAH)], {"value": text}, TODAY)


def test_every_field_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InvalidEntry) as told:
        register.entry(Subject.CONFLICT, {"declared_on": "2026-10-16", "kind": "x"}, TODAY)
    assert set(told.value.wrong) == {"officer", "kind", "situation", "declared_on"}


def test_only_a_recommendation_without_a_day_of_its_own_gets_one() -> None:
    values = {"kind": "rekomendasi", "received": date(2026, 1, 1), "due": None}
    assert finding.with_due(values, 60)["due"] == date(2026, 3, 2)
    own = {**values, "due": date(2026, 1, 20)}
    assert finding.with_due(own, 60)["due"] == date(2026, 1, 20)
    assert finding.with_due({**values, "kind": "saran"}, 60)["due"] is None


@pytest.mark.parametrize(
    ("cases", "units", "is_over", "words"),
    [
        (0, 9, True, None), (4, 9, True, None), (5, 4, True, None), (500, 9, False, None),
        (5, 5, True, "5 sampai 9"), (9, 5, True, "5 sampai 9"), (10, 5, True, "10 sampai 19"),
        (99, 5, True, "50 sampai 99"), (4_000, 5, True, "100 atau lebih"),
    ],
)  # fmt: skip
def test_a_band_tells_nobody_that_one_more_case_came(
    cases: int, units: int, is_over: bool, words: str | None
) -> None:
    found = lane_stats.band(cases, units, is_over=is_over)
    assert (found.words if found else None) == words


def test_the_team_s_figures_add_up() -> None:
    def case(month: int, days: int | None, met: bool | None, back: bool) -> CaseFact:
        day, state = date(2026, month, 5), State.CLOSED if days else State.IN_PROCESS
        return CaseFact(day, Category.LEVY, state, days, met, back)

    found = lane_stats.statistics(
        [case(1, 4, True, True), case(8, 70, False, False), case(9, None, None, False)]
    )
    assert found.quarters == {"2026-Q1": 1, "2026-Q2": 0, "2026-Q3": 2}
    assert found.categories == {Category.LEVY: 3}
    assert found.states == {State.IN_PROCESS: 1, State.CLOSED: 2}
    assert (found.median, found.on_time.percent, found.came_back.part) == (4, 50, 1)
    assert lane_stats.statistics([]).total == 0


@pytest.mark.parametrize(("count", "words"), [(0, "kurang dari 5"), (4, "kurang dari 5"), (5, "5")])
def test_few_entries_and_none_look_alike_to_others(count: int, words: str) -> None:
    assert register_counts.told(count) == words


def test_every_dimension_stands_there_and_claims_nothing_it_does_not_know() -> None:
    found = opini.dimensions(Material())
    assert [one.name for one in found] == [
        "Input", "Proses", "Output", "Pengaduan", "Kepatuhan terhadap produk Ombudsman",
        "Kepercayaan publik",
    ]  # fmt: skip
    assert {figure.value for one in found for figure in one.figures} == {None}
    assert all(one.unknown for one in found)
