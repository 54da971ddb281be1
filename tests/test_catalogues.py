"""Catalogues that others write: what of them is used, and what is refused and named."""

from pathlib import Path

import pytest

from kiosk import catalogues
from kiosk.domain.place import languages

GOOD = 'name = "Baso"\nenglish = "Minangkabau"\n'


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Halo %(name)s", "Hai"),
        ("Halo %(name)s", "Hai %(nama)s"),
        ("Halo %(name)s", "Hai %(name)s %(more)s"),
        ("Halo %(name)s", "100 % %(name)s"),
        ("Halo %(name)s", "Hai %(name)d"),
        ("Halo", "Hai %s"),
        ("Sisa {n} detik", "Tersisa detik"),
        ("Halo", "<b>Hai</b>"),
        ("Halo", "Hai &amp; Halo"),
        ("Halo", "Hai\x07"),
        ("Halo", "Hai \u202egnudiT"),
    ],
)
def test_a_translation_that_would_break_a_page_is_not_used(sentence: str, said: str) -> None:
    assert catalogues.fault_of(sentence, said)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Halo %(name)s", "%(name)s, hai"),
        ("%(a)s dari %(b)s, %(a)s", "%(b)s: %(a)s"),
        ("Naik 5 %% jadi %(n)s", "%(n)s, 5 %%"),
        ("Naik 5 %", "Up 5 %"),
        ("Nama & alamat", "Jeneng & alamat"),
        ("Lebih < 5", "Kurang < 5"),
    ],
)
def test_one_that_does_not_is(sentence: str, said: str) -> None:
    assert catalogues.fault_of(sentence, said) == ""


@pytest.mark.parametrize(
    ("about", "why"),
    [
        (None, "tidak ada"),
        ("name = ", "tidak terbaca"),
        (GOOD, "checked = false"),
        (GOOD + "checked = true", "checked = false"),
        (GOOD + 'checked_by = "A"', "checked_on"),
        (GOOD + 'checked = false\nchecked_by = "A"\nchecked_on = 2026-01-01', "checked_on"),
        (GOOD + "checked = false\nformat = 'min'", "CLDR"),
        (GOOD + "checked = false\nformat = '../id'", "CLDR"),
        (GOOD + "checked = false\ndirection = 'atas'", "direction"),
        (GOOD + "checked = false\nwarna = 'merah'", "warna"),
        ("name = '<b>'\nenglish = 'A'\nchecked = false", "name"),
    ],
)
def test_a_folder_that_does_not_say_what_it_is_is_not_used(
    tmp_path: Path, about: str | None, why: str
) -> None:
    folder = tmp_path / "min"
    folder.mkdir()
    if about is not None:
        (folder / "language.toml").write_text(about, encoding="utf-8")
    [found] = catalogues.read(tmp_path)
    assert found.language is None
    assert found.faults[0].startswith("min: ")
    assert why in found.faults[0]


@pytest.mark.parametrize(
    "value", ["", "en", "id id", "id  en", " id", "id EN", "id ../x", "id en!!"]
)
def test_a_list_of_languages_that_cannot_be_meant(value: str) -> None:
    assert not languages.is_list(value)


@pytest.mark.parametrize("value", ["id", "id en", "en id jv!", "id min bug jv-solo"])
def test_one_that_can(value: str) -> None:
    assert languages.is_list(value)
