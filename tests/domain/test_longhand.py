"""Division by hand rounds half up exactly as fractions do, in numbers a spreadsheet can hold."""

from fractions import Fraction
from math import lcm

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index import longhand
from kiosk.domain.rounding import half_up

EXACT_IN_A_SPREADSHEET = 10**15
fractions = st.lists(
    st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)), min_size=1, max_size=22
)


def common(parts: list[tuple[int, int]]) -> int:
    return lcm(*(under for _, under in parts))


@given(fractions)
def test_a_sum_is_rounded_half_up(parts: list[tuple[int, int]]) -> None:
    places = longhand.places_for(len(parts), common(parts))
    wanted = half_up(sum(Fraction(*part) for part in parts), 0)
    assert longhand.add(parts, places).result == wanted


@given(fractions, st.integers(1, 10**6), st.sampled_from((-1, 0, 1)))
def test_a_tie_goes_up_and_what_lies_just_below_it_does_not(
    parts: list[tuple[int, int]], under: int, beside: int
) -> None:
    """The sum is brought to a half, or next to one, by a last fraction."""
    under *= 2
    rest = Fraction(1, 2) - sum(Fraction(*part) for part in parts) % 1 + 1
    last = rest + Fraction(beside, under * common(parts))
    parts = [*parts, (last.numerator, last.denominator)]
    places = longhand.places_for(len(parts), common(parts))
    wanted = half_up(sum(Fraction(*part) for part in parts), 0)
    assert longhand.add(parts, places).result == wanted


@given(st.integers(1, 1_000_000), st.integers(0, 4_000_000), st.integers(1, 7))
def test_no_number_on_the_way_is_too_large_for_a_spreadsheet(
    n: int, total: int, items: int
) -> None:
    """The largest case: a million answers, seven items an unsur, a weight of three decimals."""
    over, under = total * 555, n * items * 2 * 2_000
    [part] = longhand.add([(over, under)], 3).parts
    assert over < EXACT_IN_A_SPREADSHEET
    for rest in part.rests:
        assert rest * longhand.BASE < EXACT_IN_A_SPREADSHEET
