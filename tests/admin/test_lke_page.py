"""The LKE at the desk: read whole, answered item by item, its proof looked after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, plans, tickets
from tests.factories import NOW, Place, rows

if TYPE_CHECKING:
    from flask import Flask

TEAM, AGENTS, SURVEYS = "I.p.i.b", "I.r.i.a", "VI.p.iv.a"


@pytest.fixture
def home(place: Place) -> str:
    return f"/admin/zi/{place.unit}/2026/lke"


def test_an_empty_sheet_says_what_to_do_and_that_nothing_is_final(
    head: desk.Window, home: str
) -> None:
    page = head.get(home)
    assert "Belum ada yang diisi petugas" in page.seen
    assert "Buka satu area di bawah, pilih butirnya" in page.seen
    assert "butir belum dijawab dan dihitung 0" in page.seen
    assert "V Penguatan Pengawasan" in page.seen
    assert len(page.find("//details//li")) == 110
    assert "Buka semua butir" in page.seen
    assert not page.find("//details[contains(@class, 'lke') and @open]")
    assert len(head.get(f"{home}?buka=semua").find("//details[@open]")) == 6
    assert len(head.get(f"{home}?buka=V").find("//details[@open]")) == 1


def test_an_item_is_answered_with_its_official_words_and_the_total_moves(
    head: desk.Window, home: str
) -> None:
    page = head.get(f"{home}/{TEAM}")
    assert "C (0,00): Jika tidak diseleksi" in page.seen
    assert "Butir ini dijawab orang" in page.seen
    page = head.follow(f"{home}/{TEAM}/jawab", version="0", answer="B", note="Sebagian dipilih")
    assert "Jawaban tersimpan" in page.seen
    assert "tanpa bukti" in page.seen
    assert "tanpa jawaban → B" in page.seen
    assert page.find("//input[@name='answer' and @value='B' and @checked]")
    page = head.get(f"{home}?buka=I")
    assert "0,13 dari 0,50" in page.seen, "B of two questions of half a point: a quarter of it"
    assert "1 butir dijawab orang" in page.seen
    head.get(f"{home}/{TEAM}/tarik")
    page = head.follow(f"{home}/{TEAM}/tarik", version="1", note="Salah unit")
    assert "Jawaban ditarik" in page.seen
    assert "B → tanpa jawaban" in page.seen


def test_counts_are_typed_and_bad_ones_come_back_with_what_was_typed(
    head: desk.Window, home: str
) -> None:
    head.get(f"{home}/IV.r.i.a")
    sent = {"version": "0", "sasaran": "4", "tercapai": "5", "note": "Menurut LAKIN"}
    refused = head.post(f"{home}/IV.r.i.a/jawab", 422, **sent).get_data(as_text=True)
    assert "Butir IV.r.i.a: yang dikerjakan (5) melebihi acuannya (4)" in refused
    assert 'value="5"' in refused
    assert "Menurut LAKIN</textarea>" in refused
    worded = head.post(f"{home}/IV.r.i.a/jawab", 422, **{**sent, "tercapai": "lima"})
    assert "tulis bilangan bulat" in worded.get_data(as_text=True)
    page = head.follow(f"{home}/IV.r.i.a/jawab", **{**sent, "tercapai": "3"})
    assert "75,00%" in page.seen
    assert "Jumlah sasaran kinerja: 4" in page.seen


def test_above_the_data_a_reason_is_asked_and_then_shown(head: desk.Window, home: str) -> None:
    page = head.get(f"{home}/{SURVEYS}")
    assert "Jawaban otomatis" in page.seen
    refused = head.post(f"{home}/{SURVEYS}/jawab", 422, version="0", answer="C", note="")
    assert "di atas jawaban otomatis (E)" in refused.get_data(as_text=True)
    unknown = head.post(f"{home}/{SURVEYS}/jawab", 422, version="0", answer="Z", note="")
    assert "Pilih salah satu: A, B, C, D, E" in unknown.get_data(as_text=True)
    reason = "Dua survei di kertas sebelum sistem ini"
    page = head.follow(f"{home}/{SURVEYS}/jawab", version="0", answer="C", note=reason)
    assert "dinaikkan dengan alasan" in page.seen
    assert f"Alasan: {reason}" in head.get(f"{home}?buka=VI").seen


def test_the_second_of_two_people_sees_both_answers(head: desk.Window, home: str) -> None:
    head.get(f"{home}/{TEAM}")
    head.post(f"{home}/{TEAM}/jawab", version="0", answer="B", note="")
    late = head.post(f"{home}/{TEAM}/jawab", 409, version="0", answer="A", note="")
    assert "Petugas lain menyimpan lebih dulu" in late.get_data(as_text=True)
    head.get(f"{home}/{TEAM}")
    assert head.get(home).seen.count("diisi orang") == 1


def test_a_proof_that_was_altered_on_disk_is_named_on_both_pages(
    app: Flask, head: desk.Window, home: str, place: Place
) -> None:
    from kiosk.flows.zi.keep_proof import add_proof

    head.get(f"{home}/{TEAM}")
    head.post(f"{home}/{TEAM}/jawab", version="0", answer="A", note="")
    keeper = desk.make_staff(app, [Grant(Role.ZI_TEAM, Level.UNIT, place.unit_id)])
    with app.app_context():
        house = tickets.house(app)
        from kiosk.domain.zi.proof import Subject

        add_proof(keeper, place.unit, Subject.LKE, f"2026:{TEAM}", plans.photo(), house, NOW)
    page = head.get(f"{home}?bukti=semua")
    assert "1 berkas bukti diperiksa: semua utuh" in page.seen
    assert "tanpa bukti" not in page.seen
    digest = rows(app, "zi_proofs")[-1]["digest"]
    (app.config["KIOSK"].upload_dir / digest[:2] / digest).write_bytes(b"lain")
    assert "berkas hilang atau berubah" in head.get(f"{home}/{TEAM}").seen
    page = head.get(f"{home}?bukti=semua")
    assert "Berkas bukti hilang atau berubah di penyimpanan" in page.seen


def test_an_evaluator_reads_and_does_not_answer(app: Flask, place: Place, home: str) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.EVALUATOR, Level.UNIT, place.unit_id)])
    assert "Rekapitulasi" in window.get(home).seen
    page = window.get(f"{home}/{TEAM}")
    assert "Pilihan resmi" in page.seen
    assert not page.find("//main//form[@method='post']")
    assert window.raw(f"{home}/{TEAM}/jawab", "POST").status_code in (400, 403, 404)


def test_the_whole_sheet_is_a_file(head: desk.Window, home: str) -> None:
    head.get(f"{home}/{TEAM}")
    head.post(f"{home}/{TEAM}/jawab", version="0", answer="B", note="=1+1")
    lines = head.raw(f"{home}.csv").get_data(as_text=True).splitlines()
    assert len(lines) == 111
    (line,) = (one for one in lines if one.startswith(TEAM))
    assert ",B,0.50,diisi orang," in line
    assert "'=1+1" in line


def test_an_item_that_is_not_there_is_not_found(head: desk.Window, home: str) -> None:
    for item in ("V.p.iii.z", "x"):
        assert "Butir LKE" in head.get(f"{home}/{item}", 404).seen
    assert head.raw(f"/admin/zi/dukcapil-kupang/1999/lke/{TEAM}").status_code == 404


def test_what_evaluators_say_stands_beside(
    app: Flask, head: desk.Window, home: str, place: Place
) -> None:
    from kiosk.domain.zi.assessment import Judge
    from kiosk.store.engine import transaction
    from kiosk.store.zi import assessments

    said = {"answer": "B", "value": "1/2", "note": "Belum semua unsur", "actor_id": 1, "at": NOW}
    with app.app_context(), transaction():
        assessments.put(None, place.unit_id, 2026, (TEAM, Judge.TPI), said)
    assert "TPI B" in head.get(f"{home}?buka=I").seen
    page = head.get(f"{home}/{TEAM}")
    assert "TPI: B" in page.seen
    assert "Belum semua unsur" in page.seen
