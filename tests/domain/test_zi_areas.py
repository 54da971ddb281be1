"""Areas of the pengungkit, the earlier predicate, and by how much each line is passed or missed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.zi.areas import (
    AreaOutOfRange,
    AreaPart,
    AreaPoints,
    AreaRule,
    WeightsDoNotAddUp,
    parts,
    require_weights,
)
from kiosk.domain.zi.hasil import Hasil, Inputs, Source, SurveyIndex, weigh
from kiosk.domain.zi.lke_weights import AREAS, Area
from kiosk.domain.zi.margins import Measure, margins
from kiosk.domain.zi.thresholds import (
    EARLIER,
    WBBM,
    WBK,
    Known,
    Predicate,
    judge,
    predicates,
)

BEST = {"ipak": "4", "ipkp": "4", "kinerja": "5", "pengungkit": "60"}


def hasil(source: Source = Source.OWN, /, **figures: str) -> Hasil:
    known = {name: Fraction(value) for name, value in (BEST | figures).items()}
    return weigh(
        Inputs(
            SurveyIndex(known["ipak"], Source.OWN), SurveyIndex(known["ipkp"], source),
            known["kinerja"], known["pengungkit"],
        )
    )  # fmt: skip


def areas(
    rule: AreaRule = AreaRule.TOGETHER, /, **changed: tuple[Fraction | None, Fraction | None]
) -> tuple[AreaPart, ...]:
    """All at their full weight, but for those ``changed``: (pemenuhan, reform) by number."""
    found = [
        AreaPoints(one.number, *changed.get(one.number, (one.pemenuhan, one.reform)))
        for one in AREAS
    ]
    return parts(found, rule)


@pytest.mark.parametrize(("predicate", "percent"), [(WBK, 60), (WBBM, 75)])
@pytest.mark.parametrize("area", AREAS, ids=lambda one: one.number)
def test_each_area_turns_at_its_percent_exactly(
    predicate: Predicate, percent: int, area: Area
) -> None:
    number, weight = area.number, area.weight
    reached = weight * Fraction(percent, 100) - area.reform
    assert reached > 0
    at = Known(areas(**{number: (reached, area.reform)}), earlier=True)
    assert judge(hasil(), predicate, at).passes
    below = Known(areas(**{number: (reached - Fraction(1, 10**6), area.reform)}), earlier=True)
    (lack,) = judge(hasil(), predicate, below).missing
    assert (lack.name, lack.needed) == (f"area_pengungkit {number}", Fraction(percent))
    assert lack.sentence.startswith(f"Area {number} ")


def test_by_halves_a_strong_reform_does_not_carry_a_weak_pemenuhan() -> None:
    weak = {"V": (Fraction("4.4"), Fraction("7.5"))}
    assert judge(hasil(), WBK, Known(areas(**weak))).passes
    (lack,) = judge(hasil(), WBK, Known(areas(AreaRule.HALVES, **weak))).missing
    assert lack.name == "area_pengungkit V pemenuhan"
    assert lack.sentence.endswith("kurang 1,33 dari 60,00 persen")
    exact = {"V": (Fraction("4.5"), Fraction("7.5"))}
    assert judge(hasil(), WBK, Known(areas(AreaRule.HALVES, **exact))).passes


def test_an_area_with_an_open_item_is_unchecked_and_named_never_missing() -> None:
    found = judge(hasil(), WBK, Known(areas(II=(None, Fraction("3.5")), VI=(Fraction(5), None))))
    assert found.passes
    (line,) = found.unchecked
    assert line.name == "area_pengungkit"
    assert line.sentence.endswith("LKE belum lengkap pada area II, VI")


def test_areas_all_known_leave_nothing_to_look_up() -> None:
    assert judge(hasil(), WBK, Known(areas())).unchecked == ()
    assert judge(hasil(), WBBM, Known(areas(), earlier=True)).unchecked == ()


def test_the_earlier_predicate_is_asked_of_wbbm_only() -> None:
    for earlier, missing, unchecked in (
        (True, [], []),
        (False, [EARLIER], []),
        (None, [], [EARLIER]),
    ):
        found = judge(hasil(), WBBM, Known(areas(), earlier))
        assert [one.name for one in found.missing] == missing
        assert [one.name for one in found.unchecked] == unchecked
        assert judge(hasil(), WBK, Known(areas(), earlier)).passes
    (lack,) = judge(hasil(), WBBM, Known(areas(), earlier=False)).missing
    assert lack.sentence == "Unit belum berpredikat (Menuju) WBK"


def test_a_regional_tool_keeps_two_lines_of_wbk_for_wbbm() -> None:
    assert predicates("baku") == (WBK, WBBM)
    low, regional = predicates("daerah")
    assert low is WBK
    needed = {one.name: one.points for one in regional.requirements}
    assert (needed["bersih_akuntabel"], needed["kinerja"]) == (Fraction("18.25"), Fraction("2.50"))
    usual = {one.name: one.points for one in WBBM.requirements}
    changed = {name for name in usual if usual[name] != needed[name]}
    assert changed == {"bersih_akuntabel", "kinerja"}
    turning = {"ipak": "3.60", "kinerja": "2.50"}
    assert judge(hasil(**turning), regional).passes
    assert not judge(hasil(**turning | {"kinerja": "2.49"}), regional).passes
    assert not judge(hasil(**turning), WBBM).passes


def test_weights_that_do_not_add_up_are_refused_with_the_area_named() -> None:
    rows = [(one.number, one.pemenuhan, one.reform) for one in AREAS]
    require_weights(rows)
    wrong = [("V", Fraction(7), Fraction("7.5")) if one[0] == "V" else one for one in rows]
    with pytest.raises(WeightsDoNotAddUp, match="area V berjumlah 14,50, seharusnya 15,00"):
        require_weights(wrong)
    with pytest.raises(WeightsDoNotAddUp, match="area VI berjumlah 0,00"):
        require_weights(rows[:-1])
    with pytest.raises(WeightsDoNotAddUp, match="area VII"):
        require_weights([*rows, ("VII", Fraction(1), Fraction(1))])


@pytest.mark.parametrize("points", [Fraction("-0.01"), Fraction("8.01")])
def test_points_outside_an_area_are_refused_with_the_area_named(points: Fraction) -> None:
    with pytest.raises(AreaOutOfRange, match="area I "):
        AreaPart("I", "Manajemen Perubahan", points, Fraction(8))


@pytest.mark.parametrize(
    ("line", "value", "told"),
    [
        ("ipak", "3.60", "tepat pada batas"),
        ("ipak", "3.59", "kurang 0,01 indeks"),
        ("ipak", "3.61", "lebih 0,01 indeks"),
        ("ipkp", "3.595", "lebih 0,40 indeks"),
        ("kinerja", "2.75", "lebih 0,25 poin"),
        ("kinerja", "2.4999", "kurang, tetapi di bawah 0,01 poin"),
        ("pengungkit", "39.5", "kurang 0,50 poin"),
    ],
)
def test_a_margin_is_exact_and_says_its_measure(line: str, value: str, told: str) -> None:
    found = {one.name: one for one in margins(hasil(**{line: value}), WBK)}
    assert found[line].sentence == told


def test_a_margin_in_the_index_says_its_points_too() -> None:
    found = {one.name: one for one in margins(hasil(ipak="3.59"), WBK)}
    assert found["ipak"].measure is Measure.INDEX
    assert found["ipak"].points == Fraction("-0.04375")
    assert found["total"].points is None


def test_an_estimate_meets_no_line_and_says_so() -> None:
    found = {one.name: one for one in margins(hasil(Source.ESTIMATE), WBK)}
    assert found["ipkp"].met is None
    assert found["ipkp"].sentence.endswith("perkiraan tidak meluluskan")
    low = {one.name: one for one in margins(hasil(Source.ESTIMATE, ipkp="3.19"), WBK)}
    assert low["ipkp"].met is False


FIGURES = st.fixed_dictionaries(
    {
        "ipak": st.decimals(1, 4, places=3),
        "ipkp": st.decimals(1, 4, places=3),
        "kinerja": st.decimals(0, 5, places=2),
        "pengungkit": st.decimals(0, 60, places=2),
    }
)


@given(FIGURES, st.sampled_from([WBK, WBBM]), st.fractions(0, Fraction("7.5")))
def test_margins_and_verdict_are_one_rule(
    figures: dict[str, object], predicate: Predicate, points: Fraction
) -> None:
    found = hasil(**{name: str(value) for name, value in figures.items()})
    known = Known(areas(V=(points, Fraction(5))), earlier=True)
    missed = {one.name for one in margins(found, predicate, known) if one.met is False}
    assert missed == {one.name for one in judge(found, predicate, known).missing}
