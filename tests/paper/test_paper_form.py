"""The questionnaire on paper: two sides, the instrument's own words, a number that can be read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kiosk.domain.place.point import InstansiCard, OpenPoint, ServiceCard, UnitCard
from kiosk.domain.survey import paper_entry, profile
from kiosk.domain.survey.instrument import say
from kiosk.domain.survey.paper import Layout, UnfitOrder, options_now
from kiosk.domain.survey.serial import serial_of, spoken
from kiosk.paper import paper_form
from kiosk.store.survey import instruments

POINT = OpenPoint(
    1, "7F3K9QWX", "Loket 3",
    UnitCard(1, "dukcapil-kupang", "Dinas Dukcapil Kota Kupang", "Asia/Makassar", "Jl. Timor 1"),
    InstansiCard("kupang", "Pemerintah Kota Kupang"), (), (), 1,
)  # fmt: skip
SERIALS = (serial_of("7QK2M", 1), serial_of("7QK2M", 500))


def printed(codes: tuple[str, ...], services: int = 2) -> paper_entry.Sheet:
    layout = Layout(
        dict.fromkeys(codes, "ab" * 32), list(range(services)), options_now(), "kuesioner", 1
    )
    names = [ServiceCard(at, f"l{at}", f"Layanan nomor {at}") for at in range(services)]
    return paper_entry.Sheet(layout, tuple(instruments.by_code(one) for one in codes), tuple(names))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sheets of the regulation's questionnaire."""
    path = tmp_path_factory.mktemp("kertas") / "formulir.pdf"
    sheet = printed(("skm-2017",))
    path.write_bytes(paper_form.make(paper_form.Paper(POINT, sheet, None), SERIALS))
    return path


def told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_each_sheet_has_two_sides_with_its_number_on_both(made: Path, tmp_path: Path) -> None:
    told("pdftoppm", "-r", "150", "-gray", "-png", made, tmp_path / "sisi")
    sides = sorted(tmp_path.glob("*.png"))
    read = [told("zbarimg", "-q", "--raw", one).split() for one in sides]
    assert read == [[SERIALS[0]]] * 2 + [[SERIALS[1]]] * 2
    for at, serial in ((1, SERIALS[0]), (4, SERIALS[1])):
        assert spoken(serial) in told("pdftotext", "-f", str(at), "-l", str(at), made, "-")


def test_its_words_are_those_of_the_instrument_and_it_names_its_version(made: Path) -> None:
    text = " ".join(told("pdftotext", "-l", "2", made, "-").split())
    instrument = instruments.by_code("skm-2017")
    for item in instrument.items.values():
        for words in (item.text, *item.labels.values()):
            assert say(words, "id") in text
    places = [text.index(say(instrument.items[code].text, "id")) for code in instrument.asked]
    assert places == sorted(places), "in the order of the questionnaire"
    for field in profile.FIELDS:
        assert all(say(one.label, "id") in text for one in field.options)
    for fact in (
        "Layanan nomor 1", "dukcapil-kupang", "skm-2017", "Loket 3", "UU 27/2022",
        printed(("skm-2017",)).layout.version, "Tanggal mengisi", "Saran",
    ):  # fmt: skip
        assert fact in text
    assert "Tagged: yes" in " ".join(told("pdfinfo", made).split())


@pytest.mark.parametrize(
    ("codes", "services"),
    [
        (("skm-2025",), 8),
        (("skm-2017", "spkp", "spak"), 8),
        (("skm-2025-hybrid", "spkp-6", "spak-6"), 9),
    ],
)
def test_longer_questionnaires_keep_to_two_sides(codes: tuple[str, ...], services: int) -> None:
    paper = paper_form.Paper(POINT, printed(codes, services), None)
    assert paper_form.make(paper, SERIALS[:1]).startswith(b"%PDF")


def test_what_does_not_fit_is_refused_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_form, "NOTICE", paper_form.NOTICE * 30)
    with pytest.raises(UnfitOrder, match="dua halaman"):
        paper_form.make(paper_form.Paper(POINT, printed(("skm-2017",)), None), SERIALS[:1])
