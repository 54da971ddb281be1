"""An office that chose yellow is read by its visitors all the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from kiosk.domain.place.ramp import RING, TEXT, contrast
from tests.browser.installation import YELLOW
from tests.browser.people import PHONE, Citizen
from tests.browser.test_weight import ICON, MOST_BYTES, MOST_REQUESTS, WORKER, Line

pytestmark = pytest.mark.browser

# (colour, what is behind it, the ring when it has the focus), as the browser paints them.
PAINTED = """e => {
  const ground = node => {
    const own = getComputedStyle(node).backgroundColor;
    return own === 'rgba(0, 0, 0, 0)' && node.parentElement ? ground(node.parentElement) : own;
  };
  e.focus();
  return [getComputedStyle(e).color, ground(e), getComputedStyle(e).outlineColor];
}"""


def painted(one: Locator) -> list[str]:
    return [_hex(colour) for colour in one.evaluate(PAINTED)]


def _hex(colour: str) -> str:
    """Of ``rgb(1, 2, 3)``, as every browser writes an opaque one."""
    channels = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    assert channels, colour
    return "#" + "".join(f"{int(one):02x}" for one in channels.groups())


def readable(one: Locator) -> float:
    text, ground, _ = painted(one)
    return contrast(text, ground)


def test_buttons_links_and_answers_can_be_read_and_cost_no_more(
    someone: Callable[..., Citizen],
) -> None:
    citizen = someone(PHONE, reduced_motion="reduce")
    line = Line(citizen.page.context.new_cdp_session(citizen.page))
    citizen.open(f"/s/{YELLOW}")
    page = citizen.page
    main = page.locator(".rate .button.main")
    ground = painted(main)[1]
    assert ground == "#717100", "the office's own sheet did not come"
    assert page.evaluate("getComputedStyle(document.body.parentNode).getPropertyValue('--brand')")
    assert readable(main) >= TEXT
    assert readable(page.locator(".doors .button").first) >= TEXT
    link = page.locator(".ways a").first
    assert readable(link) >= TEXT
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert contrast(painted(focused)[2], painted(focused)[1]) >= RING
    page.evaluate(ICON)
    page.evaluate(WORKER)
    citizen.begin()
    page.wait_for_load_state("networkidle")
    citizen.pass_over()
    citizen.choose("3")
    citizen.move("back")
    chosen = citizen.step.locator("input:checked + label")
    assert painted(chosen)[1] == "#f3f3cf"
    assert readable(chosen) >= TEXT
    assert len(line.fetched) <= MOST_REQUESTS
    assert sum(line.fetched.values()) <= MOST_BYTES


def test_pointing_at_a_face_is_pointing_at_its_button(citizen: Citizen) -> None:
    citizen.open(f"/s/{YELLOW}")
    citizen.page.locator(".faces .face-1").tap()
    citizen.page.wait_for_url("**/nilai")
