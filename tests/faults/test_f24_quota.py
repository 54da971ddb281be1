"""F24, V5.2.4: a ticket and a unit take only so many files, and words all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.attachment import MOST_IN_TICKET, TooManyInTicket, TooManyToday
from kiosk.flows.receiving import Upload
from tests import tickets
from tests.factories import NOW, make_place, rows
from tests.faults.conftest import Held
from tests.media import samples

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock

pytestmark = pytest.mark.usefixtures("quick_hashes")
ONE = [Upload("foto.png", samples.saved(samples.drawn(8, 8), "PNG"))]


def test_a_unit_takes_its_days_files_and_no_more(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch, held: Held
) -> None:
    monkeypatch.setattr("kiosk.flows.quota.MOST_OF_UNIT", 3)
    place = make_place(app)
    for _ in range(3):
        tickets.file(app, place, uploads=ONE)
    with pytest.raises(TooManyToday):
        tickets.file(app, place, uploads=ONE)
    tickets.file(app, place)
    tickets.file(app, place, now=NOW + timedelta(days=1, minutes=1), uploads=ONE)
    assert (len(rows(app, "tickets")), len(rows(app, "ticket_files"))) == (5, 4)
    held(tried="one file more than a unit's day takes", figure="refused; its words taken alone")


def test_the_hundred_and_first_file_of_a_ticket_is_long_refused() -> None:
    from kiosk.domain.complaint.attachment import check_count

    assert MOST_IN_TICKET < 100
    check_count([1], kept=MOST_IN_TICKET - 1)
    for there in (MOST_IN_TICKET, 100):
        with pytest.raises(TooManyInTicket):
            check_count([1], kept=there)
