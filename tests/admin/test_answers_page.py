"""Answers one by one: who may look, ask, decide; what was typed is never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.arrival import Clock
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.source import Source
from kiosk.i18n import moment
from kiosk.store.engine import transaction
from kiosk.store.survey import instruments, intake, origins
from tests import desk
from tests.factories import NOW, Place, answer, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

REASON = "Diisi petugas sendiri, menurut rekaman antrean"


@pytest.fixture
def answered(app: Flask, place: Place) -> Place:
    answer(app, place, 4, saran="Petugasnya <b>ramah</b>")
    answer(app, place, 2)
    return place


@pytest.fixture
def second(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    desk.sign_in(window.client, app, [grant])
    return window


def page_of(place: Place) -> str:
    return f"/admin/jawaban/{place.unit}"


def ask(head: desk.Window, place: Place, number: int = 1, status: int = 303, **typed: str) -> str:
    head.get(page_of(place))
    path = f"{page_of(place)}/{number}/kecualikan"
    return head.post(path, status, **({"alasan": REASON} | typed)).get_data(as_text=True)


def decide(
    second: desk.Window, place: Place, number: int = 1, status: int = 303, **typed: str
) -> str:
    second.get(page_of(place))
    path = f"/admin/pengecualian/{place.unit}/{number}"
    return second.post(path, status, **({"keputusan": "setuju"} | typed)).get_data(as_text=True)


def test_answers_are_shown_newest_first_and_as_text(head: desk.Window, answered: Place) -> None:
    page = head.get(page_of(answered))
    assert [one[1:] for one in page.find("//article/h2/@id")] == ["2", "1"]
    assert "“Petugasnya <b>ramah</b>”" in page.seen


def test_looking_is_recorded(app: Flask, head: desk.Window, answered: Place) -> None:
    head.get(page_of(answered))
    last = rows(app, "audit_records")[-1]
    assert (last["action"], last["object_id"]) == ("lihat-jawaban", answered.unit)
    assert last["unit_id"] == answered.unit_id


def test_looking_is_nobody_else_s_news(
    head: desk.Window, second: desk.Window, answered: Place
) -> None:
    """An inspector who looks is not announced to those who are looked at."""
    second.get(page_of(answered))
    assert "lihat jawaban" not in head.get("/admin/").seen


def test_a_head_asks_and_a_second_person_agrees(
    app: Flask, head: desk.Window, second: desk.Window, answered: Place
) -> None:
    ask(head, answered)
    assert "menunggu orang kedua" in head.get(page_of(answered)).seen
    decide(second, answered)
    page = head.get(page_of(answered))
    assert "dikecualikan" in page.seen
    assert REASON in page.seen
    assert len(rows(app, "answers")) == 2


def test_whoever_cannot_decide_sees_no_button_for_it(
    head: desk.Window, second: desk.Window, answered: Place
) -> None:
    ask(head, answered)
    assert head.get(page_of(answered)).find("//button[@name='keputusan']") == []
    page = second.get(page_of(answered))
    assert len(page.find("//button[@name='keputusan']")) == 2
    assert page.find("//textarea[@name='alasan']") == []


@pytest.mark.parametrize("reason", ["", "pendek", "x" * 501])
def test_a_refused_reason_comes_back_as_it_was_typed(
    app: Flask, head: desk.Window, answered: Place, reason: str
) -> None:
    told = ask(head, answered, status=422, alasan=reason)
    assert "10 sampai 500" in told
    assert f">{reason}</textarea>" in told
    assert rows(app, "exclusions") == []


def test_a_forged_form_is_refused_and_keeps_what_was_typed(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    told = ask(head, answered, status=422, csrf_token="x")
    assert REASON in told
    assert rows(app, "exclusions") == []


def test_only_the_two_words_decide(
    app: Flask, head: desk.Window, second: desk.Window, answered: Place
) -> None:
    """A decision that is neither is not taken for a refusal."""
    ask(head, answered)
    for word in ("", "ya", "SETUJU"):
        decide(second, answered, status=422, keputusan=word)
    assert rows(app, "exclusions")[0]["decision"] is None


def test_an_approval_asks_again_who_it_is(app: Flask, head: desk.Window, answered: Place) -> None:
    ask(head, answered)
    window = desk.Window(app)
    grant = Grant(Role.INSPECTORATE, Level.INSTANSI, answered.instansi_id)
    desk.sign_in(window.client, app, [grant], fresh=False)
    told = decide(window, answered, status=403, catatan="Rekaman dilihat")
    assert "Rekaman dilihat" in told
    assert rows(app, "exclusions")[0]["decision"] is None


@pytest.mark.parametrize("number", [0, 99, 2**31, 2**63, 10**30])
def test_a_number_that_names_nothing_is_refused_without_a_fault(
    app: Flask, head: desk.Window, second: desk.Window, answered: Place, number: int
) -> None:
    before = snapshot(app)
    for window, path in (
        (head, f"{page_of(answered)}/{number}/kecualikan"),
        (second, f"/admin/pengecualian/{answered.unit}/{number}"),
    ):
        window.get(page_of(answered))
        answer = window.raw(
            path, "POST",
            data={"csrf_token": desk.csrf(app), "alasan": REASON, "keputusan": "setuju"},
        )  # fmt: skip
        assert answer.status_code in (404, 422), answer.status_code
    after = snapshot(app)
    assert after["exclusions"] == before["exclusions"]


@pytest.mark.parametrize("before", ["x", "-1", "%00", "9" * 15, "9" * 30, "²"])
def test_no_place_to_go_on_from_stops_the_page(
    head: desk.Window, answered: Place, before: str
) -> None:
    head.get(f"{page_of(answered)}?sebelum={before}")


def test_answers_of_units_below_are_shown_and_of_others_not(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    below = make_place(app, "oebobo", point="2B4C6D8E", parent=answered.unit_id)
    other = make_place(app, "rsud", point="3C5D7E9F")
    answer(app, below, saran="Dari bawah")
    answer(app, other, saran="Dari samping")
    page = head.get(page_of(answered))
    assert "Dari bawah" in page.seen
    assert "Dari samping" not in page.seen
    head.get(page_of(other), 404)


def test_an_answer_that_waited_says_when_it_came_and_what_of_its_clock(
    app: Flask, head: desk.Window, place: Place
) -> None:
    """One given two hours before it was here, one whose age nobody believes."""
    given = NOW - timedelta(hours=2)
    cases = ((given, NOW, Clock.SHIFTED), (NOW, None, Clock.NOT_BELIEVED))
    with app.app_context(), transaction():
        skm = instruments.by_code("skm-2017")
        for at, received_at, clock in cases:
            made = intake.keep(
                Answer(skm, dict.fromkeys(skm.items, 3)), unit_id=place.unit_id,
                point_id=place.point_id, service_id=None, month=202610, source=Source.KIOSK, at=at,
            )  # fmt: skip
            origins.add(
                made, device_id=1, seconds=None, face=None, clock=int(clock),
                received_at=received_at,
            )  # fmt: skip
    doubted, late = ("".join(one.itertext()) for one in head.get(page_of(place)).find("//article"))
    assert f"tiba {moment(NOW, 'Asia/Makassar')}" in late
    assert "jam pengirim berbeda dari server" in late
    assert "tidak dipercaya" in doubted
    assert "tiba " not in doubted.replace("waktu tiba", "")
