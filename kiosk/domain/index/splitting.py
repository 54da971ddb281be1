"""To which parts of a breakdown an answer belongs, and the tally of each part."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.domain.index.tally import Tally, of_sheets
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.profile import FIELDS


class Kind(IntEnum):
    """Stored as its number; a number once used keeps its meaning."""

    EVERY = 0
    """Every answer: value 0. The others are seen beside it."""
    JENIS_KELAMIN = 1
    USIA = 2
    PENDIDIKAN = 3
    PEKERJAAN = 4
    DISABILITAS = 5
    SLOT = 6
    """Value: weekday (0 Monday) * 24 + local hour."""
    DAY = 7
    """Value: the local day, as `date.toordinal`; part: the point."""


Key = tuple[int, int, int]
"""(kind, value, part): part is 0 but for DAY. Of a profile, value is the letter of its option."""

PROFILE = {field.name: Kind[field.name.upper()] for field in FIELDS}
SHOWN = tuple(kind for kind in Kind if kind is not Kind.DAY)
"""What a page needs that names no officer."""
_BY_MARK = {field.mark: PROFILE[field.name] for field in FIELDS}


def keys_of(point_id: int, at: datetime | None, profile: str | None, zone: ZoneInfo) -> list[Key]:
    """``at`` None: nobody knows when it was given."""
    keys = [(int(Kind.EVERY), 0, 0), *_profile(profile)]
    if at is not None:
        local = at.astimezone(zone)
        keys.append((int(Kind.SLOT), local.weekday() * 24 + local.hour, 0))
        keys.append((int(Kind.DAY), local.date().toordinal(), point_id))
    return keys


@lru_cache(maxsize=20_000)
def _profile(packed: str | None) -> tuple[Key, ...]:
    # What an edited row holds beside this is the verifier's business.
    pairs = zip((packed or "")[::2], (packed or "")[1::2], strict=False)
    return tuple((int(_BY_MARK[one]), ord(option), 0) for one, option in pairs if one in _BY_MARK)


class Sums:
    """Tallies of one instrument by key, made one answer at a time."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._sheets: dict[Key, list[str]] = {}

    def add(self, keys: Iterable[Key], sheet: str) -> None:
        """``sheet``: scores as kept ("a4b3")."""
        for key in keys:
            self._sheets.setdefault(key, []).append(sheet)

    def tallies(self) -> dict[Key, Tally]:
        return {key: of_sheets(self._instrument, sheets) for key, sheets in self._sheets.items()}
