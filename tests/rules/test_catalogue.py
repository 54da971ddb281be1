"""Whatever is said to a reader can be said in every language offered."""

import ast
import re

import pytest
from flask.testing import FlaskClient

from kiosk import i18n
from scripts import catalogue
from tests.rules.installation import Places
from tests.rules.source import ROOT, tree

OTHERS = sorted(set(i18n.LANGUAGES) - {i18n.DEFAULT})
PLACES = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


def places_in(text: str) -> set[str]:
    return {"".join(found) for found in PLACES.findall(text)}


def test_there_are_sentences_to_translate() -> None:
    found = catalogue.sentences()
    assert "Beri nilai layanan" in found, "of a template"
    assert "Pilih sedikitnya satu penilaian." in found, "of a problem with a form"
    assert "Tidak ada loket dengan kode itu. Periksa lagi kode di bawah QR." in found, "a refusal's"
    assert "Halaman tidak ditemukan" in found, "of an error page"
    assert any(text.startswith("Tanpa nama, tanpa nomor.") for text in found), "the privacy notice"


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_that_citizens_meet_is_translated(lang: str) -> None:
    found = catalogue.load(catalogue.catalogues()[lang])
    missing = catalogue.untranslated(found, catalogue.for_citizens(catalogue.sentences()))
    assert missing == [], "python scripts/catalogue.py --update, then translate"


def test_a_flow_of_the_public_pages_speaks_to_citizens() -> None:
    """What a flow that the citizens' front calls may say is never counted as staff's alone. The
    table of errors names the desk's refusals too."""
    called = {
        node.module.replace(".", "/") + ".py"
        for path in (ROOT / "kiosk" / "web").glob("*.py")
        if path.name != "errors.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("kiosk.flows.")
        and node.module
    }
    said = {name for names in catalogue.sentences().values() for name in names}
    assert len(called) >= 3
    assert [one for one in sorted(called & said) if catalogue.is_staff_only(one)] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_fills_the_same_places(lang: str) -> None:
    """A place that is not given ends in an error while a citizen waits for the page."""
    wrong = [
        text for text, said in i18n.catalogue(lang).items() if places_in(text) != places_in(said)
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_can_be_filled(lang: str) -> None:
    for text, said in i18n.catalogue(lang).items():
        values = dict.fromkeys(places_in(text), "x")
        if "%(" in text:
            assert "%(" not in said % values


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_outlives_its_sentence(lang: str) -> None:
    assert sorted(set(i18n.catalogue(lang)) - set(catalogue.sentences())) == []


def test_every_language_offered_has_a_catalogue() -> None:
    assert sorted(catalogue.catalogues()) == OTHERS


def test_the_pages_use_it(client: FlaskClient, places: Places) -> None:
    page = client.get(f"/s/{places.open}/nilai?bahasa=en").text
    assert "Send rating" in page
    assert "Kirim penilaian" not in page
    assert "There is no counter with that code." in client.get("/s/0?bahasa=en").text


SPOKEN = {
    "a refusal of our own": 'class A(Refusal): pass\nraise A("kalimat")',
    "one below another": 'class A(Refusal): pass\nclass B(A): pass\nB("kalimat", x=1)',
    "inside the refusal": (
        "class A(Refusal):\n    def __init__(self):\n        super().__init__('kalimat')"
    ),
    "by a constant": 'TEXT = "kalimat"\nProblem("", TEXT)',
    "by a choice": 'text = "kalimat"\nProblem("f", text if x else "lain")',
    "a story": 'Story("kalimat", "b", "c")',
    "said": 'i18n.say(lang, "kalimat")',
}


@pytest.mark.parametrize("way", SPOKEN)
def test_the_gatherer_finds_a_sentence(way: str) -> None:
    module = ast.parse(SPOKEN[way])
    assert "kalimat" in catalogue.said_in(module, catalogue.refusal_names([module]))


def test_the_gatherer_finds_what_a_form_says() -> None:
    module = ast.parse(
        'class F: a = StringField("Nama", description="Petunjuk")\nshow(intro=["Isi."])'
    )
    assert set(catalogue.said_on_forms(module)) == {"Petunjuk", "Nama", "Isi."}
