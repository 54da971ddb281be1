"""Every form of a served installation filled with hostile words, so that its pages can be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests import tickets
from tests.browser.everywhere import POINT, Everything, lines
from tests.factories import Place
from tests.faults.robot import Form, Robot

if TYPE_CHECKING:
    from flask import Flask

ENDS = {
    "close", "disable", "remove", "withdraw", "withdraw_local", "withdraw_national", "cancel",
    "drop", "revoke", "finish", "reopen", "undo", "sign_out", "second_factor", "sessions_end",
    "password",
    "change_whole", "retract", "take_back", "turn_back", "forward", "return_", "split", "merge",
    "code", "move", "retire", "confirm", "restore", "recover", "claim", "compose", "settle",
}  # fmt: skip
"""Last words of endpoints that end something, or change what another form stands on."""


@dataclass
class Told:
    """What was taken: (endpoint, field) to what was typed there."""

    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)


def robot_of(app: Flask, everything: Everything, who: str, receipt: Mapping[str, str]) -> Robot:
    """Sits in this person's seat, with the tablet beside."""
    seats = [everything.seats[one] for one in ("tablet", who) if one in everything.seats]
    known = ("warga", "tablet", who)
    places = [
        (line.rule, line.where.format(**everything.values))
        for line in lines()
        if line.who in known and line.status == 200
    ]
    return Robot(app, dict(seats), places, receipt)


def receipt_of(app: Flask, **words: str) -> dict[str, str]:
    """Of a new complaint at the counter where everything has happened."""
    from kiosk import clock

    place = Place("", POINT, 0, 0, 0)
    made = tickets.file(app, place, now=clock.now(), address="203.0.113.9", **words)
    return {"nomor": made.number, "frasa": made.phrase}


def fill(robot: Robot, payload: Callable[[], str], *, alone: bool = True) -> Told:
    """Every form that adds or changes words: all its fields at once where it takes them so, else,
    with ``alone``, each beside harmless words. A field gets a payload of its own."""
    told = Told()
    for form in robot.forms:
        name = robot.endpoint(form)
        if form.method == "get" or not form.texts or name.rpartition(".")[2] in ENDS:
            continue
        every = {one: payload() for one in form.texts}
        if _is_taken(robot, form, every):
            told.taken |= {(name, one): typed for one, typed in every.items()}
            continue
        for one, typed in every.items() if alone else ():
            if _is_taken(robot, form, {one: typed}):
                told.taken[name, one] = typed
            else:
                told.refused[name, one] = typed
    return told


def _is_taken(robot: Robot, form: Form, typed: Mapping[str, str]) -> bool:
    """With the page's newest version and stamp, and something in every field."""
    fresh = next((one for one in robot.forms_at(form.page) if one.key == form.key), form)
    rest = {name: _usual(kind) for name, kind in fresh.typed.items()}
    rest |= {name: value for name, value in fresh.given if value}
    for name, values in fresh.chosen.items():
        if name not in rest and name not in dict(fresh.given):
            rest |= {name: values[-1]}
    return robot.send(fresh, {**rest, **typed}).status_code in (200, 303)


def _usual(kind: str) -> str:
    known = {"date": "2026-01-05", "number": "1", "month": "2026-01", "time": "08:00"}
    return known.get(kind, "Kata biasa")
