"""Keep 16 MB for the day the disk is full; laid again by itself once there is room."""

import logging

from kiosk.store.upkeep import ballast

log = logging.getLogger("kiosk.jobs")


def lay_ballast() -> bool:
    """False: there is never more of it to do."""
    if ballast.state() is ballast.State.GIVEN_UP and ballast.lay():
        log.warning("there is room again: the ballast is laid, attachments are taken")
        return False
    ballast.lay()
    return False
