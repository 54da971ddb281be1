"""The outbox: written in the transaction of what it tells about, sent later by one worker."""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    table,
    update,
)

from kiosk.domain.upkeep.delivery import Failure, Verdict
from kiosk.domain.upkeep.notice import KINDS, Channel, Draft, Recipient, quiet_moment
from kiosk.store.engine import connection
from kiosk.store.upkeep.tables import Notice

_WAITING = and_(Notice.sent_at.is_(None), Notice.dead_at.is_(None))
_UNSET = Failure.UNSET.value
_WHOLE = select(*Notice.__table__.c)
_ADD = insert(Notice.__table__)  # type: ignore[arg-type]
# By name: the tables of complaints stand above this package.
_TICKET = table("tickets", column("id"), column("sealed", Boolean))
_OF_SEALED = exists().where(
    Notice.to_kind == Recipient.REPORTER.value, _TICKET.c.id == Notice.to_id, _TICKET.c.sealed
)
_OPEN = and_(Notice.kind.not_in([one.name for one in KINDS.values() if one.sealed]), ~_OF_SEALED)
"""What the keeper of the installation may count. That something waits about a sealed case tells
that there is one, and the keeper may be the accused."""


@dataclass(frozen=True)
class Claimed:
    """A notice held by one worker. ``attempts`` counts this try; ``unsure``: earlier tries that
    may have arrived."""

    id: int
    kind: str
    channel: Channel
    to: Recipient
    to_id: int
    language: str
    values: Mapping[str, str]
    attempts: int
    unsure: int


@dataclass(frozen=True)
class Tally:
    """Of `_OPEN`. ``due_since``: when the longest overdue one should have gone, of the channels
    asked for. ``dead`` leaves out those of a channel nobody set up: ``unset``, of the waiting and
    dead."""

    waiting: int
    dead: int
    unset: int
    due_since: datetime | None


def add(draft: Draft, now: datetime, due_at: datetime | None = None) -> int | None:
    """Write a notice in the caller's transaction; its id, or None where a quiet one waits for
    that recipient already. ``due_at``: not before; a quiet one has its own hour, and none of its
    times tells when it was made."""
    made, due = now, due_at or now
    if draft.is_quiet:
        made = due = quiet_moment(due)
        if draft.kind.sealed and _waits(draft, due):
            return None
    return _insert(draft, made, due)


def _insert(draft: Draft, made: datetime, due: datetime) -> int:
    """The number is random: a sequence would tell how much there is, and its order."""
    new = secrets.randbits(63)
    row = {
        "id": new,
        "kind": draft.kind.name,
        "channel": draft.channel.value,
        "to_kind": draft.to.value,
        "to_id": draft.to_id,
        "language": draft.language,
        "values": json.dumps(dict(draft.values), sort_keys=True, ensure_ascii=False),
        "made_at": made,
        "due_at": due,
        "attempts": 0,
        "unsure": 0,
        "next_at": due,
    }
    connection().execute(_ADD, row)
    return new


def _waits(draft: Draft, due: datetime) -> bool:
    same = select(Notice.id).where(
        Notice.kind == draft.kind.name,
        Notice.channel == draft.channel.value,
        Notice.to_kind == draft.to.value,
        Notice.to_id == draft.to_id,
        Notice.next_at == due,
    )
    return connection().execute(same.limit(1)).first() is not None


def _due(channels: Collection[Channel], now: datetime) -> ColumnElement[bool]:
    free = or_(Notice.lease_until.is_(None), Notice.lease_until < now)
    on = Notice.channel.in_([one.value for one in channels])
    return and_(Notice.next_at <= now, on, free)


def claim(
    owner: str, channels: Collection[Channel], now: datetime, until: datetime
) -> Claimed | None:
    """Hold the notice that has waited longest, one at a time: a worker that dies leaves one in
    doubt, not a batch. The try is counted before it is made."""
    # SQLite begins IMMEDIATE and compiles the lock away; PostgreSQL's workers pass one another.
    first = select(Notice.id).where(_due(channels, now)).order_by(Notice.next_at, Notice.id)
    found = connection().execute(first.limit(1).with_for_update(skip_locked=True)).scalar()
    if found is None:
        return None
    died = case((Notice.leased_by.is_not(None), 1), else_=0)
    row = connection().execute(
        update(Notice)
        .where(Notice.id == found, _due(channels, now))
        .values(
            attempts=Notice.attempts + 1,
            unsure=Notice.unsure + died,
            lease_until=until,
            leased_by=owner,
        )
        .returning(*Notice.__table__.c)
    )
    return _claimed(row.one())


def _claimed(row: Any) -> Claimed:
    return Claimed(
        id=row.id,
        kind=row.kind,
        channel=Channel(row.channel),
        to=Recipient(row.to_kind),
        to_id=row.to_id,
        language=row.language,
        values=json.loads(row.values),
        attempts=row.attempts,
        unsure=row.unsure,
    )


def mark_sent(notice_id: int, now: datetime) -> None:
    """Whoever holds it by now: it has arrived."""
    same = update(Notice).where(Notice.id == notice_id)
    connection().execute(
        same.values(
            sent_at=now,
            dead_at=None,
            next_at=None,
            lease_until=None,
            leased_by=None,
            last_error=None,
        )
    )


def mark_failed(held: Claimed, owner: str, what: Verdict, told: str, now: datetime) -> bool:
    """Give it back with its next time, or to the dead letters; False where another holds it."""
    mine = update(Notice).where(
        Notice.id == held.id,
        Notice.leased_by == owner,
        Notice.attempts == held.attempts,
        _WAITING,
    )
    done = connection().execute(
        mine.values(
            next_at=what.next_at,
            dead_at=now if what.next_at is None else None,
            unsure=what.unsure,
            lease_until=None,
            leased_by=None,
            last_error=told[:200],
        )
    )
    return bool(done.rowcount == 1)


def wake(channel: Channel, now: datetime) -> int:
    """A channel answers again: whatever waited for that is due now."""
    stuck = update(Notice).where(
        Notice.channel == channel.value,
        Notice.next_at > now,
        Notice.leased_by.is_(None),
        Notice.last_error.startswith(Failure.CLOSED.value, autoescape=True),
    )
    return int(connection().execute(stuck.values(next_at=now)).rowcount)


def pull_back(furthest: datetime, now: datetime) -> int:
    """What is to go later than anything may was written while the clock was ahead: it goes now."""
    late = update(Notice).where(or_(Notice.next_at > furthest, Notice.lease_until > furthest))
    waiting = late.where(_WAITING)
    return int(connection().execute(waiting.values(next_at=now, lease_until=None)).rowcount)


def give_up(channel: Channel, before: datetime, now: datetime) -> int:
    """Stop waiting for a channel nobody set up: what was due before ``before`` is a dead letter."""
    old = update(Notice).where(
        Notice.channel == channel.value, Notice.next_at.is_not(None), Notice.due_at < before
    )
    ended = old.values(
        next_at=None, dead_at=now, lease_until=None, leased_by=None, last_error=_UNSET
    )
    return int(connection().execute(ended).rowcount)


def tally(channels: Collection[Channel], now: datetime) -> Tally:
    """``channels``: those that are set up."""
    on = Notice.channel.in_([one.value for one in channels])
    waiting = _count(_WAITING, on)
    unset = _count(_WAITING, ~on) + _count(Notice.dead_at.is_not(None), Notice.last_error == _UNSET)
    dead = _count(Notice.dead_at.is_not(None), Notice.last_error != _UNSET)
    return Tally(waiting, dead, unset, overdue_since(channels, now))


def overdue_since(channels: Collection[Channel], now: datetime) -> datetime | None:
    """When the longest overdue notice of these channels should have gone."""
    on = Notice.channel.in_([one.value for one in channels])
    # Waiting for its next try is waiting too: `due_at`, not `next_at`, says since when.
    late = select(func.min(Notice.due_at)).where(Notice.next_at.is_not(None), Notice.due_at <= now)
    return connection().execute(late.where(on, _OPEN)).scalar()


def _count(*conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Notice).where(_OPEN, *conditions)
    return int(connection().execute(query).scalar_one())


def dead(limit: int) -> list[Any]:
    """Dead letters, newest first; of `_OPEN`, as is what waits."""
    query = _WHOLE.where(_OPEN, Notice.dead_at.is_not(None)).order_by(
        Notice.dead_at.desc(), Notice.id
    )
    return list(connection().execute(query.limit(limit)))


def waiting(limit: int) -> list[Any]:
    """What waits, in the order it will be sent."""
    query = _WHOLE.where(_OPEN, Notice.next_at.is_not(None)).order_by(Notice.next_at, Notice.id)
    return list(connection().execute(query.limit(limit)))


def by_id(notice_id: int) -> Any:
    return connection().execute(_WHOLE.where(Notice.id == notice_id)).first()


def requeue(notice_id: int | None, now: datetime) -> int:
    """Try a dead letter anew from the first try on, or (None) all of them; how many of `_OPEN`
    there were: whatever else is dead goes along uncounted."""
    which: list[ColumnElement[bool]] = [Notice.dead_at.is_not(None)]
    if notice_id is not None:
        which.append(Notice.id == notice_id)
    found = _count(*which)
    fresh = {"dead_at": None, "next_at": now, "due_at": now, "attempts": 0, "unsure": 0}
    connection().execute(update(Notice).where(*which).values(fresh))
    return found


def drop(notice_id: int) -> bool:
    """Take out a dead letter; False for one that is not dead."""
    gone = delete(Notice).where(Notice.id == notice_id, Notice.dead_at.is_not(None))
    return bool(connection().execute(gone).rowcount == 1)


def forget(notice_id: int) -> None:
    """As if it had never been written: there is nobody to tell."""
    connection().execute(delete(Notice).where(Notice.id == notice_id))


def forget_unsent(number: str) -> None:
    """Whatever would still name this ticket: nobody it was meant for may hear of it any more."""
    told = Notice.__table__.c["values"].contains(json.dumps({"number": number})[1:-1])
    connection().execute(delete(Notice).where(Notice.sent_at.is_(None), told))


def purge(sent_before: datetime, dead_before: datetime) -> int:
    """Forget what was delivered, and dead letters nobody cared for."""
    old = or_(Notice.sent_at < sent_before, Notice.dead_at < dead_before)
    return int(connection().execute(delete(Notice).where(old)).rowcount)
