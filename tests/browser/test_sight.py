"""Magnified, in colours of one's own, without motion."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.everywhere import Everything
from tests.browser.installation import COUNTER, GONE, SIX
from tests.browser.people import PHONE, Citizen, Visitor

pytestmark = pytest.mark.browser

# A window of 1280 x 1024 at 200 % and at 400 % (WCAG 2.2, 1.4.10 Reflow): test_axe and
# test_everywhere show every page so.
ZOOMED = {"200 %": (640, 512), "400 %": (320, 256)}
# What lies outside the window, unless it can be scrolled to within its own box;
# a sheet of paper keeps its size.
LOST = """() => [...document.querySelectorAll('main *, header *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && !e.closest('.vh, .scroll, .tabs, .sheet, svg')
    && (box.right > innerWidth + 1 || box.left < -1);
}).map(e => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("point", [COUNTER, SIX])
def test_a_magnified_survey_can_be_answered(someone: Callable[..., Citizen], point: str) -> None:
    citizen = someone(ZOOMED["400 %"])
    citizen.form(point)
    citizen.to_the_end()
    citizen.send()


def test_in_forced_colours_the_chosen_answer_is_told_apart(
    someone: Callable[..., Citizen],
) -> None:
    citizen = someone(PHONE, forced_colors="active")
    citizen.form(COUNTER)
    citizen.pass_over()
    citizen.choose("3")
    citizen.move("back")
    look = "e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopColor] }"
    labels = citizen.step.locator(".choice label").all()
    looks = [tuple(label.evaluate(look)) for label in labels]
    assert looks[0] == looks[1] == looks[3]
    assert looks[2][0] != looks[0][0], "only a colour tells them apart"


FRAMED = "e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopColor] }"
UNDERLINED = """all => all.map(e => {
  return [e.hasAttribute('aria-current'), getComputedStyle(e).borderBottomColor];
})"""


def test_in_forced_colours_taps_progress_and_the_current_page_are_seen(
    visit: Callable[..., Visitor], everything: Everything
) -> None:
    visitor = visit(Visitor, PHONE, forced_colors="active")
    page = visitor.page
    visitor.open(f"/s/{everything.values['point']}")
    for tap in page.locator(".tap").all():
        width, colour = tap.evaluate(FRAMED)
        assert (width, colour) == ("2px", tap.evaluate("e => getComputedStyle(e).color"))
    visitor.open(f"/s/{everything.values['point']}/nilai")
    assert page.locator("progress").evaluate(FRAMED)[0] == "1px"
    name, value = everything.seats["meja"]
    page.context.add_cookies([{"name": name, "value": value, "url": visitor.site.root}])
    visitor.open("/admin/laporan")
    ground = page.locator(".menu").evaluate("e => getComputedStyle(e).backgroundColor")
    underlined = page.locator(".menu a").evaluate_all(UNDERLINED)
    shown = {current for current, colour in underlined if colour != ground}
    assert shown == {True}, "every page looks like the current one, or none does"


@pytest.mark.parametrize(("wish", "moves"), [("reduce", 0), ("no-preference", 1)])
def test_nothing_moves_for_who_wants_no_motion(
    someone: Callable[..., Citizen], wish: str, moves: int
) -> None:
    citizen = someone(PHONE, reduced_motion=wish)
    citizen.form(COUNTER)
    # Without a pointer over it, so that no colour of a button is on its way.
    citizen.page.locator("#layanan").evaluate("e => { e.checked = true }")
    citizen.page.locator("[data-move=next]").evaluate("e => e.click()")
    names = "document.getAnimations().filter(a => a.animationName).length"
    assert citizen.page.evaluate(names) == moves


def test_a_closed_counter_says_where_to_go(citizen: Citizen) -> None:
    citizen.open(f"/s/{GONE}", refused=410)
    assert citizen.page.get_by_role("link", name="Ke halaman depan").count() == 1
