"""The LKE of a year: published figures, who may say more than the data, and what is not final."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.complaint.attachment import FileKind
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi import lke_counts, lke_entry
from kiosk.domain.zi.automatic_answer import Automatic
from kiosk.domain.zi.figures import published
from kiosk.domain.zi.lke import InvalidShare, MoreHandledThanReceived, ZeroComplaints
from kiosk.domain.zi.lke_entry import NothingChosen, ReasonNeeded, Typed
from kiosk.domain.zi.lke_points import Score, score
from kiosk.domain.zi.lke_sheet import Kept, Origin
from kiosk.domain.zi.lke_version import Half, UnknownOption
from kiosk.domain.zi.proof import Proof, Subject
from tests import lke

FULL, EMPTY = ZeroComplaints.PENUH, ZeroComplaints.KOSONG
HANDLING, SURVEYS = "V.r.ii.a", "VI.p.iv.a"
PROOF = Proof(1, 1, Subject.LKE, "2026:VI.p.iv.a", datetime(2026, 1, 2, tzinfo=UTC), 1,
              FileKind.PICTURE, "a.png", "", 1, "0" * 64, None, "bersih", False)  # fmt: skip


def says(
    item: str, answer: str | None = None, value: Fraction | None = None
) -> dict[str, Automatic]:
    return {item: Automatic(item, answer, "menurut data", value)}


def read(item: str, typed: Typed, zero: ZeroComplaints = FULL) -> Kept:
    return lke_entry.read(lke.version().item(item), typed, zero)


# Published


def test_pn_serang_2022_reproduces_through_the_whole_sheet() -> None:
    case = lke.CASE
    scores = lke.sheet(lke.all_but({**case["known"], **case["witness"]})).scores
    found = {
        "I.p.i": scores.indicator("I.p.i").score,
        "I.p.ii": scores.indicator("I.p.ii").score,
        "I pemenuhan": scores.areas[0].pemenuhan,
        "pemenuhan": scores.half(Half.PEMENUHAN),
        "pengungkit": scores.total,
    }
    assert {
        name: [published(one.points), published(one.percent)] for name, one in found.items()
    } == case["published"]
    assert scores.areas[0].pemenuhan.points == 4 - Fraction(1, 3), "exact, rounded when printed"
    assert published(100 * Fraction("55.38") / 60) == "92.30", "not from the rounded points"


def test_all_the_best_answers_are_sixty_points_and_final() -> None:
    sheet = lke.sheet(lke.all_but({}))
    assert sheet.scores.total == Score(Fraction(60), Fraction(60), 0)
    assert sheet.pengungkit == 60


# Not finished


def test_an_empty_sheet_has_no_points_and_no_verdict() -> None:
    sheet = lke.sheet({})
    assert sheet.scores.total == Score(Fraction(0), Fraction(60), 110)
    assert sheet.pengungkit is None


def test_one_open_item_counts_nothing_and_keeps_the_total_for_the_time_being() -> None:
    kept = lke.all_but({})
    del kept["I.p.ii.b"]
    sheet = lke.sheet(kept)
    assert sheet.scores.total == Score(60 - Fraction(1, 3), Fraction(60), 1)
    assert sheet.pengungkit is None
    assert sheet.scores.areas[0].pemenuhan.final is None
    assert sheet.scores.areas[1].score.final == 7


def test_an_answer_taken_back_is_open_again() -> None:
    assert lke.sheet({SURVEYS: Kept(None, version=2)}).item(SURVEYS).is_open


# The data and the person


def test_the_data_answer_where_nobody_does() -> None:
    one = lke.sheet({}, says(SURVEYS, "B")).item(SURVEYS)
    assert (one.answer, one.value, one.origin) == ("B", Fraction(3, 4), Origin.AUTOMATIC)
    assert not one.unproven, "the records themselves are the proof"


def test_data_that_cannot_tell_leave_the_item_open() -> None:
    one = lke.sheet({}, says(SURVEYS)).item(SURVEYS)
    assert (one.is_open, one.origin) == (True, Origin.NONE)


def test_a_person_lowers_freely() -> None:
    kept = {SURVEYS: Kept("D")}
    one = lke.sheet(kept, says(SURVEYS, "B")).item(SURVEYS)
    assert (one.answer, one.origin) == ("D", Origin.LOWERED)
    item = lke.version().item(SURVEYS)
    assert lke_entry.weighed(item, Kept("D"), says(SURVEYS, "B")[SURVEYS], FULL) == Kept("D")


def test_a_person_raises_only_with_a_reason() -> None:
    item, data = lke.version().item(SURVEYS), says(SURVEYS, "C")[SURVEYS]
    for note in ("", "cukup"):
        with pytest.raises(ReasonNeeded, match=r"VI\.p\.iv\.a.*otomatis \(C\)"):
            lke_entry.weighed(item, Kept("A", note=note), data, FULL)
    raised = lke_entry.weighed(item, Kept("A", note="Dua survei lain di atas kertas"), data, FULL)
    assert raised.raised
    one = lke.sheet({SURVEYS: raised}, {SURVEYS: data}).item(SURVEYS)
    assert (one.answer, one.origin, one.unproven) == ("A", Origin.RAISED, True)


def test_when_the_data_fall_below_an_answer_nobody_reasoned_the_data_count() -> None:
    kept = {SURVEYS: Kept("A", note="Empat survei, menurut laporan")}
    one = lke.sheet(kept, says(SURVEYS, "C")).item(SURVEYS)
    assert (one.answer, one.origin, one.unreasoned) == ("C", Origin.AUTOMATIC, True)
    assert lke.sheet(kept).item(SURVEYS).answer == "A", "the data could not tell then"


def test_a_percentage_is_raised_and_lowered_by_its_value() -> None:
    data = says(HANDLING, value=Fraction(10, 43))
    counts = {"harus": 43, "proses": 0, "selesai": 9}
    assert lke.sheet({HANDLING: Kept(None, counts)}, data).item(HANDLING).origin is Origin.LOWERED
    item = lke.version().item(HANDLING)
    with pytest.raises(ReasonNeeded, match="23,26%"):
        lke_entry.weighed(item, Kept(None, {**counts, "selesai": 11}), data[HANDLING], FULL)


def test_an_answer_above_the_least_without_proof_is_marked_and_counted() -> None:
    kept = {SURVEYS: Kept("A"), "VI.p.iv.b": Kept("C"), "VI.p.iv.c": Kept("A")}
    sheet = lke.sheet(kept, proofs={"VI.p.iv.c": (PROOF,)})
    assert [one.item.code for one in sheet.answers if one.unproven] == [SURVEYS]
    assert sheet.unproven == 1
    assert sheet.values[SURVEYS] == 1, "marked, and still counted"


# Bad input


@pytest.mark.parametrize(
    ("item", "typed", "kind", "named"),
    [
        (SURVEYS, Typed("F"), UnknownOption, r"VI\.p\.iv\.a.*A, B, C, D, E"),
        (SURVEYS, Typed(""), NothingChosen, r"VI\.p\.iv\.a"),
        (HANDLING, Typed(counts={"harus": "10", "proses": "1", "selesai": "10"}),
         MoreHandledThanReceived, r"V\.r\.ii\.a.*\(11\).*\(10\)"),
        ("IV.r.i.a", Typed(counts={"sasaran": "4", "tercapai": "5"}),
         MoreHandledThanReceived, r"IV\.r\.i\.a.*lebih dari 100 persen"),
        ("IV.r.i.a", Typed(counts={"sasaran": "0", "tercapai": "0"}), InvalidShare, r"IV\.r\.i\.a"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_the_item_named(
    item: str, typed: Typed, kind: type[Refusal], named: str
) -> None:
    with pytest.raises(kind, match=named):
        read(item, typed)


@pytest.mark.parametrize("text", ["", "-1", "1,5", "1e3", "١", "12.34", "99999999"])
def test_a_count_that_is_no_whole_number_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        read("IV.r.i.a", Typed(counts={"sasaran": "4", "tercapai": text}))
    assert set(refused.value.wrong) == {"tercapai"}
    assert "IV.r.i.a" in refused.value.wrong["tercapai"]


# Percentages


def test_counts_may_be_written_with_thousands() -> None:
    kept = read("IV.r.i.a", Typed(counts={"sasaran": "1.250", "tercapai": " 625 "}))
    assert lke_counts.value(lke.version().item("IV.r.i.a"), kept.counts, FULL) == Fraction(1, 2)


def test_two_changes_of_one_agent_are_all_and_not_more() -> None:
    item = lke.version().item("I.r.i.a")
    assert lke_counts.value(item, {"agen": 2, "perubahan": 5}, FULL) == 1


@pytest.mark.parametrize(
    ("before", "now", "value"), [(4, 1, Fraction(3, 4)), (0, 0, 1), (0, 2, 0), (2, 5, 0)]
)
def test_the_fall_of_violations(before: int, now: int, value: Fraction) -> None:
    item = lke.version().item("III.r.iii.a")
    assert lke_counts.value(item, {"sebelum": before, "kini": now, "sanksi": 0}, FULL) == value


def test_who_must_report_is_counted_over_all_kinds() -> None:
    item = lke.version().item("V.r.iii.a")
    counts = {"kepala": 1, "pejabat": 3, "lainnya": 0, "sudah": 3}
    assert lke_counts.value(item, counts, FULL) == Fraction(3, 4)


@pytest.mark.parametrize(("zero", "value"), [(FULL, 1), (EMPTY, 0)])
def test_a_year_without_complaints_follows_the_setting_and_is_answered(
    zero: ZeroComplaints, value: int
) -> None:
    kept = {HANDLING: Kept(None, {"harus": 0, "proses": 0, "selesai": 0})}
    one = lke.sheet(kept, zero=zero).item(HANDLING)
    assert one.value == value
    assert not one.is_open


@given(st.data())
def test_points_never_leave_their_weight(data: st.DataObject) -> None:
    version = lke.version()
    chosen = {
        item.code: data.draw(st.sampled_from([one.value for one in item.options]))
        for item in version.items[::7]
        if item.options
    }
    scores = score(version, chosen)
    assert all(0 <= one.score.points <= one.area.weight for one in scores.areas)
    assert scores.total.points == sum(one.score.points for one in scores.areas)
    assert scores.total.open == 110 - len(chosen)
