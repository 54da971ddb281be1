"""One survey by lot on a tablet that keeps the page for all: drawn anew for each, offline too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kiosk.store.engine import transaction
from kiosk.store.place import settings
from kiosk.store.place.revision import move
from tests.browser.installation import Site
from tests.browser.people import TABLET
from tests.browser.tablet import Tablet, app_of, rows
from tests.factories import NOW, make_place
from tests.services.databases import let_go

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LOT = "VNDA0001"


class ByLot(Tablet):
    point = LOT


@pytest.fixture
def tablet(visit: Callable[..., ByLot], site: Site) -> ByLot:
    app = app_of(site)
    place = make_place(app, "undi", point=LOT, instruments=("skm-2017", "spkp", "spak"))
    with app.app_context(), transaction():
        settings.put(place.unit_id, "gabungan-survei", "bergilir", NOW)
        move()
    let_go(app)
    made = visit(ByLot, TABLET, has_touch=True)
    made.watch.gives_up = True
    made.know()
    made.start()
    return made


def drawn(page: Page) -> str:
    code = page.locator("input[name=instrumen]").input_value()
    kept = page.locator("[data-instrumen]")
    codes = kept.evaluate_all("all => all.map(one => one.getAttribute('data-instrumen'))")
    assert set(codes) == {code}
    return code


def test_without_a_network_each_visitor_gets_one_and_it_arrives(tablet: ByLot, site: Site) -> None:
    tablet.watch.offline = True
    tablet.cut()
    found = set()
    for _ in range(12):
        tablet.page.goto(f"{tablet.home}/nilai")
        found.add(drawn(tablet.page))
    # All twelve alike once in 170,000 runs.
    assert len(found) > 1
    tablet.page.goto(tablet.home)
    tablet.enter("Beri nilai")
    code = drawn(tablet.page)
    tablet.to_the_end("3")
    expect(tablet.page.get_by_text("Petugas tidak boleh menerima uang")).to_be_visible()
    tablet.tap(tablet.button("Kirim penilaian"))
    expect(tablet.page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    tablet.cut(False)
    tablet.emptied()
    query = (
        "SELECT i.code, length(a.scores) FROM answers a JOIN instruments i "
        "ON i.id = a.instrument_id JOIN points p ON p.id = a.point_id WHERE p.code = ?"
    )
    sizes = {"skm-2017": 18, "spkp": 16, "spak": 10}
    assert rows(site, query, LOT) == [(code, sizes[code])]
