"""Where a count or an hour stands at the very edge of what is allowed."""

from __future__ import annotations

from datetime import time

import pytest

from kiosk.domain.complaint.workdays import Hours, InvalidHours
from kiosk.domain.zi.lke import ComplaintHandling, InvalidShare


def test_an_office_that_closes_as_it_opens_has_no_hours() -> None:
    with pytest.raises(InvalidHours, match=r"Jam tutup harus sesudah jam buka\."):
        Hours(time(8), time(8))


@pytest.mark.parametrize("at", range(3))
def test_no_count_of_complaints_is_negative(at: int) -> None:
    counts = [5, 1, 1]
    counts[at] = -1
    with pytest.raises(InvalidShare, match=r"Jumlah pengaduan tidak boleh negatif\."):
        ComplaintHandling(*counts)
