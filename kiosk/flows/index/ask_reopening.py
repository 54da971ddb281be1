"""Ask that a closed period be opened again: with a reason, for a second person to decide."""

from datetime import datetime

from kiosk.domain.index.closing import PeriodState, UnfitClosing, clean_reason
from kiosk.domain.index.period import Period
from kiosk.domain.people.actor import Actor
from kiosk.flows import periods
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import transaction
from kiosk.store.index import events
from kiosk.store.place import units


def ask_reopening(
    actor: Actor,
    unit_code: str,
    period: Period,
    reason: str,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> None:
    """Raises `UnfitClosing`: not closed, asked for already, or no reason."""
    clean = clean_reason(reason)
    with transaction():
        place = periods.Place(units.by_code(unit_code).id, instrument_code, period)
        closing = periods.standing(place, PeriodState.CLOSED, PeriodState.PUBLISHED)
        waiting = events.asked(closing.id)
        if waiting is not None and waiting.decision is None:
            raise UnfitClosing("Pembukaan kembali sudah diusulkan dan menunggu orang kedua.")
        number = events.ask(closing.id, clean, actor.id, now)
        periods.record(
            place, "usul-buka-periode", actor, now, {"usulan": [None, number]}, reason=clean
        )
