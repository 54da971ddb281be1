"""For who sees little or nothing: larger, in strong contrast, read aloud; and one gentle question
for who took the scale the wrong way round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, expect

from kiosk.domain.survey.recording import OGG, Slot
from kiosk.store.survey import recordings
from tests import sounds
from tests.browser.installation import ALONE, COUNTER, SIX, Site
from tests.browser.people import PHONE, SIZES, Citizen
from tests.browser.test_axe import objections
from tests.browser.test_sight import LOST

pytestmark = pytest.mark.browser

# Chromium without a desktop has no voice: this one stands in for the browser's, and keeps what
# it was told to say.
VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, 'speechSynthesis', {value: {
  voices: [], hear: null,
  getVoices() { return this.voices; },
  addEventListener(name, act) { this.hear = act; },
  speak(one) { said.push(one); },
  cancel() { said.length = 0; },
  arrive(lang) { this.voices.push({lang: lang, localService: true}); this.hear(); },
}});
"""
SPOKEN = "said.map(one => one.text)"
KEEP_SOUNDS = """
window.sounds = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { sounds.push(this); return play.call(this); };
"""
LOOK = "document.documentElement.getAttribute('data-view')"


def link(citizen: Citizen, name: str) -> None:
    citizen.tap(citizen.page.get_by_role("link", name=name))


def cut_off(citizen: Citizen) -> list[str]:
    """What lies outside a window, or has more words than room."""
    lost: list[str] = citizen.page.evaluate(LOST)
    needs, has = citizen.widths()
    return lost + ([f"{needs} px of {has}"] if needs > has else [])


def test_in_both_looks_at_once_nothing_is_cut_off_and_nothing_is_hard_to_read(
    someone: Callable[..., Citizen],
) -> None:
    citizen, found = someone(PHONE), dict[object, list[Any]]()

    def look(where: str, *, axe: bool) -> None:
        for size in SIZES:
            citizen.resize(size)
            found[where, size] = cut_off(citizen) + (objections(citizen.page) if axe else [])
        citizen.resize(PHONE)

    for path in ("/", f"/s/{COUNTER}", f"/s/{COUNTER}/integritas", "/lacak"):
        citizen.open(f"{path}?tampilan=besar-kontras")
        look(path, axe=True)
    citizen.open(f"/s/{SIX}/nilai?tampilan=besar-kontras")
    while not citizen.at_the_end():
        look(citizen.question(), axe=False)
        citizen.pass_over()
    look("end", axe=True)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_the_look_changes_in_place_and_goes_along_to_the_thanks(citizen: Citizen) -> None:
    citizen.form(ALONE)
    citizen.choose("2")
    asked = citizen.question()
    before = citizen.step.locator(".choice .word").first.bounding_box()
    for one in citizen.page.locator(".views a").all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48
    link(citizen, "Huruf besar")
    link(citizen, "Kontras tinggi")
    assert citizen.page.evaluate(LOOK) == "besar kontras"
    assert citizen.page.url.endswith("tampilan=besar-kontras")
    assert citizen.page.get_by_role("link", name="Kontras tinggi: aktif").count() == 1
    after = citizen.step.locator(".choice .word").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > 1.2 * before["height"]
    assert citizen.question() == asked, "the same question, nothing is lost"
    link(citizen, "Huruf besar: aktif")
    citizen.move("back")
    assert citizen.step.locator("input:checked").get_attribute("value") == "2"
    citizen.move("next")
    citizen.hurry_to_the_end()
    citizen.send()
    assert citizen.page.evaluate(LOOK) == "kontras"


def test_who_asked_their_device_for_more_contrast_need_not_ask_again(
    someone: Callable[..., Citizen],
) -> None:
    citizen = someone(PHONE, contrast="more")
    citizen.open(f"/s/{COUNTER}")
    colour = "getComputedStyle(document.querySelector('.lead')).color"
    assert citizen.page.evaluate(colour) == "rgb(0, 0, 0)"
    assert objections(citizen.page) == []


def heard(page: Page) -> list[str]:
    said: list[str] = page.evaluate(SPOKEN)
    return said


def test_a_voice_reads_the_question_and_its_answers_and_stops_with_it(citizen: Citizen) -> None:
    page = citizen.page
    page.add_init_script(VOICE)
    citizen.form(ALONE)
    button = page.get_by_role("button", name="Bacakan", exact=True)
    expect(button).to_be_hidden()
    page.evaluate("speechSynthesis.arrive('en-US')")
    expect(button).to_be_hidden()
    page.evaluate("speechSynthesis.arrive('id_ID')")
    citizen.tap(button)
    question, *choices = heard(page)
    assert question.startswith("Bagaimana pendapat Saudara tentang kesesuaian persyaratan")
    assert choices == [
        "Tidak sesuai, nilai 1",
        "Kurang sesuai, nilai 2",
        "Sesuai, nilai 3",
        "Sangat sesuai, nilai 4",
    ]
    citizen.choose("3")
    assert heard(page) == []
    citizen.tap(button)
    assert "prosedur" in heard(page)[0]
    citizen.tap(page.get_by_role("button", name="Berhenti"))
    assert heard(page) == []
    page.evaluate("document.dispatchEvent(new CustomEvent('bacakan'))")
    page.evaluate("said[said.length - 1].onend()")
    expect(button).to_be_visible()
    while not citizen.at_the_end():
        assert citizen.fits()
        citizen.pass_over()
    expect(button).to_be_hidden()


@pytest.fixture
def recorded(site: Site) -> Iterator[str]:
    """One question of ALONE's has a recording; its field."""
    instance = Path(site.inside.database.removeprefix("sqlite:///")).parent
    made = recordings.keep(instance, Slot("skm-2017", "id", "prosedur"), OGG, sounds.ogg())
    yield "prosedur"
    made.path.unlink()
    made.path.parents[2].touch()


def test_without_a_voice_a_recording_is_played_where_there_is_one(
    citizen: Citizen, recorded: str
) -> None:
    asked: list[str] = []
    citizen.page.add_init_script(KEEP_SOUNDS)
    citizen.page.on("request", lambda one: asked.append(one.url) if "/suara/" in one.url else None)
    citizen.form(ALONE)
    button = citizen.page.get_by_role("button", name="Bacakan", exact=True)
    expect(button).to_be_hidden()
    citizen.choose("3")
    expect(button).to_be_visible()
    assert asked == [], "nobody has asked for it yet"
    with citizen.page.expect_response("**/suara/**") as answer:
        citizen.tap(button)
    assert answer.value.status in (200, 206)
    citizen.page.wait_for_function("() => sounds.length && sounds[0].ended && !sounds[0].error")
    expect(button).to_be_visible()
    assert len(set(asked)) == 1
    citizen.choose("3")
    expect(button).to_be_hidden()


def contradict(citizen: Citizen, face: str = "1", value: str = "4") -> None:
    citizen.open(f"/s/{ALONE}/nilai?wajah={face}")
    citizen.choose(value)
    citizen.hurry_to_the_end()
    citizen.tap(citizen.button("Kirim penilaian"))


def test_a_face_against_the_answers_is_asked_about_once(citizen: Citizen) -> None:
    contradict(citizen)
    card = citizen.page.get_by_role("alertdialog", name="Mana yang Anda maksud?")
    expect(card).to_be_focused()
    assert card.locator("b:visible").all_inner_texts() == ["“Sangat tidak puas”", "“Sangat puas”"]
    assert objections(citizen.page) == []
    citizen.tap(citizen.button("Periksa jawaban saya"))
    assert "Pertanyaan 1 dari 9" in citizen.question()
    assert citizen.step.locator("input:checked").get_attribute("value") == "4"
    citizen.move("next")
    citizen.hurry_to_the_end()
    citizen.page.evaluate("Date.now = (now => () => now() + 90_000)(Date.now)")
    sent: list[Request] = []
    citizen.page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    citizen.send()
    [posted] = [parse_qs(one.post_data or "") for one in sent]
    assert posted["wajah"] == ["1"]
    assert 90 <= int(posted["detik"][0]) < 180


def test_whoever_meant_it_sends_with_one_tap_more(citizen: Citizen) -> None:
    contradict(citizen, "3", "1")
    citizen.tap(citizen.button("Sudah benar, kirim"))
    citizen.thanked()


def test_a_face_that_goes_with_the_answers_is_not_asked_about(citizen: Citizen) -> None:
    contradict(citizen, "4", "4")
    citizen.thanked()
    contradict(citizen, "2", "3")
    citizen.thanked()
