"""Prepare what the nation may know of this region: only what differs is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.index.closing import Closing
from kiosk.domain.index.microdata import Facts
from kiosk.domain.index.region import NotTakingPart, fingerprint, folded
from kiosk.domain.index.tally import Tally
from kiosk.domain.place.settings_region import NOT_TAKING_PART
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows import closings
from kiosk.store.engine import reading, transaction
from kiosk.store.index import tallies
from kiosk.store.region import figures, own
from kiosk.store.region.gate import at_gate, require_prepared
from kiosk.store.region.own import Places
from kiosk.store.survey import instruments
from kiosk.store.upkeep import chains

NOT_USED = "tidak dipakai"
_INDEXES = "terbit"
_Rows = dict[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True)
class Filled:
    """``months``: how many were looked through anew; ``rows``: written or removed."""

    region: str
    months: int
    rows: int


def fill_if_taking_part(gate: str, now: datetime) -> str:
    """A readable outcome for the record of jobs."""
    try:
        found = fill_figures(gate, now)
    except NotTakingPart:
        return NOT_USED
    return f"{found.rows} baris berubah, {found.months} bulan dihitung"


def fill_figures(gate: str, now: datetime) -> Filled:
    """``gate``: the address of the database that the nation reads, "" for the installation's own.
    A month a transaction: may be stopped and run again. Raises `NotTakingPart`, `Unprepared`."""
    require_prepared(gate)
    with reading():
        places, months = own.places(), own.months()
    _forget_others(gate, places.region)
    if places.region == NOT_TAKING_PART:
        raise NotTakingPart
    filling = _Filling(gate, places)
    filling.tallies(months)
    filling.complaints()
    filling.indexes()
    with at_gate(gate), transaction():
        figures.tell_filled(places.region, now)
    return Filled(places.region, filling.months, filling.rows)


def _forget_others(gate: str, region: str) -> None:
    """What this installation told under another code, or before it took no part any more."""
    with at_gate(gate):
        with reading():
            before = {told for told, _ in figures.marks().values()} - {region}
        for old in sorted(before):
            with transaction():
                figures.drop(old)


class _Filling:
    def __init__(self, gate: str, places: Places) -> None:
        self.gate, self.places = gate, places
        self.months = self.rows = 0
        self.made_at = fingerprint(places)
        with at_gate(gate), reading():
            self.marks = figures.marks()
            self.kept = figures.months(places.region)

    def tallies(self, months: Mapping[int, tuple[Any, ...]]) -> None:
        for month in sorted({*months, *self.kept[figures.TALLIES.name]}):
            name, digest = f"rekap:{month}", fingerprint(self.made_at, months.get(month))
            if self.marks.get(name) != (self.places.region, digest):
                with reading():
                    wanted = _tallies(month, self.places)
                self._bring(figures.TALLIES, wanted, month, (name, digest))
                self.months += 1

    def complaints(self) -> None:
        """How many there were is public of every unit, however few."""
        with reading():
            found = own.handled()
        months = {month for month, _ in found} | self.kept[figures.COMPLAINTS.name]
        for month in sorted(months):
            rows: _Rows = {
                self._facts(unit): one.counts for (of, unit), one in found.items() if of == month
            }
            self._bring(figures.COMPLAINTS, rows, month)

    def indexes(self) -> None:
        with reading():
            digest = fingerprint(self.made_at, chains.head("periode"))
            if self.marks.get(_INDEXES) == (self.places.region, digest):
                return
            wanted = _indexes(self.places)
        self._bring(figures.INDEXES, wanted, mark=(_INDEXES, digest))

    def _facts(self, unit: int) -> Facts:
        spot = self.places.spots[unit]
        return spot.province, spot.kind, spot.unit

    def _bring(
        self,
        table: Any,
        wanted: _Rows,
        month: int | None = None,
        mark: tuple[str, str] | None = None,
    ) -> None:
        with at_gate(self.gate), transaction():
            self.rows += figures.bring(table, self.places.region, wanted, month)
            if mark:
                figures.mark(mark[0], self.places.region, mark[1])


def _tallies(month: int, places: Places) -> _Rows:
    found: _Rows = {}
    for instrument in own.rated(month, places):
        parts = _by_facts(instrument, month, places)
        many = {facts: one.respondents for facts, one in parts.items()}
        for facts, one in folded(parts, many, places.smallest).items():
            found[instrument.code, *facts] = tallies.flat(instrument, one)
    return found


def _by_facts(instrument: Instrument, month: int, places: Places) -> dict[Facts, Tally]:
    parts: dict[Facts, Tally] = {}
    for (unit, service), tally in own.counted(instrument, month, places).items():
        spot = places.spots[unit]
        facts = spot.province, spot.kind, spot.unit, places.services.get(service, "")
        parts[facts] = parts[facts] + tally if facts in parts else tally
    return parts


def _indexes(places: Places) -> _Rows:
    found: _Rows = {}
    for unit_id, instrument_id in own.published():
        code = instruments.code_of(instrument_id)
        for one in closings.closings_of(unit_id, code, published=True):
            spot = places.spots[unit_id]
            told = places.names[unit_id], spot.province, spot.kind
            found[spot.unit, code, str(one.period)] = (*told, *_printed(one))
    return found


def _printed(one: Closing) -> tuple[Any, ...]:
    figure = one.figures
    return (
        one.edition,
        figure.respondents,
        figure.sample.minimum,
        "" if figure.ikm is None else f"{figure.ikm}",
        figure.mutu or "",
        one.digest,
        one.published_at,
    )
