"""Look at the whole database, every night and when asked. Clean, it lifts the sign of damage;
damaged, nothing more is written. Never repairs."""

import logging
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep import wordings
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.schema import HEAD
from kiosk.flows import damaging
from kiosk.store import damage
from kiosk.store.comparing import watermark
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit
from kiosk.store.upkeep import checks, database, integrity

log = logging.getLogger("kiosk.jobs")
ACCEPTED = "kehilangan-diterima"


def check_database(
    settings: Config, now: datetime, *, accept_loss: bool = False, chains_hold: bool = True
) -> Checked:
    """``accept_loss``: what is left is sound, and whoever runs this installation goes on without
    what was lost; recorded. ``chains_hold``: what a walk of the chains found; where they do not,
    somebody changed a record, which is told and stops nothing. Raises `Busy` where the database
    cannot be reached."""
    folder = settings.instance_dir
    looked = integrity.look()
    broken = sorted({table for table, _ in looked.faults})
    for table, said in looked.faults[:20]:
        log.error("integrity: %s: %s", table, said)
    told = wordings.of_database(
        looked.tables,
        broken,
        len(looked.faults),
        looked.longest,
        looked.is_summed,
        looked.skipped,
    )
    lost = None if broken else _lost(settings, accept_loss=accept_loss)
    found = Checked(CheckKind.DATABASE, now, not broken and not lost, lost or told)
    if not found.ok:
        damaging.refuse_writes(settings, found.told, lost=bool(lost))
        return found
    if not chains_hold:
        found = Checked(CheckKind.DATABASE, now, False, wordings.CHAINS)
    was_marked = damage.lift(folder)
    with transaction():
        checks.add(found)
        if was_marked and accept_loss:
            audit.append(
                at=now, actor_id=0, action=ACCEPTED, object_kind="basis-data", object_id=""
            )
    return found


def _lost(settings: Config, *, accept_loss: bool) -> str | None:
    """What no look at the tables can find: that there were more rows."""
    folder = settings.instance_dir
    if accept_loss:
        watermark.forget(folder)
        return None
    known = damage.found(folder)
    if known is not None and known.lost:
        return known.told
    with reading():
        if database.schema_version() == HEAD and watermark.is_behind(folder, watermark.now()):
            return wordings.BEHIND
    return None
