"""Plans of follow-up as the tests open and fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.factories import MONTH, answer, rows
from tests.media.samples import drawn, saved
from tests.periods import AFTER, close

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.index.closing import Closing
    from kiosk.domain.index.plan import Move
    from kiosk.domain.people.actor import Actor
    from kiosk.flows.proving import Sent
    from tests.factories import Place

LOW = ("waktu", "biaya", "sarana")
"""What `scored` scores lowest, lowest first."""


def scored(app: Flask, place: Place, times: int = 6) -> None:
    """Three unsur low, the rest high."""
    answer(app, place, 4, times=times, waktu="1", biaya="2", sarana="3")


def scored_in(app: Flask, place: Place, now: datetime) -> None:
    """The same in another month."""
    answer(app, place, 4, now=now, times=6, waktu="1", biaya="2", sarana="3")


def opened(app: Flask, place: Place, actor: Actor, period: str = MONTH) -> Closing:
    """A month that was answered and closed: three drafts."""
    scored(app, place)
    return close(app, place, actor, period)


def words(**given: str) -> dict[str, str]:
    """As the form of a plan sends them."""
    usual = {
        "problem": "Antrean panjang pukul sembilan",
        "action": "Buka loket kedua",
        "owner": "Kepala Seksi Pelayanan",
        "owner_code": "",
        "quarter": "",
        "due": "2026-12-31",
        "public_title": "",
        "public_answer": "",
    }
    return usual | given


def fill(
    app: Flask, place: Place, actor: Actor, plan: int = 1, now: datetime = AFTER, **given: str
) -> None:
    from kiosk.domain.index.plan_entry import Typed
    from kiosk.flows.index.edit_plan import edit_plan

    version = int(given.pop("version", row(app, plan)["version"]))
    typed = words(**given)
    owner = typed.pop("owner_code")
    with app.app_context():
        edit_plan(actor, place.unit, plan, version, Typed(**typed), owner, now)


def move(
    app: Flask,
    place: Place,
    actor: Actor,
    step: Move,
    plan: int = 1,
    *,
    note: str = "",
    now: datetime = AFTER,
    sent: Sent | None = None,
    version: int | None = None,
) -> None:
    from kiosk.flows.index.move_plan import move_plan
    from tests.tickets import house

    seen = row(app, plan)["version"] if version is None else version
    with app.app_context():
        move_plan(actor, place.unit, plan, seen, step, note, now, sent, house(app))


def photo(*, public: bool = False, caption: str = "Loket kedua") -> Sent:
    """A picture as a telephone sends it."""
    from kiosk.flows.proving import Sent
    from kiosk.flows.receiving import Upload

    return Sent((Upload("foto.png", saved(drawn(), "PNG")),), caption, public)


def row(app: Flask, plan: int = 1) -> dict[str, Any]:
    return next(one for one in rows(app, "plans") if one["id"] == plan)
