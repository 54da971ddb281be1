"""A citizen's own phone without a signal: the survey waits there; the page says when it went."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.installation import ALONE, Site
from tests.browser.people import Citizen
from tests.browser.tablet import READY, counted
from tests.browser.test_axe import objections

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    found.push(...kept.map(one => new URL(one.url).pathname));
  }
  return found;
}"""


def test_a_survey_without_a_signal_arrives_once_and_the_page_says_so(
    someone: Callable[..., Citizen], site: Site
) -> None:
    before, citizen = counted(site, ALONE)[0], someone()
    page = citizen.page
    citizen.open(f"/s/{ALONE}")
    page.evaluate(READY)
    citizen.open(f"/s/{ALONE}/aduan")
    citizen.form(ALONE)
    assert f"/s/{ALONE}/aduan" not in page.evaluate(KEPT)
    citizen.watch.offline = True
    page.context.set_offline(True)
    page.reload()
    fresh = page.locator("[name=kunci]").input_value()
    page.reload()
    assert page.locator("[name=kunci]").input_value() != fresh, "two openings, two answers"
    citizen.to_the_end("3")
    citizen.tap(citizen.button("Kirim penilaian"))
    expect(page.get_by_role("heading", name="Tersimpan di ponsel ini")).to_be_visible()
    assert objections(page) == []
    assert counted(site, ALONE)[0] == before
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Sudah terkirim")).to_be_visible()
    assert counted(site, ALONE)[0] == before + 1
    page.get_by_role("link", name="Kembali ke halaman loket").click()
    expect(page.get_by_role("link", name="Beri nilai", exact=True)).to_be_visible()


def test_whoever_was_quicker_than_the_landing_page_is_heard_too(
    someone: Callable[..., Citizen],
) -> None:
    citizen = someone()
    citizen.form(ALONE)
    citizen.page.evaluate(READY)
    citizen.to_the_end("3")
    citizen.watch.offline = True
    citizen.page.context.set_offline(True)
    citizen.tap(citizen.button("Kirim penilaian"))
    expect(citizen.page.get_by_role("heading", name="Tersimpan di ponsel ini")).to_be_visible()
    citizen.page.context.set_offline(False)
    expect(citizen.page.get_by_role("heading", name="Sudah terkirim")).to_be_visible()
