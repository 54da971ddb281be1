"""Evaluators beside the unit, and the board over all units."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.zi.phase import Phase
from tests import desk, zi_phases
from tests.factories import Place, make_place, rows
from tests.periods import head_of
from tests.zi_phases import YEAR

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.factories import Clock

ITEM, SHARE = "V.p.iii.c", "V.r.ii.a"


@pytest.fixture
def inspector(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.INSPECTORATE, Level.UNIT, place.unit_id)])
    return window


def filled(app: Flask, place: Place, actor: Actor, version: int = 0, note: str = "") -> None:
    """The unit says something of itself."""
    from kiosk import clock
    from kiosk.domain.zi.lke_entry import Typed
    from kiosk.flows.zi import answer_lke

    with app.app_context():
        where = answer_lke.Place(place.unit, YEAR, "I.p.i.a", version)
        answer_lke.answer_lke(actor, where, Typed("Ya", {}, note), clock.now())


def test_an_evaluator_writes_beside_the_unit_and_the_difference_is_marked(
    app: Flask, inspector: desk.Window, place: Place
) -> None:
    home = f"/admin/zi/{place.unit}/{YEAR}/penilaian"
    page = inspector.get(home)
    assert "TPI menilai 0 dari" in page.seen
    page = inspector.get(f"{home}/{ITEM}")
    assert "Penilaian TPI" in page.h1
    page = inspector.follow(f"{home}/{ITEM}", version="0", answer="A", note="Notula ada")
    assert "A (1,00)" in page.seen
    assert "Notula ada" in page.seen
    inspector.get(f"{home}/{ITEM}?oleh=tpn")
    page = inspector.follow(f"{home}/{ITEM}?oleh=tpn", version="0", answer="B", note="")
    row = page.find(f"//tr[@id='b-{ITEM}']")[0]
    assert "differs" in row.get("class")
    assert "berbeda" in "".join(row.itertext()), "not by colour alone"
    shown = inspector.get(f"{home}?hanya=beda").find("//tr[starts-with(@id, 'b-')]/@id")
    assert f"b-{ITEM}" in [str(one) for one in shown]
    told = [one for one in rows(app, "audit_records") if one["action"] == "nilai-penilaian"]
    assert [one["object_id"] for one in told] == [f"{YEAR}:{ITEM}:tpi", f"{YEAR}:{ITEM}:tpn"]
    inspector.get(f"{home}/{ITEM}")
    clash = inspector.post(f"{home}/{ITEM}", 409, version="0", answer="C", note="Lain")
    assert "Notula ada" in clash.get_data(as_text=True), "who saves second sees both"
    refused = inspector.post(f"{home}/{ITEM}", 422, version="1", answer="E", note="")
    assert "tidak mempunyai jawaban" in refused.get_data(as_text=True)
    page = inspector.follow(f"{home}/{ITEM}", version="1", answer="", note="")
    assert "TPI menilai 0 dari" in page.seen, "taken back"


def test_a_percentage_is_judged_as_a_percentage(
    app: Flask, inspector: desk.Window, place: Place
) -> None:
    home = f"/admin/zi/{place.unit}/{YEAR}/penilaian/{SHARE}"
    inspector.get(home)
    refused = inspector.post(home, 422, version="0", percent="101", note="")
    assert "antara 0 dan 100" in refused.get_data(as_text=True)
    page = inspector.follow(home, version="0", percent="87,5", note="")
    assert "87,50 persen" in page.seen
    assert rows(app, "zi_assessments")[0]["value"] == "7/8"


def test_whoever_filled_the_sheet_does_not_judge_it(app: Flask, place: Place) -> None:
    from kiosk import clock
    from kiosk.domain.zi.assessment import Judge, OwnSheet
    from kiosk.flows.zi.assess_item import assess_item

    both = [Grant(role, Level.UNIT, place.unit_id) for role in (Role.INSPECTORATE, Role.ZI_TEAM)]
    somebody = desk.make_staff(app, both)
    filled(app, place, somebody)
    with app.app_context(), pytest.raises(OwnSheet):
        assess_item(somebody, place.unit, YEAR, ITEM, Judge.TPI, 0, ("A", "", ""), clock.now())
    filled(app, place, desk.make_staff(app, both), version=1, note="Disalin")
    with app.app_context(), pytest.raises(OwnSheet):
        assess_item(somebody, place.unit, YEAR, ITEM, Judge.TPI, 0, ("A", "", ""), clock.now())
    assert rows(app, "zi_assessments") == [], "nor after a colleague wrote the same over it"


def test_whoever_judged_first_does_not_fill_in_what_he_judged(app: Flask, place: Place) -> None:
    from kiosk import clock
    from kiosk.domain.zi.assessment import Judge, JudgedSheet
    from kiosk.flows.zi.assess_item import assess_item

    both = [Grant(role, Level.UNIT, place.unit_id) for role in (Role.INSPECTORATE, Role.ZI_TEAM)]
    somebody, other = desk.make_staff(app, both), desk.make_staff(app, both)
    with app.app_context():
        assess_item(somebody, place.unit, YEAR, ITEM, Judge.TPI, 0, ("A", "", ""), clock.now())
    with pytest.raises(JudgedSheet):
        filled(app, place, somebody)
    filled(app, place, other)
    assert [one["actor_id"] for one in rows(app, "lke_moves")] == [other.id]


def test_only_the_inspectorate_judges_and_all_who_see_the_dossier_read(
    app: Flask, head: desk.Window, place: Place
) -> None:
    home = f"/admin/zi/{place.unit}/{YEAR}/penilaian"
    assert not head.get(home).find("//main//table//a")
    assert head.raw(f"{home}/{ITEM}").status_code == 404


def test_the_board_shows_where_every_unit_stands_and_what_is_late(
    app: Flask, head: desk.Window, place: Place, clock: Clock
) -> None:
    from kiosk.domain.zi.outside import Official
    from kiosk.flows.zi.enter_figures import enter_official

    other = make_place(app, "camat-lain", point="9F3K9QWX", name="Kecamatan Lain")
    keeper = head_of(app, place)
    zi_phases.walk_to(app, place, keeper, Phase.GRANTED)
    zi_phases.plan_areas(app, place, keeper, "I", due="2026-10-01")
    page = head.get("/admin/")
    assert "/admin/zi/" in page.find("//nav[@aria-label='Meja kerja']//a/@href")
    page = head.get("/admin/zi/")
    assert "Penetapan" in page.seen
    assert "WBK: belum dapat dinilai" in page.seen, "as the papan hasil of the unit says"
    with app.app_context():
        low = Official("ipak", Decimal("3.59"), "Laporan BPS")
        enter_official(keeper, place.unit, YEAR, low, clock.now())
    assert "WBK: kurang 1 syarat" in head.get("/admin/zi/").seen, "what is known to be too little"
    assert page.find("//tbody//a[contains(@href, 'terlambat')]/text()")[0] == "1"
    assert other.unit not in str(page.find("//table//a/@href")), "out of reach"
    for sort in ("tahap", "predikat", "hasil", "terlambat", "pemantauan", "ngawur"):
        assert head.raw(f"/admin/zi/?urut={sort}").status_code == 200
    assert head.raw("/admin/zi/?tahun=99").status_code == 404
    file = head.raw("/admin/zi/papan.csv").get_data(as_text=True)
    assert "penetapan,2026,2026-10-08,WBK" in file
