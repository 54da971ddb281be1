"""Every questionnaire file parses and holds what the regulation or the form in use says."""

from pathlib import Path

import pytest

from kiosk.domain.index.bands import BOUNDS
from kiosk.domain.survey.instrument import Instrument, InvalidInstrument, parse
from kiosk.flows.steps import INSTRUMENTS

FILES = sorted(INSTRUMENTS.glob("*.toml"))
NINE = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku",
        "pengaduan", "sarana"]  # fmt: skip


def load(code: str) -> Instrument:
    return parse((INSTRUMENTS / f"{code}.toml").read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_is_whole(path: Path) -> None:
    made = load(path.stem)
    assert made.code == path.stem
    assert made.bands in BOUNDS
    for words in (made.title, *(unsur.name for unsur in made.unsur)):
        assert all(words[lang] for lang in ("id", "en"))
    for item in made.items.values():
        assert all(item.text[lang] for lang in ("id", "en"))
        assert list(item.labels) == list(made.scale.values)
        for lang in ("id", "en"):
            assert len({words[lang] for words in item.labels.values()}) == len(made.scale.values)


@pytest.mark.parametrize(
    ("code", "unsur", "items", "high"),
    [("skm-2017", 9, 9, 4), ("skm-2025", 9, 16, 4), ("skm-2025-daring", 9, 16, 4),
     ("skm-2025-hybrid", 9, 19, 4), ("spkp", 8, 8, 4), ("spkp-6", 8, 8, 6), ("spak", 5, 5, 4),
     ("spak-6", 5, 5, 6), ("spak-2014", 10, 10, 4), ("spak-2014-setuju", 10, 10, 4)],
)  # fmt: skip
def test_unsur_items_and_scale(code: str, unsur: int, items: int, high: int) -> None:
    made = load(code)
    assert (len(made.unsur), len(made.items), made.scale.high) == (unsur, items, high)


@pytest.mark.parametrize("code", ["skm-2017", "skm-2025", "skm-2025-daring", "skm-2025-hybrid"])
def test_every_skm_has_the_nine_unsur_in_the_order_of_the_list(code: str) -> None:
    assert [unsur.code for unsur in load(code).unsur] == NINE


def test_the_2017_form_asks_sarana_eighth_and_keeps_its_odd_labels() -> None:
    made = load("skm-2017")
    assert made.asked[7:] == ("sarana", "pengaduan")
    assert made.items["biaya"].labels[4]["id"] == "Gratis"
    assert made.items["sarana"].labels[2]["id"] == "Cukup"


def test_item_12_counts_to_conduct_at_a_counter_and_to_competence_online() -> None:
    assert load("skm-2025").items["p12"].unsur == "perilaku"
    assert load("skm-2025-daring").items["p12"].unsur == "kompetensi"
    hybrid = load("skm-2025-hybrid")
    assert (hybrid.items["p12a"].unsur, hybrid.items["p12b"].unsur) == ("perilaku", "kompetensi")


def test_fields_of_spkp_and_spak_carry_their_survey() -> None:
    assert list(load("spak-6").fields) == [
        "spak.diskriminasi", "spak.kecurangan", "spak.imbalan", "spak.pungli", "spak.percaloan",
    ]  # fmt: skip
    assert "spkp.konsultasi" in load("spkp").fields


@pytest.mark.parametrize(
    ("old", "new"),
    [('mark = "b"', 'mark = "a"'), ('code = "imbalan"', 'code = "pungli"'), ("high", "x")],
)
def test_a_spoilt_file_is_refused(old: str, new: str) -> None:
    text = (INSTRUMENTS / "spak.toml").read_text("utf-8")
    with pytest.raises(InvalidInstrument):
        parse(text.replace(old, new))
