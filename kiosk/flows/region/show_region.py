"""What this region tells the nation, since when, and who fetches it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.region import NotTakingPart
from kiosk.domain.place.settings_region import NOT_TAKING_PART
from kiosk.store.engine import reading
from kiosk.store.region import figures, own, publication
from kiosk.store.region.gate import at_gate, require_prepared
from kiosk.store.region.publication import Slot


@dataclass(frozen=True)
class RegionState:
    """``filled_at`` None: never. ``rows`` by table; ``columns``: what leaves, empty where nothing
    was published."""

    region: str
    filled_at: datetime | None
    rows: Mapping[str, int]
    columns: Mapping[str, list[str]]
    slots: tuple[Slot, ...]


def show_region(gate: str) -> RegionState:
    """Raises `NotTakingPart`, `Unprepared`."""
    with reading():
        region = own.places().region
    if region == NOT_TAKING_PART:
        raise NotTakingPart
    require_prepared(gate)
    with at_gate(gate), reading():
        return RegionState(
            region,
            figures.filled_at(region),
            figures.counts(region),
            publication.published(),
            tuple(publication.slots()),
        )
