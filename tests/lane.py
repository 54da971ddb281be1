"""The integrity team of an instansi, with keys, for tests of the protected lane.

member = lane.member(app, place)                 # an inspector with a key of their own
paper = lane.set_up(app, member, "pemkot-kupang")  # the 24 words
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Place

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.sealing import Unlocked

PASSPHRASE = "perahu layar menyeberang selat ombai"
INSTANSI = "pemkot-kupang"


@dataclass(frozen=True)
class Member:
    actor: Actor
    unlocked: Unlocked | None = field(repr=False)


def inspector(
    app: Flask,
    place: Place,
    *,
    name: str = "",
    level: Level = Level.INSTANSI,
    at: int | None = None,
) -> Actor:
    """Without a key yet."""
    where = {Level.INSTANSI: place.instansi_id, Level.INSTALLATION: 0, Level.UNIT: place.unit_id}
    there = where[level] if at is None else at
    return desk.make_staff(app, [Grant(Role.INSPECTORATE, level, there)], name=name)


def member(app: Flask, place: Place, *, name: str = "", level: Level = Level.INSTANSI) -> Member:
    return with_key(app, inspector(app, place, name=name, level=level))


def with_key(app: Flask, actor: Actor) -> Member:
    from kiosk.flows.complaint.make_own_key import make_own_key
    from kiosk.flows.sealing import Unlocked

    with app.app_context():
        return Member(actor, Unlocked(actor.id, make_own_key(actor, PASSPHRASE, NOW)))


def set_up(app: Flask, who: Member, instansi: str = INSTANSI) -> str:
    """The team's paper, copied as it should be."""
    from kiosk.flows.complaint.set_up_team import draw_paper, set_up_team

    with app.app_context():
        paper = draw_paper(who.actor, instansi)
        words = paper.words.split()
        typed = [words[place - 1] for place in paper.asked]
        set_up_team(who.actor, instansi, paper.words, typed, tickets.house(app), NOW)
    return paper.words


def may_open(app: Flask, who: Member, number: str) -> bool:
    """Whether this member's key opens the case."""
    from kiosk.flows import casefiles
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        return casefiles.opened(kept.by_number(number), who.unlocked, who.actor) is not None


def words_of(app: Flask, who: Member, number: str) -> dict[str, str]:
    """What the citizen wrote, as this member reads it."""
    from kiosk.flows import casefiles
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        row = kept.by_number(number)
        case = casefiles.opened(row, who.unlocked, who.actor)
        assert case is not None
        return casefiles.words_of(row, case)
