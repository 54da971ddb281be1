"""Nothing in a file of ours is a formula to whoever opens it (F31)."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.cells import csv_text, neutral

FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://x.id\")", "+1", "+62812", "-1", "-2+3", "@SUM(A1)", "\t=1", "\t1",
    "\r=1", "\n=1", "\r\n=1", "baris\n=1", "baris\r=1", "\0=1", "=\0 1", "＝1", "＋1", "－1",
    "＠A1", " =1", "  +1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u3000=1", "\x01=1", "\x0b=1",
    "\x1f+1", "=cmd|' /C calc'!A0", "\u2028=1", "-", "=", "@", "\t", "x;=1",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_every_line_that_would_run_is_quoted(text: str) -> None:
    for line in neutral(text).split("\n"):
        stripped = line.strip(" \t\u00a0\u200b\u3000\ufeff")
        assert not stripped.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), repr(line)
        assert not line.startswith("\t")
        assert "x;=" not in line
    assert not set(neutral(text)) & set("\0\r\x01\x0b\x1f\u2028")


@pytest.mark.parametrize(
    "text", ["Baik, cepat.", "1 + 1 = 2", "ramah; cepat", "a@b.id", "'=1", "Jl. Rote-Ndao", ""]
)
def test_what_runs_nothing_is_left_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_numbers_stay_numbers_and_days_are_iso() -> None:
    row = [-3, Decimal("-1.50"), Fraction(1, 8), Fraction(1, 3), date(2026, 10, 1), None, "=1"]
    moment = datetime(2026, 10, 1, 3, tzinfo=UTC)
    text = csv_text(["a"], [[*row, moment]])
    [_, cells] = csv.reader(io.StringIO(text))
    assert cells == [
        "-3", "-1.50", "0.125", "0.333333", "2026-10-01", "", "'=1", "2026-10-01T03:00:00+00:00",
    ]  # fmt: skip
