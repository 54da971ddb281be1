"""Standards at the desk, the maklumat, the promise beside the clock, and the five components."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.survey.visit import Channel
from kiosk.domain.survey.visit_times import Spent
from tests import desk, standards, visits
from tests.factories import NOW, Place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def listed(place: Place) -> str:
    return f"/admin/standar/{place.unit}"


def test_a_head_writes_a_standard_and_publishes_it_and_the_citizen_reads_it(
    app: Flask, head: desk.Window, place: Place, listed: str
) -> None:
    assert listed in head.get(f"/admin/layanan/{place.unit}").links()
    page = head.get(listed)
    assert "0 dari 2 layanan" in page.seen
    one = f"{listed}/kk"
    assert one in page.links()
    assert "belum ditulis" in head.get(one).seen
    head.get(f"{one}/ubah")
    refused = Page(head.post(f"{one}/ubah", 422, version="0", time_amount="cepat"))
    assert refused.problems() == ["Tulis bilangan bulat dari 1 sampai 1440 menit."] or (
        refused.problems() == ["Pilih satuannya: menit, jam, atau hari kerja."]
    )
    shown = head.follow(f"{one}/ubah", version="0", **{**standards.WHOLE, "fee": "rincian",
                        "biaya": "Kartu rusak: Rp10.000"})  # fmt: skip
    assert "Konsep edisi 1, belum dibaca warga" in shown.seen
    assert "14 dari 14 komponen" in shown.seen
    assert "belum mengumumkan" in _card(app, place)
    told = head.follow(f"{one}/terbitkan", version="1")
    assert "Standar diterbitkan" in told.seen
    assert "berlaku sejak 15 Oktober 2026" in told.seen
    assert "15 menit" in _card(app, place)
    assert "KTP asli" in _card(app, place)


def _card(app: Flask, place: Place) -> str:
    return Page(app.test_client().get(f"/s/{place.point}/hak")).seen


def test_a_half_written_standard_is_not_published_and_says_what_is_missing(
    head: desk.Window, listed: str
) -> None:
    one = f"{listed}/kk"
    head.get(f"{one}/ubah")
    head.post(f"{one}/ubah", version="0", persyaratan="KTP")
    told = head.follow(f"{one}/terbitkan", version="1")
    assert "Lengkapi dahulu: Sistem, mekanisme dan prosedur, Jangka waktu penyelesaian" in told.seen
    assert "Konsepnya berubah" in head.follow(f"{one}/terbitkan", version="7").seen


def test_a_standard_is_copied_from_another_service_without_its_decree(
    app: Flask, head: desk.Window, place: Place, listed: str
) -> None:
    standards.publish(app, desk.make_staff(app), place)
    form = head.get(f"{listed}/ktp/ubah")
    [model] = [one for one in form.links() if "dari=" in one]
    page = head.get(model)
    assert page.find("//textarea[@name='persyaratan']")[0].text.strip().endswith("keluarga lama")
    assert page.find("//input[@name='decree' or @name='version']/@value") == ["0", ""]
    head.get(f"{listed}/ktp/ubah?dari=999", 422)
    assert len(rows(app, "service_standards")) == 1, "looking copies nothing"


def test_an_old_edition_stays_readable_and_a_withdrawn_standard_leaves_the_public(
    app: Flask, head: desk.Window, place: Place, listed: str
) -> None:
    actor = desk.make_staff(app)
    standards.publish(app, actor, place)
    standards.publish(app, actor, place, time_amount="10")
    old = head.get(f"{listed}/kk/edisi/1")
    assert "15 menit" in old.seen
    assert "sampai 15 Oktober 2026" in old.seen
    head.get(f"{listed}/kk/edisi/3", 404)
    head.get(f"{listed}/kk/cabut")
    head.follow(f"{listed}/kk/cabut", reason="layanan dipindah")
    assert "belum mengumumkan" in _card(app, place)


def test_a_maklumat_is_announced_with_its_signer_and_taken_back(
    app: Flask, head: desk.Window, place: Place, listed: str
) -> None:
    address = f"/admin/maklumat/{place.unit}"
    text = head.get(address).find("//textarea[@name='text']")[0].text
    assert "sanggup menyelenggarakan pelayanan" in text
    head.post(address, 422, text=text, signer="")
    head.get(address)
    fields = {"text": text, "signer": "Maria Bria", "post": "Kepala Dinas"}
    shown = head.follow(address, **fields, signed_on="2026-01-05")
    assert "Maria Bria, Kepala Dinas · ditandatangani 5 Januari 2026" in shown.seen
    assert f"/admin/zi/{place.unit}/bukti/komponen/maklumat/tambah" in shown.links()
    assert "Maria Bria" in _card(app, place)
    head.get(f"{address}/cabut")
    head.follow(f"{address}/cabut", reason="diganti pejabat")
    assert "Maria Bria" not in _card(app, place)


def test_nothing_measured_is_said_so_and_measured_stands_beside_the_promise(
    app: Flask, head: desk.Window, place: Place
) -> None:
    from kiosk.flows import visiting
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    address = f"/admin/zi/{place.unit}/2026/waktu"
    assert "Belum ada yang terukur" in head.get(address).seen
    standards.publish(app, desk.make_staff(app), place)
    for number, took in enumerate([5, 9, 14, 15, 40], 1):
        with app.app_context(), transaction():
            point, keys = points.opened(place.point), visits.keys(app)
            called = 3 if number < 5 else None
            made = Spent(took, called)
            visiting.offer(point, "kk", number, Channel.MACHINE, keys, NOW, made)
    page = head.get(address)
    cells = [["".join(one.itertext()) for one in row] for row in page.find("//tbody/tr")]
    assert cells == [
        ["dari ambil nomor", "5", "14", "40", "80,0 %"],
        ["dari dipanggil", "4", "disembunyikan: kurang dari 5"],
    ]
    assert "Dijanjikan 15 menit" in page.seen
    assert "Belum terukur: Perekaman KTP-el." in page.seen


def test_the_checklist_ticks_what_data_show_and_asks_for_the_rest(
    app: Flask, head: desk.Window, place: Place
) -> None:
    address = f"/admin/zi/{place.unit}/2026/komponen"
    before = head.get(address)
    assert "0 dari 2 layanan mempunyai standar yang diumumkan." in before.seen
    standards.publish(app, desk.make_staff(app), place)
    standards.publish(app, desk.make_staff(app), place, "ktp")
    assert "2 dari 2 layanan mempunyai standar yang diumumkan." in head.get(address).seen

    one = f"{address}/standar.tempel"
    head.get(one)
    wrong = Page(head.post(one, 422, version="0", done="sudah", note=""))
    assert wrong.problems() == [
        "Tulis apa yang ada dan di mana, agar orang lain dapat memeriksanya."
    ]
    shown = head.follow(one, version="0", done="sudah", note="Papan di pintu masuk")
    assert "Papan di pintu masuk" in shown.seen
    head.get(one)
    head.post(one, 409, version="0", done="belum", note="tidak ada lagi")

    against = f"{address}/standar.umum"
    head.get(against)
    head.post(against, 422, version="0", done="belum")
    shown = head.follow(against, version="0", done="belum", note="papannya belum diganti")
    assert "berbeda dari data" in shown.seen
    head.get(f"{address}/standar.lain", 404)
    later = head.get(f"/admin/zi/{place.unit}/2027/komponen")
    assert "Keadaan sekarang tidak membuktikan keadaan tahun itu." in later.seen


def test_who_only_reads_sees_no_button(app: Flask, place: Place, head: desk.Window) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.AUDITOR, Level.UNIT, place.unit_id)])
    for path in (f"/admin/standar/{place.unit}", f"/admin/zi/{place.unit}/2026/komponen"):
        page = window.get(path)
        assert not page.find(
            "//a[contains(., 'Ubah')] | //main//form | //a[contains(., 'Umumkan')]"
        )
    assert window.raw(f"/admin/standar/{place.unit}/kk/ubah").status_code == 404
    assert window.raw(f"/admin/zi/{place.unit}/2026/komponen/standar.umum").status_code == 404
