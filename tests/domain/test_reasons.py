"""Why a day counts, kept as text, is read back to be said in another language."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from kiosk.domain.complaint import reasons
from kiosk.domain.complaint.deadline import Pause, compute
from kiosk.domain.complaint.workdays import Calendar, Hours, HoursSet
from kiosk.domain.place.holiday import Holiday, Kind

PLACES = {
    "at": "09.00",
    "closes": "16.00",
    "why": "akhir pekan (Sabtu)",
    "hours": "08.00-15.00 (Ramadan; 2027)",
    "weekday": "Jumat",
    "label": "Jam Ramadan",
    "holiday": "Nyepi (SKB 1497/2025)",
}


@pytest.mark.parametrize("template", reasons.TEMPLATES)
def test_each_sentence_is_known_again_by_its_places(template: str) -> None:
    wanted = {name: value for name, value in PLACES.items() if f"%({name})s" in template}
    assert reasons.read(template % wanted) == (template, wanted)


def test_an_offices_own_words_are_no_sentence() -> None:
    for words in ("Nyepi (SKB 1497/2025)", "Sabtu", "100 % libur", ""):
        assert reasons.read(words) == (words, {})


def test_no_deadline_gives_a_reason_that_is_not_known() -> None:
    """Every kind of day there is: holidays of three kinds, a closed Friday, weekends, a pause and
    what comes after its limit."""
    start = date(2026, 10, 5)
    days = {
        day: Holiday(day, "Hari raya", kind, "SK 1")
        for offset, kind in ((2, Kind.NATIONAL), (3, Kind.JOINT_LEAVE), (7, Kind.LOCAL))
        if (day := start + timedelta(days=offset))
    }
    usual = Hours(time(8), time(16))
    week = (usual, usual, usual, usual, None, None, None)
    calendar = Calendar("Asia/Makassar", days, (HoursSet("Empat hari", week, date(2020, 1, 1)),))
    at = datetime(2026, 10, 5, 2, tzinfo=UTC)
    pause = Pause(at + timedelta(days=8), at + timedelta(days=30))
    found = [compute(calendar, at + timedelta(hours=late), 12, [pause], 2) for late in (0, 7, 96)]
    told = {step.reason for one in found for step in one.steps}
    read = {reasons.read(one)[0] for one in told}
    assert read <= set(reasons.TEMPLATES)
    assert len(read) >= 10
