"""Whatever is said to a reader can be said in every language offered."""

import ast

import pytest
from flask.testing import FlaskClient

from kiosk import i18n
from kiosk.catalogues import fault_of
from kiosk.domain.upkeep.notice import KINDS, Recipient
from scripts import catalogue
from tests.listening import listen
from tests.rules.bare_words import NAMES, WORD, bare_texts, citizens_templates
from tests.rules.installation import Places
from tests.rules.source import ROOT, name_of, tree
from tests.rules.test_pages import visits

OTHERS = sorted(catalogue.catalogues())


def test_there_are_sentences_to_translate() -> None:
    found = catalogue.sentences()
    assert "Beri nilai layanan" in found, "of a template"
    assert "Pilih sedikitnya satu penilaian." in found, "of a problem with a form"
    assert "Tidak ada loket dengan kode itu. Periksa lagi kode di bawah QR." in found, "a refusal's"
    assert "Halaman tidak ditemukan" in found, "of an error page"
    assert any(text.startswith("Tanpa nama, tanpa nomor.") for text in found), "the privacy notice"


@pytest.mark.parametrize("lang", catalogue.COMPLETE)
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


def test_every_translation_can_stand_for_its_sentence() -> None:
    """The same places, nothing that ends in an error when they are filled, no HTML."""
    wrong = {
        lang: [text for text, said in i18n.catalogue(lang).items() if fault_of(text, said)]
        for lang in OTHERS
    }
    assert not any(wrong.values()), wrong
    assert i18n.load().faults == ()


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_outlives_its_sentence(lang: str) -> None:
    wanted = catalogue.wanted_in(lang, catalogue.sentences())
    assert sorted(set(i18n.catalogue(lang)) - set(wanted)) == []


def test_the_template_for_translators_is_fresh() -> None:
    listed = {str(one.id) for one in catalogue.load(catalogue.TEMPLATE) if one.id}
    wanted = set(catalogue.for_translators(catalogue.sentences()))
    assert listed == wanted, "python scripts/catalogue.py --update"


def test_each_language_of_ours_has_its_folder() -> None:
    assert sorted(i18n.load().languages) == sorted([i18n.DEFAULT, *OTHERS])


def test_questionnaires_and_profile_are_complete_in_both_languages() -> None:
    found = [*catalogue.instruments().values()]
    words = [*catalogue.words_of_profile(), *(w for one in found for w in catalogue.words_of(one))]
    assert len(found) >= 8
    for lang in (i18n.DEFAULT, *catalogue.COMPLETE):
        assert [one["id"] for one in words if not one.get(lang, "").strip()] == []


def test_letters_to_reporters_are_complete_in_both_languages() -> None:
    to_reporters = [one for one in KINDS.values() if Recipient.REPORTER in one.to]
    assert len(to_reporters) >= 2
    for kind in to_reporters:
        assert set(kind.words) == {i18n.DEFAULT, *catalogue.COMPLETE}


def test_no_citizens_page_says_a_word_that_cannot_be_translated() -> None:
    """Words written straight into a template, instead of ``_("...")``."""
    found = {}
    for path in citizens_templates():
        bare = sorted({word for text in bare_texts(path) for word in WORD.findall(text)})
        found[name_of(path)] = [word for word in bare if word not in NAMES]
    assert len(found) > 20
    assert {name: bare for name, bare in found.items() if bare} == {}


def test_all_that_the_pages_say_was_gathered_and_translated(
    client: FlaskClient, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what comes to a page by a name, a refusal or a table, which no reading of the code
    finds for certain."""
    heard = listen(monkeypatch, "en")
    for _, visit in visits("en").values():
        visit(client)
    assert len(heard) > 100
    assert sorted(heard - set(catalogue.for_citizens(catalogue.sentences()))) == []
    assert sorted(heard - set(i18n.catalogue("en"))) == []


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
