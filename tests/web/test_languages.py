"""The languages of the citizens' pages: which are offered, where, and what falls back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kiosk import i18n
from kiosk.domain.place.settings import InvalidSetting
from kiosk.flows.place.set_setting import set_setting
from tests import tickets
from tests.factories import NOW, Clock, Place, filled, kept, make_place, new_key
from tests.listening import listen
from tests.web.forms import form

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.web.page_client import Page, PageClient


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


def offer(app: Flask, languages: str, unit: str | None = None) -> None:
    with app.app_context():
        set_setting("bahasa", languages, unit, NOW)


def lang_of(page: Page) -> str:
    return str(page.find("string(//html/@lang)")[0])


def links(page: Page) -> list[str]:
    return [str(one) for one in page.find("//nav[@class='langs']//a/@lang")]


def test_a_language_nobody_checked_is_off_until_an_office_offers_it_knowingly(
    app: Flask, place: Place, citizen: PageClient
) -> None:
    """Off: Indonesian. On: word for word in that language where there is one, else Indonesian,
    and the page says that no speaker has checked it."""
    page = citizen.get(f"{place.form}?bahasa=jv")
    assert (lang_of(page), links(page)) == ("id", ["en"])
    assert "Kirim penilaian" in page.seen
    with pytest.raises(InvalidSetting):
        offer(app, "id en jv", place.unit)
    offer(app, "id en jv!", place.unit)
    page = citizen.get(f"{place.form}?bahasa=jv")
    assert (lang_of(page), links(page)) == ("jv", ["id", "en"])
    assert "Kintun biji" in page.seen
    assert "Rikat sanget" in page.seen, "a label of the questionnaire"
    [asked] = page.find("//legend/span[contains(., 'tentang kecepatan waktu')]")
    assert asked.get("lang") == "id", "falls back, and says so"
    [note] = page.find("//p[contains(., 'belum diperiksa penutur')]")
    assert note.get("lang") == "id"
    assert "belum diperiksa" not in citizen.get(place.form).seen


def test_an_answer_keeps_the_language_its_unit_offers_and_no_other(
    app: Flask, place: Place, citizen: PageClient
) -> None:
    """Thanks come in it; what is not offered is kept as Indonesian."""
    offer(app, "id jv!", place.unit)
    for wanted in ("jv", "en"):
        hidden = form(citizen.get(place.form))
        page = citizen.post(place.form, {**hidden, **filled(layanan="ktp"), "bahasa": wanted})
        assert page.h1 == {"jv": "Matur nuwun", "en": "Terima kasih"}[wanted]
    assert [one["lang"] for one in kept(app)] == ["jv", None]


def test_each_unit_offers_its_own_and_pages_of_no_unit_the_installations(
    app: Flask, place: Place, citizen: PageClient
) -> None:
    make_place(app, "dukcapil-alor", point="2B4C6D8E")
    offer(app, "id en su!")
    offer(app, "id jv!", place.unit)
    found = {
        path: links(citizen.get(path, status))
        for path, status in {
            f"/s/{place.point}": 200,
            "/s/2B4C6D8E/aduan": 200,
            f"/publik/{place.unit}/pengaduan": 200,
            "/": 200,
            "/lacak": 200,
            "/s/00000000": 404,
        }.items()
    }
    assert found == {
        f"/s/{place.point}": ["jv"],
        "/s/2B4C6D8E/aduan": ["en", "su"],
        f"/publik/{place.unit}/pengaduan": ["jv"],
        "/": ["en", "su"],
        "/lacak": ["en", "su"],
        "/s/00000000": ["en", "su"],
    }


def test_a_broken_database_still_has_its_page_in_english(
    app: Flask, clock: Clock, citizen: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which languages are offered stands in the database; a page about a fault does not ask it."""

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("kiosk.web.words.offered_languages", broken)
    monkeypatch.setattr("kiosk.web.scan.find_place", broken)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = citizen.get("/?bahasa=en", 500)
    assert lang_of(page) == "en"


def test_an_english_report_is_english_down_to_the_days_of_its_deadline(
    app: Flask, place: Place, citizen: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Form, refusal, receipt, tracking: only an office's own words stay as they are."""
    one = tickets.file(app, place)
    heard = listen(monkeypatch, "en")
    door = f"/s/{place.point}/aduan"
    page = citizen.get(f"{door}?bahasa=en")
    citizen.post(door, {**form(page), "bahasa": "en"}, 422)
    citizen.post(door, {**form(page), **tickets.form(), "bahasa": "en"}, 200)
    hidden = form(citizen.get("/lacak?bahasa=en"))
    proof = {**hidden, "nomor": one.number, "frasa": one.phrase, "bahasa": "en"}
    page = citizen.post("/lacak", proof, 200)
    assert "working day, 08.00-16.00" in page.seen
    assert "weekend (Saturday)" in page.seen
    for word in ("hari kerja", "akhir pekan", "Sabtu", "diterima pukul"):
        assert word not in page.seen
    empty = {"langkah": "balas", "pesan": "", "kunci": new_key()}
    citizen.post("/lacak", {**proof, **empty}, 422)
    citizen.post("/lacak", {**proof, "langkah": "cabut"}, 200)
    times = re.compile(r"[\d.\-]+")
    said = {text for text in heard if not times.fullmatch(text)}
    assert len(said) > 80
    assert sorted(said - set(i18n.catalogue("en"))) == []


MIN = """name = "Baso Minang"
english = "Minangkabau"
format = "id"
checked_by = "Rumah Budaya"
checked_on = 2026-11-01
"""
PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Kirim penilaian"
msgstr "Kirim nilai"

msgid "Pertanyaan %(number)s dari %(total)s"
msgstr "Tanyo %(nomor)s dari %(total)s"

msgid "Lanjut"
msgstr "<b>Taruih</b>"
"""


def write(folder: Path, about: str, text: str) -> None:
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "language.toml").write_text(about, encoding="utf-8")
    (folder / "LC_MESSAGES" / "messages.po").write_text(text, encoding="utf-8")


def test_an_office_adds_a_language_that_cldr_does_not_know(
    app: Flask, place: Place, citizen: PageClient
) -> None:
    """A folder is all it takes. What of it cannot be used is named, and never a page without an
    answer: a sentence falls back alone, a folder as a whole is as if it were not there."""
    own = app.config["KIOSK"].instance_dir / "translations"
    write(own / "min", MIN, PO)
    write(own / "ban", 'name = "Basa Bali"', "")
    write(own / "bug", MIN, "kalimat")
    write(own / "id", MIN, PO)
    write(own / "Aneh!", MIN, PO)
    try:
        faults = " | ".join(i18n.load(own).faults)
        known = set(i18n.shelf().languages)
        offer(app, "id en min", place.unit)
        page = citizen.get(f"{place.form}?bahasa=min")
    finally:
        i18n.load()
    assert known == {"id", "en", "jv", "su", "min", "bug"}
    assert lang_of(page) == "min"
    assert "Kirim nilai" in page.seen
    assert "Pertanyaan 1 dari" in page.seen, "a place of another name"
    assert "Taruih" not in page.text, "HTML"
    assert "belum diperiksa" not in page.seen
    for told in ('min: "Pertanyaan', 'min: "Lanjut"', "ban: ", "bug: LC_", "id: ", "Aneh!: "):
        assert told in faults
