"""The door: who comes in, who does not, and what it says."""

from __future__ import annotations

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


@pytest.fixture
def ani(app: Flask, clock: Clock) -> Actor:
    return desk.make_staff(app, [WHOLE], name="Ani Bana", password=desk.PASSWORD)


@pytest.fixture
def window(app: Flask, clock: Clock) -> desk.Window:
    return desk.Window(app)


def first_link(app: Flask, clock: Clock) -> str:
    from kiosk.flows.people.make_link import first_link

    desk.start_audit(app)
    with app.app_context():
        path = first_link(clock.now())
    assert path is not None
    return path


def actions(app: Flask) -> list[str]:
    return [row["action"] for row in rows(app, "audit_records")]


def test_the_first_administrator_comes_in_and_enrols(
    app: Flask, clock: Clock, window: desk.Window
) -> None:
    link = first_link(app, clock)
    window.get(link)
    answer = window.post(link, email="Ani@Kupang.go.id", name=" Ani  Bana", password=GOOD)
    assert window.raw(answer.headers["Location"]).headers["Location"] == "/admin/akun/faktor-kedua"
    page = window.get("/admin/akun/faktor-kedua")
    [typed] = page.find("//*[@class='secret']/text()")
    assert typed.replace(" ", "") not in "".join(page.links()), "the secret is in no address"
    assert window.raw("/admin/akun/faktor-kedua.svg").mimetype == "image/svg+xml"
    code = desk.code_at(clock.now(), typed.replace(" ", ""))
    shown = window.post("/admin/akun/faktor-kedua", 200, code=code).get_data(as_text=True)
    assert shown.count("<li>") == 10
    [person] = rows(app, "staff")
    assert (person["email"], person["name"]) == ("ani@kupang.go.id", "Ani Bana")
    assert actions(app)[-2:] == ["daftar-administrator-pertama", "pasang-faktor-kedua"]
    assert window.get("/admin/akun/").seen.count("Administrator instalasi: seluruh instalasi") == 1


def test_the_link_of_the_first_administrator_works_once_and_for_a_day(
    app: Flask, clock: Clock, window: desk.Window
) -> None:
    old = first_link(app, clock)
    link = first_link(app, clock)
    window.get(old, 410)
    window.get(link)
    clock.later(hours=24)
    window.get(link, 410)
    link = first_link(app, clock)
    window.get(link)
    window.post(link, email="ani@kupang.go.id", name="Ani", password=GOOD)
    desk.Window(app).get(link, 410)
    with app.app_context():
        from kiosk.flows.people.make_link import first_link as again

        assert again(clock.now()) is None


def test_looking_at_a_link_does_not_use_it_up(
    app: Flask, clock: Clock, window: desk.Window
) -> None:
    link = first_link(app, clock)
    for _ in range(3):
        window.get(link)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "pendek"}, "sedikitnya 12 karakter"),
        ({"password": "password1234"}, "paling sering dicoba"),
        ({"password": "ani.kupang.bana"}, "nama atau alamat surel"),
        ({"email": "ani"}, "alamat surel yang lengkap"),
        ({"name": " \t "}, "nama lengkap"),
        ({"password": ""}, "wajib diisi"),
    ],
)
def test_a_refused_form_says_why_and_keeps_the_link(
    app: Flask, clock: Clock, window: desk.Window, wrong: dict[str, str], said: str
) -> None:
    link = first_link(app, clock)
    window.get(link)
    form = {"email": "ani@kupang.go.id", "name": "Ani Bana", "password": GOOD, **wrong}
    answer = window.post(link, 422, **form)
    assert said in answer.get_data(as_text=True)
    assert GOOD not in answer.get_data(as_text=True), "a password is never written back"
    window.post(link, **{**form, "email": "ani@kupang.go.id", "name": "Ani", "password": GOOD})


def test_password_and_code_open_the_desk(app: Flask, clock: Clock, ani: Actor) -> None:
    window = desk.enter(app, ani, clock.now())
    assert "Ani Bana" in window.get("/admin/akun/").seen
    assert actions(app) == ["masuk"]


def test_the_password_alone_opens_nothing(
    app: Flask, clock: Clock, ani: Actor, window: desk.Window
) -> None:
    window.get("/admin/masuk")
    window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
    answer = window.raw("/admin/akun/")
    assert answer.headers["Location"] == "/admin/masuk?lanjut=/admin/akun/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("ani", "x"), ("", ""), ("a" * 300 + "@x.id", "y" * 5000), ("ani@x.id\r\nBcc: b@x.id", "z")],
)
def test_anything_may_be_typed(window: desk.Window, ani: Actor, email: str, password: str) -> None:
    window.get("/admin/masuk")
    window.post("/admin/masuk", 422, email=email, password=password)


def test_an_unknown_account_and_a_wrong_password_read_alike(
    window: desk.Window, ani: Actor
) -> None:
    said = []
    for email in (ani.email, "siapa@contoh.go.id"):
        window.get("/admin/masuk")
        answer = window.post("/admin/masuk", 422, email=email, password="bukan yang ini")
        said.append(answer.get_data(as_text=True).replace(email, "…"))
    strip = [line for line in said[0].splitlines() if "csrf_token" not in line]
    assert strip == [line for line in said[1].splitlines() if "csrf_token" not in line]


def test_a_try_that_failed_is_recorded_without_what_was_typed(
    app: Flask, window: desk.Window, ani: Actor
) -> None:
    before = len(rows(app, "audit_records"))
    for email in (ani.email, "siapa@contoh.go.id"):
        window.get("/admin/masuk")
        window.post("/admin/masuk", 422, email=email, password="rahasia saya yang keliru")
    told = rows(app, "audit_records")[before:]
    assert [one["action"] for one in told] == ["gagal-masuk", "gagal-masuk"]
    assert "keliru" not in repr(told)
    assert "siapa@" not in repr(told)


def test_a_stranger_is_led_to_the_door_and_back(
    app: Flask, clock: Clock, ani: Actor, window: desk.Window
) -> None:
    wanted = "/admin/akun/sesi"
    door = window.raw(wanted).headers["Location"]
    assert door == "/admin/masuk?lanjut=/admin/akun/sesi"
    [back] = window.get(door).find("//main//input[@name='lanjut']/@value")
    answer = window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD, lanjut=back)
    window.get(answer.headers["Location"])
    answer = window.post("/admin/masuk/kode", code=desk.code_at(clock.now()), lanjut=back)
    assert answer.headers["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/admin/", "//evil.example", "/\\evil.example", "/admin//evil.example",
        "/admin/../s/7F3K9QWX", "javascript:alert(1)", "/s/7F3K9QWX", "/admin/\r\nX: y", "/adminx",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(
    app: Flask, clock: Clock, ani: Actor, elsewhere: str, window: desk.Window
) -> None:
    window.raw("/admin/masuk", query_string={"lanjut": elsewhere})
    window.get("/admin/masuk")
    answer = window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD, lanjut=elsewhere)
    assert answer.headers["Location"] == "/admin/masuk/kode"


def test_signing_out_ends_the_session(app: Flask, clock: Clock, ani: Actor) -> None:
    window = desk.enter(app, ani, clock.now())
    window.get("/admin/akun/")
    window.post("/admin/keluar")
    assert rows(app, "staff_sessions") == []
    assert actions(app) == ["masuk", "keluar"]


def test_signing_out_needs_the_stamp(app: Flask, clock: Clock, ani: Actor) -> None:
    window = desk.enter(app, ani, clock.now())
    window.raw("/admin/keluar", "POST")
    window.get("/admin/akun/")


def test_an_invited_person_chooses_the_password(
    app: Flask, clock: Clock, place: Place, window: desk.Window
) -> None:
    from kiosk.flows.people.invite_staff import invite_staff

    desk.start_audit(app)
    with app.app_context():
        made = invite_staff(
            None, "budi@contoh.go.id", "Budi", Role.COUNTER_OFFICER, Level.UNIT, place.unit,
            clock.now(),
        )  # fmt: skip
    assert made.path is not None
    assert "Budi" in window.get(made.path).seen
    window.post(made.path, password=GOOD)
    assert "Petugas loket" in window.get("/admin/akun/").seen, "this role needs no second factor"
    desk.Window(app).get(made.path, 410)
    assert actions(app)[-2:] == ["undang-pegawai", "terima-undangan"]


def test_a_way_back_in_keeps_the_second_factor(app: Flask, clock: Clock, ani: Actor) -> None:
    from kiosk.flows.people.make_link import return_link

    seated = desk.enter(app, ani, clock.now())
    with app.app_context():
        path = return_link(None, ani.code, clock.now())
    window = desk.Window(app)
    window.get(path)
    door = window.post(path, password=GOOD).headers["Location"]
    assert "baru tersimpan" in window.get(door).seen
    assert seated.raw("/admin/akun/").status_code == 303, "every session ended"
    answer = window.post("/admin/masuk", email=ani.email, password=GOOD)
    assert answer.headers["Location"] == "/admin/masuk/kode"


def test_a_link_of_one_purpose_opens_no_other(app: Flask, clock: Clock, ani: Actor) -> None:
    from kiosk.flows.people.make_link import return_link

    with app.app_context():
        path = return_link(None, ani.code, clock.now())
    window = desk.Window(app)
    token = path.rpartition("/")[2]
    for purpose in ("undangan", "pertama"):
        window.get(f"/admin/{purpose}/{token}", 410)
    window.get("/admin/masuk-lagi/" + "x" * 43, 410)
    window.get(path)
