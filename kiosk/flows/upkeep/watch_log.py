"""Watch the write-ahead log of SQLite: fold it when it grows, and say so when somebody's long look
keeps it from being folded."""

import logging
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep import wordings
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.schema import HEAD
from kiosk.store.comparing import watermark
from kiosk.store.engine import WAL_KEPT_BYTES, reading, transaction
from kiosk.store.upkeep import checks, database

log = logging.getLogger("kiosk.jobs")
MEGABYTE = 1024 * 1024
MOST = 64 * MEGABYTE


class LogWatch:
    """What the jobs process remembers from tick to tick: whether the alarm stands."""

    def __init__(self) -> None:
        self._is_told = False

    def look(self, settings: Config, now: datetime) -> bool:
        """False: there is never more of it to do. Keeps the mark of how far the database is."""
        _keep_mark(settings)
        size = database.log_size()
        if size > WAL_KEPT_BYTES:
            database.checkpoint()
            size = database.log_size()
        if size > MOST and not self._is_told:
            self._tell(False, wordings.of_log(size // MEGABYTE, MOST // MEGABYTE), now)
        elif size <= WAL_KEPT_BYTES and self._is_told:
            self._tell(True, wordings.of_small_log(size // MEGABYTE), now)
        return False

    def _tell(self, ok: bool, told: str, now: datetime) -> None:
        log.log(logging.INFO if ok else logging.ERROR, "write-ahead log: %s", told)
        with transaction():
            checks.add(Checked(CheckKind.DATABASE, now, ok, told))
        self._is_told = not ok


def _keep_mark(settings: Config) -> None:
    with reading():
        if database.schema_version() != HEAD:
            return
        mark = watermark.now()
    watermark.keep(settings.instance_dir, mark)
