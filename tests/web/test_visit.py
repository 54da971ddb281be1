"""The citizen's page of one visit: the survey at once, a word that one would not, and assisted
forms that say so."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.survey.source import Source
from kiosk.web import log
from tests import visits
from tests.factories import SKM, Clock, Place, rows
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What visits ask of a database is tried on both in tests/flows/test_visits.py."""
    return sqlite_database


@pytest.fixture
def token(app: Flask, place: Place) -> str:
    return visits.offer(app, place, "kk").token


def form_of(page: Page, at: int = 0) -> dict[str, str]:
    """What a browser would post of the survey (0), or of the refusal below it (1)."""
    fields = page.find("//form[@method='post']")[at].xpath(".//input[@type='hidden']")
    return {one.get("name"): one.get("value", "") for one in fields}


def filled(page: Page, **more: str) -> dict[str, str]:
    return {**form_of(page), **dict.fromkeys(SKM, "3"), **more}


def test_it_asks_about_the_service_that_was_completed(
    app: Flask, citizen: PageClient, place: Place, token: str
) -> None:
    for letter in "tT":
        page = citizen.get(f"/{letter}/{token}")
        assert "Kartu Keluarga" in page.seen
        assert "Perekaman" not in page.seen
        assert page.find("//meta[@name='robots']/@content") == ["noindex"]
    thanks = citizen.post(f"/t/{token}", filled(page))
    assert thanks.h1
    assert token not in thanks.text
    assert [row["source"] for row in rows(app, "answers")] == [Source.VISIT_TOKEN]


def test_sent_twice_it_is_thanked_twice_and_stored_once(
    app: Flask, citizen: PageClient, token: str
) -> None:
    form = filled(citizen.get(f"/t/{token}"))
    for _ in range(2):
        citizen.post(f"/t/{token}", form)
    assert len(rows(app, "answers")) == 1
    citizen.post(f"/t/{token}", form | {"waktu": "1"}, 410)


def test_an_unfinished_form_comes_back_whole(app: Flask, citizen: PageClient, token: str) -> None:
    form = form_of(citizen.get(f"/t/{token}")) | {"saran": "Kursinya kurang"}
    page = citizen.post(f"/t/{token}", form, 422)
    assert page.problems()
    assert "Kursinya kurang" in page.text
    assert form_of(page)["kunci"] == form["kunci"]


def test_one_may_decline_without_a_reason_and_is_asked_nothing_more(
    app: Flask, citizen: PageClient, place: Place, token: str
) -> None:
    page = citizen.get(f"/t/{token}")
    [_, action] = page.find("//form[@method='post']/@action")
    fields = form_of(page, 1)
    assert set(fields) == {"csrf_token"}
    after = citizen.post(action, fields)
    assert after.h1 == "Baik, tidak menilai"
    assert token not in after.text
    assert [row["outcome"] for row in rows(app, "visits")] == [2]
    assert rows(app, "answers") == []


def test_the_sign_stands_in_no_line_of_the_log(
    app: Flask, citizen: PageClient, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "kiosk.request"):
        page = citizen.get(f"/t/{token}")
        citizen.post(f"/t/{token}/tidak-bersedia", form_of(page, 1))
        citizen.get(f"/t/{token}", status=410)
    lines = [log.Lines().format(one) for one in caplog.records]
    assert [json.loads(line)["endpoint"] for line in lines[:2]] == ["visit.form", "visit.refuse"]
    assert token not in "".join(lines)


def test_the_form_an_officer_opens_says_so_and_marks_the_answer(
    app: Flask, citizen: PageClient, place: Place, token: str
) -> None:
    """And the form beside it, kept ready in the same worker, does not."""
    said = "Diisi dengan bantuan petugas. Jawaban ini ditandai."
    for path in (place.form, f"/t/{token}"):
        assert said not in citizen.get(path).seen
        page = citizen.get(f"{path}?dibantu=ya")
        assert said in page.seen
        assert form_of(page)["dibantu"] == "ya"
        assert page.find("//input[@type='checkbox']") == []
        assert said not in citizen.get(path).seen
        citizen.post(path, filled(page, layanan="kk"))
    assert [row["source"] for row in rows(app, "answers")] == [Source.ASSISTED] * 2


def test_a_citizen_who_was_helped_may_say_so_in_one_tick(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    page = citizen.get(place.form)
    [box] = page.find("//input[@type='checkbox']")
    assert (box.get("name"), box.get("checked")) == ("dibantu", None)
    [step] = page.find("//input[@type='checkbox']/ancestor::div[contains(@class, 'step')]")
    assert step.xpath(".//button[@type='submit']"), "on the last step: no step of its own"
    citizen.post(place.form, filled(page, layanan="kk", dibantu="ya"))
    assert [row["source"] for row in rows(app, "answers")] == [Source.ASSISTED]


def test_a_dead_sign_in_english_too(citizen: PageClient, token: str, clock: Clock) -> None:
    clock.later(days=2)
    page = citizen.get(f"/t/{token}?bahasa=en", status=410)
    assert page.find("/html/@lang") == ["en"]
