"""The index: between 25 and 100, monotone, exact, the same however the answers are grouped."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index import ikm
from kiosk.domain.index.bands import UnknownBands
from kiosk.domain.index.method import InvalidMethod, Method, parse_places, parse_weight, to_four
from kiosk.domain.index.tally import EMPTY, of_scores, of_sheets
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.instrument import Instrument, Scale
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")
SKM_2025 = load_instrument("skm-2025")
EXACT = Method()

sheets = st.lists(
    st.dictionaries(st.sampled_from(list(SKM.items)), st.integers(1, 4), min_size=1),
    min_size=1,
    max_size=12,
)
full_sheets = st.lists(
    st.fixed_dictionaries({code: st.integers(1, 4) for code in SKM.items}), min_size=1, max_size=8
)


def index(given_sheets: list[dict[str, int]], method: Method = EXACT) -> ikm.Ikm:
    found = ikm.compute(SKM, of_scores(SKM, given_sheets), method)
    assert found is not None
    return found


def everywhere(nrr: str, instrument: Instrument = SKM) -> dict[str, Fraction]:
    return dict.fromkeys(instrument.items, Fraction(nrr))


@given(sheets)
def test_the_ikm_lies_between_25_and_100(given_sheets: list[dict[str, int]]) -> None:
    found = index(given_sheets)
    assert 25 <= found.ikm <= 100
    assert all(25 <= unsur.value <= 100 for unsur in found.unsur)
    if found.interval:
        assert 25 <= found.interval.low <= found.ikm <= found.interval.high <= 100 or any(
            len(sheet) < 9 for sheet in given_sheets
        )


@given(full_sheets, st.data())
def test_a_better_answer_never_lowers_the_ikm(
    given_sheets: list[dict[str, int]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(given_sheets) - 1))
    code = data.draw(st.sampled_from(list(SKM.items)))
    better = [dict(sheet) for sheet in given_sheets]
    better[place][code] = min(4, better[place][code] + 1)
    before, after = index(given_sheets), index(better)
    assert after.exact >= before.exact
    assert (after.exact > before.exact) == (better != given_sheets)


@given(sheets, st.randoms())
def test_the_order_of_the_rows_does_not_matter(given_sheets: list, random) -> None:  # type: ignore[no-untyped-def]
    assert index(random.sample(given_sheets, len(given_sheets))) == index(given_sheets)


@given(sheets, st.integers(0, 12))
def test_merged_and_separate_tallies_give_the_same_index(
    given_sheets: list[dict[str, int]], at: int
) -> None:
    merged = of_scores(SKM, given_sheets[:at]) + of_scores(SKM, given_sheets[at:])
    assert ikm.compute(SKM, merged, EXACT) == index(given_sheets)


@pytest.mark.parametrize(
    ("weight", "printed", "mutu"),
    [("exact", "88.75", "A"), ("0.111", "88.66", "A"), ("0.11", "87.86", "B")],
)
def test_nrr_3_55_everywhere_is_a_by_the_exact_weight_and_b_by_0_11(
    weight: str, printed: str, mutu: str
) -> None:
    """features.md 4.4, case 2: 3.55 x 9 x 0.11 x 25 = 87.8625."""
    found = ikm.from_means(SKM, everywhere("3.55"), Method(weight=parse_weight(weight)))
    assert found is not None
    assert (str(found.ikm), found.grade.mutu) == (printed, mutu)


@pytest.mark.parametrize(
    ("exact", "mutu"),
    [("64.994", "D"), ("64.995", "C"), ("76.604", "C"), ("76.605", "B"), ("88.304", "B"),
     ("88.305", "A")],
)  # fmt: skip
def test_the_grade_follows_the_rounded_index(exact: str, mutu: str) -> None:
    nrr = str(Decimal(exact) / 25)
    found = ikm.from_means(SKM, everywhere(nrr), EXACT)
    assert found is not None
    assert found.exact == Fraction(exact)
    assert found.grade.mutu == mutu
    assert {one.grade.mutu for one in found.unsur} == {mutu}


def test_a_blank_is_in_no_denominator_and_the_unsur_still_weighs_the_same() -> None:
    """A patient who pays nothing skips biaya: it is blank, not 0, and not 8 unsur for all."""
    all_four = dict.fromkeys(SKM.items, 4)
    skipped = {code: 2 for code in SKM.items if code != "biaya"}
    found = index([all_four, skipped])
    by_code = {one.code: one for one in found.unsur}
    assert (by_code["biaya"].n, by_code["biaya"].total, by_code["biaya"].nrr) == (1, 4, 4)
    assert by_code["waktu"].nrr == 3
    assert found.index == Fraction(8 * 3 + 4, 9)


def test_an_unsur_nobody_answered_is_left_out_and_the_rest_weigh_1_8() -> None:
    sheet = {code: 4 for code in SKM.items if code != "biaya"}
    found = index([sheet])
    assert len(found.unsur) == 8
    assert found.ikm == Decimal("100.00")
    assert [one.weight for one in found.reconciliation] == ["0.125", "0.13"]


def test_items_are_averaged_inside_their_unsur_first() -> None:
    """Five of sixteen items are perilaku: a flat mean would let them weigh five times."""
    scores = {code: 1 if item.unsur == "perilaku" else 4 for code, item in SKM_2025.items.items()}
    found = ikm.compute(SKM_2025, of_scores(SKM_2025, [scores]), EXACT)
    assert found is not None
    assert found.index == Fraction(8 * 4 + 1, 9)
    assert next(one for one in found.unsur if one.code == "perilaku").n == 5


def test_each_rounding_is_done_where_the_method_says() -> None:
    means = everywhere("3.4444")
    rounded = {
        "nothing": Method(),
        "unsur": Method(round_unsur=2),
        "weighted": Method(round_weighted=2),
        "index": Method(round_index=1),
    }
    printed = {}
    for step, method in rounded.items():
        found = ikm.from_means(SKM, means, method)
        assert found is not None
        printed[step] = str(found.ikm)
    # 3.4444 x 25; 3.44 x 25; 0.38 x 9 x 25; 3.4 x 25
    assert printed == {"nothing": "86.11", "unsur": "86.00", "weighted": "85.50", "index": "85.00"}


def test_reconciliation_shows_the_other_spellings_of_the_weight() -> None:
    answers = [dict.fromkeys(SKM.items, 4)]
    assert [(one.weight, str(one.ikm)) for one in index(answers).reconciliation] == [
        ("0.111", "99.90"),
        ("0.11", "99.00"),
    ]
    fixed = index(answers, Method(weight=Decimal("0.11")))
    assert [(one.weight, str(one.ikm)) for one in fixed.reconciliation][-1] == ("exact", "100.00")


def test_the_three_lowest_keep_the_order_of_the_list_where_they_are_equal() -> None:
    means = everywhere("3.5") | {"sarana": Fraction(3), "waktu": Fraction(3)}
    found = ikm.from_means(SKM, means, EXACT)
    assert found is not None
    assert [one.code for one in found.lowest(3)] == ["waktu", "sarana", "persyaratan"]


def test_no_answers_have_no_index() -> None:
    assert ikm.compute(SKM, EMPTY, EXACT) is None
    assert ikm.from_means(SKM, {}, EXACT) is None


def test_a_scale_to_six_is_brought_to_four_before_it_is_graded() -> None:
    """regulation.md 3: 3.60 of 4 is 5.40 of 6 by x / 1.5 and 5.33 by min-max."""
    six = load_instrument("spkp-6")
    found = ikm.from_means(six, everywhere("5.4", six), EXACT)
    other = ikm.from_means(six, everywhere("5.4", six), Method(conversion="min-max"))
    assert found is not None
    assert other is not None
    assert (found.four, str(found.ikm)) == (Fraction("3.6"), "90.00")
    assert (other.four, str(other.ikm)) == (Fraction("3.64"), "91.00")


@given(st.fractions(1, 6))
def test_both_rules_keep_the_top_and_min_max_the_bottom(mean: Fraction) -> None:
    scale = Scale(1, 6)
    assert to_four(mean, scale) * Fraction(3, 2) == mean
    assert 1 <= to_four(mean, scale, "min-max") <= 4
    assert to_four(Fraction(6), scale) == to_four(Fraction(6), scale, "min-max") == 4


@pytest.mark.parametrize("text", ["0", "0.0", "1", "1.0", "-0.1", "1/9", "0,11", "", "nan", "1e-1"])
def test_other_weights_are_refused(text: str) -> None:
    with pytest.raises(InvalidMethod):
        parse_weight(text)


@pytest.mark.parametrize("text", ["-1", "7", "1.5", "", "dua"])
def test_other_places_are_refused(text: str) -> None:
    with pytest.raises(InvalidMethod):
        parse_places(text)


def test_a_method_checks_itself() -> None:
    with pytest.raises(InvalidMethod):
        Method(weight=Decimal(0))
    with pytest.raises(InvalidMethod):
        Method(round_index=7)
    with pytest.raises(InvalidMethod):
        Method(conversion="kira-kira")
    with pytest.raises(UnknownBands):
        Method(bands="2014")


@given(full_sheets)
def test_the_printed_figure_is_the_exact_one_rounded_once(
    given_sheets: list[dict[str, int]],
) -> None:
    total = sum(sum(sheet.values()) for sheet in given_sheets)
    exact = Fraction(total, len(given_sheets) * 9) * 25
    assert index(given_sheets).ikm == half_up(exact, 2)


def test_an_item_without_a_mean_is_in_no_denominator_of_its_unsur() -> None:
    found = ikm.from_means(
        SKM_2025, {"p1": Fraction(4), "p3": Fraction(2), "p4": Fraction(3)}, EXACT
    )
    assert found is not None
    assert [(one.code, one.nrr) for one in found.unsur] == [
        ("persyaratan", 4),
        ("prosedur", Fraction(5, 2)),
    ]


def test_only_what_is_asked_of_an_index_is_made() -> None:
    """Five hundred units in a list: the figure and the mutu of each."""
    made = index([dict.fromkeys(SKM.items, 4), dict.fromkeys(SKM.items, 3)])
    dear = {"unsur", "factor", "reconciliation", "interval"}
    assert (str(made.ikm), made.grade.mutu) == ("87.50", "B")
    assert not dear & set(vars(made))
    assert made.unsur is made.unsur
    assert dear & set(vars(made)) == {"unsur"}


@pytest.mark.parametrize("code", ["skm-2017", "skm-2025", "spkp-6"])
@given(st.data())
def test_kept_sheets_and_read_ones_give_the_same_tally(code: str, data: st.DataObject) -> None:
    """Counted letter by letter where there are many: the same sums, blanks and all."""
    asked = load_instrument(code)
    scores = st.dictionaries(
        st.sampled_from(list(asked.items)),
        st.integers(asked.scale.low, asked.scale.high),
        min_size=1,
    )
    given_sheets = data.draw(st.lists(scores, max_size=9))
    kept = [Answer(asked, one).sheet for one in given_sheets]
    assert of_sheets(asked, kept) == of_scores(asked, given_sheets)
