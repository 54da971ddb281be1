"""The 40 points of hasil: exact, bounded, monotone, and None where something is unknown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.zi.choice import IkmOutOfRange, choose_ipak, choose_ipkp
from kiosk.domain.zi.figures import comma, exact, half_up, published
from kiosk.domain.zi.hasil import (
    HASIL_MAX,
    TOTAL_MAX,
    Conversion,
    IkmIsNotIpak,
    IndexOutOfScale,
    Inputs,
    PointsOutOfRange,
    Source,
    SurveyIndex,
    weigh,
)
from kiosk.domain.zi.kinerja import OPTIONS, UnknownOption, option

INDEXES = st.fractions(1, 4)
POINTS = st.fractions(0, 5)
CONVERSIONS = st.sampled_from(list(Conversion))


def own(value: Fraction | str) -> SurveyIndex:
    return SurveyIndex(Fraction(value), Source.OWN)


@pytest.mark.parametrize(
    ("index", "points"),
    [("3.60", "15.75"), ("3.20", "14.00"), ("3.59", "15.70625"), ("4", "17.50"), ("1", "4.375")],
)
def test_points_are_a_quarter_of_the_index_times_17_5(index: str, points: str) -> None:
    weighed = weigh(Inputs(ipak=own(index), ipkp=own(index)))
    assert weighed.ipak == weighed.ipkp == Fraction(points)


def test_pn_jakarta_utara_2021_earns_its_published_points_from_the_unrounded_index() -> None:
    """96,81 published: 96,81 / 25 = 3,8724, printed as 3,87, worth 16,94 of 17,5."""
    weighed = weigh(Inputs(ipak=own(Fraction("96.81") / 25)))
    assert weighed.ipak is not None
    assert exact(weighed.ipak) == "16.94175"
    assert published(weighed.ipak) == "16.94"


def test_the_parts_add_up_to_40_and_100() -> None:
    best = weigh(Inputs(own("4"), own("4"), Fraction(5), Fraction(60)))
    assert (best.bersih_akuntabel, best.pelayanan_prima) == (Fraction("22.5"), Fraction("17.5"))
    assert (best.hasil, best.total) == (Fraction(40), Fraction(100))
    assert (best.hasil, best.total) == (HASIL_MAX, TOTAL_MAX)


def test_what_is_unknown_leaves_every_sum_it_belongs_to_unknown() -> None:
    weighed = weigh(Inputs(ipak=own("3.60"), ipkp=own("3.20"), pengungkit=Fraction(40)))
    assert (weighed.ipak, weighed.pelayanan_prima) == (Fraction("15.75"), Fraction(14))
    assert weighed.bersih_akuntabel is weighed.hasil is weighed.total is None


@pytest.mark.parametrize(
    ("index", "share"), [("4", "1"), ("3.99", "0.67"), ("3", "0.67"), ("2", "0.33"), ("1.9", "0")]
)
def test_the_bps_steps_give_the_step_fully_reached(index: str, share: str) -> None:
    weighed = weigh(Inputs(ipkp=own(index)), Conversion.LANGKAH)
    assert weighed.ipkp == Fraction(share) * Fraction("17.5")


@pytest.mark.parametrize("value", ["0", "4.01", "-1", "88.31"])
def test_an_index_off_the_scale_of_4_is_refused(value: str) -> None:
    with pytest.raises(IndexOutOfScale, match="di luar skala 4"):
        own(value)


@pytest.mark.parametrize("value", ["-0.01", "5.01"])
def test_kinerja_holds_0_to_5_points(value: str) -> None:
    with pytest.raises(PointsOutOfRange, match=r"Capaian kinerja .* di luar 0 sampai 5"):
        Inputs(kinerja=Fraction(value))


@pytest.mark.parametrize("value", ["-0.01", "60.01"])
def test_pengungkit_holds_0_to_60_points(value: str) -> None:
    with pytest.raises(PointsOutOfRange, match=r"Pengungkit .* di luar 0 sampai 60"):
        Inputs(pengungkit=Fraction(value))


def test_an_official_value_precedes_the_units_own_survey() -> None:
    official, mine, ikm = Fraction("3.5"), Fraction("3.9"), Fraction(96)
    assert choose_ipak(official, mine) == SurveyIndex(official, Source.EXTERNAL)
    assert choose_ipkp(official, mine, ikm) == SurveyIndex(official, Source.EXTERNAL)


def test_the_units_own_survey_precedes_the_ikm() -> None:
    assert choose_ipkp(None, Fraction("3.1"), Fraction(96)) == own("3.1")
    assert choose_ipak(None, Fraction("3.1")) == own("3.1")


def test_without_a_spkp_the_ikm_stands_in_as_an_estimate() -> None:
    chosen = choose_ipkp(None, None, Fraction("87.56"))
    assert chosen == SurveyIndex(Fraction("3.5024"), Source.ESTIMATE)
    assert chosen.provisional
    assert chosen.source.label == "perkiraan dari IKM"


def test_without_a_spak_the_ipak_is_unknown_and_an_ikm_cannot_be_forced_into_it() -> None:
    assert choose_ipak(None, None) is None
    assert choose_ipkp(None, None, None) is None
    with pytest.raises(IkmIsNotIpak, match="SPAK"):
        Inputs(ipak=SurveyIndex(Fraction("3.5"), Source.ESTIMATE))


@pytest.mark.parametrize("ikm", ["24.99", "100.01"])
def test_an_ikm_outside_25_to_100_is_refused(ikm: str) -> None:
    with pytest.raises(IkmOutOfRange, match="antara 25 dan 100"):
        choose_ipkp(None, None, Fraction(ikm))


def test_the_ends_of_the_ikm_are_the_ends_of_the_scale() -> None:
    ends = [choose_ipkp(None, None, Fraction(ikm)) for ikm in (25, 100)]
    assert [index and index.value for index in ends] == [1, 4]


def test_kinerja_options_are_worth_quarters_of_five() -> None:
    points = {known.code: exact(known.points) for known in OPTIONS}
    assert points == {"A": "5.00", "B": "3.75", "C": "2.50", "D": "1.25", "E": "0.00"}
    assert option("B").points == Fraction("3.75")


def test_an_unknown_kinerja_option_is_refused() -> None:
    with pytest.raises(UnknownOption, match='"F" tidak dikenal'):
        option("F")


@given(INDEXES, INDEXES, POINTS, CONVERSIONS)
def test_hasil_stays_between_0_and_40(
    ipak: Fraction, ipkp: Fraction, kinerja: Fraction, conversion: Conversion
) -> None:
    weighed = weigh(Inputs(own(ipak), own(ipkp), kinerja), conversion)
    assert weighed.hasil is not None
    assert 0 <= weighed.hasil <= 40


@given(INDEXES, INDEXES, POINTS, POINTS, CONVERSIONS, st.sampled_from(["ipak", "ipkp", "kinerja"]))
def test_hasil_never_falls_when_one_input_rises(
    a: Fraction, b: Fraction, x: Fraction, y: Fraction, conversion: Conversion, which: str
) -> None:
    def hasil(index: Fraction, points: Fraction) -> Fraction:
        given_inputs = {"ipak": Fraction(3), "ipkp": Fraction(3), "kinerja": Fraction(2)}
        given_inputs[which] = points if which == "kinerja" else index
        ipak, ipkp, kinerja = given_inputs.values()
        weighed = weigh(Inputs(own(ipak), own(ipkp), kinerja), conversion)
        assert weighed.hasil is not None
        return weighed.hasil

    assert hasil(min(a, b), min(x, y)) <= hasil(max(a, b), max(x, y))


@given(st.fractions(1, 4), st.fractions(1, 4))
def test_linear_points_rise_strictly_with_the_index(a: Fraction, b: Fraction) -> None:
    assert (a < b) == (Conversion.LINEAR.share(a) < Conversion.LINEAR.share(b))


@pytest.mark.parametrize(
    ("value", "shown"),
    [("15.75", "15.75"), ("15.70625", "15.70625"), ("5", "5.00"), ("0.004", "0.004"), ("0", "0.00"),
     ("17.5", "17.50"), ("2/3", "0.67"), ("-0.25", "-0.25"), ("10", "10.00"),
     ("0.0000001", "0.0000001")],
)  # fmt: skip
def test_figures_are_written_exactly_with_at_least_two_decimals(value: str, shown: str) -> None:
    assert exact(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("value", "rounded"), [("3.595", "3.60"), ("3.5949", "3.59"), ("0.125", "0.13")]
)
def test_a_five_is_rounded_up(value: str, rounded: str) -> None:
    assert half_up(Fraction(value)) == Fraction(rounded)
    assert published(Fraction(value)) == rounded
    assert comma(rounded) == rounded.replace(".", ",")
