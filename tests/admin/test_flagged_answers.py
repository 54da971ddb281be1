"""Answers that bear a signal at the desk: told in words, filtered, led to the usual proposal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from admin import answers as page
from kiosk.domain.survey.signal import HINT, Signal
from kiosk.flows.survey import list_answers
from kiosk.flows.survey.flag_answers import flag_answers
from tests import desk
from tests.factories import NOW, Place, answer, rows

if TYPE_CHECKING:
    from flask import Flask

REASON = "Diisi petugas sendiri, menurut rekaman antrean"


@pytest.fixture
def odd(app: Flask, place: Place) -> Place:
    """Ten answers; those with an even number were filled in four seconds."""
    for number in range(1, 11):
        at = NOW + timedelta(minutes=15 * number)
        answer(app, place, 3, now=at, detik="4" if number % 2 == 0 else "70")
    with app.app_context():
        assert flag_answers() is False
    return place


def path_of(place: Place, query: str = "") -> str:
    return f"/admin/jawaban/{place.unit}{query}"


def shown(found: desk.Page) -> list[int]:
    return [int(one[1:]) for one in found.find("//article/h2/@id")]


def test_a_signal_is_told_in_words_with_another_reading_beside_it(
    head: desk.Window, odd: Place
) -> None:
    found = head.get(path_of(odd))
    assert shown(found) == list(range(10, 0, -1))
    details = found.find("//article/details[summary//span[starts-with(., 'Tanda')]]")
    assert len(details) == 5
    told = " ".join(details[0].itertext())
    for one in (Signal.TOO_FAST, Signal.STRAIGHT_LINE):
        assert one.label in told
        assert one.why in told
    assert HINT in told
    assert "diisi 4 detik" in found.seen, "what the signal rests on"


def test_only_those_that_bear_one_page_by_page(
    app: Flask, head: desk.Window, odd: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_answers, "PAGE", 2)
    query, pages = "?bertanda=1", []
    while query:
        found = head.get(path_of(odd, query))
        assert HINT in found.seen
        pages.append(shown(found))
        older = found.find("//a[@rel='next']/@href")
        query = older[0].removeprefix(path_of(odd)) if older else ""
    assert pages == [[10, 8], [6, 4], [2]]
    record = [row for row in rows(app, "audit_records") if row["action"] == "lihat-jawaban"][-1]
    assert '"bertanda": true' in record["details"]


def test_the_filter_leads_to_the_proposal_and_stays_after_it(
    app: Flask, head: desk.Window, odd: Place
) -> None:
    found = head.get(path_of(odd, "?bertanda=1&sebelum=9"))
    assert shown(found) == [8, 6, 4, 2]
    [ask] = found.find("//form[contains(@action, '/8/kecualikan')]/@action")
    again = head.post(ask, 422, alasan="pendek")
    assert "10 sampai 500" in again.get_data(as_text=True)
    done = head.post(ask, 303, alasan=REASON)
    assert done.location == path_of(odd, "?bertanda=1&sebelum=9")
    assert [row["answer_id"] for row in rows(app, "exclusions")] == [8]
    assert shown(head.get(done.location)) == [8, 6, 4, 2], "it still bears its signal"


def test_a_unit_without_any_says_so(head: desk.Window, place: Place) -> None:
    assert "Tidak ada jawaban yang bertanda" in head.get(path_of(place, "?bertanda=1")).seen
    assert "Belum ada jawaban" in head.get(path_of(place)).seen


def test_nothing_odd_is_made_of_the_filter(head: desk.Window, odd: Place) -> None:
    for word in ("", "0", "x", "%00", "1&bertanda=1"):
        head.get(path_of(odd, f"?{page.FLAGGED}={word}"))


def test_the_list_of_units_tells_the_share_beside_the_index(head: desk.Window, odd: Place) -> None:
    assert "10 responden · 50,0 persen bertanda" in head.get("/admin/unit").seen
