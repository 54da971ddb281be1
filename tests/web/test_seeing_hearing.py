"""Big type, high contrast, drawings and recordings, for who has no script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from kiosk.domain.survey.contradiction import HIGH_TENTHS, LOW_TENTHS, SAD_UP_TO
from kiosk.domain.survey.recording import OGG, Slot
from kiosk.flows.slots import questions
from kiosk.flows.steps import load_instrument
from kiosk.store.survey import recordings
from tests import sounds
from tests.factories import SKM, Place, make_place

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.web.page_client import Page, PageClient


BOTH = "tampilan=besar-kontras"
DRAWN = ("skm-2017", "spkp", "spak", "spkp-6", "spak-6")


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What a page looks like is the same on every database."""
    return sqlite_database


def views(page: Page) -> list[str]:
    return [str(one) for one in page.find("/html/@data-view")]


def asked_for(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_page_looks_as_its_address_says_and_never_otherwise(
    citizen: PageClient, place: Place
) -> None:
    for asked, seen in {
        "besar": ["besar"], "kontras": ["kontras"], "besar-kontras": ["besar kontras"],
        "kontras-besar": ["besar kontras"], "": [], "gelap": [], "besar'\"><b>": [],
    }.items():  # fmt: skip
        page = citizen.get(f"/s/{place.point}", query_string={"tampilan": asked})
        assert views(page) == seen, asked


@pytest.mark.parametrize("path", ["/", "/s/{}", "/s/{}/nilai", "/s/{}/aduan", "/s/{}/integritas",
                                  "/lacak", "/s/{}/terima-kasih"])  # fmt: skip
def test_the_look_goes_along_with_every_link_and_form(
    citizen: PageClient, place: Place, path: str
) -> None:
    page = citizen.get(f"{path.format(place.point)}?bahasa=en&{BOTH}")
    assert views(page) == ["besar kontras"]
    links = page.find("//main//a/@href[starts-with(., '/')] | //form[@method='post']/@action")
    lost = [str(one) for one in links if asked_for(one).get("tampilan") != ["besar-kontras"]]
    assert lost == []
    for form in page.find("//form"):
        assert form.xpath(".//input[@name='tampilan']/@value") == ["besar-kontras"]
        assert form.xpath(".//input[@name='bahasa']/@value") == ["en"]


def test_each_look_is_a_link_that_says_whether_it_is_on(citizen: PageClient, place: Place) -> None:
    page = citizen.get(f"/s/{place.point}?bahasa=en&tampilan=kontras")
    big, contrast = page.find("//nav[@class='views']/a")
    assert asked_for(big.get("href")) == {"bahasa": ["en"], "tampilan": ["besar-kontras"]}
    assert asked_for(contrast.get("href")) == {"bahasa": ["en"]}
    assert big.xpath("./span/i/@hidden") == [""]
    assert contrast.xpath("./span/i[not(@hidden)]/text()") == [": on"]
    assert views(citizen.get(str(contrast.get("href")))) == []


def test_the_look_survives_a_refusal_an_answer_and_a_complaint(
    citizen: PageClient, place: Place
) -> None:
    path = f"{place.form}?{BOTH}"
    refused = citizen.post(path, citizen.get(path).form(), 422)
    assert views(refused) == ["besar kontras"]
    sent = refused.form() | dict.fromkeys(SKM, "4") | {"layanan": "ktp"}
    [action] = refused.find("//form[@method='post']/@action")
    assert views(citizen.post(str(action), sent)) == ["besar kontras"]
    path = f"/s/{place.point}/aduan?{BOTH}"
    receipt = citizen.post(path, citizen.get(path).form() | {"isi": "Antrean panjang."}, 200)
    assert views(receipt) == ["besar kontras"]
    # A link would leave this page, and with it the receipt: only script may offer it here.
    assert receipt.find("//nav[@class='views']/@hidden") == [""]


def test_pages_that_are_kept_are_kept_a_look_a_piece(citizen: PageClient, place: Place) -> None:
    for asked in ("", "besar", "kontras", ""):
        page = citizen.get(f"{place.form}?tampilan={asked}")
        assert views(page) == ([asked] if asked else [])


def test_the_face_tapped_before_goes_along_and_is_no_part_of_what_is_kept(
    citizen: PageClient, place: Place
) -> None:
    for given, kept in {"2": "2", "": "", "4": "4", "5": "", "x": ""}.items():
        page = citizen.get(place.form, query_string={"wajah": given})
        assert page.form()["wajah"] == kept, given
        assert page.form()["detik"] == ""
    again = citizen.post(place.form, citizen.get(f"{place.form}?wajah=2").form(), 422)
    assert again.form()["wajah"] == "2"
    [card] = again.find("//*[@role='alertdialog']")
    told = [int(card.get(f"data-{name}")) for name in ("sad", "high", "low")]
    assert told == [SAD_UP_TO, HIGH_TENTHS, LOW_TENTHS]
    assert card.get("hidden") is not None


@pytest.mark.parametrize("code", DRAWN)
def test_each_question_of_an_unsur_has_its_drawing_beside_it(
    app: Flask, citizen: PageClient, code: str
) -> None:
    make_place(app, instruments=(code,))
    page = citizen.get("/s/7F3K9QWX/nilai")
    items = load_instrument(code).items
    drawn = page.find("//legend/*[@class='picture' and @aria-hidden='true']/*/@href")
    assert [one.removeprefix("#unsur-") for one in drawn] == list(load_instrument(code).asked)
    symbols = page.find("//@id[starts-with(., 'unsur-')]")
    assert sorted(symbols) == sorted(f"unsur-{one}" for one in items)


def test_a_form_with_several_questions_an_unsur_carries_no_drawing(
    app: Flask, citizen: PageClient
) -> None:
    make_place(app, instruments=("skm-2025",))
    page = citizen.get("/s/7F3K9QWX/nilai")
    assert page.find("//@id[starts-with(., 'unsur-')]") == []
    assert page.find("//*[@class='picture']") == []


@pytest.mark.parametrize("code", sorted(questions()))
def test_every_choice_has_words_and_they_run_from_worst_to_best(
    app: Flask, citizen: PageClient, code: str
) -> None:
    make_place(app, instruments=(code,))
    page, made = citizen.get("/s/7F3K9QWX/nilai"), load_instrument(code)
    for field, item in made.fields.items():
        inputs = page.find(f"//input[@name='{field}']")
        assert [int(one.get("value")) for one in inputs] == list(made.scale.values)
        names = [f"{item.labels[value]['id']}, nilai {value}" for value in made.scale.values]
        assert [one.get("aria-label") for one in inputs] == names


@pytest.fixture
def instance(app: Flask) -> Path:
    folder: Path = app.config["KIOSK"].instance_dir
    return folder


def heard(page: Page) -> dict[str, str]:
    """Field to the address of its recording."""
    steps = page.find("//fieldset[@data-suara]")
    return {one.xpath("(.//input)[1]")[0].get("name"): one.get("data-suara") for one in steps}


def test_a_page_names_the_recordings_there_are_as_soon_as_they_are_there(
    citizen: PageClient, place: Place, instance: Path
) -> None:
    assert heard(citizen.get(place.form)) == {}
    recordings.keep(instance, Slot("skm-2017", "id", "waktu"), OGG, sounds.ogg())
    [(field, address)] = heard(citizen.get(place.form)).items()
    assert field == "waktu"
    assert heard(citizen.get(f"{place.form}?bahasa=en")) == {}
    with citizen.raw(address) as answer:
        assert (answer.status_code, answer.data) == (200, sounds.ogg())
        assert answer.mimetype == "audio/ogg"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000"
    with citizen.raw(address, headers={"Range": "bytes=0-3"}) as part:
        assert (part.status_code, part.data) == (206, b"OggS")
    recordings.keep(instance, Slot("skm-2017", "id", "waktu"), OGG, sounds.ogg(20))
    assert heard(citizen.get(place.form))["waktu"] != address


@pytest.mark.parametrize("path", [
    "skm-2017/id/biaya", "skm-2017/en/waktu", "skm-2017/xx/waktu", "spak/id/waktu",
    "skm-2017/id/..%2f..%2fsecret-key", "..%2f..%2fetc/id/passwd", "skm-2017/id/waktu.ogg",
    "skm-2017/%2e%2e/catatan", "skm-2017/id/catatan", "%2e%2e/suara/catatan",
])  # fmt: skip
def test_nothing_but_a_known_question_is_served(
    citizen: PageClient, place: Place, instance: Path, path: str
) -> None:
    made = recordings.keep(instance, Slot("skm-2017", "id", "waktu"), OGG, sounds.ogg())
    for folder in (made.path.parents[0], made.path.parents[1], made.path.parents[2]):
        (folder / "catatan.ogg").write_bytes(b"OggS")
    assert citizen.raw(f"/suara/{path}").status_code == 404
