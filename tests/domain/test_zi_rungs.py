"""Steps of a filled LKE: what each earns, what an area lacks, and how many complaints it takes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kiosk.domain.complaint.share import Denominator, Share
from kiosk.domain.zi.areas import AreaRule
from kiosk.domain.zi.complaint_steps import more_finished, more_in_time
from kiosk.domain.zi.facts import Complaints
from kiosk.domain.zi.lke_sheet import Kept, LkeSheet
from kiosk.domain.zi.rungs import ladder_of
from kiosk.domain.zi.supposing import Supposed, read
from tests import lke

NONE = Complaints(0, 0, 0, 0, 0, Share(0, 0, Denominator.OBLIGED), None, None, {})
TOGETHER, HALVES = AreaRule.TOGETHER, AreaRule.HALVES


def filled(**answers: str) -> LkeSheet:
    return lke.sheet(lke.all_but({code.replace("_", "."): one for code, one in answers.items()}))


def test_a_full_sheet_leaves_no_step() -> None:
    ladder = ladder_of(filled(), NONE, TOGETHER, Fraction(75))
    assert ladder.points == 60
    assert not ladder.rungs
    taken = ladder.fewest(Fraction(60))
    assert taken is not None
    assert taken.count == 0


def test_each_option_up_earns_what_the_sheet_then_scores() -> None:
    low = filled(V_p_iii_a="C", VI_p_iii_a="E", V_p_iii_b="Tidak")
    ladder = ladder_of(low, NONE, TOGETHER, None)
    assert [(one.code, one.group, len(one.gains)) for one in ladder.rungs] == [
        ("V.p.iii.a", "V", 2), ("V.p.iii.b", "V", 1), ("VI.p.iii.a", "VI", 4),
    ]  # fmt: skip
    assert ladder.points == low.scores.total.points
    for rung in ladder.rungs:
        options = lke.version().item(rung.code).options[::-1]
        for steps in range(1, len(rung.gains) + 1):
            code = rung.code.replace(".", "_")
            answers = {"V_p_iii_a": "C", "VI_p_iii_a": "E", "V_p_iii_b": "Tidak"}
            then = filled(**answers | {code: options[steps].code}).scores.total.points
            assert ladder.points + sum(rung.gains[:steps]) == then
    assert ladder.most == 60


def test_what_an_area_lacks_is_of_both_halves_or_of_each() -> None:
    """All of V pemenuhan at the bottom: 7,5 of 15 points are left."""
    bottom = {one.code: one.options[-1].code for one in lke.version().items
              if one.indicator.startswith("V.p.") and one.options}  # fmt: skip
    sheet = lke.sheet(lke.all_but(bottom))
    assert ladder_of(sheet, NONE, TOGETHER, Fraction(60)).needs["V"] == Fraction("1.5")
    halves = ladder_of(sheet, NONE, HALVES, Fraction(60))
    assert halves.needs["V pemenuhan"] == Fraction("4.5")
    assert halves.needs["V reform"] == Fraction("-3.0"), "what one half has more is not the other's"
    assert ladder_of(sheet, NONE, TOGETHER, None).needs == {}


def test_each_complaint_finished_is_a_step_of_three_points_by_those_due() -> None:
    kept = lke.all_but({})
    del kept["V.r.ii.a"]
    counted = Complaints(10, 8, 6, 5, 1, Share(4, 6, Denominator.OBLIGED), None, None, {})
    (rung,) = ladder_of(lke.sheet(kept), counted, TOGETHER, None).rungs
    assert (rung.code, rung.gains) == ("V.r.ii.a", (Fraction(3, 8),) * 3)
    item = lke.version().item("V.r.ii.a")
    typed = {one.name: {"acuan": 20, "realisasi": 18, "proses": 2}[one.part] for one in item.counts}
    kept["V.r.ii.a"] = Kept(None, typed)
    (rung,) = ladder_of(lke.sheet(kept), counted, TOGETHER, None).rungs
    assert rung.gains == (Fraction(3, 20),) * 2, "a person's counts stand before the records"


@pytest.mark.parametrize(
    ("finished", "due", "share", "more"),
    [(5, 8, "1", 3), (5, 8, "0.8", 2), (8, 8, "1", 0), (7, 8, "0.8", 0), (0, 0, "1", 0)],
)
def test_complaints_to_finish_until_a_share(finished: int, due: int, share: str, more: int) -> None:
    assert more_finished(finished, due, Fraction(share)) == more
    if more:
        assert (
            Fraction(finished + more, due) >= Fraction(share) > Fraction(finished + more - 1, due)
        )


@pytest.mark.parametrize(
    ("met", "judged", "share", "more"),
    [(4, 6, "0.8", 4), (0, 1, "0.5", 1), (5, 5, "1", 0), (4, 5, "0.8", 0), (4, 5, "1", None)],
)
def test_complaints_to_answer_in_time_until_a_share(
    met: int, judged: int, share: str, more: int | None
) -> None:
    line = Fraction(share)
    assert more_in_time(met, judged, line) == more
    if more:
        assert (
            Fraction(met + more, judged + more)
            >= line
            > Fraction(met + more - 1, judged + more - 1)
        )


def test_what_is_typed_is_read_or_named() -> None:
    supposed, wrong = read({"ipak": "3,60", "ipkp": "5", "kinerja": "b", "pengungkit": ""})
    assert supposed == Supposed(ipak=Fraction("3.6"), kinerja=Fraction("3.75"))
    assert list(wrong) == ["ipkp"]
    assert not read({})[0].anything
    assert list(read({"kinerja": "F", "pengungkit": "61"})[1]) == ["pengungkit", "kinerja"]
