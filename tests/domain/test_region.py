"""What leaves a region: nobody alone, and still the same sum; where it is fetched from."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index import nation
from kiosk.domain.index.method import Method
from kiosk.domain.index.nation import Measure, Part
from kiosk.domain.index.publisher import (
    UnusablePublisher,
    check_address,
    check_role,
    quoted,
    subscription_of,
)
from kiosk.domain.index.region import FOLDED, Handled, changes, folded
from kiosk.domain.index.tally import of_scores
from kiosk.domain.place.settings import InvalidSetting, check
from kiosk.store.survey.instruments import by_code

SKM = by_code("skm-2017")
FACTS = st.tuples(*(st.sampled_from("abc") for _ in range(4)))


@given(st.dictionaries(FACTS, st.integers(0, 12), max_size=20), st.integers(2, 6))
def test_folding_keeps_the_sum_and_names_nobody_alone(
    counts: dict[tuple[str, ...], int], smallest: int
) -> None:
    found = folded(counts, counts, smallest)
    whole = sum(counts.values())
    assert sum(found.values()) == (whole if whole >= smallest else 0)
    assert all(many >= smallest for many in found.values())
    for facts in found:
        cut = facts.index(FOLDED) if FOLDED in facts else 4
        assert set(facts[cut:]) <= {FOLDED}, "what is not named has no parts with names"


def test_a_name_is_kept_where_there_are_enough() -> None:
    counts: dict[tuple[str, ...], int] = {
        ("53", "dukcapil", "A", "ktp"): 9,
        ("53", "dukcapil", "A", "kk"): 2,
        ("53", "dukcapil", "B", ""): 3,
    }
    few = "of unit A nine are told, so unit B goes with it: else three could be reckoned"
    assert folded(counts, counts, 5) == {("53", "dukcapil", FOLDED, FOLDED): 14}, few
    many = counts | {("53", "dukcapil", "B", "ktp"): 40, ("53", "dukcapil", "A", "akta"): 7}
    assert folded(many, many, 5) == {
        ("53", "dukcapil", "A", "ktp"): 9,
        ("53", "dukcapil", "A", FOLDED): 9,
        ("53", "dukcapil", "B", FOLDED): 43,
    }


def test_only_what_differs_is_written() -> None:
    kept: dict[tuple[str, ...], tuple[int]] = {("a",): (1,), ("b",): (2,), ("c",): (3,)}
    assert changes(kept, {("a",): (1,), ("b",): (4,), ("d",): (5,)}) == (
        {("b",): (4,), ("d",): (5,)},
        [("c",)],
    )


def part(region: str, province: str, kind: str, scores: list[int]) -> Part:
    sheets = [dict.fromkeys(SKM.items, one) for one in scores]
    return Part(region, province, kind, 1, of_scores(SKM, sheets))


BY = Measure(SKM, Method(), smallest=5, minimum=30)


def test_groups_too_small_are_not_shown_nor_told_by_the_others() -> None:
    parts = [
        part("53", "53", "dukcapil", [4] * 20),
        part("31", "31", "dukcapil", [2] * 6),
        part("31.71", "31", "rsud", [1] * 3),
        part("14", "14", "rsud", [1] * 2),
    ]
    whole = nation.whole(parts, BY)
    assert whole.respondents == 31
    assert whole.graded
    assert whole.ikm
    assert whole.ikm.exact == Fraction(4 * 20 + 2 * 6 + 5, 31) * 25
    provinces = {one.code: one for one in nation.groups(parts, lambda one: one.province, BY)}
    assert provinces["14"].ikm is None, "two answers"
    assert provinces["31"].ikm is None, "else the two of province 14 could be reckoned"
    assert provinces["53"].ikm
    assert not provinces["53"].graded, "twenty are no sample"
    kinds = {one.code: one for one in nation.groups(parts, lambda one: one.kind, BY)}
    assert kinds["rsud"].ikm
    assert kinds["rsud"].respondents == 5
    assert nation.whole([], BY).ikm is None


def test_complaints_are_added_one_by_one() -> None:
    one, other = Handled(9, 8, 7, 6, 5, 4), Handled(1, 1, 0, 1, 0, 1)
    assert nation.added([one, other]) == Handled(10, 9, 7, 7, 5, 5)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nasional:rahasia@10.0.0.1/skm",
        "postgresql://nasional:@10.0.0.1/skm",
        "postgresql://nasional@10.0.0.1/skm?password=rahasia",
        "postgresql://nasional@10.0.0.1/",
        "mysql://nasional@10.0.0.1/skm",
        "host=10.0.0.1 password=rahasia",
    ],
)
def test_an_address_with_a_password_or_without_a_database_is_refused(url: str) -> None:
    with pytest.raises(UnusablePublisher) as refused:
        check_address(url)
    assert "rahasia" not in str(refused.value)


def test_an_address_is_taken_as_libpq_reads_it() -> None:
    url = "postgresql://n@a:5432,b:5432/skm?passfile=/x/.pgpass&target_session_attrs=read-write"
    assert check_address(url) == url
    assert quoted("a'; DROP") == "'a''; DROP'"


def test_names_that_go_into_sql_are_plain() -> None:
    assert subscription_of("53.71") == "suara_loket_53_71"
    for name in ("53.7", "5371", "53; DROP", "", "00"):
        with pytest.raises(UnusablePublisher):
            subscription_of(name)
    assert check_role("kiosk_nasional") == "kiosk_nasional"
    for name in ("a b", "a;b", 'a"', "A", "", "x" * 64):
        with pytest.raises(UnusablePublisher):
            check_role(name)


def test_a_region_has_a_code_of_the_ministry_or_takes_no_part() -> None:
    for value in ("tidak", "53", "53.71"):
        check("kode-wilayah", value)
    for value in ("", "*", "5371", "53.71.01", "00", "NTT"):
        with pytest.raises(InvalidSetting):
            check("kode-wilayah", value)
    check("jenis-unit", "puskesmas-rawat-inap")
    for value in ("*", "", "Puskesmas", "a", "a b"):
        with pytest.raises(InvalidSetting):
            check("jenis-unit", value)
