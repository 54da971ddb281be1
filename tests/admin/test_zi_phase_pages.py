"""A unit's dossier at the desk: one thing is next, nothing is skipped, the public sees what the
head opens."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.zi.phase import Phase
from tests import desk, zi_phases
from tests.factories import Place, rows
from tests.media.samples import drawn, saved
from tests.periods import head_of
from tests.zi_phases import TYPED, YEAR

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.factories import Clock
    from tests.web.page_client import Page


def photo(head: desk.Window, app: Flask, path: str, **fields: str) -> TestResponse:
    data = {
        "csrf_token": desk.csrf(app),
        "lampiran": (BytesIO(saved(drawn(), "PNG")), "foto.png"),
        **fields,
    }
    return head.raw(path, "POST", data=data, content_type="multipart/form-data")


def main_buttons(page: Page) -> list[str]:
    return [str(one) for one in page.find("//main//a[contains(@class, 'main')]/text()")]


def test_the_timeline_always_says_the_one_thing_that_is_next(
    app: Flask, head: desk.Window, place: Place
) -> None:
    home = f"/admin/zi/{place.unit}/{YEAR}/tahap"
    page = head.get(home)
    assert main_buttons(page) == ["Catat pencanangan"]
    page = head.get(f"{home}/pencanangan")
    page = head.follow(f"{home}/pencanangan", version="0", **{**TYPED["pencanangan"], "signed": ""})
    assert "12 Maret 2026" in page.seen
    assert main_buttons(page) == ["Lengkapi pencanangan"]
    head.get(f"{home}/pencanangan")
    changed = {**TYPED["pencanangan"], "place": "Lapangan"}
    refused = head.post(f"{home}/pencanangan", 422, version="1", **changed)
    assert "Tulis alasannya" in refused.get_data(as_text=True), "something written is changed"
    page = head.follow(f"{home}/pencanangan", version="1", **TYPED["pencanangan"])
    assert main_buttons(page) == ["Tambah bukti"]
    add = str(page.find("//main//a[contains(@class, 'main')]/@href")[0])
    head.get(add)
    assert photo(head, app, add, caption="Piagam").status_code == 303
    page = head.get(home)
    assert main_buttons(page) == ["Catat pembangunan"]
    assert page.find("//main//ol//img/@src"), "a thumbnail beside the phase"
    early = head.get(f"{home}/pengusulan")
    assert "dibekukan" in early.seen
    refused = head.post(f"{home}/pengusulan", 422, version="0", **TYPED["pengusulan"])
    assert "Sebelum pengusulan, catat dahulu pembangunan." in refused.get_data(as_text=True)
    assert "700/12/2026" in refused.get_data(as_text=True), "nothing typed is lost"


def test_turned_back_the_unit_begins_again_where_it_built(
    app: Flask, head: desk.Window, place: Place
) -> None:
    keeper = head_of(app, place)
    zi_phases.walk_to(app, place, keeper, Phase.PROPOSED)
    zi_phases.write(app, place, keeper, Phase.ASSESSED, result="belum")
    home = f"/admin/zi/{place.unit}/{YEAR}/tahap"
    page = head.get(home)
    assert main_buttons(page) == ["Kembalikan ke pembangunan"]
    assert "Angka pada hari pengusulan" in page.seen
    head.get(f"{home}/kembalikan")
    page = head.follow(f"{home}/kembalikan", reason="Dibina kembali tahun depan")
    assert main_buttons(page) == ["Catat pengusulan"]
    assert "Dibina kembali tahun depan" in page.seen
    assert head.raw(f"{home}/ngawur").status_code == 404


def test_the_next_year_carries_the_pencanangan_over_and_asks_for_monitoring(
    app: Flask, head: desk.Window, place: Place, clock: Clock
) -> None:
    zi_phases.walk_to(app, place, head_of(app, place), Phase.GRANTED)
    page = head.get(f"/admin/zi/{place.unit}/{YEAR}/tahap")
    assert main_buttons(page) == []
    assert "Pemantauan tahunan berikutnya paling lambat 8 Oktober 2027" in page.seen
    page = head.get(f"/admin/zi/{place.unit}/{YEAR + 1}/tahap")
    assert "dari berkas 2026" in page.seen
    assert main_buttons(page) == ["Catat pengusulan"]
    monitor = f"/admin/zi/{place.unit}/{YEAR}/pemantauan"
    head.get(monitor)
    page = head.follow(
        monitor, version="0", on="2026-10-14", by="Inspektorat", result="dipertahankan", note="Baik"
    )
    assert "2026: Dipertahankan" in page.seen
    assert head.raw(f"/admin/zi/{place.unit}/{YEAR}/pemantauan?x=1").status_code == 200


def test_an_action_is_written_begun_and_finished_with_proof_only(
    app: Flask, head: desk.Window, place: Place, clock: Clock
) -> None:
    home = f"/admin/zi/{place.unit}/{YEAR}/aksi"
    page = head.get(home)
    assert "Belum ada rencana aksi" in page.seen
    head.get(f"{home}/baru?area=V")
    words = {
        "area": "V", "action": "Kotak pengaduan di tiap loket", "owner": "Sekretaris",
        "owner_code": "", "due": "", "progress": "10", "notes": "",
    }  # fmt: skip
    refused = head.post(f"{home}/baru", 422, **{**words, "progress": "100", "area": "VII"})
    assert "Pilih salah satu dari enam area." in refused.get_data(as_text=True)
    assert "Tulis 0 sampai 99." in refused.get_data(as_text=True)
    page = head.follow(f"{home}/baru", **words)
    assert "10 persen" in page.seen
    one = str(page.find("//main//li//a/@href")[0])
    assert head.raw(f"{one}/selesaikan").status_code == 303, "no form that could only be refused"
    head.get(f"{one}/ubah")
    page = head.follow(f"{one}/ubah", version="1", **{**words, "due": "2026-10-01"})
    assert "terlambat 14 hari" in page.seen
    assert "terlambat 14 hari" in head.get(f"{home}?keadaan=terlambat").seen
    assert "Tidak ada rencana aksi" in head.get(f"{home}?keadaan=selesai").seen
    head.get(one)
    page = head.follow(f"{one}/mulai", version="2")
    assert "Berjalan" in page.seen
    head.get(f"{one}/selesaikan")
    refused = head.post(f"{one}/selesaikan", 422, version="3", note="Dipasang")
    assert "Lampirkan paling sedikit satu bukti" in refused.get_data(as_text=True)
    assert photo(head, app, f"{one}/selesaikan", version="3", note="Dipasang").status_code == 303
    page = head.get(one)
    assert "100 persen" in page.seen
    assert "Dipasang" in page.seen
    assert "1 dari 1 selesai" in head.get(home).seen
    assert head.raw(f"/admin/zi/{place.unit}/{YEAR + 1}/aksi/1").status_code == 404
    chain = [one["action"] for one in rows(app, "audit_records") if "rencana-aksi" in one["action"]]
    assert chain == [f"{verb}-rencana-aksi" for verb in ("buat", "ubah", "mulai", "selesaikan")]


def test_who_may_only_look_is_offered_no_step(app: Flask, place: Place) -> None:
    zi_phases.walk_to(app, place, head_of(app, place), Phase.DECLARED)
    auditor = desk.Window(app)
    desk.sign_in(auditor.client, app, [Grant(Role.AUDITOR, Level.UNIT, place.unit_id)])
    home = f"/admin/zi/{place.unit}/{YEAR}"
    page = auditor.get(f"{home}/tahap")
    assert not page.find("//main//form")
    assert not main_buttons(page)
    for path in ("tahap/pembangunan", "tahap/kembalikan", "pemantauan", "aksi/baru"):
        assert auditor.raw(f"{home}/{path}").status_code == 404
    assert auditor.raw(f"{home}/aksi").status_code == 200


def test_the_public_sees_a_phase_only_once_the_head_opens_it(
    app: Flask, head: desk.Window, place: Place
) -> None:
    zi_phases.walk_to(app, place, head_of(app, place), Phase.GRANTED)
    public = f"/publik/{place.unit}"
    assert "Zona Integritas" not in head.raw(public).get_data(as_text=True)
    home = f"/admin/zi/{place.unit}/{YEAR}/tahap"
    for phase in ("pencanangan", "penetapan"):
        head.get(home)
        assert "terlihat publik" in head.follow(f"{home}/{phase}/publik", publik="1").seen
    text = head.raw(public).get_data(as_text=True)
    assert (
        "Zona Integritas: dicanangkan 12 Maret 2026, berpredikat WBK sejak 8 Oktober 2026." in text
    )
    assert "SK/900/2026" not in text
    english = head.raw(f"{public}?bahasa=en").get_data(as_text=True)
    assert "declared on 12 March 2026, WBK since 8 October 2026" in english
    head.get(home)
    head.follow(f"{home}/penetapan/publik", publik="0")
    assert "berpredikat" not in head.raw(public).get_data(as_text=True)
    chain = [one["action"] for one in rows(app, "audit_records")][-3:]
    assert chain == ["buka-tahap", "buka-tahap", "tutup-tahap"]
