"""Rows for research: whoever looks like fewer than five others is disguised."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index.microdata import disguised

facts = st.tuples(st.sampled_from("LP"), st.sampled_from("123"), st.sampled_from("abcd"))


@given(st.lists(facts, max_size=80), st.integers(2, 6))
def test_every_shown_combination_has_enough_rows(
    rows: list[tuple[str, ...]], smallest: int
) -> None:
    told = disguised(rows, smallest)
    alike = Counter(told[row] for row in rows)
    assert len(rows) < smallest or all(count >= smallest for count in alike.values())


@given(st.lists(facts, min_size=5, max_size=80))
def test_what_is_shown_is_what_was_said(rows: list[tuple[str, ...]]) -> None:
    told = disguised(rows, 5)
    for row in rows:
        assert all(said in (None, own) for own, said in zip(row, told[row], strict=True))


def test_a_common_combination_is_shown_whole() -> None:
    rows = [("L", "1", "a")] * 20 + [("P", "1", "a")] * 20
    assert disguised(rows, 5)["L", "1", "a"] == ("L", "1", "a")


def test_the_one_who_is_left_takes_another_group_with_it() -> None:
    """Of twelve men eleven went to one school: hiding only the twelfth would show his school."""
    rows = [("L", "S1")] * 11 + [("L", "SD")]
    told = disguised(rows, 5)
    assert told["L", "SD"] == told["L", "S1"] == ("L", None)


def test_fewer_than_the_smallest_group_say_nothing() -> None:
    assert set(disguised([("L", "1")] * 3, 5).values()) == {(None, None)}
