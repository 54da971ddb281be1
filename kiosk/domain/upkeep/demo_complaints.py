"""Complaints of the demo: who brings what, when, and what became of it.

Times lie in office hours, never after now: a path is walked as far as time allows, and what is
not over yet is open. The first ones show what an officer meets today.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from kiosk.domain.complaint.kinds import Channel, Identity
from kiosk.domain.complaint.ticket import By, Move
from kiosk.domain.upkeep import demo_stories as stories
from kiosk.domain.upkeep.demo_moments import Hours
from kiosk.domain.upkeep.demo_places import UnitPlan
from kiosk.domain.upkeep.demo_plan import DemoPlan
from kiosk.domain.upkeep.demo_stories import Story

Choice = TypeVar("Choice", Channel, Identity)

_PAUSE = timedelta(minutes=7)
_SEALED_EVERY, _FIRST_SEALED = 17, 8
_RECENT_DAYS, _RECENT = 18, 0.2
_FIRST_UNIT = 0.25


@dataclass(frozen=True)
class Turn:
    """One move. ``message``: to or from the reporter; ``reason``: for colleagues."""

    at: datetime
    move: Move
    by: By
    message: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class ComplaintPlan:
    """``fields``: as the form posts them. ``rating``: when and how, None for who says nothing."""

    unit: str
    point: str
    channel: Channel
    received: datetime
    fields: Mapping[str, str]
    turns: tuple[Turn, ...]
    rating: tuple[datetime, int] | None


@dataclass(frozen=True)
class Path:
    """Moves with the fewest and most working days before each. ``rates``: the odds of a rating;
    ``scores``: of 1 to 4. ``story``: the only one that goes this way."""

    steps: tuple[tuple[Move, int, int], ...]
    rates: float = 0.0
    scores: tuple[int, int, int, int] = (1, 1, 1, 1)
    story: Story | None = None


_SEEN = ((Move.VERIFY, 0, 2), (Move.PROCESS, 0, 1))
_ASKED = (*_SEEN, (Move.ASK, 0, 1), (Move.REPLY, 1, 4), (Move.ANSWER, 1, 4))
_AGAIN = ((Move.OBJECT, 1, 6), (Move.PROCESS, 0, 1), (Move.ANSWER, 2, 8))
_ANSWERED = (*_SEEN, (Move.ANSWER, 1, 4))
_SLOW = ((Move.VERIFY, 3, 6), (Move.PROCESS, 1, 3), (Move.ANSWER, 12, 20))
_SILENCE = (Move.LAPSE, 11, 12)
_ACCEPT = (Move.ACCEPT, 0, 6)
_PATHS: tuple[tuple[float, Path], ...] = (
    (32, Path((*_ANSWERED, _SILENCE), 0.12, (1, 2, 5, 3))),
    (27, Path((*_ANSWERED, _ACCEPT), 0.8, (0, 1, 6, 8))),
    (12, Path((*_ASKED, _ACCEPT), 0.7, (0, 2, 6, 5))),
    (9, Path((*_SLOW, _SILENCE), 0.3, (5, 4, 1, 0))),
    (6, Path((*_ANSWERED, *_AGAIN, _ACCEPT), 0.8, (2, 4, 3, 1))),
    (5, Path((*_SEEN, (Move.REDIRECT, 0, 2)), story=stories.FOREIGN)),
    (3, Path(((Move.VERIFY, 0, 2), (Move.ARCHIVE, 0, 2)), story=stories.VAGUE)),
    (3, Path(((Move.VERIFY, 0, 2), (Move.WITHDRAW, 0, 3)))),
)
_STUCK = Path(_SEEN)
_STUCK_AMONG_RECENT = 0.2
_TEAM = Path(
    ((Move.VERIFY, 0, 3), (Move.PROCESS, 1, 4), (Move.ASK, 2, 8), (Move.REPLY, 1, 6),
     (Move.ANSWER, 10, 35), _SILENCE)
)  # fmt: skip
_TODAY: tuple[tuple[int, Path], ...] = (
    (4, Path(((Move.VERIFY, 0, 0), (Move.PROCESS, 1, 1), (Move.ANSWER, 1, 1)))),
    (0, Path(())),
    (1, Path(((Move.VERIFY, 0, 0),))),
    (21, _STUCK),
    (4, Path(((Move.VERIFY, 0, 0), (Move.PROCESS, 0, 1), (Move.ASK, 1, 1)))),
    (12, _STUCK),
    (7, Path((*_ANSWERED[:1], (Move.PROCESS, 0, 0), (Move.ANSWER, 1, 2), (Move.OBJECT, 1, 2)))),
)
"""Days ago and path of the first unit's newest: answered, new, verified, overdue, asked, soon
due, objected to."""
_CHANNELS = {
    Channel.WEB: 62,
    Channel.COUNTER: 13,
    Channel.WHATSAPP: 12,
    Channel.PHONE: 6,
    Channel.LETTER: 4,
    Channel.EMAIL: 3,
}
_IDENTITIES = {Identity.ANONYMOUS: 55, Identity.OPEN: 28, Identity.CONFIDENTIAL: 17}
_BY = {
    **dict.fromkeys((Move.REPLY, Move.ACCEPT, Move.OBJECT, Move.WITHDRAW), By.REPORTER),
    Move.LAPSE: By.SYSTEM,
}


def complaints(plan: DemoPlan) -> Iterator[ComplaintPlan]:
    """As many as were ordered; each by a seed of its own, so that more change none before."""
    days = {
        unit.code: [one for month in plan.months(unit) for one in plan.hours(unit, month)]
        for unit in plan.units
    }
    for number in range(plan.order.complaints):
        rng = Random(f"{plan.order.seed}/complaint/{number}")
        unit = plan.units[0]
        if number >= len(_TODAY) and rng.random() >= _FIRST_UNIT:
            unit = rng.choice(plan.units)
        yield _complaint(rng, plan.order.seed, number, unit, days[unit.code])


def _complaint(
    rng: Random, seed: int, number: int, unit: UnitPlan, days: Sequence[Hours]
) -> ComplaintPlan:
    sealed = number % _SEALED_EVERY == _FIRST_SEALED
    place, path = _fate(rng, number, len(days), sealed=sealed)
    story = path.story or rng.choice(stories.SEALED if sealed else stories.ORDINARY)
    channel = Channel.WEB if number == 0 or sealed else _one(rng, _CHANNELS)
    identity = Identity.ANONYMOUS if number == 0 or sealed else _one(rng, _IDENTITIES)
    day = days[place]
    received = day.opening + timedelta(seconds=int(day.seconds * (0.05 + 0.7 * rng.random())))
    point = rng.choice(unit.points)
    turns = tuple(_turns(rng, path, story, days, place, received))
    return ComplaintPlan(
        unit=unit.code,
        point=point.code,
        channel=channel,
        received=received,
        fields={
            **_words(story),
            **_person(rng, identity),
            "layanan": rng.choice(point.services) if point.services else "",
            "kunci": f"contoh-{seed}-{number:06d}",
        },
        turns=turns,
        rating=_rating(rng, path, turns),
    )


def _fate(rng: Random, number: int, days: int, *, sealed: bool) -> tuple[int, Path]:
    """The place of its day, and its path."""
    if number < len(_TODAY):
        back, path = _TODAY[number]
        return max(0, days - 1 - back), path
    recent = rng.random() < _RECENT
    back = rng.randrange(min(_RECENT_DAYS, days) if recent else days)
    path = rng.choices([one for _, one in _PATHS], [odds for odds, _ in _PATHS])[0]
    if recent and rng.random() < _STUCK_AMONG_RECENT:
        path = _STUCK
    return days - 1 - back, _TEAM if sealed else path


def _words(story: Story) -> dict[str, str]:
    return {
        "jenis": story.kind.value,
        "kategori": story.category.value,
        "judul": story.title,
        "isi": story.body,
        "tempat": "",
        "waktu_kejadian": "",
        "terlapor": "",
    }


def _person(rng: Random, identity: Identity) -> dict[str, str]:
    if identity is Identity.ANONYMOUS:
        return {"identitas": identity.value, "nama": "", "kontak": ""}
    name = rng.choice(stories.REPORTERS)
    contact = f"{name.split()[0].lower()}@contoh.example"
    return {"identitas": identity.value, "nama": name, "kontak": contact}


def _turns(
    rng: Random, path: Path, story: Story, days: Sequence[Hours], place: int, at: datetime
) -> Iterator[Turn]:
    """As far as the days go; each after the one before."""
    answers = 0
    for move, fewest, most in path.steps:
        place += rng.randint(fewest, most)
        later = _after(rng, days, place, at)
        if later is None:
            return
        place, at = later
        answers += move is Move.ANSWER
        yield Turn(at, move, _BY.get(move, By.OFFICER), *_said(move, story, again=answers > 1))


def _after(
    rng: Random, days: Sequence[Hours], place: int, at: datetime
) -> tuple[int, datetime] | None:
    """An instant of that day, or of the next where it is over; None: not yet."""
    for later in range(place, min(place + 2, len(days))):
        begins = max(days[later].opening, at + _PAUSE)
        seconds = (days[later].opening - begins).total_seconds() + days[later].seconds
        if seconds > 0:
            return later, begins + timedelta(seconds=int(seconds * rng.random()))
    return None


def _said(move: Move, story: Story, *, again: bool) -> tuple[str | None, str | None]:
    """The message and the reason that go with a move."""
    told: Mapping[Move, tuple[str | None, str | None]] = {
        Move.ASK: (story.question, stories.ASKED_FOR),
        Move.REPLY: (story.reply, None),
        Move.ANSWER: (stories.SECOND_ANSWER if again else story.answer, None),
        Move.OBJECT: (story.objection, None),
        Move.REDIRECT: (story.answer, None),
        Move.ARCHIVE: (story.answer, stories.NOT_ENOUGH),
    }
    return told.get(move, (None, None))


def _rating(rng: Random, path: Path, turns: Sequence[Turn]) -> tuple[datetime, int] | None:
    """Only of a path walked to its end."""
    score = rng.choices((1, 2, 3, 4), path.scores)[0]
    if not path.steps or len(turns) < len(path.steps) or rng.random() >= path.rates:
        return None
    return turns[-1].at, score


def _one(rng: Random, odds: Mapping[Choice, int]) -> Choice:
    return rng.choices(list(odds), list(odds.values()))[0]
