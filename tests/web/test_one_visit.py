"""Several surveys at one counter: asked once, or one by lot; and what a page says of levies."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kiosk.store.engine import transaction
from kiosk.store.place import settings
from kiosk.store.place.revision import move
from tests.factories import NOW, Clock, Place, make_place, rows
from tests.tablets import enrol

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.web.page_client import Page, PageClient

NOTICE = "Petugas tidak boleh menerima uang di luar itu"


def choose(app: Flask, place: Place, name: str, value: str) -> None:
    with app.app_context(), transaction():
        settings.put(place.unit_id, name, value, NOW)
        move()


@pytest.fixture
def three(app: Flask, clock: Clock) -> Place:
    return make_place(app, instruments=("skm-2025", "spkp", "spak"))


def asked(page: Page) -> list[str]:
    named = page.find("//fieldset[contains(@class, 'step')]//input[@type='radio']/@name")
    return [str(one) for one in dict.fromkeys(named) if one not in ("layanan", "jenis_kelamin")]


def drawn(page: Page) -> str:
    [code] = page.find("//input[@name='instrumen']/@value")
    return str(code)


def test_what_coincides_is_asked_once_and_the_places_are_counted(
    app: Flask, citizen: PageClient, three: Place
) -> None:
    page = citizen.get(three.form)
    fields = asked(page)
    assert len(fields) == 19
    assert [one for one in fields if "." in one] == [
        "spkp.persyaratan", "spkp.waktu", "spkp.biaya",
    ]  # fmt: skip
    assert "19 dari 19" in page.seen
    assert "19 pertanyaan" in citizen.get(f"/s/{three.point}").seen
    citizen.post(three.form, page.form() | dict.fromkeys(fields, "3") | {"layanan": "ktp"})
    assert [len(row["scores"]) // 2 for row in rows(app, "answers")] == [16, 8, 5]
    choose(app, three, "gabungan-survei", "lengkap")
    assert len(asked(citizen.get(three.form))) == 29


def test_by_lot_each_visitor_gets_one_as_likely_as_another(
    app: Flask, citizen: PageClient, three: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(app, three, "gabungan-survei", "bergilir")
    monkeypatch.setattr("kiosk.web.questions.secrets.choice", random.Random(5).choice)
    pages = (citizen.raw(three.form).get_data(as_text=True) for _ in range(90))
    seen = Counter(re.findall(r'name="instrumen" value="([^"]+)"', page)[0] for page in pages)
    assert seen.keys() == {"skm-2025", "spkp", "spak"}
    # Outside 15 to 45 once in 4,000 seeds.
    assert all(15 <= many <= 45 for many in seen.values())
    assert "16 pertanyaan" in citizen.get(f"/s/{three.point}").seen


def test_a_refused_form_comes_back_with_the_same_lot(
    app: Flask, citizen: PageClient, three: Place
) -> None:
    choose(app, three, "gabungan-survei", "bergilir")
    page = citizen.get(three.form)
    while drawn(page) != "spak":
        page = citizen.get(three.form)
    assert {one.partition(".")[0] for one in asked(page)} == {"spak"}
    assert "5 dari 5" in page.seen
    for _ in range(4):
        page = citizen.post(three.form, page.form() | {"layanan": "ktp"}, 422)
        assert drawn(page) == "spak"
    assert "#spak.diskriminasi" in page.links()
    citizen.post(three.form, page.form() | dict.fromkeys(asked(page), "4"))
    assert [row["scores"] for row in rows(app, "answers")] == ["a4b4c4d4e4"]
    assert rows(app, "carried_items") == []


def test_a_tablet_gets_all_of_them_and_draws_itself(
    app: Flask, client: FlaskClient, three: Place
) -> None:
    client.set_cookie("loket", enrol(app, three.point), path="/k/")
    usual = client.get(f"/k/{three.point}/nilai").get_data(as_text=True)
    assert "data-instrumen" not in usual
    choose(app, three, "gabungan-survei", "bergilir")
    page = client.get(f"/k/{three.point}/nilai").get_data(as_text=True)
    assert page.count("data-instrumen=") == 29
    assert 'data-module="rotate tablet steps' in page
    assert '<input type="hidden" name="instrumen" value="">' in page
    for last in ("16 dari 16", "8 dari 8", "5 dari 5"):
        assert last in page


def test_one_survey_is_no_lot(app: Flask, citizen: PageClient, place: Place) -> None:
    choose(app, place, "gabungan-survei", "bergilir")
    page = citizen.get(place.form)
    assert page.find("//input[@name='instrumen']") == []
    assert "9 dari 9" in page.seen


def test_what_officers_may_not_take_is_said_after_the_questions(
    citizen: PageClient, three: Place
) -> None:
    here = f"/s/{three.point}"
    for address in (here, f"{here}/terima-kasih", f"{here}/aduan"):
        page = citizen.get(address)
        assert NOTICE in page.seen
        assert [one for one in page.links() if one.endswith("/integritas")]
    form = citizen.get(three.form)
    assert form.seen.index(NOTICE) > form.seen.index("Kirim penilaian")
    assert [one for one in form.links() if "integritas" in one] == []
    assert "through a broker" in citizen.get(f"{here}?bahasa=en").seen


def test_a_levy_told_among_sixteen_questions_is_one_tap_from_the_team(
    citizen: PageClient, three: Place
) -> None:
    page = citizen.get(three.form)
    low = dict.fromkeys(asked(page), "1") | {"p8": "2", "layanan": "ktp"}
    thanks = citizen.post(three.form, page.form() | low)
    [link] = [one for one in thanks.links() if "/integritas" in one]
    assert "kategori=pungli" in link
    assert citizen.get(link).h1 == "Laporan terlindungi"
