"""Send what the outbox holds: claim one, send it outside any transaction, mark it.

A worker that dies between sending and marking leaves a lease that runs out; the next one sends
the same notice once more, with the same Message-ID, and never a third time (F20).
"""

import time
from collections.abc import Collection, Mapping
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep.delivery import (
    HELD_FOR,
    MOST_UNSURE,
    UNSET_KEPT,
    Failure,
    Undelivered,
    verdict,
)
from kiosk.domain.upkeep.notice import KINDS, Channel, Letter, Recipient, letter
from kiosk.flows.addresses import address_of
from kiosk.post import ways
from kiosk.store.engine import transaction
from kiosk.store.upkeep import notices
from kiosk.store.upkeep.notices import Claimed

ROUND_SECONDS = 15
"""No send begins later in a round, and none takes longer than `LONGEST_SEND`: a round is over
before the jobs' lease is."""
MOST_A_ROUND = 200


def send_notices(settings: Config, owner: str, now: datetime) -> bool:
    """One round; True where more is due. ``owner`` names this process."""
    with ways.opened(settings) as out:
        _give_up_unset(out, now)
        return _round(_Worker(settings, out, owner, now))


class _Worker:
    """Who sends, by which ways; ``open`` loses a channel that does not answer."""

    def __init__(
        self, settings: Config, out: Mapping[Channel, ways.Way], owner: str, now: datetime
    ) -> None:
        self.settings = settings
        self.out = out
        self.owner = owner
        self.now = now
        self.keys = Keys(settings.secret_key)
        self.open = set(out)
        self.woken: set[Channel] = set()


def _round(worker: _Worker) -> bool:
    end = time.monotonic() + ROUND_SECONDS
    for _ in range(MOST_A_ROUND):
        if time.monotonic() >= end:
            return True
        if not _one(worker):
            return False
    return True


def _one(worker: _Worker) -> bool:
    """False where nothing is due on a channel that answers."""
    held, to = _claimed(worker)
    if held is None:
        return False
    try:
        _deliver(worker, held, to)
    except Undelivered as failed:
        _mark_failed(worker, held, failed)
    else:
        _mark_sent(worker, held)
    return True


def _claimed(worker: _Worker) -> tuple[Claimed | None, str | None]:
    """The address is looked up with the claim, and kept nowhere."""
    if not worker.open:
        return None, None
    now = worker.now
    with transaction():
        held = notices.claim(worker.owner, worker.open, now, now + HELD_FOR)
        to = address_of(held.channel, held.to, held.to_id, worker.keys) if held else None
    return held, to


def _deliver(worker: _Worker, held: Claimed, to: str | None) -> None:
    if held.unsure >= MOST_UNSURE:
        raise Undelivered(Failure.UNSURE)
    if to is None:
        raise Undelivered(Failure.NOBODY)
    worker.out[held.channel].send(_letter(worker.settings, held, to))


def _letter(settings: Config, held: Claimed, to: str) -> Letter:
    kind = KINDS.get(held.kind)
    if kind is None:
        raise Undelivered(Failure.NEVER, "jenis tidak dikenal")
    return letter(held.id, kind, held.to, to, held.language, held.values, settings.public_url)


def _mark_failed(worker: _Worker, held: Claimed, failed: Undelivered) -> None:
    """A channel that does not answer is left alone for the rest of the round: a thousand notices
    do not each wait for it."""
    if failed.failure in (Failure.CLOSED, Failure.UNSURE):
        worker.open.discard(held.channel)
    what = verdict(failed.failure, held.attempts, held.unsure, worker.now)
    with transaction():
        if failed.failure is Failure.NOBODY and held.to is Recipient.REPORTER:
            # Who left no address is not waiting for a mail: the receipt is their way to the answer.
            notices.forget(held.id)
            return
        notices.mark_failed(held, worker.owner, what, failed.told, worker.now)


def _mark_sent(worker: _Worker, held: Claimed) -> None:
    with transaction():
        notices.mark_sent(held.id, worker.now)
        if held.channel not in worker.woken:
            notices.wake(held.channel, worker.now)
            worker.woken.add(held.channel)


def _give_up_unset(out: Collection[Channel], now: datetime) -> None:
    """What nobody can send does not pile up: it ends among the dead letters, for all to see."""
    unset = [one for one in Channel if one not in out]
    if unset:
        with transaction():
            for one in unset:
                notices.give_up(one, now - UNSET_KEPT, now)
