"""What impatient thumbs do, one person stays one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Request

from tests.browser.installation import Site
from tests.browser.people import AT_REST, Citizen
from tests.browser.tablet import counted

pytestmark = pytest.mark.browser

# Hears of each submission last, and sends none.
NOTE_SUBMITS = """() => {
  window.stopped = [];
  addEventListener('submit', event => {
    stopped.push(event.defaultPrevented);
    event.preventDefault();
  });
}"""


@pytest.fixture
def hurried() -> bool:
    """Who taps twice does so in the pause."""
    return False


@pytest.fixture
def one_more(site: Site) -> Iterator[None]:
    """Whatever the test does, the counter has exactly one answer more after it. That the head's
    month counts what the counter has is held by test_first_walk."""
    before = answers(site)
    yield
    assert answers(site) == before + 1


@pytest.fixture
def none_more(site: Site) -> Iterator[None]:
    before = answers(site)
    yield
    assert answers(site) == before


def answers(site: Site) -> int:
    return counted(site, site.citizen.rpartition("/")[2])[0]


def posts(page: Page) -> list[Request]:
    """The forms this page sends, as it sends them."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def answered(citizen: Citizen, site: Site) -> Citizen:
    """A form with two answers, before its last tap."""
    citizen.open(f"{site.citizen}/nilai")
    citizen.pass_over()
    citizen.choose("3")
    citizen.choose("2")
    citizen.hurry_to_the_end()
    return citizen


def tap_twice(citizen: Citizen) -> None:
    box = citizen.button("Kirim penilaian").bounding_box()
    assert box is not None
    for _ in range(2):
        citizen.page.touchscreen.tap(box["x"] + 40, box["y"] + 20)


@pytest.mark.usefixtures("one_more")
def test_a_double_tap_on_send_counts_once(citizen: Citizen, site: Site) -> None:
    answered(citizen, site)
    tap_twice(citizen)
    citizen.thanked()


@pytest.mark.usefixtures("none_more")
def test_of_two_taps_the_script_lets_one_through(citizen: Citizen, site: Site) -> None:
    answered(citizen, site)
    citizen.page.evaluate(NOTE_SUBMITS)
    tap_twice(citizen)
    assert citizen.page.evaluate("stopped") == [False, True]


@pytest.mark.usefixtures("one_more")
def test_without_script_the_same_form_sent_twice_counts_once(
    someone: Callable[..., Citizen], site: Site
) -> None:
    citizen = someone(java_script_enabled=False)
    citizen.watch.gives_up = True
    citizen.open(f"{site.citizen}/nilai")
    citizen.page.locator("input[name=layanan]").first.check()
    citizen.page.locator('.four input[value="2"]').first.check()
    citizen.button("Kirim penilaian").scroll_into_view_if_needed()
    sent = posts(citizen.page)
    tap_twice(citizen)
    citizen.thanked()
    # The browser may have stopped the first of the two on its way, so once more for certain.
    again = citizen.page.request.fetch(sent[0])
    assert again.ok
    assert again.url == citizen.page.url


@pytest.mark.usefixtures("one_more")
def test_a_reload_of_the_thanks_counts_nothing(citizen: Citizen, site: Site) -> None:
    answered(citizen, site).send()
    sent = posts(citizen.page)
    citizen.page.reload()
    citizen.thanked()
    assert sent == []


@pytest.mark.usefixtures("one_more")
def test_back_from_the_thanks_meets_an_empty_form(citizen: Citizen, site: Site) -> None:
    answered(citizen, site).send()
    citizen.page.go_back()
    citizen.page.wait_for_url("**/nilai")
    assert citizen.page.locator("input:checked").count() == 0
    assert citizen.button("Mengirim…").count() == 0
    citizen.page.go_forward()
    citizen.thanked()


@pytest.mark.usefixtures("one_more")
def test_the_phones_back_button_goes_back_a_question_and_loses_nothing(
    citizen: Citizen, site: Site
) -> None:
    citizen.open(f"{site.citizen}/nilai")
    citizen.pass_over()
    first = citizen.question()
    citizen.choose("3")
    citizen.choose("2")
    citizen.page.go_back()
    citizen.page.go_back()
    assert citizen.question() == first
    assert citizen.step.locator("input:checked").get_attribute("value") == "3"
    citizen.hurry_to_the_end()
    sent = posts(citizen.page)
    citizen.send()
    body = sent[0].post_data or ""
    assert "persyaratan=3" in body
    assert "prosedur=2" in body


@pytest.mark.usefixtures("none_more")
def test_a_reload_halfway_starts_anew_and_counts_nothing(citizen: Citizen, site: Site) -> None:
    citizen.open(f"{site.citizen}/nilai")
    start = citizen.question()
    citizen.pass_over()
    citizen.choose("3")
    citizen.page.reload()
    assert citizen.question() == start
    assert citizen.page.locator("input:checked").count() == 0


@pytest.mark.usefixtures("none_more")
def test_a_double_tap_on_an_answer_does_not_answer_the_next_question(
    citizen: Citizen, site: Site
) -> None:
    citizen.open(f"{site.citizen}/nilai")
    citizen.pass_over()
    citizen.page.wait_for_function(AT_REST)
    before = citizen.question()
    box = citizen.step.locator('input[value="4"]').bounding_box()
    assert box is not None
    for _ in range(4):
        citizen.page.touchscreen.tap(box["x"] + 40, box["y"] + 20)
    citizen.page.wait_for_function(AT_REST)
    assert citizen.question() != before
    assert citizen.page.locator(".step input:checked").count() == 2, "service and one answer"
    assert citizen.step.locator("input:checked").count() == 0
