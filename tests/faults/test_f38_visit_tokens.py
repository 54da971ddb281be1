"""F38, F39: a sign of a visit that was changed, borrowed, used or ran out opens nothing, and no
answer of ours says which of these it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import ALPHABET
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.visit_token import DeadVisit, VisitToken
from kiosk.flows.survey.open_visit import open_visit
from kiosk.flows.survey.refuse_visit import refuse_visit
from kiosk.flows.survey.submit_visit import submit_visit
from kiosk.web import stamp
from tests import visits
from tests.factories import NOW, SKM, Clock, as_fields, filled, make_place, rows, snapshot
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


@pytest.fixture
def citizen(app: Flask) -> PageClient:
    return PageClient(app)


def signed(app: Flask, token: str, **more: str) -> dict[str, str]:
    with app.app_context():
        return {**filled(), **more, "csrf_token": stamp.make("kunjungan", token)}


def _of_another_purpose(read: VisitToken, keys: Keys) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visit_token, "PURPOSE", "kotak-tablet")
        return visit_token.write(read, keys)


def dead_ones(app: Flask, place: Place, clock: Clock) -> dict[str, str]:
    """Every way for a sign to be dead. Moves the clock."""
    other = make_place(app, "rsud-lerik", point="3C5D7E9F")
    keys = visits.keys(app)
    expired = visits.offer(app, place).token
    clock.later(minutes=122)
    now = clock.now()
    used, refused, good = (visits.offer(app, place, now=now).token for _ in range(3))
    with app.app_context():
        submit_visit(used, as_fields(filled()), keys, now)
        refuse_visit(refused, keys, now)
    read = visit_token.read(good, keys)
    return {
        "expired": expired,
        "used": used,
        "refused": refused,
        "one bit": good[:-1] + ALPHABET[ALPHABET.index(good[-1]) ^ 1],
        "another point": visit_token.write(replace(read, point=other.point), keys),
        "no point": visit_token.write(replace(read, point="9Q9Q9Q9Q"), keys),
        "never offered": visit_token.write(replace(read, number=7), keys),
        "old key": visit_token.write(read, Keys("the secret there was before this one")),
        "another purpose": _of_another_purpose(read, keys),
        "garbage": "X" * visit_token.TOKEN_LENGTH,
    }


def test_a_dead_sign_is_answered_alike_whatever_killed_it(
    app: Flask, citizen: PageClient, place: Place, clock: Clock, held: Held
) -> None:
    dead = dead_ones(app, place, clock)
    before = snapshot(app)
    seen: dict[str, set[str]] = {"GET": set(), "POST": set(), "refuse": set()}
    for token in dead.values():
        form = signed(app, token, saran="Kursinya kurang")
        pages = {
            "GET": citizen.get(f"/t/{token}", status=410),
            "POST": citizen.post(f"/t/{token}", form, 410),
            "refuse": citizen.post(f"/t/{token}/tidak-bersedia", signed(app, token), 410),
        }
        for way, page in pages.items():
            # What was typed into the address stands in the links to this very page.
            seen[way].add(page.text.replace(token, ""))
    assert {way: len(texts) for way, texts in seen.items()} == {"GET": 1, "POST": 1, "refuse": 1}
    assert snapshot(app) == before
    held(
        tried=f"{len(dead)} dead signs of a visit (expired, used, another counter's, old key, …)",
        figure="one and the same page for all, nothing written",
    )


@on_sqlite
def test_no_flipped_bit_of_a_sign_opens_anything(app: Flask, place: Place, held: Held) -> None:
    """All five bits of all its letters; in the fast part one of each letter."""
    token, keys = visits.offer(app, place).token, visits.keys(app)
    forged = [
        token[:at] + ALPHABET[ALPHABET.index(token[at]) ^ (1 << bit)] + token[at + 1 :]
        for at in range(len(token))
        for bit in range(ledger.sized(1, 5))
    ]
    with app.app_context():
        for one in forged:
            with pytest.raises(DeadVisit):
                open_visit(one, keys, NOW)
            with pytest.raises(DeadVisit):
                submit_visit(one, as_fields(filled()), keys, NOW)
        open_visit(token, keys, NOW)
    assert rows(app, "answers") == []
    held(tried=f"{len(forged)} single bits of a visit's sign flipped", figure="0 accepted")


def test_what_was_typed_comes_back_with_a_way_to_go_on(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    token = visits.offer(app, place).token
    clock.later(minutes=122)
    page = citizen.post(f"/t/{token}", signed(app, token, saran="Kursi <kurang>"), 410)
    [area] = page.find("//textarea[@readonly]")
    assert "".join(area.itertext()) == "Kursi <kurang>"
    assert page.find("//form[@role='search']/@action") == ["/"]


def test_a_sign_lives_to_its_minute_and_no_longer(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    one = visits.offer(app, place)
    clock.instant = one.expires_at.replace(microsecond=0)
    citizen.get(f"/t/{one.token}", status=410)
    citizen.post(f"/t/{one.token}", signed(app, one.token), 410)
    clock.later(microseconds=-1)
    citizen.get(f"/t/{one.token}")
    citizen.post(f"/t/{one.token}", signed(app, one.token))
    assert [row["outcome"] for row in rows(app, "visits")] == [1]


def test_a_form_opened_in_time_and_thanked_once_is_thanked_again_when_time_is_over(
    app: Flask, citizen: PageClient, place: Place, clock: Clock
) -> None:
    one = visits.offer(app, place)
    form = signed(app, one.token)
    citizen.post(f"/t/{one.token}", form)
    clock.later(days=1)
    citizen.post(f"/t/{one.token}", form)
    assert len(rows(app, "answers")) == 1


def test_a_sign_serves_its_own_point_and_service_whatever_is_sent(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    token = visits.offer(app, place, "kk").token
    citizen.post(f"/t/{token}", signed(app, token, layanan="ktp"))
    [kept] = rows(app, "answers")
    assert (kept["service_id"], kept["source"]) == (place.services["kk"], 3)
    assert len(kept["scores"]) == 2 * len(SKM)


def test_every_way_of_asking_refuses_a_forged_sign(app: Flask, place: Place, clock: Clock) -> None:
    for token in dead_ones(app, place, clock).values():
        for act in (
            lambda: open_visit(token, visits.keys(app), clock.now()),  # noqa: B023
            lambda: refuse_visit(token, visits.keys(app), clock.now()),  # noqa: B023
        ):
            with app.app_context(), pytest.raises(DeadVisit):
                act()


def test_without_a_form_of_ours_nothing_is_settled(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    token = visits.offer(app, place).token
    before = snapshot(app)
    for path in (f"/t/{token}", f"/t/{token}/tidak-bersedia"):
        citizen.post(path, filled(saran="Tetap ada"), 400)
        foreign = {"Origin": "https://lain.example"}
        assert (
            citizen.raw(path, "POST", data=signed(app, token), headers=foreign).status_code == 403
        )
    assert snapshot(app) == before
