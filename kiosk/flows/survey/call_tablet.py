"""The counter asks its tablet to show the survey: for a visit, in a language, read aloud."""

from datetime import datetime, timedelta

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.code import tidy
from kiosk.store.engine import transaction
from kiosk.store.place import points
from kiosk.store.survey import visits

LIFE = timedelta(minutes=2)
"""A tablet asks every half minute; whoever it was for has gone after this."""


def call_tablet(
    actor: Actor, code: str, visit: int | None, lang: str | None, *, aloud: bool, now: datetime
) -> None:
    """In place of what it was asked before. A language the point does not offer counts as none;
    so does a visit of another point. Raises `UnknownPoint`."""
    with transaction():
        point = points.opened(tidy(code))
        row = visits.find(visit) if visit is not None else None
        visits.call(
            point.id,
            visit=visit if row is not None and row.point_id == point.id else None,
            lang=lang if lang in point.languages else None,
            aloud=aloud,
            at=now,
            until=now + LIFE,
        )
