"""Retention and legal holds at the desk: who sees what, a number agreed to, holding, letting go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.upkeep.run_retention import run_retention
from tests import desk, tickets
from tests.factories import Clock, Place, answer, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

PAGE, HOLDS = "/admin/retensi", "/admin/penahanan"
REASON = "Perkara 12/Pid.Sus/2026/PN Kpg"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def window(app: Flask, role: Role, level: Level = Level.INSTALLATION, at: int = 0) -> desk.Window:
    found = desk.Window(app)
    desk.sign_in(found.client, app, [Grant(role, level, at)], name="Yos")
    return found


def run(app: Flask, clock: Clock) -> int:
    settings = app.config["KIOSK"]
    with app.app_context():
        return run_retention(settings.instance_dir, settings.upload_dir, clock.now()).many


def test_above_the_cap_the_administrator_agrees_to_the_number_he_sees(
    app: Flask, place: Place, clock: Clock
) -> None:
    answer(app, place, 3, times=40, saran="Bagus")
    clock.later(days=1090)
    answer(app, place, 3, now=clock.now())
    clock.later(days=10)
    assert run(app, clock) == 0
    assert len(rows(app, "answer_texts")) == 40, "a class that waits is told of and left alone"
    keeper = window(app, Role.INSTALLATION_ADMIN)
    page = keeper.get(PAGE)
    assert page.h1 == "Retensi"
    assert "menunggu persetujuan: saran" in page.seen
    assert "Lewat masa simpan: 40 dari 40" in page.seen
    other = keeper.post(f"{PAGE}/setujui", 422, code="saran", many="39")
    assert "kini 40" in other.get_data(as_text=True)
    assert keeper.post(f"{PAGE}/setujui", 422, code="tetap", many="39")
    done = keeper.follow(f"{PAGE}/setujui", code="saran", many="40")
    assert "Sudah disetujui" in done.seen
    clock.later(hours=3)
    assert run(app, clock) == 40
    assert rows(app, "retention_permits") == []
    assert rows(app, "audit_records")[-1]["action"] == "hapus-retensi"


def test_after_a_long_silence_somebody_says_which_day_it_is(
    app: Flask, place: Place, clock: Clock
) -> None:
    answer(app, place, 3, saran="Bagus")
    clock.later(days=1200)
    assert run(app, clock) == 0
    keeper = window(app, Role.INSTALLATION_ADMIN)
    assert "jam server diragukan" in keeper.get(PAGE).seen
    keeper.post(f"{PAGE}/jam", 422, day="2026-10-15")
    keeper.post(f"{PAGE}/jam", 422, day="")
    keeper.post(f"{PAGE}/jam", day=clock.now().date().isoformat())
    assert run(app, clock) == 1


def test_a_report_and_a_unit_are_held_and_let_go(app: Flask, place: Place, clock: Clock) -> None:
    number = tickets.file(app, place).number
    who = window(app, Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    sent: dict[str, Any] = {"reason": REASON, "until": "2028-01-01"}
    who.get(HOLDS)
    who.post(HOLDS, **sent, kind="laporan", what=number)
    who.get(HOLDS)
    assert REASON in who.follow(HOLDS, **sent, kind="unit", what=place.unit).seen
    for wrong in (
        {"what": "AAAA-AAAA"},
        {"what": place.unit, "kind": "unit", "reason": "x"},
        {"what": number, "until": "2026-10-15"},
        {"what": number, "until": ""},
    ):
        who.post(HOLDS, 422, **{"kind": "laporan", **sent, **wrong})
    who.get(HOLDS)
    who.post(f"{HOLDS}/cabut", 422, number="1", reason="")
    who.post(f"{HOLDS}/cabut", number="1", reason="Perkara selesai")
    assert [one["lifted_by"] is not None for one in rows(app, "legal_holds")] == [True, False]


def test_an_administrator_of_the_body_reads_no_hold_of_the_inspectorate(
    app: Flask, place: Place, clock: Clock
) -> None:
    number = tickets.file(app, place, kategori="pungli").number
    who = window(app, Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    sent: dict[str, Any] = {"reason": REASON, "until": "2028-01-01"}
    who.get(HOLDS)
    who.post(HOLDS, **sent, kind="laporan", what=number)
    who.get(HOLDS)
    who.post(HOLDS, **sent, kind="unit", what=place.unit)
    admin = window(app, Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    page = admin.get(HOLDS)
    assert "Tidak ada data yang ditahan" in page.seen
    assert number not in page.text
    audit = admin.get("/admin/audit").text
    assert "tahan-data" not in audit
    assert REASON not in audit
    admin.get(HOLDS)
    unseen = admin.post(HOLDS, 422, **sent, kind="laporan", what=number)
    unknown = admin.post(HOLDS, 422, **sent, kind="laporan", what="AAAA-AAAA")
    told = "di luar wewenang Anda"
    assert told in unseen.get_data(as_text=True)
    assert told in unknown.get_data(as_text=True)
    window(app, Role.HEAD, Level.UNIT, place.unit_id).get(HOLDS, 403)
    keeper = window(app, Role.INSTALLATION_ADMIN)
    keeper.get(HOLDS, 403)
    assert number not in keeper.get(PAGE).text
