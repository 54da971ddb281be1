"""The head closes a month, publishes it, and two people open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import MONTH, Place, answer, rows
from tests.periods import AFTER

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock


@pytest.fixture
def over(app: Flask, place: Place, clock: Clock) -> str:
    """October is over, with 30 threes and 10 fours; the address of its page."""
    answer(app, place, 3, times=30)
    answer(app, place, 4, times=10)
    clock.instant = AFTER
    return f"/admin/periode/{place.unit}/{MONTH}"


@pytest.fixture
def second(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grant = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    desk.sign_in(window.client, app, [grant])
    return window


def digest(page: object) -> str:
    return str(page.find("//input[@name='sidik']/@value")[0])  # type: ignore[attr-defined]


def wish(page: object) -> str:
    return str(page.find("//input[@name='usulan']/@value")[0])  # type: ignore[attr-defined]


def test_a_month_is_closed_published_and_opened_again(
    app: Flask, over: str, head: desk.Window, second: desk.Window
) -> None:
    page = head.get(over)
    assert "81,25" in page.seen
    assert "Terbuka" in page.seen
    head.post(f"{over}/tutup", 303, sidik=digest(page))
    page = head.get(over)
    assert "Tertutup, belum terbit" in page.seen
    head.post(f"{over}/terbitkan", 303)
    assert "dapat dibaca siapa saja" in head.get(over).seen
    refused = head.post(f"{over}/usul-buka", 422, alasan="salah").get_data(as_text=True)
    assert "10 sampai 500" in refused
    assert ">salah</textarea>" in refused, "what was typed is still there"
    head.post(f"{over}/usul-buka", 303, alasan="Kiriman tablet tiba terlambat")
    page = second.get(over)
    assert "Kiriman tablet tiba terlambat" in page.seen
    agreed = {"usulan": wish(page), "keputusan": "setuju", "catatan": "Ya"}
    second.post(f"{over}/putuskan-buka", 303, **agreed)
    page = head.get(over)
    assert "Terbuka" in page.seen
    assert [one["kind"] for one in rows(app, "period_events")] == ["tutup", "terbit", "buka"]
    assert "Dibuka kembali" in page.seen


def test_nobody_agrees_to_a_reason_that_was_not_read(
    app: Flask, over: str, head: desk.Window, second: desk.Window
) -> None:
    head.post(f"{over}/tutup", 303, sidik=digest(head.get(over)))
    head.post(f"{over}/usul-buka", 303, alasan="Kiriman tablet tiba terlambat")
    read = wish(second.get(over))
    refuse = {"usulan": read, "keputusan": "tolak", "catatan": "Tunggu bulan depan"}
    second.post(f"{over}/putuskan-buka", 303, **refuse)
    head.post(f"{over}/usul-buka", 303, alasan="Angkanya terlalu rendah bagi kami")
    for seen in (read, "", "x"):
        said = second.post(f"{over}/putuskan-buka", 422, usulan=seen, keputusan="setuju")
        assert "Baca alasannya dahulu" in said.get_data(as_text=True)
    assert [one["kind"] for one in rows(app, "period_events")] == ["tutup"]


def test_figures_that_moved_are_shown_again_before_they_are_frozen(
    app: Flask, over: str, head: desk.Window, place: Place
) -> None:
    seen = digest(head.get(over))
    answer(app, place, 1)
    refused = head.post(f"{over}/tutup", 422, sidik=seen).get_data(as_text=True)
    assert "Angka berubah" in refused
    assert rows(app, "period_events") == []


def test_without_having_looked_nothing_is_closed(over: str, head: desk.Window) -> None:
    head.get(over)
    head.post(f"{over}/tutup", 422)


def test_answers_after_the_closing_are_told_only_in_groups(
    app: Flask, over: str, head: desk.Window, place: Place
) -> None:
    head.post(f"{over}/tutup", 303, sidik=digest(head.get(over)))
    answer(app, place, 1, times=4)
    page = head.get(over)
    assert "masuk 4 jawaban" in page.seen
    assert "Terlalu sedikit" in page.seen
    answer(app, place, 1)
    page = head.get(over)
    assert "masuk 5 jawaban" in page.seen
    assert "IKM menjadi 75,00" in page.seen
    assert "81,25" in page.seen


def test_the_list_says_what_is_due(over: str, head: desk.Window, place: Place) -> None:
    listed = f"/admin/periode/{place.unit}"
    assert "siap ditutup" in head.get(listed).seen
    head.post(f"{over}/tutup", 303, sidik=digest(head.get(over)))
    page = head.get(listed)
    told = {"".join(row[0].itertext()): "".join(row.itertext()) for row in page.find("//tbody/tr")}
    assert "81,25" in told["Oktober 2026"]
    assert "siap ditutup" not in told["Oktober 2026"]
    assert "Triwulan IV 2026" in told


def test_a_counter_officer_sees_and_changes_nothing(
    app: Flask, over: str, place: Place, head: desk.Window
) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    assert "Kepala unit atau administrator" in window.get(over).seen
    window.post(f"{over}/tutup", 404, sidik=digest(head.get(over)))
    assert rows(app, "period_events") == []
