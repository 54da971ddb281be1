"""Steps that flows about periods share: an event goes into the chain and into the audit record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.index.closing import Closing, Event, PeriodState, UnfitClosing
from kiosk.domain.index.period import Period
from kiosk.domain.people.actor import Actor
from kiosk.flows import closings
from kiosk.store.index import events
from kiosk.store.people import audit, reach
from kiosk.store.survey import instruments

KIND = "periode"
_ACTS = {
    Event.CLOSE: "tutup-periode",
    Event.REOPEN: "buka-periode",
    Event.PUBLISH: "terbitkan-periode",
    Event.WITHDRAW: "tarik-periode",
}


@dataclass(frozen=True)
class Place:
    """One period of one unit and instrument."""

    unit_id: int
    instrument: str
    period: Period

    @property
    def name(self) -> str:
        return f"{self.period} {self.instrument}"


def tell(
    place: Place,
    event: Event,
    actor: Actor,
    now: datetime,
    body: str = "{}",
    details: Mapping[str, Any] | None = None,
) -> int:
    """The number of the event."""
    number = events.append(
        unit_id=place.unit_id,
        instrument_id=instruments.id_of(place.instrument),
        period=str(place.period),
        kind=event.value,
        at=now,
        actor_id=actor.id,
        body=body,
    )
    record(place, _ACTS[event], actor, now, details)
    return number


def record(
    place: Place,
    act: str,
    actor: Actor,
    now: datetime,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    spot = reach.spot_of_unit_id(place.unit_id)
    audit.append(
        at=now,
        actor_id=actor.id,
        action=act,
        object_kind=KIND,
        object_id=place.name,
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=place.unit_id,
        details=details,
        reason=reason,
    )


def standing(place: Place, *states: PeriodState) -> Closing:
    """The closing as it stands, held against others; raises `UnfitClosing` in another state."""
    events.hold()
    found = closings.closing_of(place.unit_id, place.instrument, place.period)
    if found is None:
        raise UnfitClosing("%(period)s belum ditutup.", period=place.period.title)
    if found.state not in states:
        said = {PeriodState.PUBLISHED: "sudah terbit", PeriodState.CLOSED: "belum terbit"}
        raise UnfitClosing(f"%(period)s {said[found.state]}.", period=place.period.title)
    return found
