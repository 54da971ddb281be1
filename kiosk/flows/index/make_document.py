"""Make the next document that waits; one process of the installation does so at a time.

Whoever is killed leaves a row that somebody is making and a lease that nobody renews: the next
who gets the lease takes the row up again. A maker that was given up may still come to its end: it
then finds that its try is over, and its file goes.
"""

import errno
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.bucket import Uploads
from kiosk.domain.index.document import (
    LEASE,
    LEFT_OVER,
    MOST_TRIES,
    NO_ROOM,
    OUT_OF_TRIES,
    SILENCE,
    TOO_HEAVY,
    Document,
)
from kiosk.domain.refusal import Busy, Refusal
from kiosk.flows import pressing
from kiosk.flows.beating import Now, beating
from kiosk.flows.pressing import Where
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files, documents
from kiosk.store.index.document_files import folder
from kiosk.store.upkeep import leases

log = logging.getLogger("kiosk.jobs")
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Press:
    """What an installation lends whoever makes documents. ``owner``: of the lease."""

    instance: Path
    uploads: Uploads
    public_url: str
    owner: str
    now: Now


def make_next(press: Press) -> bool:
    """Whether more is waiting. False too while another makes documents."""
    one = _taken(press)
    if one is None:
        return False
    try:
        _make(one, press)
    finally:
        with transaction():
            leases.release(LEASE, press.owner)
    document_files.sweep(folder(press.instance), _names, press.now() - LEFT_OVER)
    with reading():
        return documents.next_waiting() is not None


def is_work_waiting(now: datetime) -> bool:
    """Whether a maker is to be started: something waits, or was left by one who died."""
    with reading():
        held = leases.holder(LEASE)
        if held is not None and held[1] >= now:
            return False
        return bool(documents.in_hand()) or documents.next_waiting() is not None


def forget_maker(owner: str) -> None:
    """Its process is gone: nobody has to wait until its lease is over."""
    with transaction():
        leases.release(LEASE, owner)


def _taken(press: Press) -> Document | None:
    now = press.now()
    with transaction():
        if not leases.take(LEASE, press.owner, now + SILENCE, now):
            return None
        for left in documents.in_hand():
            _again(left, now)
        found = documents.next_waiting()
        taken = documents.take(found, now) if found else None
        if taken is None:
            leases.release(LEASE, press.owner)
        return taken


def _again(one: Document, now: datetime) -> None:
    if one.tries < MOST_TRIES:
        documents.put_back(one)
    else:
        documents.fail(one, OUT_OF_TRIES, now)


def _make(one: Document, press: Press) -> None:
    try:
        with beating(one, press.owner, press.now) as told:
            where = Where(press.public_url, press.instance, press.uploads)
            content = pressing.made(one, where, told)
            _keep(one, content, press)
    except Exception as error:
        _ended(one, error, press.now())


def _keep(one: Document, content: bytes, press: Press) -> None:
    """On the disk first, then in the row."""
    root = folder(press.instance)
    kept = document_files.keep(root, content)
    is_ours = False
    try:
        with transaction():
            is_ours = documents.ready(one, kept, press.now())
    finally:
        if not is_ours:
            document_files.remove(root, kept.name)


def _ended(one: Document, error: Exception, now: datetime) -> None:
    told = _sentence(error)
    if told is None:
        log.error("document %s failed", one.id, exc_info=error)
    with transaction():
        if told is None:
            _again(one, now)
        else:
            documents.fail(one, told, now)


def _sentence(error: Exception) -> str | None:
    """What a person can do about it; None: to be tried again."""
    if isinstance(error, MemoryError):
        return TOO_HEAVY
    if isinstance(error, OSError) and error.errno in _FULL:
        return NO_ROOM
    is_told = isinstance(error, Refusal) and not isinstance(error, Busy)
    return str(error) if is_told else None


def _names() -> frozenset[str]:
    with reading():
        return documents.files()
