"""To which parts of a breakdown an answer belongs, and the tally of each part."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.domain.index.tally import Tally, mean_in_units
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.profile import FIELDS
from kiosk.domain.survey.stored import scores_of


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
        self._width = len(instrument.scale.values)
        self._rows: dict[Key, list[int]] = {}

    def add(self, keys: Iterable[Key], sheet: str) -> None:
        """``sheet``: scores as kept ("a4b3")."""
        mean, places = _read(self._instrument, sheet)
        for key in keys:
            row = self._rows.get(key)
            if row is None:
                row = self._rows[key] = [0] * (3 + self._width * len(self._instrument.items))
            row[0] += 1
            row[1] += mean
            row[2] += mean * mean
            for place in places:
                row[place] += 1

    def tallies(self) -> dict[Key, Tally]:
        return {key: self._tally(row) for key, row in self._rows.items()}

    def _tally(self, row: list[int]) -> Tally:
        counts = {
            code: tuple(row[3 + at * self._width : 3 + (at + 1) * self._width])
            for at, code in enumerate(self._instrument.items)
        }
        return Tally(row[0], counts, row[1], row[2])


@lru_cache(maxsize=50_000)
def _read(instrument: Instrument, sheet: str) -> tuple[int, tuple[int, ...]]:
    """The respondent's mean, and the places of the scores in a row of `Sums`."""
    scores, low = scores_of(instrument, sheet), instrument.scale.low
    width, at = len(instrument.scale.values), {code: n for n, code in enumerate(instrument.items)}
    places = tuple(3 + at[code] * width + score - low for code, score in scores.items())
    return mean_in_units(instrument, scores), places
