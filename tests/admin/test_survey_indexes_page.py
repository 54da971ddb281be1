"""The page of IPAK and IPKP: on 4, with its sample and its interval; what an empty one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import transaction
from kiosk.store.index import official
from tests import desk
from tests.flows.test_survey_indexes import answered
from tests.web.page_client import words

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place


def path_of(place: Place) -> str:
    return f"/admin/zi/{place.unit}/2026/indeks"


def test_nothing_answered_says_what_to_do(head: desk.Window, place: Place) -> None:
    page = head.get(path_of(place))
    assert "Belum ada jawaban SPAK pada tahun 2026." in page.seen
    assert page.find("//main//a[contains(., 'Isi nilai resmi')]/@href")
    assert ("IPAK dan IPKP", True) in [
        (words(one), one.get("aria-current") == "page")
        for one in page.find("//nav[@aria-label='Zona Integritas']/a")
    ]


def test_a_unit_that_changed_its_questionnaire_sees_both_and_which_counts(
    app: Flask, head: desk.Window, place: Place
) -> None:
    answered(app, place, "spak", 202607, 4, 12)
    answered(app, place, "spak-6", 202609, 6, 30)
    answered(app, place, "spak-6", 202610, 5, 10)
    page = head.get(path_of(place))
    assert "Yang masuk hasil hanya yang jawabannya terbanyak" in page.seen
    assert "3,83 dari 4" in page.seen, "5,75 / 1,5"
    assert "5,75" in page.seen
    assert "indeksnya 3,85, atau 96,25 pada skala 100, mutu A" in page.seen, "1 + 3 (5,75 - 1) / 5"
    marks = [words(one) for one in page.find("//main//section/p[1]/span")]
    assert marks.index("dihitung dalam hasil") < marks.index("tidak dihitung dalam hasil")
    quarters = page.find("//section[@id='ipak-spak-6-triwulan']//tbody/tr")
    assert words(quarters[0]).startswith("Triwulan III 20264,00100,00")
    assert words(quarters[1]).startswith("Triwulan IV 20263,3383,33")
    assert "belum cukup sampel" in words(quarters[1]), "10 answers of 30"


def test_an_official_value_precedes_and_an_old_report_keeps_its_own_words(
    app: Flask, head: desk.Window, place: Place
) -> None:
    answered(app, place, "spak", 202607, 4, 12)
    with app.app_context(), transaction():
        from datetime import UTC, datetime
        from decimal import Decimal

        at = datetime(2026, 10, 1, tzinfo=UTC)
        official.enter_official(place.unit_id, 2026, "ipak", Decimal("3.55"), "Surat BPS 7", at)
    form = f"/admin/angka/{place.unit}/riwayat"
    head.get(form)
    told = {"instrument": "spak-2014", "period": "2024-Q2", "ikm": "3,38", "respondents": "207",
            "bands": "2004", "document": "Laporan SPAK Triwulan II 2024"}  # fmt: skip
    page = head.follow(form, **told)
    assert "84,50" in page.seen
    assert "Survei Persepsi Anti Korupsi (10 butir)" in page.seen
    refused = head.post(form, 422, **told | {"period": "2026-Q3"}).get_data(as_text=True)
    assert "sudah mempunyai jawaban" in refused, "another version of the same survey was answered"
    refused = head.post(form, 422, **told | {"instrument": "skm-1999"}).get_data(as_text=True)
    assert "skm-1999" in refused
    page = head.get(path_of(place))
    assert "Nilai resmi survei eksternal: 3,55 (Surat BPS 7)" in page.seen
    assert "A: Sangat bersih dari korupsi" in page.seen
    assert "A (2004)" in page.text, "marked in the drawing with its own bands"
    row = words(page.find("//section[@id='ipak-spak-triwulan']//tbody/tr")[0])
    assert row.startswith("Triwulan II 2024 (angka lama)3,3884,50A: Sangat bersih dari korupsi")
    file = head.raw(f"{path_of(place)}?csv=ipak-lama")
    assert (file.status_code, file.mimetype) == (200, "text/csv")
    assert "3.38,84.50" in file.get_data(as_text=True)
    assert head.raw(f"{path_of(place)}?csv=ipak-x").status_code == 404
    head.post(f"{form}/2024-Q2/hapus?instrumen=spak-2014", 303)
    assert "Sangat bersih dari korupsi" not in head.get(path_of(place)).seen


def test_a_small_counter_and_the_one_that_would_tell_it_bear_no_index(
    app: Flask, head: desk.Window, place: Place
) -> None:
    from dataclasses import replace

    from kiosk.store.place import points

    with app.app_context(), transaction():
        others = [
            points.add(place.unit_id, code, f"Loket {code}") for code in ("2B4C6D8E", "3B4C6D8E")
        ]
    answered(app, place, "spkp", 202610, 4, 40)
    answered(app, replace(place, point_id=others[0]), "spkp", 202610, 3, 9)
    answered(app, replace(place, point_id=others[1]), "spkp", 202610, 1, 2)
    page = head.get(path_of(place))
    rows = {words(one)[:14]: words(one)[14:] for one in
            page.find("//section[@id='ipkp-spkp-loket']//tbody/tr")}  # fmt: skip
    assert rows["Loket 2B4C6D8E"] == "–––9"
    assert rows["Loket 3B4C6D8E"] == "–––2"
    assert rows["Loket 7F3K9QWX"].startswith("4,00100,00")


def test_whoever_may_not_see_the_hasil_finds_no_page(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    assert window.raw(path_of(place)).status_code == 404
    assert window.raw(f"/admin/zi/{place.unit}/2026/andaikan").status_code == 404
