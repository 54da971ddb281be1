"""A version of the LKE is data; one whose weights do not add up is refused, named."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kiosk.domain.zi.areas import WeightsDoNotAddUp
from kiosk.domain.zi.lke import Scale
from kiosk.domain.zi.lke_parse import InvalidLke, parse
from kiosk.domain.zi.lke_points import score
from kiosk.domain.zi.lke_version import Certainty, Evidence, Formula, Half, UnknownItem
from tests import lke

WEIGHTS = {
    "I.p": "0.5 1 1 1.5", "I.r": "2 1 1",
    "II.p": "1 2 0.5", "II.r": "0.5 1 2",
    "III.p": "0.25 0.5 1.25 2 0.75 0.25", "III.r": "1.5 1.5 2",
    "IV.p": "2.5 2.5", "IV.r": "2 1.5 1.5",
    "V.p": "1.5 1.5 1.5 1.5 1.5", "V.r": "2.5 3 2",
    "VI.p": "1 1 1 1 1", "VI.r": "2.5 2.5",
}  # fmt: skip
SCALES = {
    "V.p.i": "a-c a-d", "V.p.ii": "a-e a-e a-c a-c", "V.p.iii": "a-c ya-tidak a-c a-c",
    "V.p.iv": "a-c a-c a-c", "V.p.v": "a-d a-d a-d a-c a-c", "V.r.ii": "persen",
    "VI.p.i": "a-e a-d a-d ya-tidak", "VI.p.iii": "a-e a-c a-c", "VI.p.iv": "a-e a-c a-d",
    "VI.p.v": "a-d ya-tidak a-c", "VI.r.i": "a-d persen", "VI.r.ii": "a-d",
}  # fmt: skip


def test_sixty_points_in_six_areas_thirty_in_each_half() -> None:
    areas = lke.version().areas
    assert [area.weight for area in areas] == [8, 7, 10, 10, 15, 10]
    for half in Half:
        assert sum(one.weight for area in areas for one in area.half(half)) == 30


@pytest.mark.parametrize("half", WEIGHTS)
def test_indicators_weigh_what_the_lke_says(half: str) -> None:
    number, side = half.split(".")
    (area,) = (one for one in lke.version().areas if one.number == number)
    found = [one.weight for one in area.half(Half(side))]
    assert found == [Fraction(one) for one in WEIGHTS[half].split()]


@pytest.mark.parametrize("code", SCALES)
def test_items_of_pengawasan_and_pelayanan_have_the_scales_of_the_lke(code: str) -> None:
    (indicator,) = (one for one in lke.version().indicators if one.code == code)
    assert [item.scale for item in indicator.items] == SCALES[code].split()


def test_every_item_is_coded_by_area_half_indicator_and_letter() -> None:
    version = lke.version()
    codes = [item.code for item in version.items]
    assert len(codes) == len(set(codes)) == 110
    assert version.item("VI.p.iv.a").question.startswith("Telah dilakukan survei kepuasan")
    assert version.item("VI.p.iv.a").options[0].text.endswith("minimal 4 kali dalam setahun")
    assert version.item("V.r.ii.a").formula is Formula.COMPLAINTS
    with pytest.raises(UnknownItem, match=r"V\.p\.iii\.z"):
        version.item("V.p.iii.z")


def test_no_two_options_of_an_item_read_the_same() -> None:
    for item in lke.version().items:
        texts = [one.text for one in item.options]
        assert len(set(texts)) == len(texts), item.code
        assert all("  " not in text and text == text.strip() for text in texts), item.code


def test_nine_points_are_evidenced_and_the_whistle_blowing_system_stands_beside() -> None:
    version = lke.version()
    full = {one.code: one.weight for one in version.indicators if one.evidence is Evidence.FULL}
    assert full == {
        "V.p.iii": Fraction("1.5"), "V.r.ii": 3, "VI.p.iii": 1, "VI.p.iv": 1,
        "VI.r.ii": Fraction("2.5"),
    }  # fmt: skip
    scores = score(version, {item.code: Fraction(1) for item in version.items})
    assert scores.evidenced.most == 9
    assert scores.beside.most == Fraction("1.5")


def test_what_is_worded_from_one_source_says_so() -> None:
    recalled = {one.code for one in lke.version().items if one.certainty is Certainty.RECALLED}
    assert recalled == {"II.p.ii.b", "III.r.iii.a", "IV.p.ii.g"}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('kode = "V.r.ii"\nnama = "Penanganan Pengaduan Masyarakat"\nbobot = "3.0"',
         'kode = "V.r.ii"\nnama = "Penanganan Pengaduan Masyarakat"\nbobot = "2.0"',
         r"area V reform: bobot indikatornya berjumlah 6,50, seharusnya 7,50"),
        ('pemenuhan = "7.5"', 'pemenuhan = "8.5"',
         "area V pemenuhan: bobot indikatornya berjumlah 7,50, seharusnya 8,50"),
        ('kode = "I.p.ii"', 'kode = "I.p.i"', r"I\.p\.i: tertulis lebih dari satu kali"),
        ('kode = "I.p.ii"', 'kode = "II.p.ii"', "kode indikator area I harus"),
        ('skala = "a-e"', 'skala = "a-d"', "skala a-d memuat 4 pilihan, tertulis 5"),
        ('skala = "a-e"', 'skala = "a-f"', 'skala "a-f" tidak dikenal'),
        ('huruf = "b"', 'huruf = "c"', r"I\.p\.i\.b: huruf butir harus berurutan"),
        ('peran = "realisasi"', 'peran = "catatan"', r"I\.r\.i\.a: rumus .* memerlukan isian"),
        ('bobot = "0.5"', 'bobot = "setengah"', r"I\.p\.i: bobot .* tidak dikenal"),
        ('dasar = "', 'dasarnya = "', "dasar belum ada"),
        ("[[area]]", "[[area", "bukan TOML"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_with_the_place_named(
    old: str, new: str, named: str
) -> None:
    assert old in lke.TEXT
    with pytest.raises(InvalidLke, match=named):
        parse(lke.TEXT.replace(old, new, 1))


def test_an_lke_of_other_than_sixty_points_is_refused_with_the_area_named() -> None:
    less = lke.TEXT[: lke.TEXT.rindex("[[area]]")]
    with pytest.raises(WeightsDoNotAddUp, match="area VI"):
        parse(less)


def test_every_scale_is_used_and_only_percentages_count() -> None:
    items = lke.version().items
    assert {item.scale for item in items} == set(Scale)
    assert {item.scale for item in items if item.counts} == {Scale.PERSEN}
