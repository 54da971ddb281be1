"""Tallies add up: whole numbers, no order, nothing lost and nothing merged by chance."""

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index.tally import EMPTY, RESPONDENT_UNIT, in_units, of_scores, respondent_mean
from kiosk.domain.survey import instrument
from kiosk.flows.steps import INSTRUMENTS

SKM = instrument.parse(Path(INSTRUMENTS / "skm-2017.toml").read_text("utf-8"))
SKM_2025 = instrument.parse(Path(INSTRUMENTS / "skm-2025.toml").read_text("utf-8"))

sheets = st.lists(
    st.dictionaries(st.sampled_from(list(SKM.items)), st.integers(1, 4), min_size=1), max_size=12
)


@given(sheets, st.randoms())
def test_the_order_of_the_answers_does_not_matter(given_sheets: list, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(given_sheets, len(given_sheets))
    assert of_scores(SKM, shuffled) == of_scores(SKM, given_sheets)


@given(sheets, st.integers(0, 12))
def test_the_parts_add_up_to_the_whole(given_sheets: list, at: int) -> None:
    parts = of_scores(SKM, given_sheets[:at]) + of_scores(SKM, given_sheets[at:])
    assert parts == of_scores(SKM, given_sheets)


@given(sheets)
def test_the_empty_tally_changes_nothing(given_sheets: list) -> None:
    tally = of_scores(SKM, given_sheets)
    assert EMPTY + tally == tally + EMPTY == tally


@given(sheets)
def test_every_answer_is_counted_once_and_a_blank_not_at_all(given_sheets: list) -> None:
    tally = of_scores(SKM, given_sheets)
    for code, counts in tally.counts.items():
        scores = [sheet[code] for sheet in given_sheets if code in sheet]
        assert counts == tuple(scores.count(value) for value in SKM.scale.values)
    assert tally.respondents == len(given_sheets)


def test_a_respondents_mean_averages_items_inside_their_unsur_first() -> None:
    scores = {"p1": 4, "p2": 2, "p6": 4}  # persyaratan 3, waktu 4
    assert respondent_mean(SKM_2025, scores) == Fraction(7, 2)


@given(sheets)
def test_respondents_means_of_one_item_unsur_are_kept_exactly(given_sheets: list) -> None:
    for sheet in given_sheets:
        mean = respondent_mean(SKM, sheet)
        assert Fraction(in_units(mean), RESPONDENT_UNIT) == mean
