"""A counter officer serves: one tap a visit, one more where somebody declines, and never an
answer in sight."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.survey.submit_visit import submit_visit
from tests import desk, visits
from tests.factories import NOW, Clock, Place, answer, as_fields, filled, make_place, rows
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    desk.sign_in(window.client, app, [grant], enrolled=False)
    return window


def field(page: Page, name: str) -> str:
    return str(page.find(f"//main//input[@name='{name}']/@value")[0])


def tap(officer: desk.Window, place: Place, service: str = "kk") -> Page:
    page = officer.get(f"/admin/layani/{place.point}")
    kunci = field(page, "kunci")
    return officer.follow(f"/admin/layani/{place.point}", layanan=service, kunci=kunci)


def numbers(page: Page) -> list[str]:
    return [str(one) for one in page.find("//dl[@class='tally']//dd/text()")]


def test_one_tap_on_the_service_shows_a_code_that_opens_its_survey(
    app: Flask, officer: desk.Window, place: Place, clock: Clock
) -> None:
    page = tap(officer, place)
    assert page.find("//section[contains(@class, 'visit')]//*[local-name()='svg']")
    assert "Berlaku sampai 15 Oktober 2026 13.00 WITA" in page.seen
    [kept] = rows(app, "visits")
    assert (kept["service_id"], kept["outcome"]) == (place.services["kk"], None)
    [link] = [one for one in page.links() if "/t/" in one]
    assert link.endswith("?dibantu=ya")
    assert "Kartu Keluarga" in PageClient(app).get(link.partition("?")[0]).seen


def test_two_taps_on_one_button_are_one_visit(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    kunci = field(officer.get(f"/admin/layani/{place.point}"), "kunci")
    for service in ("kk", "kk", "ktp"):
        officer.post(f"/admin/layani/{place.point}", layanan=service, kunci=kunci)
    assert len(rows(app, "visits")) == 2


def test_declining_is_one_tap_and_taken_back_on_the_same_page(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    page = tap(officer, place)
    visit = field(page, "kunjungan")
    refused = officer.follow(f"/admin/layani/{place.point}/tidak-bersedia", kunjungan=visit)
    assert "Dicatat: tidak bersedia" in refused.seen
    assert numbers(refused) == ["1", "0", "1", "0,0 %"]
    back = officer.follow(f"/admin/layani/{place.point}/urungkan", kunjungan=visit)
    assert "Minta warga memindai ini" in back.seen
    assert numbers(back) == ["1", "0", "0", "0,0 %"]


def test_the_officer_sees_how_many_answered_and_nothing_of_what(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    token = visits.offer(app, place).token
    visits.offer(app, place)
    with app.app_context():
        submit_visit(token, as_fields(filled(1, saran="Rahasia sekali")), visits.keys(app), NOW)
    answer(app, place, 2, saran="Juga rahasia")
    page = officer.get(f"/admin/layani/{place.point}")
    assert numbers(page) == ["2", "1", "0", "50,0 %"]
    assert "ahasia" not in page.text


def test_a_visit_that_is_over_shows_no_code_and_no_word_of_why(
    app: Flask, officer: desk.Window, place: Place, clock: Clock
) -> None:
    answered = visits.offer(app, place)
    expired = visits.offer(app, place, now=NOW - timedelta(hours=3))
    with app.app_context():
        submit_visit(answered.token, as_fields(filled()), visits.keys(app), NOW)
    shown = officer.get(f"/admin/layani/{place.point}?kunjungan={answered.number}")
    late = officer.get(f"/admin/layani/{place.point}?kunjungan={expired.number}")
    told = [one.find("//section[contains(@class, 'visit')]")[0] for one in (shown, late)]
    assert ["".join(one.itertext()) for one in told] == ["".join(told[0].itertext())] * 2
    assert not told[0].xpath(".//*[local-name()='svg']")
    slip = f"/admin/layani/{place.point}/karcis?kunjungan={expired.number}"
    assert officer.raw(slip).status_code == 303


def test_a_slip_carries_the_code_the_service_and_until_when(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    page = tap(officer, place)
    slip = officer.get(str(page.find("//a[contains(@href, 'karcis')]/@href")[0]))
    assert "Kartu Keluarga" in slip.seen
    assert "Berlaku sampai 15 Oktober 2026 13.00 WITA" in slip.seen
    assert slip.find("//*[local-name()='svg']")


def test_the_tablet_is_asked_where_there_is_one(
    app: Flask, officer: desk.Window, place: Place, clock: Clock
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import devices

    assert "Belum ada tablet" in tap(officer, place).seen
    with app.app_context(), transaction():
        devices.add(place.point_id, "Tablet depan", "x" * 43, 1, clock.now())
    page = tap(officer, place)
    officer.follow(
        f"/admin/layani/{place.point}/tablet",
        kunjungan=field(page, "kunjungan"), bahasa="en", bacakan="ya",
    )  # fmt: skip
    [call] = rows(app, "kiosk_calls")
    assert (call["lang"], call["aloud"]) == ("en", True)
    assert call["visit_number"] == int(field(page, "kunjungan"))


def test_another_counters_visit_is_not_there(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    foreign = visits.offer(app, other)
    page = officer.get(f"/admin/layani/{place.point}?kunjungan={foreign.number}")
    assert not page.find("//section[contains(@class, 'visit')]")
    for act in ("tidak-bersedia", "urungkan"):
        officer.post(f"/admin/layani/{place.point}/{act}", 422, kunjungan=str(foreign.number))
    for garbage in ("", "x", "-1", "9" * 30, "٣"):
        officer.get(f"/admin/layani/{place.point}?kunjungan={garbage}")
    assert [row["outcome"] for row in rows(app, "visits")] == [None]


def test_with_one_counter_one_is_there_at_once_and_chooses_among_several(
    app: Flask, officer: desk.Window, place: Place
) -> None:
    assert officer.raw("/admin/layani").headers["Location"] == f"/admin/layani/{place.point}"
    below = make_place(app, "layanan-oebobo", point="2B4C6D8E", parent=place.unit_id)
    make_place(app, "rsud-lerik", point="3C5D7E9F")
    found = [one for one in officer.get("/admin/layani").links() if "/layani/" in one]
    assert sorted(found) == [f"/admin/layani/{one.point}" for one in (below, place)]


def test_a_machines_key_is_shown_once_used_at_once_and_revoked(
    app: Flask, head: desk.Window, place: Place
) -> None:
    listed = f"/admin/kunci-api/{place.unit}"
    head.get(listed)
    made = head.raw(
        listed, "POST", data={"csrf_token": desk.csrf(app), "name": "Mesin antrean lobi"}
    )
    [key] = Page(made).find("//textarea/text()")
    headers = {"Authorization": f"Bearer {key.strip()}", "Idempotency-Key": "a"}
    client = app.test_client()
    asked = {"json": {"point": place.point}, "headers": headers}
    assert client.post("/api/v1/visits", **asked).status_code == 201
    page = head.get(listed)
    assert key.strip() not in page.text
    assert "terakhir dipakai" in page.seen
    head.follow(f"{listed}/1/cabut")
    assert client.post("/api/v1/visits", **asked).status_code == 401
    acts = [row["action"] for row in rows(app, "audit_records")]
    assert acts[-2:] == ["buat-kunci-api", "cabut-kunci-api"]
    head.get(listed)
    head.post(listed, 422, name=" ")


def test_a_key_of_another_unit_is_not_revoked_by_its_number(
    app: Flask, head: desk.Window, place: Place
) -> None:
    from kiosk.flows.place.keep_api_keys import make_api_key

    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    with app.app_context():
        make_api_key(desk.make_staff(app), other.unit, "Mesin RSUD", NOW)
    head.get(f"/admin/kunci-api/{place.unit}")
    head.follow(f"/admin/kunci-api/{place.unit}/1/cabut")
    assert [row["revoked_at"] for row in rows(app, "api_keys")] == [None]
