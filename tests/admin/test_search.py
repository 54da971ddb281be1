"""Search finds units and people within reach, and leaves a record of having found people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask


def test_every_word_must_fit_in_any_case(app: Flask, head: desk.Window) -> None:
    for words in ("dukcapil kupang", "KUPANG", "  dinas%09kota ", "pemkot dukcapil"):
        assert "Dinas Dukcapil Kota Kupang" in head.get(f"/admin/cari?q={words}").seen
    assert "Tidak ada yang cocok" in head.get("/admin/cari?q=dukcapil alor").seen


def test_what_was_typed_comes_back_as_text(head: desk.Window) -> None:
    page = head.get("/admin/cari?q=<script>%00%22")
    assert page.find("//input[@name='q']/@value") == ['<script>"']


def test_nothing_out_of_reach_is_found_or_counted(
    app: Flask, head: desk.Window, place: Place
) -> None:
    other = make_place(
        app, "dukcapil-alor", point="0000CCCC", name="Dukcapil Alor", instansi="pemkab-alor"
    )
    desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, other.unit_id)], name="Yohanes Alor")
    page = head.get("/admin/cari?q=alor")
    assert "Tidak ada yang cocok" in page.seen


def test_finding_people_is_recorded_without_what_was_typed(
    app: Flask, head: desk.Window, place: Place
) -> None:
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    desk.make_staff(app, [grant], name="Yohanes Tefa", email="yohanes@contoh.go.id")
    assert "Yohanes Tefa" in head.get("/admin/cari?q=tefa").seen
    [record] = [one for one in rows(app, "audit_records") if one["action"] == "cari-pegawai"]
    assert "tefa" not in str(record).casefold()


def test_who_may_not_see_staff_finds_none(app: Flask, place: Place) -> None:
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    desk.make_staff(app, [grant], name="Yohanes Tefa")
    window = desk.Window(app)
    desk.sign_in(window.client, app, [grant])
    assert "Tidak ada yang cocok" in window.get("/admin/cari?q=tefa").seen
