"""Instruments in use by period, at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import desk
from tests.factories import Place, make_place, rows
from tests.web.page_client import Page

if TYPE_CHECKING:
    from flask import Flask


def test_another_skm_waits_for_the_end_of_the_first(
    app: Flask, head: desk.Window, place: Place
) -> None:
    add = f"/admin/instrumen/{place.unit}/tambah"
    head.get(add)
    form = {"instrument": "skm-2025", "on_form": "ya", "first": "2027-01", "last": ""}
    page = Page(head.post(add, 422, **form))
    assert "tidak boleh ada dua SKM sekaligus" in page.problems()[0]
    end = f"/admin/instrumen/{place.unit}/skm-2017/202001/akhiri"
    head.get(end)
    head.post(end, last="2026-12")
    head.get(add)
    shown = head.follow(add, **form)
    assert "Januari 2027" in shown.seen
    assert "Desember 2026" in shown.seen
    assert "belum mulai" in shown.seen
    head.post(f"/admin/instrumen/{place.unit}/skm-2025/202701/batal")
    assert [one["instrument"] for one in rows(app, "instrument_uses")] == ["skm-2017"]


def test_spkp_may_come_from_files_only(app: Flask, head: desk.Window, place: Place) -> None:
    add = f"/admin/instrumen/{place.unit}/tambah"
    head.get(add)
    form = {"instrument": "spkp", "on_form": "tidak", "first": "2026-01", "last": "2026-06"}
    assert "berkas saja" in head.follow(add, **form).seen
    [_, use] = rows(app, "instrument_uses")
    assert (use["on_form"], use["first_month"], use["last_month"]) == (False, 202601, 202606)


def test_a_unit_that_follows_another_is_told_so(
    app: Flask, head: desk.Window, place: Place
) -> None:
    below = make_place(app, "kel-oebobo", point="0000AAAA", parent=place.unit_id, instruments=())
    page = head.get(f"/admin/instrumen/{below.unit}")
    assert "Mengikuti Dinas Dukcapil Kota Kupang" in page.seen
    assert "tidak berlaku lagi di sini" in head.get(f"/admin/instrumen/{below.unit}/tambah").seen
