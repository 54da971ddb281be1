"""The outbox at the desk: what could not be delivered is seen, sent again or taken out."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.upkeep.delivery import Failure, Verdict
from kiosk.domain.upkeep.notice import DUE_SOON, SEALED, Channel, Draft, Recipient
from kiosk.store.engine import transaction
from kiosk.store.upkeep import notices
from tests import desk
from tests.factories import NOW, Clock, Place, rows

if TYPE_CHECKING:
    from flask import Flask

PAGE = "/admin/kotak-keluar"
VALUES = {"number": "SL-7F3K9Q", "unit": "Dinas Kesehatan", "due": "besok"}


@pytest.fixture
def keeper(app: Flask, clock: Clock) -> desk.Window:
    window = desk.Window(app)
    desk.sign_in(
        window.client, app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)], name="Yos"
    )
    return window


@pytest.fixture
def maria(app: Flask) -> int:
    return desk.make_staff(app, name="Maria Bere").id


def add(app: Flask, one: Draft, *, is_dead: bool = True) -> str:
    """A notice, dead or waiting; its number in the address of no page."""
    with app.app_context(), transaction():
        number = notices.add(one, NOW - timedelta(hours=9))
        if is_dead:
            held = notices.claim("satu", list(Channel), NOW, NOW)
            assert held is not None
            notices.mark_failed(held, "satu", Verdict(None, 0), f"{Failure.NEVER} (550)", NOW)
    return f"{number:016x}"


def due_soon(to_id: int) -> Draft:
    return Draft(DUE_SOON, Recipient.STAFF, to_id, values=VALUES)


def test_it_shows_who_did_not_get_what_and_why_and_nothing_of_the_content(
    app: Flask, keeper: desk.Window, maria: int
) -> None:
    add(app, due_soon(maria))
    page = keeper.get(PAGE)
    assert page.h1 == "Kotak keluar"
    for shown in ("Tenggat mendekat", "Maria Bere", "(550)", "Surat mati (1)"):
        assert shown in page.seen
    for hidden in ("SL-7F3K9Q", "Dinas Kesehatan", "@"):
        assert hidden not in page.seen


def test_what_waits_is_shown_beside_it(app: Flask, keeper: desk.Window, maria: int) -> None:
    app.config["KIOSK"] = dataclasses.replace(
        app.config["KIOSK"], smtp_url="smtp://127.0.0.1:9", mail_from="a@b.id"
    )
    add(app, due_soon(maria), is_dead=False)
    page = keeper.get(PAGE)
    assert "Menunggu (1)" in page.seen
    assert "Surel belum diatur" not in page.seen


def test_without_a_mail_server_it_says_so(app: Flask, keeper: desk.Window, maria: int) -> None:
    add(app, due_soon(maria), is_dead=False)
    page = keeper.get(PAGE)
    assert "Surel belum diatur" in page.seen
    assert "kanal belum diatur 1" in page.seen


def test_who_handles_sealed_cases_is_not_shown(app: Flask, keeper: desk.Window, maria: int) -> None:
    add(app, Draft(SEALED, Recipient.STAFF, maria))
    assert "Maria Bere" not in keeper.get(PAGE).seen


def test_one_dead_letter_is_sent_again(app: Flask, keeper: desk.Window, maria: int) -> None:
    first, second = add(app, due_soon(maria)), add(app, due_soon(maria))
    keeper.get(PAGE)
    page = keeper.follow(f"{PAGE}/kirim-ulang", number=first)
    assert "Akan dikirim lagi" in page.seen
    dead = {f"{row['id']:016x}" for row in rows(app, "notices") if row["dead_at"]}
    assert dead == {second}
    assert record(app)["action"] == "kirim-ulang-pemberitahuan"
    assert record(app)["object_id"] == first


def test_all_dead_letters_are_sent_again(app: Flask, keeper: desk.Window, maria: int) -> None:
    for _ in "abc":
        add(app, due_soon(maria))
    keeper.get(PAGE)
    keeper.follow(f"{PAGE}/kirim-ulang", number="")
    assert [row for row in rows(app, "notices") if row["dead_at"]] == []
    assert '"jumlah": 3' in record(app)["details"]


def test_taking_one_out_needs_a_reason_and_is_recorded(
    app: Flask, keeper: desk.Window, maria: int
) -> None:
    number = add(app, due_soon(maria))
    keeper.get(PAGE)
    keeper.post(f"{PAGE}/hapus", status=422, number=number, reason=" ")
    assert len(rows(app, "notices")) == 1
    keeper.follow(f"{PAGE}/hapus", number=number, reason="Alamatnya salah ketik")
    assert rows(app, "notices") == []
    assert record(app)["action"] == "hapus-pemberitahuan"
    assert [row["text"] for row in rows(app, "audit_texts")] == ["Alamatnya salah ketik"]


@pytest.mark.parametrize("number", ["0" * 16, "x", "-1", "f" * 16, "1" * 400, "٣" * 16, "0x1"])
@pytest.mark.parametrize("act", ["hapus", "kirim-ulang"])
def test_a_number_that_is_none_changes_nothing(
    app: Flask, keeper: desk.Window, maria: int, act: str, number: str
) -> None:
    add(app, due_soon(maria))
    keeper.get(PAGE)
    keeper.post(f"{PAGE}/{act}", status=422, number=number, reason="Sudah tidak perlu lagi")
    assert [row["dead_at"] is not None for row in rows(app, "notices")] == [True]


def test_a_waiting_notice_cannot_be_taken_out(app: Flask, keeper: desk.Window, maria: int) -> None:
    number = add(app, due_soon(maria), is_dead=False)
    keeper.get(PAGE)
    keeper.post(f"{PAGE}/hapus", status=422, number=number, reason="Tidak jadi dikirim")
    assert len(rows(app, "notices")) == 1


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.INSTALLATION_ADMIN])
def test_nobody_else_sees_it(app: Flask, place: Place, role: Role) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.INSTANSI, place.instansi_id)])
    assert window.raw(PAGE).status_code == 403
    sent = {"csrf_token": desk.csrf(app), "number": ""}
    assert window.raw(f"{PAGE}/kirim-ulang", "POST", data=sent).status_code == 403


def record(app: Flask) -> dict[str, Any]:
    return rows(app, "audit_records")[-1]
