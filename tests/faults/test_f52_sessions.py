"""F52: fixation, and replay of a session that ended, from a cookie somebody copied.

A page of the desk answers a dead session like a stranger: it leads to the door (303), and
nothing is shown or done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Clock, rows
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

pytestmark = pytest.mark.usefixtures("quick_hashes")
WHOLE = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)
GOOD = "kuda baterai jepit kertas"


@pytest.fixture
def ani(app: Flask, clock: Clock) -> Actor:
    return desk.make_staff(app, [WHOLE], password=desk.PASSWORD)


def copied(app: Flask, cookie: str) -> desk.Window:
    """Somebody with a copy of the cookie."""
    thief = desk.Window(app)
    thief.client.set_cookie("meja", cookie, domain="localhost")
    return thief


def is_in(window: desk.Window) -> bool:
    answer = window.raw("/admin/akun/")
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith("/admin/masuk")
        return False
    return answer.status_code == 200


def test_every_step_of_signing_in_gives_a_new_id(
    app: Flask, clock: Clock, ani: Actor, held: Held
) -> None:
    window = desk.Window(app)
    window.get("/admin/masuk")
    seen = [window.cookie()]
    window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
    seen.append(window.cookie())
    window.get("/admin/masuk/kode")
    window.post("/admin/masuk/kode", code=desk.code_at(clock.now()))
    seen.append(window.cookie())
    assert len(set(seen)) == 3
    assert is_in(window)
    alive = sum(is_in(copied(app, one)) for one in seen[:2])
    assert not alive
    held(
        tried=f"the ids of all {len(seen)} steps of signing in, copied",
        figure=f"{len(set(seen))} different ids, {alive} of the earlier ones open anything",
    )


def test_a_planted_cookie_does_not_become_a_session(app: Flask, clock: Clock, ani: Actor) -> None:
    planted = "A" * 43
    window = copied(app, planted)
    window.get("/admin/masuk")
    window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
    window.get("/admin/masuk/kode")
    window.post("/admin/masuk/kode", code=desk.code_at(clock.now()))
    assert is_in(window)
    assert not is_in(copied(app, planted))


def sign_out(app: Flask, _ani: Actor, window: desk.Window, _clock: Clock) -> None:
    window.get("/admin/akun/")
    window.post("/admin/keluar")


def change_password(app: Flask, _ani: Actor, window: desk.Window, _clock: Clock) -> None:
    window.get("/admin/akun/kata-sandi")
    window.post("/admin/akun/kata-sandi", old=desk.PASSWORD, password=GOOD)


def disable(app: Flask, ani: Actor, _window: desk.Window, clock: Clock) -> None:
    from kiosk.flows.people.disable_staff import disable_staff

    with app.app_context():
        disable_staff(None, ani.code, clock.now())


def reset(app: Flask, ani: Actor, _window: desk.Window, clock: Clock) -> None:
    from kiosk.flows.people.make_link import return_link
    from kiosk.flows.people.use_link import accept_return

    with app.app_context():
        path = return_link(None, ani.code, clock.now())
        accept_return(path.rpartition("/")[2], GOOD, clock.now())


def idle(app: Flask, _ani: Actor, _window: desk.Window, clock: Clock) -> None:
    clock.later(minutes=15)


def work_all_day(app: Flask, _ani: Actor, window: desk.Window, clock: Clock) -> None:
    """Never idle, until eight hours are over."""
    for _ in range(8 * 6 - 1):
        clock.later(minutes=10)
        assert is_in(window)
    clock.later(minutes=10)


def revoke(app: Flask, ani: Actor, window: desk.Window, _clock: Clock) -> None:
    other = desk.Window(app)
    desk.sign_in(other.client, app, actor=ani)
    other.get("/admin/akun/sesi")
    other.post("/admin/akun/sesi")


End = Callable[["Flask", "Actor", desk.Window, Clock], None]


@pytest.mark.parametrize(
    "end", [sign_out, change_password, disable, reset, idle, work_all_day, revoke]
)
def test_a_session_that_ended_is_dead_on_the_next_request(
    app: Flask, clock: Clock, ani: Actor, end: End, held: Held
) -> None:
    window = desk.enter(app, ani, clock.now())
    thief = copied(app, window.cookie())
    assert is_in(thief)
    end(app, ani, window, clock)
    assert not is_in(thief)
    before = rows(app, "staff"), len(rows(app, "audit_records"))
    assert thief.raw("/admin/akun/kata-sandi", "POST", data={"old": "x"}).status_code == 303
    assert before == (rows(app, "staff"), len(rows(app, "audit_records")))
    held(
        tried="a copied cookie after " + end.__name__.replace("_", " "),
        figure="led to the door at the next request, nothing written",
    )


def test_somebody_disabled_cannot_come_back(app: Flask, clock: Clock, ani: Actor) -> None:
    disable(app, ani, desk.Window(app), clock)
    window = desk.Window(app)
    window.get("/admin/masuk")
    window.post("/admin/masuk", 422, email=ani.email, password=desk.PASSWORD)


def test_disabling_between_password_and_code_ends_it(app: Flask, clock: Clock, ani: Actor) -> None:
    window = desk.Window(app)
    window.get("/admin/masuk")
    window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
    window.get("/admin/masuk/kode")
    disable(app, ani, window, clock)
    window.post("/admin/masuk/kode", 422, code=desk.code_at(clock.now()))
    assert not is_in(window)


def test_disabling_takes_the_sessions_away(app: Flask, clock: Clock, ani: Actor) -> None:
    window = desk.enter(app, ani, clock.now())
    disable(app, ani, window, clock)
    assert rows(app, "staff_sessions") == []


def test_a_session_left_over_is_no_use_to_somebody_disabled(
    app: Flask, clock: Clock, ani: Actor
) -> None:
    """Disabled by hand in the database, say, or while the session was being made."""
    from kiosk.store.engine import transaction
    from kiosk.store.people import staff

    window = desk.enter(app, ani, clock.now())
    with app.app_context(), transaction():
        staff.put(ani.id, disabled_at=clock.now())
    assert not is_in(window)
