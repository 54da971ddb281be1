"""Rules whose every part matters: ways of counting, settings, calls, and what is read of a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.complaint.attachment_name import shown
from kiosk.domain.complaint.likeness import NEAR, NEAR_DAYS, SAME_SERVICE, Telling, suggest
from kiosk.domain.complaint.steps import Step, kept, steps_of
from kiosk.domain.index import deviations, explaining, recipe, sitting_cost
from kiosk.domain.index.alerting import AlertKind, DayCount, Found, Rules, behind, look
from kiosk.domain.index.breakdown import veiled
from kiosk.domain.index.early_warning import NONE, Day, alarm, share_of
from kiosk.domain.index.recipe import Base, Factor, Recipe, figure, of_means, of_rows, of_tally
from kiosk.domain.index.tally import RESPONDENT_UNIT, of_scores
from kiosk.domain.place.settings import SETTINGS
from kiosk.domain.survey import extras, guessing
from kiosk.domain.survey.sharing import UNSHARED
from kiosk.domain.survey.sitting import Sitting
from kiosk.domain.upkeep.copied import sum_of
from kiosk.domain.zi import component_facts, outside, standard, standard_entry
from kiosk.domain.zi.component_facts import CounterFacts, found
from kiosk.domain.zi.targets import Achievement, Indicator, Target, proposed
from kiosk.flows.steps import load_instrument
from tests import approved

SKM, SPAK = load_instrument("skm-2017"), load_instrument("spak")
ITEMS = list(SKM.items)
TODAY = date(2026, 10, 15)
DAY = timedelta(days=1)


def test_the_ways_of_counting_are_told_as_they_were_approved() -> None:
    rows = [dict.fromkeys(ITEMS, 3), {ITEMS[0]: 4}]
    wide = replace(of_rows(SKM, rows), low=1, high=10)
    zero = replace(of_rows(SPAK, [dict.fromkeys(SPAK.items, 2)]), low=0, high=5)
    approved.check(
        "cara-menghitung",
        sembilan=deviations.known(of_rows(SKM, rows)),
        satu=deviations.known(of_rows(SKM, [{ITEMS[0]: 4}])),
        sepuluh=deviations.known(wide)[-4:],
        lain=deviations.known(zero),
    )


A, B = ITEMS[:2]
ROWS = [{A: 4, B: 2}, {A: 1}, {}]
GIVEN = of_rows(SKM, ROWS)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Recipe(), (Fraction(5, 2) + 2) / 2 * 25),
        (Recipe(base=Base.ITEMS), (Fraction(5, 2) + 2) / 2 * 25),
        (Recipe(base=Base.HEAP), Fraction(7, 3) * 25),
        (Recipe(base=Base.PERSON), Fraction(2) * 25),
        (Recipe(zeros=True), (Fraction(5, 3) + Fraction(2, 3)) / 2 * 25),
        (Recipe(weight=Fraction(1, 9)), Fraction(9, 2) / 9 * 25),
        (Recipe(round_unsur=0), Fraction(3 + 2) / 2 * 25),
        (Recipe(weight=Fraction(1, 9), round_weighted=1), Fraction(5, 10) * 25),
        (Recipe(round_index=1), Fraction(23, 10) * 25),
        (Recipe(factor=Factor.NONE), Fraction(9, 4)),
        (Recipe(factor=Factor.TWENTY), Fraction(45)),
        (Recipe(factor=Factor.SHARE), Fraction(9, 4) * 25),
        (Recipe(factor=Factor.STRETCHED), 25 + 75 * Fraction(5, 4) / 3),
        (Recipe(whole_only=True), None),
    ],
)
def test_each_way_of_counting_gives_its_own_figure(by: Recipe, expected: Fraction | None) -> None:
    assert figure(GIVEN, by) == expected


def test_a_way_that_cannot_be_followed_gives_nothing() -> None:
    counted = of_tally(SKM, of_scores(SKM, ROWS[:2]))
    assert figure(counted, Recipe()) == figure(GIVEN, Recipe())
    assert figure(counted, Recipe(base=Base.PERSON)) is None
    means = of_means(SKM, {A: Fraction(3), B: Fraction(2)})
    assert figure(means, Recipe()) == Fraction(5, 2) * 25
    assert figure(means, Recipe(zeros=True)) is None
    assert figure(means, Recipe(base=Base.HEAP)) is None
    whole = of_rows(SKM, [dict.fromkeys(ITEMS, 3), {A: 1}])
    assert figure(whole, Recipe(whole_only=True)) == 75
    assert figure(of_rows(SKM, []), Recipe()) is None
    assert figure(of_rows(SKM, [{A: 7}], top=10), Recipe()) == Fraction(7) * 25
    six = load_instrument("skm-2017")
    assert figure(of_rows(six, [{A: 4}], top=10), Recipe(factor=Factor.SHARE)) == 40
    assert str(recipe.printed(Fraction(1999, 1000), 2, cut=True)) == "1.99"
    assert str(recipe.printed(Fraction(1995, 1000), 2, cut=False)) == "2.00"


def test_every_setting_is_told_as_it_was_approved() -> None:
    approved.check(
        "setelan",
        setelan={
            one.name: (one.default, one.allowed, one.sentence, one.everywhere)
            for one in SETTINGS.values()
        },
    )
    assert all(one.accepts(one.default) for one in SETTINGS.values())


def test_what_data_say_of_a_counter_is_told_as_it_was_approved() -> None:
    nothing = CounterFacts(now=True)
    full = CounterFacts(
        now=True, services=4, standards=4, complete=3, decreed=1, pledge=True, officers=2,
        points=3, tablets=1, machine=True, surveying=True, closed=4, published=4, plans=5, done=5,
    )  # fmt: skip
    part = replace(full, now=False, closed=3, published=2, done=4)
    told = {
        name: {key: (one.done, one.basis) for key, one in found(facts).items()}
        for name, facts in (("kosong", nothing), ("penuh", full), ("lalu", part))
    }
    approved.check("fakta-loket", **told)
    lone = (replace(nothing, points=1), replace(nothing, tablets=1), replace(nothing, standards=1))
    assert [found(one)["qr-atau-tablet"].done for one in lone] == [True, True, False]
    assert not found(lone[2])["terbaca-daring"].done
    assert not found(replace(nothing, pledge=True))["terbaca-daring"].done
    assert found(nothing).keys() == component_facts.NAMES


def days(count: int, n: int, low: int, mean: int = 3, first: int = 1) -> list[DayCount]:
    total = n * mean * RESPONDENT_UNIT
    squares = n * (mean * RESPONDENT_UNIT) ** 2
    return [
        DayCount(TODAY - at * DAY, n, low, total, squares) for at in range(first, first + count)
    ]


def test_a_call_says_since_when_of_how_many_and_against_what() -> None:
    usual = days(50, 10, 1, first=10)
    bad = days(1, 40, 30, first=0)
    assert look([*usual, *bad], TODAY, Rules(sample=False, drop=None)) == [
        Found(AlertKind.SHARE, TODAY - DAY, 40, Decimal("75.0"), Decimal("10.0")),
        Found(AlertKind.COUNT, TODAY, 40, Decimal(30), Decimal("4.0")),
    ]
    for rules in (Rules(share=None, count=None, drop=None), Rules(share=76, count=31, drop=None)):
        assert look([*usual, *bad], TODAY, rules) == []
    at_most = Rules(share=75, count=30, drop=None)
    assert len(look([*usual, *bad], TODAY, at_most)) == 2
    assert look([*usual, *days(1, 9, 9, first=0)], TODAY, Rules(count=None, drop=None)) == []
    assert len(look([*usual, *days(1, 10, 10, first=0)], TODAY, Rules(count=None))) == 1
    assert look([*days(4, 10, 1, first=10), *bad], TODAY, Rules()) == []
    assert len(look([*days(5, 10, 0, first=10), *bad], TODAY, Rules(count=None))) == 1
    fell = [*days(7, 10, 0, mean=2), *days(50, 10, 0, first=8)]
    assert look(fell, TODAY, Rules()) == [
        Found(AlertKind.DROP, TODAY - 7 * DAY, 70, Decimal("50.0"), Decimal("75.0"))
    ]
    assert look(fell, TODAY, Rules(drop=Decimal(25))) != []
    assert look(fell, TODAY, Rules(drop=Decimal("25.1"))) == []
    few = [*days(1, 19, 0, mean=2), *days(50, 10, 0, first=8)]
    assert look(few, TODAY, Rules()) == []
    assert look([*days(1, 20, 0, mean=2), *days(50, 10, 0, first=8)], TODAY, Rules()) != []
    assert look([*days(7, 10, 0, mean=2), *days(4, 10, 0, first=8)], TODAY, Rules()) == []


def test_a_sample_behind_its_plan_is_told_from_the_middle_on() -> None:
    first = date(2026, 10, 1)

    def told(kept_: int, gone: int, minimum: int = 100, whole: int = 22) -> Found | None:
        return behind(kept_, minimum, gone, whole, TODAY, first)

    assert told(20, 11) == Found(AlertKind.SAMPLE, first, 20, Decimal(40), Decimal(100))
    assert told(20, 10) is None
    assert told(20, 22) is None
    assert told(20, 21) is not None
    assert told(45, 11) is None
    assert told(44, 11) is not None
    assert told(0, 0, whole=0) is None
    assert told(0, 1, whole=1) is None


def test_a_part_more_is_left_out_until_what_is_left_is_of_enough_people() -> None:
    veil = veiled({"a": 9, "b": 6, "c": 7, "d": 0}, 2, 5)
    assert (set(veil.uncounted), set(veil.unvalued)) == (set(), {"b"})
    veil = veiled({"a": 9, "b": 6, "c": 2}, 0, 5)
    assert set(veil.uncounted) == set(veil.unvalued) == {"b", "c"}
    assert veiled({"a": 9, "b": 6}, 0, 5).unvalued == frozenset()
    assert veiled({"a": 9, "b": 6}, 5, 5).unvalued == frozenset()
    assert veiled({"a": 9, "b": 6}, 4, 5).unvalued == {"b"}
    assert veiled({}, 4, 5).unvalued == frozenset()


def test_likeness_counts_words_the_service_and_the_days_between() -> None:
    asked = Telling("9", "antrean lama", "", "ktp", TODAY)
    same = Telling("1", "antrean lama", "", "", TODAY)
    [plain] = suggest(asked, [same])
    base = plain.score / (1 + NEAR_DAYS)
    for apart, service in ((0, "ktp"), (1, "ktp"), (1, "x"), (NEAR // 2, ""), (NEAR + 5, "ktp")):
        for sign in (1, -1):
            other = replace(same, service=service, day=TODAY + sign * apart * DAY)
            [one] = suggest(asked, [other])
            near = max(0.0, 1 - apart / NEAR)
            lift = 1 + SAME_SERVICE * (service == "ktp") + NEAR_DAYS * near
            assert one.score == pytest.approx(base * lift, abs=1e-5)
            assert (one.same_service, one.days_apart) == (service == "ktp", apart)
            assert one.id == "1"
    [unsaid] = suggest(replace(asked, service=""), [same])
    assert not unsaid.same_service
    assert suggest(asked, [replace(same, id="9")]) == ()
    many = [replace(same, id=str(at)) for at in range(5)]
    assert len(suggest(asked, many)) == 3
    assert len(suggest(asked, many, 2)) == 2


def test_an_explanation_of_many_reasons_is_read_as_it_was_kept() -> None:
    steps = tuple(
        Step(TODAY + at * DAY, at % 2 == 0, f"alasan {at} (SKB {at % 3})" if at % 5 else "biasa")
        for at in range(150)
    )
    assert steps_of(kept(steps)) == steps
    assert steps_of(kept(())) == ()
    assert kept(steps[:2]).startswith(f'["{TODAY.isoformat()}","AB",')


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, extras.NOTHING),
        ({extras.SECONDS: ["1"]}, extras.Extras(seconds=1)),
        ({extras.SECONDS: ["0"]}, extras.NOTHING),
        ({extras.SECONDS: [f" {extras.LONGEST} "]}, extras.Extras(seconds=extras.LONGEST)),
        ({extras.SECONDS: [str(extras.LONGEST + 1)]}, extras.NOTHING),
        ({extras.SECONDS: ["1" * 10]}, extras.NOTHING),
        ({extras.SECONDS: ["²"]}, extras.NOTHING),
        ({extras.SECONDS: ["٣"]}, extras.NOTHING),
        ({extras.FACE: ["1"]}, extras.Extras(face=1)),
        ({extras.FACE: ["4"]}, extras.Extras(face=4)),
        ({extras.FACE: ["5"]}, extras.NOTHING),
        ({extras.FACE: ["0"]}, extras.NOTHING),
        ({extras.ASSISTED: [extras.YES]}, extras.Extras(assisted=True)),
        ({extras.ASSISTED: ["x"]}, extras.NOTHING),
        ({extras.AGE: ["0"]}, extras.Extras(age=0)),
        ({extras.AGE: [str(extras.OLDEST)]}, extras.Extras(age=extras.OLDEST)),
        ({extras.AGE: [str(extras.OLDEST + 1)]}, extras.NOTHING),
    ],
)
def test_what_a_page_adds_to_a_form_is_taken_only_where_it_can_be(
    sent: dict[str, list[str]], told: extras.Extras
) -> None:
    assert extras.read(sent) == told


def test_a_title_that_is_the_question_itself_is_known() -> None:
    for code, item in SKM.items.items():
        asked = item.text["id"]
        assert guessing.columns(SKM, [asked]) == {0: code}
        assert guessing.columns(SKM, [f"3. {asked.upper()} *"]) == {0: code}
    assert guessing.columns(SKM, ["zzz"]) == {}


def test_what_no_text_can_hold_is_summed_too() -> None:
    assert sum_of([("\ud800",)]) != sum_of([("\ud801",)])
    assert shown("b" + "c" * 4096) == "c" * 120
    assert shown("b" + "c" * 4095)[0] == "b"


def test_figures_of_documents_are_refused_in_words() -> None:
    for check, told in (
        (lambda: outside.visits("0"),
         "Kunjungan harus bilangan bulat lebih dari 0, misalnya 1.250."),
        (lambda: outside.official("ikm", "3,61", "Surat"), "Pilih IPAK atau IPKP."),
        (lambda: outside.official("ipak", "3,615", "Surat"),
         "Tulis indeks resmi dengan dua desimal, seperti pada dokumennya."),
        (lambda: outside.official("ipak", "3,61", "B/1"),
         "Tulis dokumennya dengan 5 sampai 300 karakter."),
        (lambda: outside.achieved("B", "x" * 301), "Tulis dasarnya dengan 5 sampai 300 karakter."),
    ):  # fmt: skip
        with pytest.raises(outside.InvalidOutside) as refused:
            check()
        assert str(refused.value) == told


def test_a_standard_fills_its_form_as_it_was_typed() -> None:
    typed = {part.code: "" for part in standard.PARTS} | {
        "time_amount": "15", "time_unit": "menit", "fee": "tarif", "fee_amount": "1.250.000",
        "decree": "SK/7/2026", "decided_on": "2026-03-01",
        standard.TIME: "15 menit", standard.FEE: "Rp1.250.000",
    }  # fmt: skip
    kinds = [one.value for one in standard.FeeKind]
    typed["fee"] = standard.FeeKind.FIXED.value
    typed["time_unit"] = standard.TimeUnit.MINUTES.value
    made = standard_entry.read(typed, TODAY)
    assert standard_entry.typed_of(made) == typed
    assert len(kinds) == 3
    bare = dict.fromkeys(typed, "") | {"time_unit": typed["time_unit"]}
    assert standard_entry.typed_of(standard_entry.read(bare, TODAY)) == bare


def taps(low: int, whole: int) -> tuple[int, int, int, int]:
    return low, 0, whole - low, 0


def test_an_alarm_is_silent_while_the_two_intervals_touch() -> None:
    def told(recent: tuple[int, int], before: tuple[int, int]) -> object:
        quiet = [Day(TODAY, NONE)]
        return alarm(
            [Day(TODAY, taps(*before)), *quiet * 27, Day(TODAY, taps(*recent)), *quiet * 6]
        )

    assert share_of(taps(4, 20)).low == share_of(taps(1, 66)).high  # type: ignore[union-attr]
    assert told((4, 20), (1, 66)) is None
    assert told((5, 20), (1, 66)) is not None
    assert told((19, 19), (1, 66)) is None
    assert told((19, 20), (0, 19)) is None
    assert share_of(NONE) is None


@pytest.mark.parametrize(
    ("this", "last", "peer", "option", "because"),
    [
        ("90", "80", "70", "B",
         "dan lebih baik dari tahun lalu, tetapi tidak lebih dari 100 persen."),
        ("90.45", "80", "95", "B",
         "dan lebih baik dari tahun lalu, tetapi tidak lebih baik dari rata-rata nasional atau "
         "sejenis."),
        ("90.45", "80", None, "B",
         "dan lebih baik dari tahun lalu, tetapi rata-rata nasional atau sejenis tidak ada "
         "angkanya."),
        ("90.45", "80", "90.45", "B",
         "dan lebih baik dari tahun lalu, tetapi tidak lebih baik dari rata-rata nasional atau "
         "sejenis."),
        ("99", "80", "95", "A", "lebih baik dari tahun lalu dan dari rata-rata pembanding."),
        ("95", "95", "70", "C", "tidak lebih baik dari tahun lalu."),
        ("95", None, "70", "C", "tahun lalu tidak ada angkanya."),
        ("89", "80", "70", "D", "target tidak tercapai."),
    ],
)  # fmt: skip
def test_what_follows_from_a_target_is_told_with_its_reason(
    this: str, last: str | None, peer: str | None, option: str, because: str
) -> None:
    target = Target(Indicator.HANDLED, Fraction(90), None if peer is None else Fraction(peer))
    one = Achievement(target, Fraction(this), None if last is None else Fraction(last))
    said = proposed([one])
    assert said.option == option
    assert len(said.reasons) == 1
    assert said.because.endswith(because)
    assert said.because.startswith("Pengaduan yang ditindaklanjuti: capaian ")


def test_fewer_days_than_the_target_are_better() -> None:
    target = Target(Indicator.MEDIAN, Fraction(10), Fraction(9))
    eight = Achievement(target, Fraction(8), Fraction(9))
    assert eight.percent == 120
    assert (eight.better_than_last, eight.better_than_peer) == (True, True)
    nine = Achievement(target, Fraction(9), Fraction(9))
    assert (nine.better_than_last, nine.better_than_peer) == (False, False)
    assert Achievement(target, Fraction(21), None).percent == 0
    assert Achievement(target, None, None, empty=True).percent == 100
    assert Achievement(target, None, None).percent is None


def test_a_printed_figure_has_at_most_four_decimals() -> None:
    told = [str(explaining.tidy(Decimal(one))) for one in ("84.5", "84.12345", "84.1234", "84")]
    assert told == ["84.5", "84.1235", "84.1234", "84"]


def test_nothing_asked_costs_nothing() -> None:
    [*effects] = sitting_cost.effects([], Sitting.TOGETHER, UNSHARED)
    assert {(one.fewest, one.most, one.visitors) for one in effects} == {(0, 0, 0)}
