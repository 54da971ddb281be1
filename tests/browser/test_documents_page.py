"""A head watches a document being made: the page moves by itself, and nothing is lost under it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk import clock
from kiosk.domain.index.document import LEASE, NO_ROOM, Document, DocumentKind
from kiosk.domain.index.period import parse
from tests import papers
from tests.browser.installation import Site
from tests.browser.people import Head
from tests.browser.tablet import app_of
from tests.services.databases import let_go

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.browser

PERIOD = "2025"
OWNER = "uji"


@contextmanager
def held(app: Flask, unit: str) -> Iterator[Document]:
    """A document that this test makes: the jobs of the installation see that somebody does."""
    from kiosk.flows import papering
    from kiosk.store.engine import transaction
    from kiosk.store.index import documents
    from kiosk.store.upkeep import leases

    now = clock.now()
    with app.app_context(), transaction():
        assert leases.take(LEASE, OWNER, now + timedelta(hours=1), now)
        wanted = papering.wish(unit, parse(PERIOD), DocumentKind.REPORT_PDF, None, None, now)
        documents.add(wanted)
        waiting = documents.waiting_at(wanted.spot)
        assert waiting is not None
        taken = documents.take(waiting, now)
        assert taken is not None
    try:
        yield taken
    finally:
        with app.app_context(), transaction():
            leases.release(LEASE, OWNER)


def test_the_list_moves_by_itself_and_keeps_the_focus(site: Site, head: Head) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.index import documents

    app, page = app_of(site), head.page
    papers.seal(app, site.inside.unit, PERIOD, clock.now())
    page.clock.install()
    with held(app, site.inside.unit) as one:
        head.open(f"/admin/periode/{site.inside.unit}/{PERIOD}/dokumen")
        assert page.locator("#kemajuan").inner_text() == "1 sedang dibuat, 0 antre."
        link = page.locator(".documents a.main").first
        link.focus()
        name = link.get_attribute("id")
        with app.app_context(), transaction():
            documents.beat(one, 2, 4, clock.now())
        page.clock.run_for(3_100)
        page.locator("progress[value='2'][max='4']").wait_for()
        assert page.evaluate("document.activeElement.id") == name
        with app.app_context(), transaction():
            documents.fail(one, NO_ROOM, clock.now())
        page.clock.run_for(3_100)
        page.get_by_text(NO_ROOM).wait_for()
        assert page.locator("#kemajuan").inner_text() == "Tidak ada yang sedang dibuat."
    let_go(app)
