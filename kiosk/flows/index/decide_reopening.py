"""A second person agrees that a period is opened again, or refuses it."""

import json
from datetime import datetime

from kiosk.domain.index.closing import Event, PeriodState, UnfitClosing
from kiosk.domain.index.period import Period
from kiosk.domain.people.actor import Actor
from kiosk.flows import periods
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import transaction
from kiosk.store.index import events
from kiosk.store.place import units


def decide_reopening(
    actor: Actor,
    unit_code: str,
    period: Period,
    now: datetime,
    *,
    agree: bool,
    note: str = "",
    seen: int | None = None,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> None:
    """``seen``: the wish whose reason was read; None: whichever waits. Raises `UnfitClosing`.

    Whoever asked never decides. Opened, the period is off the public pages until it is closed and
    published anew; what was frozen stays in the chain.
    """
    clean = " ".join(note.replace("\0", "").split())[:500]
    with transaction():
        place = periods.Place(units.by_code(unit_code).id, instrument_code, period)
        closing = periods.standing(place, PeriodState.CLOSED, PeriodState.PUBLISHED)
        wish = events.asked(closing.id)
        if wish is None or wish.decision is not None:
            raise UnfitClosing("Tidak ada usulan yang menunggu keputusan.")
        if seen is not None and seen != wish.id:
            raise UnfitClosing(
                "Usulan yang Anda baca sudah diputuskan orang lain, dan ada usulan baru. Baca "
                "alasannya dahulu."
            )
        if wish.asked_by == actor.id:
            raise UnfitClosing(
                "Anda yang mengusulkan; pembukaan kembali harus diputuskan orang kedua."
            )
        decision = events.AGREED if agree else events.REFUSED
        events.decide(wish.id, decision, clean, actor.id, now)
        details = {"usulan": [wish.id, decision]}
        if agree:
            body = json.dumps({"usulan": wish.id}, sort_keys=True, separators=(",", ":"))
            periods.tell(place, Event.REOPEN, actor, now, body, details)
        else:
            periods.record(place, "tolak-buka-periode", actor, now, details, reason=clean or None)
