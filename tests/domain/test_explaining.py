"""Why a printed figure differs: each known way of counting is told by the figure it gives."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as some

from kiosk.domain.index import deviations, explaining, ikm, recipe, tally
from kiosk.domain.index.explaining import explain, explain_grade, explain_parts, recipe_of
from kiosk.domain.index.method import Method
from kiosk.domain.index.recipe import Given, figure, of_means, of_rows, of_tally, printed
from kiosk.domain.index.tally import Tally
from kiosk.domain.survey.columns import recognise
from kiosk.flows.steps import load_instrument

CASES = {
    one["id"]: one["data"]
    for one in json.loads((Path(__file__).parents[1] / "cases" / "published.json").read_text())
}
SKM = load_instrument("skm-2017")
CODES = list(SKM.items)
UNEVEN = [
    dict(zip(CODES, row, strict=True))
    for row in (
        [4, 3, 3, 4, 3, 4, 4, 3, 2],
        [3, 3, 2, 4, 3, 3, 4, 1, 3],
        [4, 4, 4, 4, 2, 3, 3, 3, 3],
    )
]
UNEVEN += [{"persyaratan": 4, "waktu": 1, "sarana": 2}, {"biaya": 2, "produk": 4}]
"""Five people, two of whom left most of it blank."""


def published(case: str) -> Given:
    data = CASES[case]
    if "rows" in data:
        titles = [f"U{place}" for place in range(1, len(data["rows"][0]) + 1)]
        columns = recognise(SKM, titles)
        rows = [{columns.items[at]: cell for at, cell in enumerate(row)} for row in data["rows"]]
        return of_rows(columns.structure, rows)
    kind = "means" if "means" in data else "frequencies"
    columns = recognise(SKM, list(data[kind]))
    cells = {columns.items[at]: cell for at, cell in enumerate(data[kind].values())}
    if kind == "means":
        return of_means(columns.structure, {code: Fraction(one) for code, one in cells.items()})
    counts = {
        code: tuple(one.get(str(score), 0) for score in range(1, 5)) for code, one in cells.items()
    }
    return of_tally(columns.structure, Tally(max(map(sum, counts.values())), counts, 0, 0))


def ways(found: Given, theirs: str) -> list[tuple[str, ...]]:
    told = explain(found, Decimal(theirs))
    assert told is not None
    return [one.keys for one in told.ways]


@pytest.mark.parametrize(
    ("case", "theirs", "key"),
    [
        ("kemenag-tw3", "90.56", ("bobot-0.11",)),
        ("kemenag-tw3", "91.47", ("bobot-0.1111",)),
        ("sekadau-2019s1", "78.66", ("bobot-0.111",)),
        ("sekadau-2019s1", "77.95", ("bobot-0.11",)),
        ("payakumbuh-2020s1", "87.47", ("bobot-0.111",)),
        ("situs-2025-tw1-91", "94.53", ("bulat-unsur-3",)),
        ("situs-2025-tw1", "93.59", ("bobot-0.11",)),
        ("puskesmas-2012", "76.48", ("bobot-0.071", "bulat-indeks-3")),
        ("lab-a-jumlah", "86.63", ("bobot-0.33",)),
        ("lab-a-jumlah", "86.75", ("bobot-0.33", "bulat-indeks-2")),
        ("mk-2022q4", "86.56", ("rata-butir",)),
    ],
)
def test_a_published_figure_is_told_by_the_formula_that_made_it(
    case: str, theirs: str, key: tuple[str, ...]
) -> None:
    assert key in ways(published(case), theirs)


@pytest.mark.parametrize(
    ("case", "theirs"),
    [("mk-2022q4", "87.09"), ("kemenag-tw3", "91.48"), ("lab-e-baris", "89.38"),
     ("bukit-asam-2022", "78.04"), ("lab-c-jumlah", "85.00")],
)  # fmt: skip
def test_a_published_figure_by_the_regulation_agrees(case: str, theirs: str) -> None:
    told = explain(published(case), Decimal(theirs))
    assert told is not None
    assert (told.agrees, told.ways, told.difference) == (True, (), 0)


def test_nrr_3_55_everywhere_is_an_a_and_a_b_through_the_weight_alone() -> None:
    found = of_means(SKM, dict.fromkeys(CODES, Fraction(355, 100)))
    told = explain(found, Decimal("87.86"))
    assert told is not None
    assert told.ours == Decimal("88.75")
    assert [one.keys for one in told.ways] == [("bobot-0.11",)]


@pytest.mark.parametrize("one", deviations.known(of_rows(SKM, UNEVEN)), ids=lambda one: one.key)
def test_each_way_is_found_by_its_own_figure(one: deviations.Deviation) -> None:
    found = of_rows(SKM, UNEVEN)
    value = figure(found, recipe_of((one,)))
    assert value is not None
    theirs = printed(value, 4, cut=recipe_of((one,)).cut)
    told = explain(found, theirs)
    assert told is not None
    assert told.agrees or (one.key,) in [way.keys for way in told.ways]
    assert one.sentence.endswith(".")


def test_the_ways_of_uneven_answers_give_different_figures() -> None:
    """Otherwise the test above would prove little."""
    found = of_rows(SKM, UNEVEN)
    values = {figure(found, recipe_of((one,))) for one in deviations.known(found)}
    assert len(values) > 15


def test_two_at_once_are_found_only_where_none_does_it_alone() -> None:
    found = of_rows(SKM, UNEVEN)
    keys = {one.key: one for one in deviations.known(found)}
    both = (keys["bobot-0.11"], keys["kosong-nol"])
    value = figure(found, recipe_of(both))
    assert value is not None
    assert ("bobot-0.11", "kosong-nol") in ways(found, str(printed(value, 4, cut=False)))
    assert ways(found, "12.34") == []


def test_a_scale_of_five_times_twenty_is_told() -> None:
    """Their rows as given; ours from the same rows brought to four."""
    rows = [dict(zip(CODES, [5, 4, 4, 5, 3, 4, 5, 4, 4], strict=True))]
    told = explain(of_rows(SKM, rows, 5), Decimal("84.44"), Fraction(80))
    assert told is not None
    assert ("kali-20",) in [one.keys for one in told.ways]


@settings(max_examples=40, deadline=None)
@over(
    some.lists(
        some.dictionaries(some.sampled_from(CODES), some.integers(1, 4), min_size=1),
        min_size=1,
        max_size=12,
    )
)
def test_our_own_figure_always_agrees(rows: list[dict[str, int]]) -> None:
    ours = ikm.compute(SKM, tally.of_scores(SKM, rows), Method())
    assert ours is not None
    told = explain(of_rows(SKM, rows), ours.ikm)
    assert told is not None
    assert (told.agrees, told.ours) == (True, ours.ikm)


def test_u8_and_u9_exchanged_are_told_by_their_means() -> None:
    found = of_rows(SKM, UNEVEN)
    ours = recipe.unsur_means(found)
    theirs = {code: Decimal(f"{float(value):.3f}") for code, value in ours.items()}
    theirs["sarana"], theirs["pengaduan"] = theirs["pengaduan"], theirs["sarana"]
    told = {one.code: one for one in explain_parts(found, theirs)}
    assert "tertukar" in str(told["sarana"].why)
    assert not told["pengaduan"].agrees
    assert told["waktu"].agrees
    assert told["waktu"].why is None


def test_a_mean_over_everybody_is_told_by_the_blank() -> None:
    found = of_rows(SKM, UNEVEN)
    [told] = explain_parts(found, {"biaya": Decimal("2.80")})
    assert not told.agrees
    assert "kosong" in str(told.why).lower()


@pytest.mark.parametrize(
    ("ours", "theirs", "mutu", "word"),
    [("84.50", "84.50", "A", "2004"), ("88.31", "88.305", "B", "belum dibulatkan"),
     ("88.75", "87.86", "B", "angka mereka")],
)  # fmt: skip
def test_a_mutu_is_told_by_its_bands(ours: str, theirs: str, mutu: str, word: str) -> None:
    agrees, why = explain_grade(SKM, Decimal(ours), Decimal(theirs), mutu)
    assert not agrees
    assert any(word in one for one in why)


def test_a_figure_with_one_decimal_agrees_to_one() -> None:
    told = explain(published("mk-2022q4"), Decimal("87.1"))
    assert told is not None
    assert told.agrees


def test_no_answers_explain_nothing() -> None:
    assert explaining.explain(of_rows(SKM, []), Decimal(80)) is None
