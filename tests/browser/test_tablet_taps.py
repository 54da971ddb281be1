"""Five seconds: one tap on the tablet, thanks, and the way into the whole survey."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.installation import COUNTER, Site
from tests.browser.people import SIZES
from tests.browser.tablet import Tablet, app_of, rows
from tests.browser.test_axe import objections

pytestmark = pytest.mark.browser

UNIT = "dukcapil-kupang"
FACES = (
    "SELECT face_1, face_2, face_3, face_4 FROM tap_counts "
    "WHERE point_id = (SELECT id FROM points WHERE code = ?) AND source = ?"
)


@pytest.fixture
def opened_by_a_tap(site: Site) -> Iterator[None]:
    """The counter's unit asks for one face first."""
    _set(site, "ketuk")
    yield
    _set(site, "tidak")


def _set(site: Site, value: str) -> None:
    from kiosk import clock
    from kiosk.flows.place.set_setting import set_setting
    from tests.services.databases import let_go

    app = app_of(site)
    with app.app_context():
        set_setting("pembuka", value, UNIT, clock.now())
    let_go(app)


@pytest.mark.usefixtures("opened_by_a_tap")
def test_a_tap_counts_once_and_leads_on(visit: Callable[..., Tablet], site: Site) -> None:
    from kiosk.domain.survey.source import Source

    tablet = visit(Tablet, SIZES[1], has_touch=True)
    tablet.watch.gives_up = tablet.watch.offline = True
    tablet.know()
    tablet.start()
    page = tablet.page
    assert objections(page) == []
    tablet.cut()
    tablet.tap(tablet.button("Tidak puas"))
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_focused()
    assert objections(page) == []
    assert len(tablet.waiting()) == 1
    tablet.cut(False)
    tablet.emptied()
    assert rows(site, FACES, COUNTER, int(Source.KIOSK)) == [(0, 1, 0, 0)]
    tablet.enter("Lanjut menilai")
    assert page.locator("[name=wajah]").input_value() == "2"
    assert "#" not in page.url
