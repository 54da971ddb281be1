"""The story of an office's first day, from an empty database, at a desk and on a tablet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE
from tests.browser.desk_walk import Walk, new_office
from tests.browser.people import DESK, TABLET
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser


def test_from_an_empty_database_to_posters_and_each_sees_their_own_part(
    open_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    """At a desk; each page that is met is looked at as a tablet shows it, too."""
    watches: list[Watch] = []

    def seat(root: str) -> tuple[Page, Watch]:
        context = open_context(viewport={"width": DESK[0], "height": DESK[1]})
        context.set_default_timeout(PATIENCE)
        watches.append(Watch(root))
        watches[-1].over(context)
        return context.new_page(), watches[-1]

    with new_office(tmp_path, seat) as office:
        office.also = TABLET
        Walk(office).whole()
    assert len(watches) == 5
    assert [trouble for watch in watches for trouble in watch.troubles] == []
