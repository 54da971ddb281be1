"""The papan IKM on paper: the convention's words, the figure with its sample, a seal that reads."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from kiosk.domain.index.seal import seal_of
from kiosk.paper import index_poster
from tests import report_material as made_up
from tests.commands.test_poster import scanned, sizes, text
from tests.services.tools import require

LONG = "Unit Pelaksana Teknis Daerah Pelayanan Administrasi Kependudukan Amanuban Selatan " * 2
STEPS: list[tuple[int, int]] = []


@pytest.fixture(scope="module")
def posters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A3 of a usual month; A4 of a draft with a short sample and names that hardly fit."""
    usual = made_up.make()
    few = made_up.figures(
        made_up.usual(12),
        minimum=30,
        unit_name=LONG.strip(),
        by_service=made_up.lines(3, "Layanan"),
    )
    draft = replace(made_up.make(few), closed_at=None, seal=seal_of(made_up.CODE, "", "cd" * 32))
    folder = tmp_path_factory.mktemp("posters")
    files = {name: folder / f"{name}.pdf" for name in ("a3", "draft")}
    files["a3"].write_bytes(index_poster.make_a3(usual, lambda *step: STEPS.append(step)))
    files["draft"].write_bytes(index_poster.make_a4(draft, lambda *_: None))
    return files


def test_each_is_one_sheet_lying(posters: dict[str, Path]) -> None:
    assert sizes(posters["a3"]) == [(420, 297)]
    assert sizes(posters["draft"]) == [(297, 210)]
    assert STEPS[-1] == (2, 2), "told when it is done"


def test_it_says_the_words_of_the_convention_with_the_figure(posters: dict[str, Path]) -> None:
    found, told = made_up.make().figures, text(posters["a3"])
    assert found.ikm is not None
    for words in (
        "INDEKS KEPUASAN MASYARAKAT (IKM)", made_up.UNIT, "NILAI IKM",
        str(found.ikm).replace(".", ","), f"Mutu {found.mutu}", "NAMA LAYANAN", "RESPONDEN",
        "Jumlah: 120 orang", "sampel minimum 59", "L = 60", "P = 60", "PERIODE SURVEI",
        "Oktober 2026", "TERIMA KASIH ATAS PENILAIAN YANG TELAH ANDA BERIKAN", "Maria Y. Nalle",
        "NIP 197203141996032001", "Segel 7F3K 9QWX 2M4B",
    ):  # fmt: skip
        assert words in told, words
    assert "DRAF" not in told


def test_the_code_leads_to_its_seal(posters: dict[str, Path]) -> None:
    assert scanned(posters["a3"]) == [f"{made_up.PUBLIC}/publik/segel/{made_up.CODE}"]


def test_a_draft_and_a_short_sample_say_so_and_bear_no_grade(posters: dict[str, Path]) -> None:
    told = text(posters["draft"])
    assert "DRAF: periode ini belum ditutup" in told
    assert "Belum cukup sampel, jadi mutunya belum ditetapkan." in told
    assert "Sangat baik" not in told
    assert "NIP" not in told, "nobody signs a draft"
    assert "Periksa sendiri" not in told, "no address, no code"


def test_it_is_tagged_and_carries_its_letters(posters: dict[str, Path]) -> None:
    with pikepdf.open(posters["a3"]) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "id"
    fonts = subprocess.run(
        [require("pdffonts"), posters["a3"]], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), "embedded"
