"""Daily: cases held for teams that have keys by now, and the holding key when none is left."""

from datetime import datetime, timedelta

from kiosk.flows import keyrings
from kiosk.flows.receiving import House
from kiosk.store.complaint import casekeys, keyholders, sealed
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.engine import transaction

SETTLED = timedelta(hours=1)
"""A report that was being written while the last team set itself up may still be wrapped to the
holding key. No transaction lasts an hour; forgotten earlier, that case would be lost."""


def forget_held(house: House, now: datetime) -> str:
    """What came of it, for the record of jobs."""
    with transaction():
        taken = keyrings.take_over(house.keys, house.instance)
        if not _is_over(now):
            return f"{taken} berkas dialihkan; kunci penampung masih diperlukan"
    keyholders.forget_holding(house.instance)
    return f"{taken} berkas dialihkan; kunci penampung tidak diperlukan lagi"


def _is_over(now: datetime) -> bool:
    made = [one.made_at for one in sealed.teams()]
    settled = all(at is not None and now - at > SETTLED for at in made)
    return settled and bool(made) and not casekeys.held_by(Holder.HOLDING)
