"""The what-if page: numbers typed are judged, what is there is told a way, nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.store.engine import transaction
from kiosk.store.index import official
from tests.factories import NOW, snapshot
from tests.flows.test_survey_indexes import answered
from tests.web.page_client import words

if TYPE_CHECKING:
    from flask import Flask

    from tests import desk
    from tests.factories import Place


def path_of(place: Place, **typed: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in typed.items())
    return f"/admin/zi/{place.unit}/2026/andaikan?{query}"


def said(page: object, code: str) -> str:
    return words(page.find(f"//section[@id='{code}']")[0])  # type: ignore[attr-defined]


def test_nothing_known_asks_for_the_lines(head: desk.Window, place: Place) -> None:
    page = head.get(path_of(place))
    wbk = said(page, "wbk")
    assert "belum dapat dinilai" in wbk
    assert "Diperlukan paling sedikit 3,60 (rata-rata sebenarnya 3,595)" in wbk
    assert "Diperlukan paling sedikit 42,75" in wbk, "75 less 15,75, 14 and 2,5"
    assert "3,59 tidak cukup" in page.seen
    assert "Belum ada pengaduan tahun ini" in page.seen


@pytest.mark.parametrize(
    ("typed", "wbk", "wbbm"),
    [
        (("3,60", "3,20", "C", "42,75"), True, False),
        (("3.60", "3.20", "c", "42.75"), True, False),
        (("3,59", "3,20", "C", "60"), False, False),
        (("3,60", "3,20", "C", "42,74"), False, False),
        (("3,60", "3,60", "B", "49,75"), True, True),
        (("3,60", "3,60", "C", "60"), True, False),
    ],
)
def test_typed_numbers_are_held_against_the_lines(
    head: desk.Window, place: Place, typed: tuple[str, str, str, str], wbk: bool, wbbm: bool
) -> None:
    names = ("ipak", "ipkp", "kinerja", "pengungkit")
    page = head.get(path_of(place, **dict(zip(names, typed, strict=True))))
    assert "dihitung dengan angka yang Anda isikan" in page.seen
    for code, passes in (("wbk", wbk), ("wbbm", wbbm)):
        assert ("belum memenuhi" not in said(page, code)) is passes
        assert ("Naik" in said(page, code) or "naik" in said(page, code)) is not passes
    assert page.find("//input[@id='ipak']/@value") == [typed[0]]


def test_what_is_no_figure_is_refused_by_its_field(head: desk.Window, place: Place) -> None:
    page = head._seen(head.raw(path_of(place, ipak="90", kinerja="F", ipkp="tiga")), 422)
    assert "IPAK harus berupa angka dari 1 sampai 4" in page.seen
    assert "IPKP harus berupa angka" in page.seen
    assert "Pilih A, B, C, D atau E" in page.seen
    assert page.find("//input[@id='ipak']/@value") == ["90"]


def test_the_least_effort_is_counted_in_answers_and_nothing_is_kept(
    app: Flask, head: desk.Window, place: Place
) -> None:
    answered(app, place, "spak", 202610, 4, 59)
    answered(app, place, "spak", 202610, 3, 41)
    answered(app, place, "spkp", 202610, 4, 30)
    answered(app, place, "spkp", 202610, 3, 20)
    with app.app_context(), transaction():
        official.enter_performance(place.unit_id, 2026, "D", "Laporan kinerja", NOW)
    head.get(path_of(place))
    before = snapshot(app)
    page = head.get(path_of(place, pengungkit="44"))
    wbk = said(page, "wbk")
    # 3,59 of 100 answers to five items: half a hundredth is 2,5 steps of 1/500.
    assert "3 jawaban naik satu langkah, dari 3,59 menjadi 3,60" in wbk
    assert "1 pilihan kinerja" in wbk
    assert "Jalan paling ringan" in wbk, "sparing answers or proof comes to the same"
    assert "Tetap 3,60." in wbk, "the IPKP"
    assert "IPKP untuk WBBM: 3,60, ambangnya 3,595" in page.seen
    # 50 answers to eight items: 0,005 is two steps of 1/400, and two leave it at 3,595.
    assert "2 jawaban mana pun boleh satu langkah lebih rendah" in page.seen
    rows = page.find("//details[@id='butir-ipak']//tbody/tr")
    assert words(rows[0]) == "Diskriminasi Pelayanan3,591000,0020033,62"
    unsent = ("seats", "sessions", "staff_sessions")
    after = snapshot(app)
    assert {k: v for k, v in after.items() if k not in unsent} == {
        k: v for k, v in before.items() if k not in unsent
    }


def test_an_lke_that_was_filled_is_climbed_step_by_step(
    app: Flask, head: desk.Window, place: Place
) -> None:
    from kiosk.domain.zi.lke_sheet import Kept
    from kiosk.store.zi import lke_answers, lke_versions

    answered(app, place, "spak", 202610, 4, 50)
    answered(app, place, "spkp", 202610, 4, 50)
    with app.app_context(), transaction():
        official.enter_performance(place.unit_id, 2026, "B", "Laporan kinerja", NOW)
        version = lke_versions.of(place.unit_id, 2026)
        sheet = lke_answers.begin(place.unit_id, 2026, version.code, NOW, 1)
        for item in version.items:
            if item.options:
                best = item.options[0].code
                # All of area II at the bottom: 53 of 60, and no area line of it reached.
                given = item.options[-1].code if item.indicator.startswith("II.") else best
                lke_answers.add(sheet, item.code, Kept(given, {}, "", 1, NOW, raised=True))
            else:
                counts = {one.name: 10 for one in item.counts if one.part.value != "proses"}
                lke_answers.add(sheet, item.code, Kept(None, counts, "", 1, NOW, raised=True))
    page = head.get(path_of(place))
    wbk = said(page, "wbk")
    assert "Area II" in wbk
    links = page.find("//section[@id='wbk']//ul//ul//a/@href")
    assert links
    assert all("/lke/II." in str(link) for link in links)
    assert "langkah LKE atau pengaduan" in wbk
