"""The outbox for whoever keeps the installation: who waits for what, never what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.config import Config
from kiosk.domain.upkeep.notice import KINDS, Recipient
from kiosk.post import ways
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.upkeep import notices
from kiosk.store.upkeep.notices import Tally

SHOWN = 100
TO = {Recipient.REPORTER.value: "pelapor", Recipient.HOOK.value: "kait"}


@dataclass(frozen=True)
class ShownNotice:
    """``number``: 16 hexadecimal digits. ``to``: a staff member's name, or what sort of
    recipient. ``at``: when it died, or when it will be tried."""

    number: str
    kind: str
    channel: str
    to: str
    due_at: datetime
    at: datetime
    attempts: int
    error: str | None


@dataclass(frozen=True)
class Outbox:
    """At most `SHOWN` of each; ``tally`` counts all. ``channels``: the ways out set up."""

    dead: tuple[ShownNotice, ...]
    waiting: tuple[ShownNotice, ...]
    tally: Tally
    channels: tuple[str, ...]


def list_outbox(settings: Config, now: datetime) -> Outbox:
    channels = ways.channels(settings)
    with reading():
        dead, waiting = notices.dead(SHOWN), notices.waiting(SHOWN)
        names = roster.names({row.to_id for row in [*dead, *waiting] if _is_named(row)})
        return Outbox(
            dead=tuple(_shown(row, row.dead_at, names) for row in dead),
            waiting=tuple(_shown(row, row.next_at, names) for row in waiting),
            tally=notices.tally(channels, now),
            channels=tuple(one.value for one in channels),
        )


def _is_named(row: Any) -> bool:
    """Who handles sealed cases is nothing for this page."""
    kind = KINDS.get(row.kind)
    return row.to_kind == Recipient.STAFF and kind is not None and not kind.sealed


def _shown(row: Any, at: datetime, names: Mapping[int, str]) -> ShownNotice:
    kind = KINDS.get(row.kind)
    name = names.get(row.to_id) if _is_named(row) else None
    return ShownNotice(
        number=f"{row.id:016x}",
        kind=kind.label if kind else row.kind,
        channel=row.channel,
        to=TO.get(row.to_kind) or name or "pegawai",
        due_at=row.due_at,
        at=at,
        attempts=row.attempts,
        error=row.last_error,
    )
