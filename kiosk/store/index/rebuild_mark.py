"""How far a rebuild of the tallies has come: a file beside the database, for a run that is
stopped. Not a row: a rebuild is not a change of anything."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.domain.month import Month

NAME = "rekap-dibuat-ulang.json"
HOLDS = timedelta(days=1)
"""Whoever starts a rebuild next month wants all of it."""


@dataclass(frozen=True)
class RebuildMark:
    folder: Path

    @property
    def _path(self) -> Path:
        return self.folder / NAME

    def read(self, now: datetime) -> tuple[int, Month]:
        """(number of the part, month it was in); (0, 0) where nothing was stopped."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            at, part, month = datetime.fromisoformat(kept["at"]), kept["part"], kept["month"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0
        return (int(part), int(month)) if now - at < HOLDS else (0, 0)

    def put(self, part: int, month: Month, now: datetime) -> None:
        kept = {"at": now.isoformat(), "part": part, "month": month}
        made = self._path.with_suffix(".part")
        made.write_text(json.dumps(kept), encoding="utf-8")
        made.replace(self._path)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
