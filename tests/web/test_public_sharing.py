"""Published figures on other sites: data, pictures, frames and feeds, cached for a minute."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as Xml
from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests import periods, published
from tests.factories import MONTH, Place, answer, make_place
from tests.periods import AFTER
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

SHARED = (".json", ".csv", f"/{MONTH}.json", f"/{MONTH}.csv", "/widget", "/widget.svg", "/atom.xml")
ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = '=1+1 <b onload="x">&\\'
KINDS = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip


@pytest.fixture
def shown(app: Flask, place: Place) -> Place:
    """October is published."""
    answer(app, place, times=20)
    answer(app, place, 3, times=15)
    published.publish(app, place)
    return place


def get(app: Flask, place: Place, form: str, **headers: str) -> TestResponse:
    return app.test_client().get(f"/publik/{place.unit}{form}", headers=headers)


def test_any_site_may_read_them_and_nobody_keeps_them_for_long(app: Flask, shown: Place) -> None:
    for form in SHARED:
        found = get(app, shown, form)
        assert found.headers["Access-Control-Allow-Origin"] == "*", form
        kept = found.headers["Cache-Control"]
        assert "must-revalidate" in kept, form
        assert int(re.findall(r"max-age=(\d+)", kept)[0]) <= 60, form
        assert "Set-Cookie" not in found.headers
        same = get(app, shown, form, **{"If-None-Match": found.headers["ETag"]})
        assert (same.status_code, same.data) == (304, b""), form


def test_what_is_withdrawn_is_gone_for_whoever_asks_whether_it_changed(
    app: Flask, shown: Place
) -> None:
    forms = ("", "/papan", *SHARED)
    marks = {form: get(app, shown, form).headers["ETag"] for form in forms}
    assert get(app, shown, "", **{"If-None-Match": marks[""]}).status_code == 304
    assert "no-cache" in get(app, shown, "").headers["Cache-Control"]
    published.withdraw(app, shown)
    for form in forms:
        asked = get(app, shown, form, **{"If-None-Match": marks[form]})
        assert asked.status_code in (200, 404), form
        assert "89,29" not in asked.text, form
        assert "89.29" not in asked.text, form


def test_only_the_widget_may_stand_in_a_frame(app: Flask, shown: Place) -> None:
    """Every address of the citizens' pages, and every way to be refused."""
    from tests.rules.addresses import filled

    client, framed = app.test_client(), set()
    addresses = [
        filled(app, rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/admin")
    ]
    assert f"/publik/{shown.unit}/widget" in addresses
    for path in (*addresses, "/publik/tidak-ada/widget", "/tidak-ada"):
        found = client.get(path)
        policy = found.headers["Content-Security-Policy"]
        if "frame-ancestors 'none'" not in policy or found.headers.get("X-Frame-Options") != "DENY":
            framed.add(path)
            assert "frame-ancestors *" in policy
            assert "X-Frame-Options" not in found.headers
            assert "default-src 'self'" in policy
    assert framed == {f"/publik/{shown.unit}/widget"}


def test_the_widget_has_neither_script_nor_form_and_leads_out_of_its_frame(
    app: Flask, shown: Place
) -> None:
    text = get(app, shown, "/widget?bahasa=en").text
    assert "89.29" in text
    assert "Very good" in text
    assert "<script" not in text
    assert "<form" not in text
    assert 'target="_blank"' in text


def test_the_data_is_as_the_document_describes_it(app: Flask, shown: Place) -> None:
    document = json.loads((files("kiosk.data") / "openapi.json").read_bytes())
    for path, form in (
        ("/publik/{unit}.json", ".json"),
        ("/publik/{unit}/{period}.json", f"/{MONTH}.json"),
    ):
        answered = document["paths"][path]["get"]["responses"]["200"]
        schema = answered["content"]["application/json"]["schema"]
        assert faults(get(app, shown, form).get_json(), schema, document) == []
    empty = make_place(app, "kosong", point="6H5N3SXY")
    assert (
        faults(
            get(app, empty, ".json").get_json(),
            document["components"]["schemas"]["PublishedUnit"],
            document,
        )
        == []
    )


def faults(
    value: Any, schema: dict[str, Any], document: dict[str, Any], at: str = "$"
) -> list[str]:
    """Where a value is not what its schema says, and what the schema does not name."""
    properties: dict[str, Any] = {}
    wrong: list[str] = []
    for part in flat(schema, document):
        if "anyOf" in part:
            tried = [faults(value, one, document, at) for one in part["anyOf"]]
            return wrong + sorted(tried, key=len)[0]
        kinds = part.get("type", [])
        allowed = tuple(KINDS[one] for one in ([kinds] if isinstance(kinds, str) else kinds))
        wrong += [f"{at}: {value!r}"] if allowed and not isinstance(value, allowed) else []
        wrong += [f"{at}: {value!r}"] if value not in part.get("enum", [value]) else []
        wrong += [f"{at}: {value!r}"] if value != part.get("const", value) else []
        if isinstance(value, str) and not re.search(part.get("pattern", ""), value):
            wrong.append(f"{at}: {value!r}")
        if isinstance(value, dict):
            wrong += [
                f"{at}.{name} lacks" for name in part.get("required", []) if name not in value
            ]
            properties |= part.get("properties", {})
        if isinstance(value, list) and "items" in part:
            wrong += [f for one in value for f in faults(one, part["items"], document, f"{at}[]")]
    if isinstance(value, dict):
        for name, inside in value.items():
            wrong += (
                faults(inside, properties[name], document, f"{at}.{name}")
                if name in properties
                else [f"{at}.{name} is not described"]
            )
    return wrong


def flat(schema: dict[str, Any], document: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return flat(document["components"]["schemas"][name], document)
    return [one for part in schema.get("allOf", []) for one in flat(part, document)] + [schema]


def test_the_table_has_a_row_a_period_and_the_periods_a_row_a_figure(
    app: Flask, shown: Place
) -> None:
    [row] = csv.DictReader(io.StringIO(get(app, shown, ".csv").get_data().decode("utf-8-sig")))
    assert (row["periode"], row["ikm"], row["mutu"], row["responden"]) == (
        MONTH,
        "89.29",
        "A",
        "35",
    )
    assert row["cukup_sampel"] == "ya"
    one = get(app, shown, f"/{MONTH}.csv").get_data().decode("utf-8-sig")
    kinds = [row["jenis"] for row in csv.DictReader(io.StringIO(one))]
    assert kinds == ["ikm", *["unsur"] * 9, "layanan", "sumber"]


def test_a_feed_names_each_period_once_and_for_ever(app: Flask, shown: Place) -> None:
    def entries() -> tuple[Xml.Element, list[Xml.Element]]:
        feed = Xml.fromstring(get(app, shown, "/atom.xml").data)
        return feed, feed.findall(f"{ATOM}entry")

    feed, [first] = entries()
    [own] = [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert str(own.get("href")).endswith(f"/publik/{shown.unit}/atom.xml")
    for one in (feed, first):
        for name in ("id", "title", "updated"):
            assert one.findtext(f"{ATOM}{name}"), name
        assert str(one.findtext(f"{ATOM}id")).startswith("urn:uuid:")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert first.findtext(f"{ATOM}updated") == "2026-11-02T01:00:00Z"
    assert "IKM 89,29, A (Sangat baik), 35 responden." in str(first.findtext(f"{ATOM}summary"))
    head, second = periods.head_of(app, shown), periods.admin_of(app, shown)
    periods.reopen(app, shown, head, second)
    later = AFTER + timedelta(days=1)
    periods.close(app, shown, head, now=later)
    periods.publish(app, shown, head, now=later)
    again, [then] = entries()
    assert then.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id")
    assert again.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id") != then.findtext(f"{ATOM}id")
    assert then.findtext(f"{ATOM}title") == "IKM Oktober 2026, edisi 2"
    assert then.findtext(f"{ATOM}updated") == "2026-11-03T01:00:00Z"


def test_words_of_an_office_are_words_everywhere(
    app: Flask, citizen: PageClient, clock: object
) -> None:
    place = make_place(app, name=NASTY)
    answer(app, place, times=6)
    published.publish(app, place)
    for form in ("/widget.svg", "/atom.xml"):
        root = Xml.fromstring(get(app, place, form).data)
        assert NASTY in "".join(root.itertext()), form
        assert not any(name.startswith("on") for one in root.iter() for name in one.attrib), form
        assert b"<script" not in get(app, place, form).data
    for form in ("", "/papan", "/pasang"):
        assert NASTY in citizen.get(f"/publik/{place.unit}{form}").seen, form
    assert "<b onload" not in get(app, place, "/widget").text
    [row] = csv.DictReader(io.StringIO(get(app, place, ".csv").get_data().decode("utf-8-sig")))
    assert row["nama_unit"] == f"'{NASTY}", "no spreadsheet runs it"
    unseen = make_place(app, "lain", point="6H5N3SXY", name="Kantor\x0b Satu")
    answer(app, unseen, times=6)
    published.publish(app, unseen)
    for form in ("/widget.svg", "/atom.xml"):
        assert Xml.fromstring(get(app, unseen, form).data) is not None, "XML knows no such letter"


def test_the_picture_is_one_of_the_reader_s_language_and_says_all_it_shows(
    app: Flask, shown: Place
) -> None:
    found = get(app, shown, "/widget.svg?bahasa=en")
    assert found.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    root = Xml.fromstring(found.data)
    title = root.findtext("{http://www.w3.org/2000/svg}title")
    assert title == (
        "Public Satisfaction Index. Dinas Dukcapil Kota Kupang. 89.29. A · Very good. "
        "October 2026 · 35 respondents"
    )
    assert not {"style", "href"} & {name for one in root.iter() for name in one.attrib}


def test_what_is_to_be_pasted_leads_to_us(app: Flask, citizen: PageClient, shown: Place) -> None:
    page = citizen.get(f"/publik/{shown.unit}/pasang")
    [picture, frame] = ["".join(one.itertext()) for one in page.find("//textarea")]
    here = f"http://127.0.0.1:8000/publik/{shown.unit}"
    assert f'<a href="{here}"><img src="{here}/widget.svg"' in picture
    assert f'<iframe src="{here}/widget"' in frame


def test_below_another_path_every_address_has_it(app: Flask, shown: Place) -> None:
    for form in ("", ".json", "/atom.xml", "/pasang", "/widget"):
        found = app.test_client().get(
            f"/publik/{shown.unit}{form}", base_url="http://localhost/skm"
        )
        assert found.status_code == 200
        assert re.findall(r"(?<!skm)/publik/[a-z]", found.text) == [], form
