"""F39: a retired QR answers 410 with a way to go on, and credits nothing to its counter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.flows.place.renew_code import renew_code
from kiosk.web import stamp
from tests import desk
from tests.factories import Clock, filled, make_place, rows
from tests.faults.conftest import Held
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


@pytest.fixture
def new(app: Flask, place: Place, clock: Clock) -> str:
    with app.app_context():
        return renew_code(desk.make_staff(app), place.point, clock.now()).code


@pytest.fixture
def citizen(app: Flask) -> PageClient:
    return PageClient(app)


def signed(app: Flask, code: str) -> dict[str, str]:
    with app.app_context():
        return {**filled(), "csrf_token": stamp.make("survei", code)}


def test_for_seven_days_old_and_new_print_both_take_answers(
    app: Flask, citizen: PageClient, place: Place, new: str, clock: Clock, held: Held
) -> None:
    clock.instant += timedelta(days=7) - MOMENT
    for code in (place.point, new):
        page = citizen.get(f"/s/{code}/nilai")
        [action] = page.find("//form[@method='post']/@action")
        assert action == f"/s/{new}/nilai"
        citizen.post(action, {**filled(), **page.form(), **_answers()})
    assert len(rows(app, "answers")) == 2
    held(tried="old and new code a moment before 7 days are over", figure="2 of 2 answers taken")


def _answers() -> dict[str, str]:
    return {name: value for name, value in filled().items() if name != "kunci"}


def test_a_form_opened_before_the_renewal_is_still_good_for_the_week(
    app: Flask, citizen: PageClient, place: Place, new: str, clock: Clock
) -> None:
    clock.later(days=6)
    citizen.post(place.form, signed(app, place.point))
    assert [one["point_id"] for one in rows(app, "answers")] == [place.point_id]


@pytest.mark.parametrize("path", ["/s/{}", "/S/{}", "/s/{}/nilai", "/?kode={}"])
def test_then_the_old_print_answers_410_with_the_office_already_in_the_search(
    citizen: PageClient, place: Place, new: str, clock: Clock, path: str, held: Held
) -> None:
    clock.later(days=7)
    page = citizen.get(path.format(place.point), status=410)
    [form] = page.find("//form[@role='search']")
    [field] = form.xpath(".//input[@name='q']")
    assert field.get("value") == "Dinas Dukcapil Kota Kupang"
    found = citizen.get(f"{form.get('action')}?q={field.get('value')}")
    assert f"/s/{new}" in found.links()
    assert not [link for link in found.links() if place.point in link]
    held(tried="the way on from a retired code", figure="410, its office found by hand")


def test_no_answer_is_credited_to_a_retired_code(
    app: Flask, citizen: PageClient, place: Place, new: str, clock: Clock, held: Held
) -> None:
    clock.later(days=7)
    citizen.post(place.form, signed(app, place.point), status=410)
    assert rows(app, "answers") == []
    assert rows(app, "tallies") == []
    credited = len(rows(app, "answers"))
    held(tried="a retired code after 7 days", figure=f"410, {credited} answers credited to it")


def test_a_closed_counter_answers_410_with_the_same_way_on(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    with app.app_context(), transaction():
        points.close(place.point, clock.now())
    page = citizen.get(f"/s/{place.point}", status=410)
    assert page.find("//input[@name='q']/@value") == ["Dinas Dukcapil Kota Kupang"]
    citizen.get(f"/s/{place.point}/nilai", status=410)
