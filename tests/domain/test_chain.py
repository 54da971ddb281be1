"""A hash chain shows every edit, deletion, insertion, reordering and cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.chain import EMPTY, GENESIS, Fault, Head, Row, digest_of, link, walk

AT = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)


def chain_of(*contents: tuple[object, ...]) -> tuple[list[Row], Head]:
    """Rows holding ``contents``, linked, and their head."""
    rows: list[Row] = []
    before = GENESIS
    for seq, values in enumerate(contents, 1):
        before = link(before, seq, values)  # type: ignore[arg-type]
        rows.append(Row(seq, values, before))  # type: ignore[arg-type]
    return rows, Head(len(rows), before)


def ten() -> tuple[list[Row], Head]:
    return chain_of(*((f"isi {n}", n, AT) for n in range(1, 11)))


def test_an_untouched_chain_is_whole() -> None:
    rows, head = ten()
    assert walk(rows, head) is None
    assert walk([], EMPTY) is None


def test_an_edited_record_is_named() -> None:
    rows, head = ten()
    rows[3] = replace(rows[3], values=("lain", 4, AT))
    assert walk(rows, head) == Fault(4, "isi catatan tidak cocok dengan sidiknya")


def test_a_deleted_record_is_named() -> None:
    rows, head = ten()
    del rows[6]
    assert walk(rows, head) == Fault(7, "catatan hilang")


def test_a_record_put_in_twice_is_named() -> None:
    rows, head = ten()
    rows.insert(5, rows[4])
    assert walk(rows, head) == Fault(6, "catatan ganda")


def test_two_records_that_changed_places_are_named_by_the_first() -> None:
    rows, head = ten()
    rows[2], rows[3] = replace(rows[3], seq=3), replace(rows[2], seq=4)
    found = walk(rows, head)
    assert found is not None
    assert found.seq == 3


def test_a_cut_tail_is_named_by_the_head() -> None:
    rows, head = ten()
    assert walk(rows[:7], head) == Fault(8, "kepala rantai tidak cocok dengan catatannya")


def test_a_record_added_behind_the_head_is_named() -> None:
    rows, _ = ten()
    assert walk(rows, Head(9, rows[8].hash)) == Fault(
        10, "kepala rantai tidak cocok dengan catatannya"
    )


def test_a_last_record_written_anew_with_a_right_hash_is_named_itself() -> None:
    """Its hash fits; only the head still knows what stood there. Not record 11: there is none."""
    rows, head = ten()
    values = ("lain", 10, AT)
    rows[9] = Row(10, values, link(rows[8].hash, 10, values))
    found = walk(rows, head)
    assert found is not None
    assert found.seq == 10


def test_a_cut_of_tail_and_head_is_found_by_the_signed_head() -> None:
    rows, head = ten()
    cut = Head(7, rows[6].hash)
    assert walk(rows[:7], cut) is None
    found = walk(rows[:7], cut, {10: head.hash})
    assert found == Fault(8, "ekor rantai terpotong sejak salinan yang ditandatangani")


def test_a_cut_tail_that_grew_again_is_found_by_the_signed_head() -> None:
    _, head = ten()
    forged, forged_head = chain_of(*((f"isi {n}", n, AT) for n in range(1, 8)), *[("palsu", 0)] * 9)
    assert walk(forged, forged_head) is None
    found = walk(forged, forged_head, {10: head.hash})
    assert found == Fault(10, "catatan berbeda dari salinan kepala rantai yang ditandatangani")


def test_the_oldest_signed_head_names_the_record_nearest_to_the_fault() -> None:
    rows, head = ten()
    forged, forged_head = chain_of(("palsu", 1), *((f"isi {n}", n, AT) for n in range(2, 11)))
    found = walk(forged, forged_head, {10: head.hash, 2: rows[1].hash})
    assert found is not None
    assert found.seq == 2


def test_a_signed_head_that_still_holds_is_no_fault() -> None:
    rows, head = ten()
    assert walk(rows, head, {4: rows[3].hash, 10: head.hash}) is None


@pytest.mark.parametrize("seq", ["dua", 1.5, None, b"2"])
def test_a_place_that_is_no_number_is_named_and_no_error(seq: object) -> None:
    rows, head = ten()
    rows[1] = replace(rows[1], seq=seq)  # type: ignore[arg-type]
    found = walk(rows, head)
    assert found is not None
    assert found.seq == 2


@pytest.mark.parametrize("value", [1.5, "\ud800", object(), (1, 2)])
def test_a_column_of_any_kind_is_named_and_no_error(value: object) -> None:
    rows, head = ten()
    rows[1] = replace(rows[1], values=("isi 2", value, AT))  # type: ignore[arg-type]
    found = walk(rows, head)
    assert found is not None
    assert found.seq == 2


values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=6),
    st.binary(max_size=6),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1)),  # noqa: DTZ001
)
columns = st.lists(values, min_size=1, max_size=4).map(tuple)


@given(columns, columns)
def test_other_columns_have_another_hash(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    """Kinds and borders are covered: 1 is not "1", ("ab", "c") is not ("a", "bc")."""
    same = [type(a) for a in one] == [type(b) for b in other] and one == other
    assert (link(GENESIS, 1, one) == link(GENESIS, 1, other)) is same  # type: ignore[arg-type]


def test_place_and_hash_before_are_covered() -> None:
    assert link(GENESIS, 1, ("a",)) != link(GENESIS, 2, ("a",))
    assert link(GENESIS, 1, ("a",)) != link(b"\0" * 32, 1, ("a",))


def test_an_instant_has_one_hash_in_every_zone() -> None:
    wita = AT.astimezone(timezone(timedelta(hours=8)))
    assert link(GENESIS, 1, (AT,)) == link(GENESIS, 1, (wita,))
    assert link(GENESIS, 1, (AT,)) != link(GENESIS, 1, (AT + timedelta(microseconds=1),))


def test_a_truth_is_kept_as_a_number_so_that_both_databases_agree() -> None:
    assert link(GENESIS, 1, (True, False)) == link(GENESIS, 1, (1, 0))


def test_the_hash_of_a_record_never_changes_between_versions() -> None:
    """Chains are kept for years: a change here would break every one of them."""
    made = link(GENESIS, 7, (AT, 3, "tutup-loket", None, b"\x01"))
    assert made.hex() == "49d622e150bd04f3a1f13fb9dea9b7af1a17542ef3257cc3cfcf6fa109f46abd"


def test_a_text_is_held_as_a_salted_digest() -> None:
    assert digest_of("saran", b"garam 1") != digest_of("saran", b"garam 2")
    assert digest_of("saran", b"garam 1") == digest_of("saran", b"garam 1")
