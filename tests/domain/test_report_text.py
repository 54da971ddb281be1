"""The drafted text of a report says what the figures say: no more, and in correct Indonesian."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.domain.index import period as periods
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.material import Complaints, Origin, Past, Said, past_of
from kiosk.domain.index.method import Method, parse_weight
from kiosk.domain.index.plan import PlanState
from kiosk.domain.index.report_outline import known_figures, report
from kiosk.domain.index.report_parts import Bullets, Para, Table, parts_of, text_of
from kiosk.domain.index.report_text import (
    CODES,
    UnfitText,
    clean,
    drafts,
    strange_figures,
    texts,
)
from kiosk.domain.index.tally import Tally
from kiosk.domain.index.written import counted, in_words, joined, number, percent
from kiosk.flows.index.score_file import score_file
from kiosk.flows.steps import load_instrument
from tests import report_material as paper

CASES = json.loads((Path(__file__).parents[1] / "cases" / "published.json").read_text("utf-8"))
OPTIONS = {"--weight", "--round-unsur", "--round-weighted", "--round-index", "--bands"}
RUNS = [
    pytest.param(case, run, id=f"{case['id']}:{' '.join(run['args'])}")
    for case in CASES
    for run in case["runs"]
    if "ikm" in run.get("expect", {}) and set(run["args"][::2]) <= {*OPTIONS, "--instrument"}
]


def the_same_every_time(*scores: int) -> list[dict[str, int]]:
    items = list(load_instrument("skm-2017").items)
    return [dict.fromkeys(items, score) for score in scores]


def draft(code: str, *given: object, **changes: object) -> str:
    return drafts(paper.make(*given, **changes))[code]  # type: ignore[arg-type]


def method_of(args: list[str]) -> tuple[str, Method]:
    given = dict(zip(args[::2], args[1::2], strict=True))
    whole = {key: int(value) for key, value in given.items() if key.startswith("--round")}
    return given.get("--instrument", "skm-2017"), Method(
        weight=parse_weight(given.get("--weight", "exact")),
        round_unsur=whole.get("--round-unsur"),
        round_weighted=whole.get("--round-weighted"),
        round_index=whole.get("--round-index"),
        bands=given.get("--bands", "2017"),
    )


@pytest.mark.parametrize(("case", "run"), RUNS)
def test_a_published_case_gives_its_published_figure_in_the_report(
    case: dict, run: dict, tmp_path: Path
) -> None:
    from tests.domain.test_published_cases import write

    code, method = method_of(run["args"])
    scored = score_file(write(tmp_path, case), code, method)
    found: Ikm = scored.ikm
    count = Tally(found.respondents or 1000, {}, 0, 0)
    figures = paper.of_ikm(found, scored.structure, method, count, "2022-Q4", minimum=1)
    material = replace(paper.make(figures, before=()), instrument=scored.structure)
    said = drafts(material)
    shown = number(Decimal(run["expect"]["ikm"]))
    assert f"adalah {shown}, dengan mutu pelayanan {found.grade.mutu}" in said["indeks"]
    assert shown in said["kesimpulan"]
    for one in found.unsur:
        assert number(one.value) in said["unsur"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "nol"), (11, "sebelas"), (19, "sembilan belas"), (21, "dua puluh satu"),
        (100, "seratus"), (111, "seratus sebelas"), (1001, "seribu satu"), (2000, "dua ribu"),
        (11_000, "sebelas ribu"), (101_000, "seratus satu ribu"), (1_000_000, "satu juta"),
    ],
)  # fmt: skip
def test_numbers_are_spelt_as_an_office_spells_them(count: int, words: str) -> None:
    assert in_words(count) == words


def test_numbers_and_lists_are_written_the_indonesian_way() -> None:
    assert number(Decimal("87.50")) == "87,50"
    assert number(1_234_567) == "1.234.567"
    assert percent(42, 312) == "13,46 persen"
    assert percent(0, 0) == "0 persen"
    assert counted(312) == "312 (tiga ratus dua belas)"
    assert joined(["a", "b", "c"]) == "a, b, dan c"
    assert joined(["a", "b"]) == "a dan b"


def test_nobody_answered_and_nothing_is_claimed() -> None:
    said = drafts(paper.make(paper.figures([]), before=()))
    assert said["responden"] == "Tidak ada responden pada periode Oktober 2026."
    assert "tidak dapat ditampilkan. Belum ada responden" in said["indeks"]
    assert "tidak dapat ditampilkan" in said["unsur"]
    assert "tidak dapat disajikan" in said["analisis"]
    assert all("mutu pelayanan A" not in text for text in said.values())
    assert all("None" not in text and "—" not in text for text in said.values())
    assert "Jumlah responden yang diperoleh adalah 0 (nol), kurang 30" in said["sampel"]


def test_a_short_sample_has_an_index_and_no_grade_anywhere() -> None:
    figures = paper.figures(paper.usual(20), minimum=59, population=400)
    material = paper.make(figures)
    said = drafts(material)
    assert "Mutu pelayanan belum ditetapkan karena jumlah responden (20)" in said["indeks"]
    assert "kurang 39 dari jumlah minimum" in said["sampel"]
    assert "petunjuk awal" in said["analisis"]
    assert "belum memenuhi jumlah minimum (59)" in said["kesimpulan"]
    assert "mutu" not in said["unsur"].lower()
    assert "Jumlah responden belum mencapai jumlah minimum pada Oktober 2026." in said["tren"]
    assert all(cell[-1] == "—" for cell in table(material, "Nilai setiap unsur").rows)


def table(material: object, caption: str) -> Table:
    return next(
        part
        for chapter in report(material)  # type: ignore[arg-type]
        for section in chapter.sections
        for part in section.parts
        if isinstance(part, Table) and caption in part.caption
    )


def test_unsur_that_are_all_alike_have_neither_best_nor_worst() -> None:
    figures = paper.figures(the_same_every_time(*[3] * 30))
    said = drafts(paper.make(figures, plans=(), before=()))
    assert "Semua unsur memperoleh nilai yang sama, yaitu 75,00" in said["analisis"]
    assert "tertinggi" not in "".join(said.values())
    assert said["rtl"] == "Rencana tindak lanjut belum disusun ketika naskah ini dibuat."


def test_a_weak_unsur_is_one_that_another_surpasses_and_its_equals_are_named() -> None:
    rows = [{**row, "waktu": 2} for row in the_same_every_time(*[4] * 30)]
    said = drafts(paper.make(paper.figures(rows), before=()))["analisis"]
    weak, strong = said.split("tertinggi")
    assert weak.startswith("Unsur berikut memperoleh nilai terendah")
    assert re.findall(r"^- (\w+)", weak, re.MULTILINE) == ["Waktu"]
    assert "30 dari 30 jawaban (100,00 persen) bernilai 1 atau 2" in weak
    assert "Sama nilainya" not in weak
    assert "Sama nilainya dengan Produk" not in strong.split("dipertahankan")[0]
    others = draft("analisis").split("tertinggi")[0]
    assert "Sama nilainya dengan Biaya/Tarif: Perilaku Pelaksana." in others


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("89.93", "IKM periode ini sama dengan IKM periode September 2026 (89,93)."),
        ("90.43", "IKM turun 0,50. Selang kepercayaan kedua nilai itu bertumpang tindih"),
        ("80.00", "IKM naik 9,93. Selang kepercayaan kedua nilai itu tidak bertumpang tindih"),
    ],
)
def test_a_change_is_called_real_only_where_the_intervals_lie_apart(then: str, said: str) -> None:
    now = paper.figures(paper.usual(120))
    value = Decimal(then)
    past = replace(past_of(periods.parse("2026-09"), now), ikm=value, low=value - 1, high=value + 1)
    assert said in draft("tren", now, before=(past,))


def test_a_trend_without_earlier_periods_is_not_drawn_and_of_another_method_warned_of() -> None:
    now = paper.figures(paper.usual(120))
    assert "belum ada periode pembanding" in draft("tren", now, before=())
    other = paper.figures(paper.usual(90), "2026-09", method=Method(weight=Decimal("0.11")))
    past = past_of(periods.parse("2026-09"), other)
    open_one = replace(past_of(periods.parse("2026-08"), now), origin=Origin.OPEN)
    old = Past(
        periods.parse("2025-10"), Decimal("80.10"), "B", None, None, None, True, Origin.ENTERED, ()
    )
    said = draft("tren", now, before=(old, open_one, past))
    assert "Cara penghitungan keduanya tidak sama" in said
    assert "Cara menghitung nilai lama itu tidak diketahui" in said
    assert "berbeda dari periode ini pada September 2026" in said
    assert "Belum ditutup, sehingga nilainya dapat berubah: Agustus 2026." in said
    assert "Nilai yang diambil dari laporan lama: Oktober 2025." in said
    assert "periode Oktober 2025 (80,10)" in said  # a year before, beside the newest
    rows = table(paper.make(now, before=(old, open_one, past)), "Tren IKM").rows
    assert [row[-1] for row in rows] == ["dari laporan lama", "belum ditutup", "cara berbeda", ""]


def test_complaints_are_told_in_the_right_number() -> None:
    day = date(2026, 11, 21)
    none = draft("suara", complaints=Complaints(0, 0, 0, None, day))
    assert "Tidak ada pengaduan, aspirasi, atau permintaan informasi" in none
    one = draft("suara", complaints=Complaints(1, 1, 0, 0, day))
    assert "diterima 1 laporan masyarakat" in one
    assert "21 November 2026, semuanya sudah dijawab dan belum ada yang selesai." in one
    assert "pada hari kerja yang sama" in one
    some = draft("suara", complaints=Complaints(12, 11, 9, 3, day))
    assert "11 (91,67 persen) sudah dijawab dan 9 (75,00 persen) sudah selesai" in some


def test_words_nobody_used_often_enough_are_not_shown() -> None:
    assert "Tidak ada kata yang disampaikan" in draft("suara", said=Said())
    assert "antre (14) dan parkir (9)" in draft("suara")


def test_plans_are_told_as_they_are() -> None:
    now = paper.figures(paper.usual(120))
    first, second, third = (paper.plan(now, code) for code in now.lowest)
    assert draft("rtl", now).startswith("Tiga rencana tindak lanjut disusun untuk unsur Kompetensi")
    half = (first, replace(second, owner=""), replace(third, state=PlanState.DROPPED))
    said = draft("rtl", now, plans=half)
    assert said.startswith("Dua rencana")
    assert "Satu di antaranya belum dilengkapi" in said
    empty = paper.make(now, plans=())
    assert "belum disusun" in drafts(empty)["rtl"]
    assert table(empty, "Rencana tindak lanjut").rows[0][1] == "Kompetensi Pelaksana (U6)"
    marks = table(paper.make(now), "Rencana tindak lanjut").rows[0][3:7]
    assert marks == ("", "", "", "✓")


@pytest.mark.parametrize("code", ["skm-2025", "skm-2025-hybrid", "spkp", "spak", "spak-6"])
def test_other_instruments_have_their_own_names_and_their_whole_report(code: str) -> None:
    asked = load_instrument(code)
    figures = paper.figures(paper.usual(40, asked), instrument=code)
    material = paper.make(figures, before=())
    said = drafts(material)
    whole = "\n".join(said.values())
    short = {"skm": "IKM", "spkp": "IPKP", "spak": "IPAK"}[asked.survey]
    assert f"({short}) {paper.UNIT} periode Oktober 2026 adalah" in said["indeks"]
    assert ("IKM" in whole) == (short == "IKM")
    assert ("Nomor 90 Tahun 2021" in said["dasar"]) == (short != "IKM")
    assert f"skala 1 sampai dengan {asked.scale.high}" in said["metode"]
    assert len(table(material, say_title(material)).rows) == len(asked.items)


def say_title(material: object) -> str:
    return str(material.figures.method.instrument_title)  # type: ignore[attr-defined]


def test_an_open_period_is_called_open_and_a_second_closing_is_counted() -> None:
    draft_of = drafts(paper.make(closed_at=None))
    assert "belum ditutup" in draft_of["waktu"]
    assert "masih sementara" in draft_of["kesimpulan"]
    assert "Penutupan ini adalah yang ke-2." in draft("waktu", edition=2)


def test_the_interval_that_reaches_another_grade_is_said() -> None:
    figures = replace(paper.figures(paper.usual(120)), near="B")
    assert "tidak terbedakan dari mutu B" in draft("indeks", figures)
    assert "tidak terbedakan dari mutu" not in draft("indeks")


def test_what_was_asked_and_left_out_is_told_where_there_is_any() -> None:
    assert "Tanda kunjungan" not in draft("sampel")
    assert "dikecualikan" not in draft("responden")
    base = paper.figures(paper.usual(120))
    asked = replace(base.asked, offered=400, answered=250, refused=12)
    now = replace(base, asked=asked, excluded=3, with_excluded=Decimal("89.00"))
    said = draft("sampel", now)
    assert "diberikan pada 400 kunjungan: 250 menjawab (62,50 persen) dan 12 menyatakan" in said
    assert "Sebanyak 3 jawaban dikecualikan" in draft("responden", now)
    assert "IKM menjadi 89,00" in draft("responden", now)


def test_a_text_is_typed_as_paragraphs_and_lists() -> None:
    typed = "Satu\r\nkalimat.\r\n- a\r\n- b\r\n\r\nDua."
    parts = (Para("Satu kalimat."), Bullets(("a", "b")), Para("Dua."))
    assert parts_of(typed) == parts
    assert parts_of(text_of("Satu kalimat.", ["a", "b"], "", "Dua.")) == parts
    assert clean(" a\x00\u200bb \r\n\r\n\r\n\r\n c\x1f") == "ab\n\nc"
    with pytest.raises(UnfitText):
        clean("x" * 20_001)


def test_an_edited_section_takes_the_place_of_its_draft_and_strange_figures_are_found() -> None:
    material = paper.make(texts={"dasar": "Peraturan kami.", "hapus": "bukan bagian"})
    assert texts(material)["dasar"] == "Peraturan kami."
    assert set(texts(material)) == set(CODES)
    known = known_figures(material)
    for text in drafts(material).values():
        assert strange_figures(text, known) == ()
    written = "IKM 98,39 naik dari 89,93 (25,00 persen); 12.345,67 dan 2026,5 bukan, 98,39 lagi."
    assert strange_figures(written, known) == ("98,39",)


def test_tables_fill_the_line_and_every_row_its_columns() -> None:
    big = paper.figures(
        paper.usual(312), by_service=paper.lines(40, "Layanan"), by_unit=paper.lines(3, "Unit")
    )
    for material in (paper.make(big), paper.make(paper.figures([]), plans=(), before=())):
        for chapter in report(material):
            for one in (part for section in chapter.sections for part in section.parts):
                if isinstance(one, Table):
                    assert sum(one.widths) == 100
                    assert {len(row) for row in (*one.rows, *one.foot)} <= {len(one.head)}
                    assert len(one.widths) == len(one.head)
