"""Published cases on the public pages: what an agency printed is what a citizen reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import published
from tests.factories import NOW, make_place
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

SEEN = (
    ("kemenag-tw3", {"sampel-minimum": "29"}, 29, "91.48", "A"),
    ("kemenag-tw3", {"sampel-minimum": "29", "bobot": "0.11"}, 29, "90.56", "A"),
    ("situs-2025-tw1-91", {"pembulatan-unsur": "3"}, 91, "94.53", "A"),
)
"""The case of tests/cases/published.json, the agency's own way to compute, what it printed."""


@pytest.mark.parametrize(("name", "settings", "respondents", "ikm", "mutu"), SEEN)
def test_a_published_figure_is_read_by_citizens_programs_and_other_sites(
    app: Flask, citizen: PageClient, clock: object, name: str, settings: dict[str, str],
    respondents: int, ikm: str, mutu: str,
) -> None:  # fmt: skip
    from kiosk.flows.place.set_setting import set_setting

    place = make_place(app)
    with app.app_context():
        for key, value in settings.items():
            set_setting(key, value, place.unit, NOW)
    published.enter(app, place, published.case(name))
    published.publish(app, place)
    here, shown = f"/publik/{place.unit}", ikm.replace(".", ",")
    found = app.test_client().get(f"{here}.json").get_json()["latest"]
    assert (found["respondents"], found["ikm"], found["mutu"]) == (respondents, ikm, mutu)
    for form in ("", "/papan", "?bahasa=id"):
        page = citizen.get(here + form)
        assert shown in page.seen
    assert f",{respondents}," in app.test_client().get(f"{here}.csv").text
    for form in (".csv", f"/{found['period']}.csv"):
        assert f",{ikm},{mutu}," in app.test_client().get(here + form).text
    for form in ("/widget", "/widget.svg", "/atom.xml"):
        assert shown in app.test_client().get(here + form).text
