"""Steps that flows share about calls: raised once, told to whoever can do something."""

from datetime import date, datetime, timedelta
from typing import Any

from kiosk.domain.index import alert_words
from kiosk.domain.index.alerting import AlertKind, Found
from kiosk.domain.month import month_title
from kiosk.domain.people.policy import Action, Role, Spot
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.store.index import alerts
from kiosk.store.people import holders, reach
from kiosk.store.place import units
from kiosk.store.upkeep import notices

AGAIN = timedelta(days=7)
"""The same is not said twice within a week, nor while nobody has acknowledged it: whoever has not
read the first call reads no second."""
FORGOTTEN = timedelta(days=30)
"""An unread call does not silence the unit for ever."""


def call(unit_id: int, found: Found, now: datetime) -> bool:
    """False where the last call of this kind still stands. In the caller's transaction."""
    if _stands(alerts.newest(unit_id).get(found.kind.value), now):
        return False
    _raise(unit_id, found, now)
    return True


def call_silence(unit_id: int, tablets: str, since: date, now: datetime) -> None:
    """Told of already by the watch of tablets: kept here to be acknowledged."""
    if not _stands(alerts.newest(unit_id).get(AlertKind.SILENT.value), now):
        alerts.add(unit_id, AlertKind.SILENT.value, now, since, about=tablets[:300])


def _stands(last: Any, now: datetime) -> bool:
    if last is None:
        return False
    gone: timedelta = now - last.raised_at
    return gone < (AGAIN if last.noted_at else FORGOTTEN)


def _raise(unit_id: int, found: Found, now: datetime) -> None:
    kind, n, value, usual = found.kind, found.n, found.value, found.usual
    # The same words would come in another month, about another sample.
    month = found.since.year * 100 + found.since.month
    about = month_title(month) if kind is AlertKind.SAMPLE else None
    alerts.add(unit_id, kind.value, now, found.since, n=n, value=value, usual=usual, about=about)
    said = {
        "unit": units.name_of(unit_id),
        "what": alert_words.sentence(kind, n, value, usual, about),
    }
    for one in _people(unit_id):
        notices.add(Draft(notice.UNIT_ALERT, Recipient.STAFF, one, values=said), now)


def _people(unit_id: int) -> list[int]:
    """Whoever heads the unit or answers its complaints; else its administrator."""
    spot = reach.spot_of_unit_id(unit_id) or Spot(-1)
    able = holders.allowed(Action.HANDLE_ALERTS, spot)
    near = [
        one.id
        for one in able
        if any(grant.role in _NEAR and grant.covers(spot) for grant in one.grants)
    ]
    return near or [one.id for one in able]


_NEAR = (Role.HEAD, Role.COMPLAINT_OFFICER)
