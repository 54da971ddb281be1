"""The table that comes back from SP4N-LAPOR!: what is no table is refused in words."""

from __future__ import annotations

import pytest

from kiosk.domain.complaint.lapor import UnusableTable, parse


def test_line_ends_of_any_system_are_read() -> None:
    rows = ("nomor,nomor_lapor,status", "23456789A,777,", "")
    for end in ("\n", "\r\n", "\r"):
        [line] = parse(end.join(rows))
        assert (line.at, line.number, line.link.number) == (2, "23456789A", "777")


def test_a_cell_without_an_end_is_no_fault_of_ours() -> None:
    with pytest.raises(UnusableTable):
        parse('nomor,nomor_lapor,status\n"' + "x" * 200_000)
