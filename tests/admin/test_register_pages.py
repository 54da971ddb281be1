"""The Ombudsman's findings and the registers at the desk: written, moved on, corrected."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, rows
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock

FINDING = {
    "kind": "rekomendasi", "number": "0012/REK/X/2026", "received": "2026-10-01", "due": "",
    "text": "Umumkan biaya layanan di loket.", "action": "",
}  # fmt: skip
GIFT = {
    "officer": "Yuliana Tefa", "received": "2026-09-01", "outcome": "diterima",
    "giver": "Pengguna layanan", "form": "Kain tenun", "value": "Rp750.000", "duty": "wajib",
    "circumstances": "Diberikan sesudah akta selesai.", "upg_on": "", "kpk_on": "",
    "asked_on": "", "completed_on": "", "decision": "", "decided_on": "",
}  # fmt: skip
CONFLICT = {
    "officer": "Yuliana Tefa", "kind": "keluarga", "situation": "Kakaknya memohon izin.",
    "declared_on": "2026-10-02", "superior": "", "decision": "", "decided_on": "",
    "measures": "", "review_on": "",
}  # fmt: skip


@pytest.fixture
def base(place: Place) -> str:
    return f"/admin/zi/{place.unit}/2026"


def at_desk(app: Flask, place: Place, role: Role) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)], name="Yang duduk")
    return window


def moves(app: Flask) -> list[str]:
    return [one["move"] for one in rows(app, "register_moves")]


def test_a_recommendation_is_due_after_sixty_days_and_done_only_with_action_and_proof(
    app: Flask, head: desk.Window, base: str
) -> None:
    page = head.get(f"{base}/ombudsman")
    assert "Mulai dari surat yang terakhir diterima." in page.seen
    head.get(f"{base}/ombudsman/baru")
    refused = head.post(f"{base}/ombudsman/baru", 422, **{**FINDING, "received": "2026-10-16"})
    assert "Tanggal ini belum tiba." in refused.get_data(as_text=True)
    page = head.follow(f"{base}/ombudsman/baru", **FINDING)
    assert "30 November 2026" in page.seen, "60 days after 1 October"
    one = f"{base}/ombudsman/1"
    move = {"version": "1", "to": "selesai", "note": "Sudah"}
    head.get(f"{one}/keadaan")
    assert "Isi dahulu tindakan" in head.post(f"{one}/keadaan", 422, **move).get_data(True)
    head.get(f"{one}/ubah")
    page = head.follow(f"{one}/ubah", version="1", **{**FINDING, "action": "Papan biaya dipasang"})
    assert "Tindakan: kosong → Papan biaya dipasang" in page.seen
    head.get(f"{one}/keadaan")
    move["version"] = "2"
    assert "Lampirkan dahulu" in head.post(f"{one}/keadaan", 422, **move).get_data(True)
    [add] = [str(url) for url in page.find("//main//a[contains(., 'Tambah bukti')]/@href")]
    data = {"csrf_token": desk.csrf(app), "lampiran": (BytesIO(saved(drawn(), "PNG")), "papan.png")}
    sent = head.raw(add, "POST", data=data, content_type="multipart/form-data")
    assert sent.headers["Location"] == one, "the page of the finding itself"
    head.get(f"{one}/keadaan")
    page = head.follow(f"{one}/keadaan", **move)
    assert "Selesai" in page.seen
    head.get(f"{one}/keadaan")
    back = {"version": "3", "to": "dikerjakan", "note": ""}
    assert "Tulis alasannya" in head.post(f"{one}/keadaan", 422, **back).get_data(True)
    assert moves(app) == ["tambah", "ubah", "keadaan"]
    text = head.raw(f"{base}/ombudsman.csv").get_data(as_text=True)
    assert "Rekomendasi,0012/REK/X/2026,2026-10-01" in text


def test_what_is_open_stays_on_the_page_of_later_years_and_what_is_late_says_so(
    head: desk.Window, place: Place, base: str
) -> None:
    head.get(f"{base}/ombudsman/baru")
    typed = {**FINDING, "received": "2025-03-01", "kind": "saran", "due": "2025-04-01"}
    head.post(f"{base}/ombudsman/baru", **typed)
    page = head.get(f"{base}/ombudsman")
    assert "lewat 562 hari" in page.seen
    assert "1 lewat tenggat" in page.seen
    assert "0012/REK" not in head.get(f"/admin/zi/{place.unit}/2024/ombudsman").seen
    head.get(f"{base}/ombudsman/1/keadaan")
    refused = {"version": "1", "to": "tidak-dilaksanakan", "note": ""}
    assert head.post(f"{base}/ombudsman/1/keadaan", 422, **refused)
    head.post(f"{base}/ombudsman/1/keadaan", **{**refused, "note": "Kewenangan pusat"})
    assert "0012/REK" not in head.get(f"{base}/ombudsman").seen, "closed: of its own year only"


def test_a_gift_is_counted_in_working_days_and_its_limits_are_held(
    app: Flask, head: desk.Window, base: str
) -> None:
    """1 September 2026 is a Tuesday: thirty working days later it is 13 October."""
    page = head.get(f"{base}/register")
    assert "sampai Rp1.500.000 tiap pemberi" in page.seen
    path = f"{base}/register/gratifikasi"
    head.get(f"{path}/baru")
    free = {**GIFT, "duty": "rekan"}
    assert "hanya sampai Rp500.000" in head.post(f"{path}/baru", 422, **free).get_data(True)
    page = head.follow(f"{path}/baru", **GIFT)
    assert "lapor ke KPK paling lambat 13 Oktober 2026" in page.seen
    assert "Rp750.000" in page.seen
    head.get(f"{path}/1/ubah")
    early = {**GIFT, "kpk_on": "2026-08-31"}
    assert "mendahului" in head.post(f"{path}/1/ubah", 422, version="1", **early).get_data(True)
    page = head.follow(f"{path}/1/ubah", version="1", **{**GIFT, "kpk_on": "2026-10-14"})
    assert "dilaporkan lewat 30 hari kerja" in page.seen
    text = head.raw(f"{path}.csv").get_data(as_text=True)
    assert "Yuliana Tefa,2026-09-01,Diterima" in text


def test_a_conflict_needs_its_measures_and_is_taken_back_never_deleted(
    app: Flask, head: desk.Window, base: str
) -> None:
    path = f"{base}/register/benturan"
    head.get(f"{path}/baru")
    page = head.follow(f"{path}/baru", **CONFLICT)
    assert "Menunggu keputusan atasan" in page.seen
    head.get(f"{path}/1/ubah")
    decided = {**CONFLICT, "decision": "diganti", "decided_on": "2026-10-05"}
    refused = head.post(f"{path}/1/ubah", 422, version="1", **decided).get_data(True)
    assert "Tulis tindakan pengendaliannya." in refused
    decided |= {"measures": "Loket 2 yang melayani", "review_on": "2026-10-10"}
    page = head.follow(f"{path}/1/ubah", version="1", **decided)
    assert "waktunya ditinjau lagi" in page.seen
    stale = head.post(f"{path}/1/ubah", 409, version="1", **CONFLICT).get_data(True)
    assert "Loket 2 yang melayani" in stale
    head.get(f"{path}/1/tarik")
    assert "Tulis alasannya" in head.post(f"{path}/1/tarik", 422, version="2", note="").get_data(
        True
    )
    page = head.follow(f"{path}/1/tarik", version="2", note="Salah orang")
    assert "Ditarik" in page.seen
    assert "Salah orang" in page.seen
    assert "0 catatan, 0 belum tuntas" in head.get(f"{base}/register").seen
    head.get(f"{path}/1/tarik")
    assert (
        "Digantikan petugas lain" in head.follow(f"{path}/1/tarik", version="3", note="Benar").seen
    )
    assert moves(app) == ["tambah", "ubah", "tarik", "pulihkan"]


def test_no_name_of_a_register_leaves_it_for_the_audit_record(
    app: Flask, head: desk.Window, base: str, caplog: pytest.LogCaptureFixture
) -> None:
    for path, typed in (("gratifikasi", GIFT), ("benturan", CONFLICT)):
        head.get(f"{base}/register/{path}/baru")
        page = head.follow(f"{base}/register/{path}/baru", **typed)
        assert "Yuliana" not in str(page.find("//a/@href"))
        head.get(f"{base}/register/{path}/1/tarik")
        head.post(f"{base}/register/{path}/1/tarik", version="1", note="Yuliana Tefa keberatan")
    kept = str(rows(app, "audit_records")) + str(rows(app, "audit_texts")) + caplog.text
    assert "Yuliana" not in kept
    assert "750000" not in kept, "nor what was given"
    assert "tambah-gratifikasi" in kept


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.OMBUDSMAN, Role.COMPLAINT_OFFICER])
def test_the_register_of_officers_is_not_there_for_whoever_may_not_read_it(
    app: Flask, place: Place, base: str, role: Role
) -> None:
    other = at_desk(app, place, role)
    for path in ("register", "register/gratifikasi/1", "register/benturan.csv"):
        assert other.raw(f"{base}/{path}").status_code == 404


def test_the_ombudsman_reads_findings_and_opini_and_is_offered_no_step(
    app: Flask, place: Place, base: str, head: desk.Window, clock: Clock
) -> None:
    head.get(f"{base}/ombudsman/baru")
    head.post(f"{base}/ombudsman/baru", **FINDING)
    guest = at_desk(app, place, Role.OMBUDSMAN)
    tabs = guest.get(f"/admin/unit/{place.unit}").find("//nav[@aria-label='Halaman unit']//a/@href")
    assert f"{base}/ombudsman" in tabs
    assert not guest.get(f"{base}/ombudsman").find("//main//a[contains(., 'Catat dari')]")
    page = guest.get(f"{base}/ombudsman/1")
    assert "Ubah keadaan" not in page.seen
    page = guest.get(f"{base}/opini")
    assert "tidak menghitung nilai" in page.seen
    assert "0 dari 1 (0,0 %)" in page.seen
    assert guest.raw(f"{base}/ombudsman/1/keadaan", "POST").status_code == 404
    assert guest.raw(f"{base}/ombudsman.csv").status_code == 200
    taken = [one for one in rows(app, "audit_records") if one["action"] == "unduh-sebagai-tamu"]
    assert [one["object_id"] for one in taken] == ["findings.table"]
    assert taken[0]["unit_id"] == place.unit_id


def test_a_unit_never_sees_how_many_cases_the_lane_got(
    app: Flask, place: Place, base: str, head: desk.Window
) -> None:
    page = head.get(f"{base}/wbs")
    assert "tidak ditampilkan" in page.seen
    assert "belum menyiapkan kunci" in page.seen
