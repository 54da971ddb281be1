"""Proof beside an item at the desk: only whoever keeps the subject adds it, its readers see it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Place
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from flask import Flask

ITEM = "lke/2026:V.p.iii.a"


def add(window: desk.Window, app: Flask, place: Place, what: str = ITEM) -> int:
    data = {
        "csrf_token": desk.csrf(app),
        "lampiran": (BytesIO(saved(drawn(), "PNG")), "sk tim.png"),
        "caption": "SK tim kerja",
    }
    answer = window.raw(
        f"/admin/zi/{place.unit}/bukti/{what}/tambah", "POST", data=data,
        content_type="multipart/form-data",
    )  # fmt: skip
    return answer.status_code


def test_proof_is_added_seen_and_taken_back(app: Flask, place: Place, head: desk.Window) -> None:
    assert add(head, app, place) == 303
    picture = head.raw(f"/admin/zi/{place.unit}/bukti/1/gambar")
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    whole = head.raw(f"/admin/zi/{place.unit}/bukti/1")
    assert "attachment" in whole.headers["Content-Disposition"]
    head.post(f"/admin/zi/{place.unit}/bukti/1/hapus", 422, note="")
    head.follow(f"/admin/zi/{place.unit}/bukti/1/hapus", note="Salah berkas")
    assert head.raw(f"/admin/zi/{place.unit}/bukti/1").status_code == 404


def test_an_address_that_names_nothing_is_not_there(
    app: Flask, place: Place, head: desk.Window
) -> None:
    for what in ("lain/2026", "lke/2026 V", "lke/" + "x" * 65):
        assert head.raw(f"/admin/zi/{place.unit}/bukti/{what}/tambah").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EVALUATOR, Role.COMPLAINT_OFFICER])
def test_readers_add_nothing(app: Flask, place: Place, role: Role) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)])
    assert add(window, app, place) == 404


def test_a_register_is_closed_to_whoever_only_reads_the_dossier(
    app: Flask, place: Place, head: desk.Window
) -> None:
    window = desk.Window(app)
    assert add(head, app, place, "gratifikasi/1") == 303
    desk.sign_in(window.client, app, [Grant(Role.EVALUATOR, Level.UNIT, place.unit_id)])
    for path in ("", "/gambar", "/hapus"):
        closed, none = (
            window.raw(f"/admin/zi/{place.unit}/bukti/{number}{path}") for number in (1, 2)
        )
        assert closed.status_code == 404
        same = closed.get_data().replace(b"bukti/1", b"bukti/2")
        assert same == none.get_data(), "by its words nobody tells it from one that is not there"
