"""Make an installation ready: instruments pinned. Running it again changes nothing."""

from datetime import datetime

from kiosk.store.engine import transaction
from kiosk.store.survey import instruments


def initialise(now: datetime) -> None:
    """After the schema is at its head; raises `ChangedInstrument`."""
    with transaction():
        instruments.pin_all(now)
