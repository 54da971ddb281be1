"""Forget notices that were delivered long ago, and dead letters nobody cared for."""

from datetime import datetime

from kiosk.domain.upkeep.delivery import DEAD_KEPT, SENT_KEPT
from kiosk.store.engine import transaction
from kiosk.store.upkeep import notices


def purge_notices(now: datetime) -> str:
    with transaction():
        gone = notices.purge(now - SENT_KEPT, now - DEAD_KEPT)
    return f"{gone} pemberitahuan lama dihapus"
