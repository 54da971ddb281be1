"""The story of the project: a scanned code becomes one answer more in the head's month."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.installation import COUNTER, LONG, SIX, Site
from tests.browser.people import DESK, PHONE, SIZES, Citizen, Head

pytestmark = pytest.mark.browser

MOST_TAPS = 14


def test_a_scan_a_minute_and_the_head_has_one_answer_more(
    citizen: Citizen, head: Head, site: Site
) -> None:
    before = head.respondents(site.head)
    citizen.open(site.citizen.replace("/s/", "/S/"))
    citizen.begin()
    scrolled = []
    while not citizen.at_the_end():
        scrolled += [] if citizen.fits() else [citizen.question()]
        citizen.go_on()
    citizen.send()
    assert scrolled == []
    assert citizen.taps <= MOST_TAPS
    assert head.respondents(site.head) == before + 1


def test_the_server_says_where_to_look(site: Site) -> None:
    assert f"{site.root}{site.citizen}" in site.printed
    assert f"{site.root}{site.head}" in site.printed


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_same_without_script(
    someone: Callable[..., Citizen], head: Head, site: Site, size: tuple[int, int]
) -> None:
    before = head.respondents(site.head)
    citizen = someone(size, java_script_enabled=False)
    citizen.open(site.citizen)
    citizen.begin()
    citizen.page.locator("input[name=layanan]").first.check()
    for choice in citizen.page.locator('.four input[value="3"]').all():
        choice.check()
    citizen.page.get_by_label("Ada saran untuk kami?").fill("Antrean cepat.")
    citizen.send()
    assert head.respondents(site.head) == before + 1


@pytest.mark.parametrize("point", [COUNTER, SIX, LONG])
def test_no_question_needs_scrolling(someone: Callable[..., Citizen], point: str) -> None:
    """Each is met in a small window, and then shown in larger ones."""
    citizen = someone(PHONE)
    citizen.form(point)
    scrolled = []
    while not citizen.at_the_end():
        for size in SIZES:
            citizen.resize(size)
            scrolled += [] if citizen.fits() else [(citizen.question(), size)]
        citizen.resize(PHONE)
        citizen.pass_over()
    assert scrolled == []


def test_answers_lie_at_one_place_at_every_question(citizen: Citizen) -> None:
    citizen.form(COUNTER)
    citizen.go_on()
    places = set()
    while citizen.step.locator(".four").count():
        boxes = [choice.bounding_box() for choice in citizen.step.locator("input").all()]
        places.add(tuple(round(box["y"]) for box in boxes if box))
        citizen.move("skip")
    assert len(places) == 1


def test_a_service_without_a_fee_is_not_asked_about_it(citizen: Citizen) -> None:
    citizen.form(COUNTER)
    citizen.choose("akta")
    asked = [citizen.question()]
    while citizen.step.locator(".four").count():
        citizen.move("skip")
        asked.append(citizen.question())
    assert not any("biaya" in question for question in asked)
    assert any("biaya" in question for question in asked_for_a_paid_service(citizen))


def asked_for_a_paid_service(citizen: Citizen) -> list[str]:
    citizen.form(COUNTER)
    citizen.choose("ktp")
    asked = []
    while citizen.step.locator(".four").count():
        asked.append(citizen.question())
        citizen.move("skip")
    return asked
