"""What tablets leave behind and nobody needs: codes that ran out, marks of what was taken in, and
what they were asked to show and never did."""

from datetime import datetime, timedelta

from kiosk.store.engine import transaction
from kiosk.store.place import devices, parked
from kiosk.store.survey import visits

KEPT = timedelta(days=30)
"""Long enough to see what became of a code or of an item. What waits to be taken in is kept
whatever its age; who did what with either stands in the audit record."""


def sweep_tablets(now: datetime) -> str:
    with transaction():
        codes = devices.drop_codes(now - KEPT)
        items = parked.drop_settled(now - KEPT)
        visits.drop_calls(now)
    return f"{codes} kode pendaftaran dan {items} titipan yang sudah masuk dihapus"
