"""What the figures of a region are made of, read from the installation's own tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from kiosk.domain.index.closing import Event
from kiosk.domain.index.region import Handled, Spot, spot_of
from kiosk.domain.index.tally import Tally
from kiosk.domain.place.settings_region import CODE
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.complaint.tables import Ticket
from kiosk.store.engine import connection
from kiosk.store.index import tallies
from kiosk.store.index.period_tables import PeriodEvent
from kiosk.store.index.tables import tallies as table
from kiosk.store.place import settings, tree
from kiosk.store.place.tables import Service
from kiosk.store.survey import exclusions, instruments, left_out
from kiosk.store.survey.tables import Exclusion

INSTALLATION = settings.INSTALLATION


@dataclass(frozen=True)
class Places:
    """``region``: the installation's own code. ``spots`` by the unit's id; ``services``: codes by
    id. ``smallest``: the largest of what the units show no group below."""

    region: str
    spots: Mapping[int, Spot]
    names: Mapping[int, str]
    services: Mapping[int, str]
    smallest: int

    @property
    def unit_ids(self) -> tuple[int, ...]:
        return tuple(self.spots)


def places() -> Places:
    nodes = tree.whole()
    paths = {one.id: nodes.path(one.id) for one in nodes}
    held = settings.of_units({INSTALLATION: (), **paths})
    offered = connection().execute(select(Service.id, Service.code).order_by(Service.id))
    return Places(
        region=held[INSTALLATION][CODE],
        spots={one.id: spot_of(held[one.id], one.code) for one in nodes},
        names={one.id: one.name for one in nodes},
        services={row.id: row.code for row in offered},
        smallest=max(int(one["n-terkecil"]) for one in held.values()),
    )


def months() -> dict[int, tuple[Any, ...]]:
    """Every month with answers, and numbers that differ once anything of it does. An answer that
    two people leave out is rare: then every month is looked through."""
    t = table.c
    sums = [func.count(), *(func.sum(one) for one in (t.respondents, t.total, t.squares))]
    query = select(t.month, *sums).group_by(t.month).order_by(t.month)
    rows = connection().execute(query).all()
    gone = connection().execute(
        select(func.count(), func.sum(Exclusion.id)).where(Exclusion.decision == exclusions.AGREED)
    )
    decided = tuple(gone.one())
    return {row[0]: (*map(int, row[1:]), *decided) for row in rows}


def rated(month: int, of: Places) -> tuple[Instrument, ...]:
    """Questionnaires with an index that somebody answered in a month."""
    ids = tallies.instruments_with(of.unit_ids, [month])
    found = (instruments.by_code(instruments.code_of(one)) for one in sorted(ids))
    return tuple(one for one in found if one.is_rating)


def counted(instrument: Instrument, month: int, of: Places) -> dict[tuple[int, int], Tally]:
    """(unit id, service id) to what its index is made of: all but what two people left out."""
    number = instruments.id_of(instrument.code)
    every = tallies.read(instrument, number, of.unit_ids, [month], by=("unit_id", "service_id"))
    found: dict[tuple[int, int], Tally] = {(key[0], key[1]): one for key, one in every.items()}
    for gone in left_out.read(instrument, number, of.unit_ids, [month]):
        found[gone.unit_id, gone.service_id] -= gone.tally
    return {key: one for key, one in found.items() if one.respondents}


def handled() -> dict[tuple[int, int], Handled]:
    """(month, unit id it was brought to) to counts; without what is sealed."""
    t = Ticket
    columns = (
        func.count(),
        func.count(t.verified_at),
        _many(t.verified_met),
        func.count(t.answered_at),
        _many(t.answered_met),
        func.count(t.closed_at),
    )
    query = (
        select(t.month, t.origin_id, *columns)
        .where(t.sealed.is_(False))
        .group_by(t.month, t.origin_id)
    )
    rows = connection().execute(query)
    return {(row[0], row[1]): Handled(*map(int, row[2:])) for row in rows}


def _many(is_so: Any) -> Any:
    return func.sum(case((is_so.is_(True), 1), else_=0))


def published() -> list[Any]:
    """(unit_id, instrument_id) with something published at some time."""
    query = select(PeriodEvent.unit_id, PeriodEvent.instrument_id)
    return list(connection().execute(query.where(PeriodEvent.kind == Event.PUBLISH).distinct()))
