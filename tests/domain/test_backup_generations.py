"""Which generations of a backup stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kiosk.domain.upkeep.backup import OLDEST, BackupNote, kept, name_of, note_of
from tests.factories import NOW


def note(age: timedelta, *, is_verified: bool = True) -> BackupNote:
    made = NOW - age
    verified = made if is_verified else None
    return BackupNote(name_of(made), made, verified, 10, "ab", "sqlite", "0006", 2, 1, 1)


def ages(notes: list[BackupNote], now: datetime = NOW) -> list[float]:
    stays = kept(notes, now)
    return sorted((now - one.made_at) / timedelta(days=1) for one in notes if one.name in stays)


def test_of_a_backup_a_day_seven_days_and_four_weeks_stay_and_none_is_older_than_35_days() -> None:
    """NOW is a Thursday: the newest of a week is that week's Sunday."""
    assert ages([note(timedelta(days=one)) for one in range(90)]) == [
        0, 1, 2, 3, 4, 5, 6, 11, 18,
    ]  # fmt: skip


def test_of_several_a_day_the_newest_stays_once_they_are_two_days_old() -> None:
    hours = [1, 5, 9, 61, 65]
    assert ages([note(timedelta(hours=one)) for one in hours]) == [
        pytest.approx(one / 24) for one in (1, 5, 9, 61)
    ]


def test_the_newest_verified_one_stays_however_old_it_is() -> None:
    """It is deleted only by somebody who has just made another."""
    old = [note(OLDEST + timedelta(days=one)) for one in (1, 2)]
    assert ages(old) == [36]
    assert ages([*old, note(timedelta())]) == [0]


def test_what_was_never_verified_does_not_stay() -> None:
    assert ages([note(timedelta(hours=1), is_verified=False), note(timedelta(hours=9))]) == [9 / 24]


def test_a_note_is_read_as_it_was_written() -> None:
    one = note(timedelta(hours=3))
    assert note_of(one.as_document()) == one
    assert one.rows == 2
    with pytest.raises(KeyError):
        note_of({"name": "x"})
