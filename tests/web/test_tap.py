"""The opening question: one tap, then on to the survey or done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def asking(app: Flask) -> Place:
    from kiosk.flows.place.set_setting import set_setting

    place = make_place(app)
    with app.app_context():
        set_setting("pembuka", "ketuk", place.unit, NOW)
    return place


def fields(page: str) -> dict[str, str]:
    form = re.search(r'<form class="taps".*?</form>', page, re.S)
    assert form is not None
    return dict(re.findall(r'name="(csrf_token|kunci)" value="([^"]+)"', form[0]))


def test_a_point_asks_one_face_only_where_its_office_wants_that(app: Flask) -> None:
    place = make_place(app)
    assert 'class="taps"' not in app.test_client().get(f"/s/{place.point}").text


def test_a_tap_is_counted_and_leads_on_with_its_face(app: Flask, client: FlaskClient) -> None:
    place = asking(app)
    page = client.get(f"/s/{place.point}").text
    assert page.count('class="tap"') == 4
    sent = client.post(f"/s/{place.point}/ketuk", data={**fields(page), "wajah": "2"})
    assert (sent.status_code, sent.location) == (303, f"/s/{place.point}/ketuk?wajah=2")
    after = client.get(sent.location).text
    assert f"/s/{place.point}/nilai?wajah=2" in after
    assert f"/s/{place.point}/aduan" in after
    survey = client.get(f"/s/{place.point}/nilai?wajah=2").text
    assert re.search(r'name="wajah" value="2"', survey)
    assert len(rows(app, "tap_counts")) == 1


def test_a_form_that_is_not_ours_counts_nothing(app: Flask, client: FlaskClient) -> None:
    place = asking(app)
    forged = {"csrf_token": "0" * 32, "kunci": "kunci-palsu", "wajah": "1"}
    assert client.post(f"/s/{place.point}/ketuk", data=forged).location == f"/s/{place.point}"
    known = fields(client.get(f"/s/{place.point}").text)
    for wrong in ({"wajah": "9"}, {}):
        assert client.post(f"/s/{place.point}/ketuk", data={**known, **wrong}).status_code == 422
    assert rows(app, "tap_counts") == []
