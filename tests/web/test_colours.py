"""An office's citizens see its colour, nobody else's, and it costs them nothing."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.place.edit import InstansiEntry
from kiosk.domain.place.ramp import ramp_of
from kiosk.flows.place.edit_instansi import edit_instansi, open_instansi
from kiosk.web.colours import declared, painted
from tests import desk
from tests.factories import NOW, Clock, Place, make_place
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

YELLOW = "#ffff00"
SHEET = "//link[@rel='stylesheet']/@href"
OTHER = "2B4C6D8E"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """No page here says anything else on the other database."""
    return sqlite_database


@pytest.fixture
def yellow(app: Flask, place: Place) -> Place:
    """The place, whose instansi is yellow; another instansi beside it is not."""
    make_place(app, "rsud", point=OTHER, instansi="provinsi")
    paint(app, YELLOW)
    return place


def paint(app: Flask, colour: str | None) -> None:
    actor = desk.make_staff(app)
    with app.app_context():
        kept = open_instansi("pemkot-kupang").kept
        entry = InstansiEntry(kept.name, colour=colour)
        edit_instansi(actor, kept.code, kept.version, entry, None, NOW)


def sheet_of(page: Page) -> str:
    [address] = page.find(SHEET)
    return str(address)


def pages(point: str) -> list[str]:
    return [f"/s/{point}{end}" for end in ("", "/nilai", "/terima-kasih", "/aduan", "/integritas")]


def test_pages_of_the_office_are_in_its_colour_and_no_others(
    citizen: PageClient, yellow: Place
) -> None:
    mine = {sheet_of(citizen.get(path)) for path in pages(yellow.point)}
    [address] = mine
    assert address.startswith("/warna/ffff00/citizen.")
    others = [*pages(OTHER), "/", "/lacak"]
    assert {sheet_of(citizen.get(path)).partition("/citizen.")[0] for path in others} == {"/static"}


def test_a_page_asks_for_no_more_than_before(
    app: Flask, citizen: PageClient, yellow: Place
) -> None:
    loaded = "//link/@href | //script/@src | //img/@src"
    for path in pages(yellow.point)[:2]:
        coloured = citizen.get(path).find(loaded)
        plain = citizen.get(path.replace(yellow.point, OTHER)).find(loaded)
        assert len(coloured) == len(plain)


def test_the_sheet_is_the_houses_with_the_ramp_in_its_first_rule(
    app: Flask, citizen: PageClient, yellow: Place
) -> None:
    house = app.extensions["assets"].content("citizen.css").decode()
    sheet = citizen.raw(sheet_of(citizen.get(f"/s/{yellow.point}"))).text
    ramp = ramp_of(YELLOW)
    assert sheet == painted(house, ramp)
    first = sheet[: sheet.index("}")]
    assert first.startswith(":root{")
    assert first.endswith(f";{declared(ramp)}")
    assert sheet.replace(f";{declared(ramp)}", "", 1) == house


def test_the_sheet_may_be_kept_for_ever_and_comes_compressed(
    citizen: PageClient, yellow: Place
) -> None:
    address = sheet_of(citizen.get(f"/s/{yellow.point}"))
    packed = citizen.raw(address, headers={"Accept-Encoding": "gzip"})
    plain = citizen.raw(address)
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert (packed.headers.get("Content-Encoding"), plain.headers.get("Content-Encoding")) == (
        "gzip",
        None,
    )
    for answer in (packed, plain):
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_only_what_we_wrote_into_a_page_is_answered(citizen: PageClient, yellow: Place) -> None:
    address = sheet_of(citizen.get(f"/s/{yellow.point}"))
    stamped = address.removesuffix(".css").rpartition(".")[2]
    for wrong in (
        address.replace("ffff00", "ffff01"),
        address.replace("ffff00", "FFFF00"),
        address.replace("ffff00", "ffff0"),
        address.replace("ffff00", "}*{x:y"),
        address.replace("citizen", "desk"),
        address.replace("citizen", "nada"),
        address.replace("citizen", "icon.svg"),
        address.replace(stamped, "0" * 32),
        address.replace(stamped, stamped[:-1]),
        address.replace(f".{stamped}", ""),
    ):
        assert citizen.raw(wrong).status_code == 404, wrong


def test_any_worker_answers_also_one_that_has_just_started(
    app: Flask, citizen: PageClient, yellow: Place
) -> None:
    from kiosk.app import create_app

    address = sheet_of(citizen.get(f"/s/{yellow.point}"))
    fresh = PageClient(create_app(app.config["KIOSK"]))
    assert fresh.raw(address).data == citizen.raw(address).data


def test_a_page_already_open_keeps_its_colours_when_the_office_changes_them(
    app: Flask, citizen: PageClient, yellow: Place
) -> None:
    """The forms are kept rendered: they must move on with the colour, at once."""
    form = yellow.form
    before = sheet_of(citizen.get(form))
    paint(app, "#1e88e5")
    after = sheet_of(citizen.get(form))
    assert after.startswith("/warna/1e88e5/")
    assert citizen.raw(before).status_code == 200
    paint(app, None)
    assert sheet_of(citizen.get(form)).startswith("/static/")


def test_below_a_subpath_the_address_begins_with_it(citizen: PageClient, yellow: Place) -> None:
    page = citizen.get(f"/s/{yellow.point}", environ_overrides={"SCRIPT_NAME": "/skm"})
    assert sheet_of(page).startswith("/skm/warna/ffff00/")


def test_a_fault_is_told_in_the_houses_colours(
    app: Flask, citizen: PageClient, yellow: Place, clock: Clock
) -> None:
    assert sheet_of(citizen.get("/s/NADA0000", 404)).startswith("/static/")
