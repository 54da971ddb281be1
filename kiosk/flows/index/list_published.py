"""Units that have published an index, for whoever looks for one."""

from dataclasses import dataclass

from kiosk.domain.index.closing import Closing
from kiosk.flows import closings
from kiosk.store.engine import reading
from kiosk.store.index import published
from kiosk.store.survey import instruments

MOST = 20


@dataclass(frozen=True)
class PublishedUnit:
    """``newest``: what it published of its newest period, of the usual survey where it has one."""

    code: str
    name: str
    instansi: str
    newest: Closing


@dataclass(frozen=True)
class PublishedUnits:
    """``more``: there are others, which more words would find."""

    units: tuple[PublishedUnit, ...]
    more: bool


def list_published(words: str = "") -> PublishedUnits:
    """Those whose name, code or instansi has every word; without words, whoever published last."""
    with reading(stale_ok=True):
        rows = published.units(words, MOST + 1)
        found = ((row, _newest(row.id)) for row in rows[:MOST])
        shown = [
            PublishedUnit(row.code, row.name, row.instansi, newest)
            for row, newest in found
            if newest is not None
        ]
    return PublishedUnits(tuple(shown), len(rows) > MOST)


def _newest(unit_id: int) -> Closing | None:
    """None where all that was published was withdrawn or opened again."""
    known = published.instruments(unit_id)
    codes = [code for code, number in instruments.ids().items() if number in known]
    codes.sort(key=lambda code: (code != closings.DEFAULT, code))
    of_each = (closings.closings_of(unit_id, code, published=True) for code in codes)
    return next((one[0] for one in of_each if one), None)
