"""One's own account: second factor, recovery codes, password, sessions, and being asked again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Clock, Place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

WHOLE = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
GOOD = "kuda baterai jepit kertas"
CODE = re.compile(r"<li>((?:[0-9A-Z]{4}-){5}[0-9A-Z]{4})</li>")


@pytest.fixture
def ani(app: Flask, clock: Clock) -> Actor:
    return desk.make_staff(app, [WHOLE], name="Ani Bana", password=desk.PASSWORD)


@pytest.fixture
def seated(app: Flask, clock: Clock, ani: Actor) -> desk.Window:
    return desk.enter(app, ani, clock.now())


def last_action(app: Flask) -> str:
    return str(rows(app, "audit_records")[-1]["action"])


def test_a_role_that_needs_it_leads_to_enrolment_from_every_page(
    app: Flask, clock: Clock, place: Place
) -> None:
    window = desk.Window(app)
    head = Grant(Role.HEAD, Level.UNIT, place.unit_id)
    desk.sign_in(window.client, app, [head], enrolled=False)
    for path in ("/admin/", f"/admin/loket/{place.unit}", "/admin/unit"):
        assert window.raw(path).headers["Location"] == "/admin/akun/faktor-kedua"
    window.get("/admin/akun/faktor-kedua")
    window.get("/admin/akun/")


def test_the_offered_secret_stays_until_a_code_was_given(app: Flask, clock: Clock) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [WHOLE], enrolled=False)
    secret = "//*[@class='secret']/text()"
    first = window.get("/admin/akun/faktor-kedua").find(secret)
    window.post("/admin/akun/faktor-kedua", 422, code="000000")
    assert window.get("/admin/akun/faktor-kedua").find(secret) == first
    assert first[0].replace(" ", "") not in repr(rows(app, "staff_sessions")), "sealed in the row"


def test_the_secret_is_sealed_in_the_database(app: Flask, clock: Clock, ani: Actor) -> None:
    [row] = rows(app, "staff")
    assert desk.TOTP_SECRET.encode() not in row["totp_sealed"]


def test_a_sealed_secret_opens_for_its_owner_only(app: Flask, clock: Clock, ani: Actor) -> None:
    from kiosk.domain.people.keys import Keys
    from kiosk.store.people import kept

    key = Keys(app.config["SECRET_KEY"]).seal
    sealed = rows(app, "staff")[0]["totp_sealed"]
    assert kept.unseal(sealed, key, ani.id) == desk.TOTP_SECRET
    flipped = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for box, opener, owner in (
        (sealed, key, ani.id + 1), (flipped, key, ani.id), (sealed, bytes(32), ani.id),
    ):  # fmt: skip
        with pytest.raises(kept.BrokenSeal):
            kept.unseal(box, opener, owner)


def test_taking_on_a_factor_ends_other_sessions(app: Flask, clock: Clock) -> None:
    here, there = desk.Window(app), desk.Window(app)
    who = desk.sign_in(here.client, app, [WHOLE], enrolled=False)
    desk.sign_in(there.client, app, actor=who)
    [typed] = here.get("/admin/akun/faktor-kedua").find("//*[@class='secret']/text()")
    code = desk.code_at(clock.now(), typed.replace(" ", ""))
    here.post("/admin/akun/faktor-kedua", 200, code=code)
    assert there.raw("/admin/akun/").status_code == 303
    here.get("/admin/akun/")


def test_a_recovery_code_works_once_however_it_is_typed(
    app: Flask, clock: Clock, ani: Actor, seated: desk.Window
) -> None:
    seated.get("/admin/akun/")
    codes = CODE.findall(seated.post("/admin/akun/kode-pemulihan", 200).get_data(as_text=True))
    assert len(set(codes)) == 10
    assert not any(one in repr(rows(app, "recovery_codes")) for one in codes)
    typed = codes[0].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for status in (303, 422):
        window = desk.Window(app)
        window.get("/admin/masuk")
        window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
        window.get("/admin/masuk/kode")
        window.post("/admin/masuk/kode", status, code=typed)
    assert "belum dipakai: 9" in seated.get("/admin/akun/").seen


def test_new_recovery_codes_void_the_old(
    app: Flask, clock: Clock, ani: Actor, seated: desk.Window
) -> None:
    seated.get("/admin/akun/")
    old = CODE.findall(seated.post("/admin/akun/kode-pemulihan", 200).get_data(as_text=True))
    seated.get("/admin/akun/")
    seated.post("/admin/akun/kode-pemulihan", 200)
    window = desk.Window(app)
    window.get("/admin/masuk")
    window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
    window.get("/admin/masuk/kode")
    window.post("/admin/masuk/kode", 422, code=old[0])


def test_what_weighs_more_asks_again_after_five_minutes(
    app: Flask, clock: Clock, ani: Actor, seated: desk.Window
) -> None:
    seated.get("/admin/akun/")
    clock.later(minutes=5)
    asked = seated.post("/admin/akun/kode-pemulihan", 403, note="tetap ada")
    assert 'value="tetap ada"' in asked.get_data(as_text=True), "nothing typed is lost"
    wrong = seated.post("/admin/akun/kode-pemulihan", 403, kode__konfirmasi="000000")
    assert "Kode tidak cocok" in wrong.get_data(as_text=True)
    given = desk.code_at(clock.now())
    right = seated.post("/admin/akun/kode-pemulihan", 200, kode__konfirmasi=given)
    assert len(CODE.findall(right.get_data(as_text=True))) == 10
    seated.get("/admin/akun/")
    seated.post("/admin/akun/kode-pemulihan", 200)


def test_changing_the_factor_asks_for_the_old_one(
    app: Flask, clock: Clock, seated: desk.Window
) -> None:
    clock.later(minutes=6)
    way = seated.raw("/admin/akun/faktor-kedua").headers["Location"]
    assert way == "/admin/akun/konfirmasi?lanjut=/admin/akun/faktor-kedua"
    seated.get(way)
    answer = seated.post(
        "/admin/akun/konfirmasi", code=desk.code_at(clock.now()), lanjut="/admin/akun/faktor-kedua"
    )
    assert answer.headers["Location"] == "/admin/akun/faktor-kedua"
    seated.get("/admin/akun/faktor-kedua")


def test_a_forged_confirmation_costs_no_try(app: Flask, clock: Clock, seated: desk.Window) -> None:
    clock.later(minutes=6)
    fields = {"csrf_token": "x", "kode-konfirmasi": "123456"}
    for _ in range(12):
        assert seated.raw("/admin/akun/kode-pemulihan", "POST", data=fields).status_code == 400
    seated.get("/admin/akun/konfirmasi")
    seated.post("/admin/akun/konfirmasi", code=desk.code_at(clock.now()))


def test_a_new_password_ends_every_other_session(
    app: Flask, clock: Clock, ani: Actor, seated: desk.Window
) -> None:
    other = desk.Window(app)
    desk.sign_in(other.client, app, actor=ani)
    before = seated.cookie()
    seated.get("/admin/akun/kata-sandi")
    seated.post("/admin/akun/kata-sandi", old=desk.PASSWORD, password=GOOD)
    assert seated.cookie() != before, "a new id"
    seated.get("/admin/akun/")
    assert other.raw("/admin/akun/").status_code == 303
    assert len(rows(app, "staff_sessions")) == 1
    assert last_action(app) == "ganti-kata-sandi"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bukan ini sandinya", GOOD, "lama tidak cocok"),
        (desk.PASSWORD, "pendek", "sedikitnya 12"),
        (desk.PASSWORD, "Indonesia2026!", "paling sering"),
    ],
)
def test_a_refused_new_password_changes_nothing(
    app: Flask, seated: desk.Window, old: str, new: str, said: str
) -> None:
    before = rows(app, "staff")
    seated.get("/admin/akun/kata-sandi")
    assert said in seated.post("/admin/akun/kata-sandi", 422, old=old, password=new).get_data(
        as_text=True
    )
    assert rows(app, "staff") == before


def test_one_sees_and_ends_the_own_sessions(
    app: Flask, clock: Clock, ani: Actor, seated: desk.Window
) -> None:
    first, second = desk.Window(app), desk.Window(app)
    for one in (first, second):
        desk.sign_in(one.client, app, actor=ani)
    page = seated.get("/admin/akun/sesi")
    handles = page.find("//main//input[@name='sesi']/@value")
    assert len(handles) == 2
    assert page.seen.count("sesi ini") == 1
    seated.post("/admin/akun/sesi", sesi=str(handles[0]))
    assert sorted(one.raw("/admin/akun/").status_code for one in (first, second)) == [200, 303]
    seated.get("/admin/akun/sesi")
    seated.post("/admin/akun/sesi")
    assert [one.raw("/admin/akun/").status_code for one in (first, second)] == [303, 303]
    seated.get("/admin/akun/")


def test_nobody_ends_anothers_session(app: Flask, clock: Clock, seated: desk.Window) -> None:
    other = desk.Window(app)
    stranger = desk.sign_in(other.client, app, [WHOLE])
    page = other.get("/admin/akun/sesi")
    assert page.find("//main//input[@name='sesi']/@value") == []
    from kiosk.domain.people.session import handle_of, hash_of

    handle = handle_of(hash_of(other.cookie()))
    seated.get("/admin/akun/sesi")
    seated.post("/admin/akun/sesi", sesi=handle)
    assert stranger.name in other.get("/admin/akun/").seen
