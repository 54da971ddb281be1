"""F30 in Chromium: what anybody typed anywhere is shown as it was typed, on every page there is,
and not one character of it is a script or markup."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog

from tests.browser.everywhere import Everything, lines
from tests.browser.installation import Site
from tests.browser.people import DESK, Visitor
from tests.browser.tablet import app_of
from tests.faults.conftest import Held
from tests.faults.hostile import Told, fill, receipt_of, robot_of
from tests.faults.ledger import FULL, sized
from tests.payloads.xss import PAYLOADS
from tests.services.databases import let_go

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(sized(600, 7_200))]

WORDS = """() => [
  document.body.textContent,
  ...[...document.querySelectorAll('input, textarea, option')].map(one => one.value),
].join(' ').replace(/\\s+/g, ' ')"""
FOREIGN = """() => [
  ...document.querySelectorAll('script:not([src]), iframe, object, embed, base, math, xmp'),
  ...document.querySelectorAll('[onerror], [onload], [onfocus], [onclick], [autofocus], [srcdoc]'),
  ...document.querySelectorAll('[href^="javascript:" i], [action*="evil"], [src*="evil"]'),
].map(one => one.outerHTML.slice(0, 200))"""


class Alarm(list[str]):
    """Every dialog that a page opens."""

    def over(self, context: BrowserContext) -> None:
        def heard(box: Dialog) -> None:
            self.append(box.message)
            box.dismiss()

        context.on("dialog", heard)


def attacked(site: Site, everything: Everything, rounds: int) -> tuple[Told, dict[str, str]]:
    """What was taken, in all rounds; the receipt of a complaint that is hostile throughout."""
    app, numbers, told = app_of(site), itertools.count(), Told()

    def payload() -> str:
        number = next(numbers)
        return f"{PAYLOADS[number % len(PAYLOADS)]} #{number}"

    words = {name: payload() for name in ("judul", "tempat", "waktu_kejadian", "nama", "kontak")}
    story = "\n".join(PAYLOADS)
    receipt = receipt_of(app, isi=story, identitas="terbuka", **words)
    for _ in range(rounds):
        for who in ("meja", "tim"):
            found = fill(robot_of(app, everything, who, receipt), payload, alone=FULL)
            told.taken |= found.taken
            told.refused |= found.refused
    let_go(app)
    return told, receipt


def come(visit: Callable[..., Visitor], everything: Everything, who: str) -> Visitor:
    visitor = visit(Visitor, DESK, reduced_motion="reduce")
    if who in everything.seats:
        name, value = everything.seats[who]
        cookie: Any = {"name": name, "value": value, "url": visitor.site.root}
        visitor.page.context.add_cookies([cookie])
    visitor.watch.gives_up = True
    visitor.watch.refusals |= {404, 410, 422, 409}
    return visitor


def seen_by(visitor: Visitor, who: str, everything: Everything) -> tuple[int, str]:
    """Every page of the table that is theirs: how many, and all the words on them."""
    said, pages = [], 0
    for line in lines():
        if line.who == who:
            path = line.where.format(**everything.values)
            visitor.page.goto(visitor.site.root + path)
            assert visitor.page.evaluate(FOREIGN) == [], path
            said.append(visitor.page.evaluate(WORDS))
            pages += 1
    return pages, " ".join(said)


def own_page(visitor: Visitor, receipt: dict[str, str]) -> str:
    """The reporter's, by number and phrase."""
    page = visitor.page
    page.goto(visitor.site.root + "/lacak")
    for name, value in receipt.items():
        page.locator(f"main [name={name}]").first.fill(value)
    page.locator("main button.main").first.click()
    page.locator(".said").first.wait_for()
    assert page.evaluate(FOREIGN) == []
    told: str = page.evaluate(WORDS)
    return told


def test_no_word_typed_anywhere_runs_on_any_page(
    visit: Callable[..., Visitor], site: Site, everything: Everything, held: Held
) -> None:
    told, receipt = attacked(site, everything, sized(1, 8))
    dialogs, pages, words = Alarm(), 0, ""
    for who in ("meja", "warga", "tablet", "tim"):
        visitor = come(visit, everything, who)
        dialogs.over(visitor.page.context)
        many, said = seen_by(visitor, who, everything)
        pages, words = pages + many, words + said
        if who == "warga":
            words += own_page(visitor, receipt)
        assert dialogs == []
        assert visitor.watch.troubles == [], "a report of the content security policy is one"
    lost = [one for one in PAYLOADS if " ".join(one.split()) not in words]
    assert lost == [], "every payload of the complaint is shown as it was typed"
    shown = {key for key, one in told.taken.items() if " ".join(one.split()) in words}
    assert len(shown) >= 20
    held(
        tried=f"{len(PAYLOADS)} payloads in a complaint; {len(told.taken)} fields of forms hostile "
        f"at once; {pages} pages in Chromium",
        figure=f"{len(dialogs)} dialogs, 0 reports of the policy, {len(PAYLOADS)} of "
        f"{len(PAYLOADS)} and {len(shown)} fields read verbatim",
    )
