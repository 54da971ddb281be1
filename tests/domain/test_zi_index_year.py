"""IPAK and IPKP of a year: on which scale, by which rule, in whose words, and what stays untold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from kiosk.domain.index import historic, ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.method_settings import method_of
from kiosk.domain.index.period import Period, parse
from kiosk.domain.index.tally import of_scores
from kiosk.domain.rounding import half_up
from kiosk.domain.zi.figures import published
from kiosk.domain.zi.hasil import Inputs, Source, SurveyIndex, weigh
from kiosk.domain.zi.index_year import by_other_rule, found_of, months, older_of, quarters, untold
from kiosk.domain.zi.versions import SURVEYS, counting
from kiosk.flows.steps import INSTRUMENTS, load_instrument

SETTINGS = {"bobot": "0.11", "pembulatan-unsur": "none", "konversi-skala-6": "bagi-1.5"}


def test_pn_jakarta_utara_2021_to_the_last_digit() -> None:
    """Ten items of PermenPANRB 52/2014, 207 respondents, October to December 2021: published 3,87,
    96,81, "Sangat Bersih dari Korupsi"; only the mean unrounded gives all three."""
    old = load_instrument("spak-2014")
    method = method_of(SETTINGS, old)
    assert (method.weight, method.bands) == ("exact", "2004"), "0,11 is a spelling of nine unsur"
    means = dict.fromkeys(old.items, Fraction("3.8724"))
    found = ikm.from_means(old, means, method, 207)
    assert found is not None
    assert (published(found.four), str(found.ikm)) == ("3.87", "96.81")
    assert (found.grade.mutu, found.grade.words["id"]) == ("A", "Sangat bersih dari korupsi")
    hasil = weigh(Inputs(ipak=SurveyIndex(found.four, Source.OWN)))
    assert hasil.ipak is not None
    assert published(hasil.ipak) == "16.94"
    assert hasil.ipak == Fraction("16.94175")
    names = [one.name["id"] for one in old.unsur]
    assert names == [
        "Manipulasi Peraturan", "Penyalahgunaan Jabatan", "Menjual Pengaruh", "Transparansi Biaya",
        "Transaksi Rahasia", "Biaya Tambahan", "Hadiah", "Transparansi Pembayaran", "Percaloan",
        "Perbuatan Curang",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words"),
    [("81.26", "Sangat bersih dari korupsi"), ("81.25", "Bersih dari korupsi"),
     ("62.51", "Bersih dari korupsi"), ("62.50", "Kurang bersih dari korupsi"),
     ("43.76", "Kurang bersih dari korupsi"), ("43.75", "Tidak bersih dari korupsi")],
)  # fmt: skip
def test_bands_of_equal_width_with_the_words_of_2014(value: str, words: str) -> None:
    old = load_instrument("spak-2014")
    means = dict.fromkeys(old.items, Fraction(value) / 25)
    found = ikm.from_means(old, means, method_of(SETTINGS, old))
    assert found is not None
    assert found.grade.words["id"] == words


def test_the_same_index_is_an_a_in_2014_and_a_b_by_the_bands_of_today() -> None:
    told = [
        older_of(load_instrument(code), historic.read(when, "84,50", "", bands, "Laporan", "spak"))
        for code, when, bands in (("spak-2014", "2016", "2004"), ("spak", "2022", "2017"))
    ]
    assert [(one.grade.mutu, one.grade.words["id"]) for one in told] == [
        ("A", "Sangat bersih dari korupsi"), ("B", "Baik"),
    ]  # fmt: skip
    assert {one.four for one in told} == {Fraction("3.38")}


def test_an_old_ipak_may_be_typed_on_the_scale_of_four_and_an_ikm_may_not() -> None:
    read = historic.read("2021-Q4", "3,87", "207", "2004", "Laporan SPAK", "spak")
    assert read.ikm == Decimal("96.75")
    assert half_up(Fraction(read.ikm) / 25, 2) == Decimal("3.87")
    assert historic.read("2021-Q4", "96,81", "", "2004", "Laporan", "spak").ikm == Decimal("96.81")
    for text, survey in (("3,87", "skm"), ("4,01", "spak"), ("0,99", "spkp"), ("24,99", "spak")):
        with pytest.raises(historic.InvalidHistoric):
            historic.read("2021-Q4", text, "", "2017", "Laporan", survey)


@pytest.mark.parametrize("used", ["bagi-1.5", "min-max"])
def test_what_the_other_rule_would_give_is_what_it_gives(used: str) -> None:
    six = load_instrument("spak-6")
    rng = Random(7)
    sheets = [{code: rng.randint(2, 6) for code in six.items} for _ in range(40)]
    tally = of_scores(six, sheets)
    method = Method(conversion=used)
    other = Method(conversion=({"bagi-1.5", "min-max"} - {used}).pop())
    mine, theirs = ikm.compute(six, tally, method), ikm.compute(six, tally, other)
    assert mine is not None
    assert theirs is not None
    told = by_other_rule(mine, six, method)
    assert told is not None
    assert (told.rule, told.four, told.grade) == (other.conversion, theirs.four, theirs.grade)
    assert told.four != mine.four
    four = load_instrument("spak")
    answered = ikm.compute(four, of_scores(four, [dict.fromkeys(four.items, 3)]), method)
    assert answered is not None
    assert by_other_rule(answered, four, method) is None


def test_two_decimals_on_four_do_not_depend_on_the_two_on_a_hundred() -> None:
    """What `Found` says of its interval: every border is one on both scales."""
    for thousandths in range(1000, 4001):
        for shift in (Fraction(0), Fraction(1, 10**6), Fraction(-1, 10**6)):
            exact = Fraction(thousandths, 1000) + shift
            by_hundred = Fraction(half_up(exact * 25, 2)) / 25
            assert half_up(by_hundred, 2) == half_up(exact, 2)


def test_the_interval_is_converted_by_the_rule_of_the_index() -> None:
    six = load_instrument("spkp-6")
    rng = Random(3)
    tally = of_scores(six, [{c: rng.randint(3, 6) for c in six.items} for _ in range(50)])
    halves = {}
    for rule in ("bagi-1.5", "min-max"):
        wide = ikm.compute(six, tally, Method(conversion=rule))
        narrow = ikm.compute(six, tally, Method(conversion=rule), visits=60)
        assert wide is not None
        assert narrow is not None
        one, other = found_of(wide), found_of(narrow)
        assert one.low is not None
        assert other.low is not None
        assert one.low < other.low < other.four, "most of the visitors were asked"
        assert one.own == wide.index
        halves[rule] = one.four - one.low
    # One step of 6 is 2/3 of a step of 4 by one rule and 3/5 by the other.
    assert abs(halves["bagi-1.5"] / halves["min-max"] - Fraction(10, 9)) < Fraction(1, 100)


def shown(counts: dict[Period, int], quiet: set[Period]) -> set[Period]:
    return {one for one in counts if one not in quiet and counts[one]}


@pytest.mark.parametrize("seed", range(60))
def test_no_shown_periods_tell_the_figure_of_a_few(seed: int) -> None:
    """What lies between the year and all that is shown of it is nobody, or enough people."""
    rng, smallest = Random(seed), 5
    counts = {one: rng.choice([0, 0, 1, 2, 4, 5, 9, 30]) for one in months(2026)}
    for quarter in quarters(2026):
        counts[quarter] = sum(counts[one] for one in months(2026) if one.first in quarter.months)
    quiet = untold(counts, 2026, smallest)
    year = sum(counts[one] for one in quarters(2026))
    assert all(counts[one] >= smallest for one in shown(counts, quiet))
    if year < smallest:
        assert not shown(counts, quiet)
        return
    hidden_quarters = [one for one in quarters(2026) if one in quiet]
    assert sum(counts[one] for one in hidden_quarters) not in range(1, smallest)
    for quarter in quarters(2026):
        if quarter in quiet:
            continue
        rest = sum(
            counts[one] for one in months(2026) if one.first in quarter.months and one in quiet
        )
        assert rest not in range(1, smallest)
    inside = [one for one in months(2026) for q in hidden_quarters if one.first in q.months]
    assert sum(counts[one] for one in inside if one in quiet) not in range(1, smallest)


def test_a_month_of_two_takes_another_with_it() -> None:
    counts = {parse("2026-01"): 2, parse("2026-02"): 30, parse("2026-03"): 8, parse("2026-Q1"): 40}
    assert untold(counts, 2026, 5) >= {parse("2026-01"), parse("2026-03")}
    assert parse("2026-02") not in untold(counts, 2026, 5)


def test_most_answers_count_and_the_first_of_equals() -> None:
    assert counting({"spak": 40, "spak-6": 41}) == "spak-6"
    assert counting({"spak": 40, "spak-6": 40}) == "spak"
    assert counting({"spak": 0, "spak-6": 0}) is None
    assert counting({}) is None


def test_every_questionnaire_of_the_two_surveys_can_count() -> None:
    for name, survey in (("ipak", "spak"), ("ipkp", "spkp")):
        files = {path.stem for path in INSTRUMENTS.glob(f"{survey}*.toml")}
        assert set(SURVEYS[name]) == files
