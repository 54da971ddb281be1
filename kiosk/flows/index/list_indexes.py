"""Every unit within somebody's reach, with its index of the current month where that may be
seen, read in one look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index import ikm as index
from kiosk.domain.index.method_settings import method_of, minimum_sample
from kiosk.domain.index.period import Period, of_month
from kiosk.domain.index.rollup import Part, mean_of_units
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.month import month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.tree import Node, Tree
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.engine import reading
from kiosk.store.index import official, tallies
from kiosk.store.place import settings
from kiosk.store.place import tree as store_tree
from kiosk.store.survey import flags, instruments, left_out

INSTRUMENT = "skm-2017"


@dataclass(frozen=True)
class UnitIndex:
    """``index_seen``: whether this person may see its index at all. ``ikm`` None: too few to
    show. ``mutu`` None: sample too short for a grade. ``flagged``: per cent of all answers that
    bear a signal; None where ``ikm`` is. ``depth`` counts units shown above."""

    code: str
    name: str
    instansi: str
    instansi_code: str
    depth: int
    period: Period
    index_seen: bool
    closed: bool = False
    respondents: int = 0
    ikm: Decimal | None = None
    mutu: str | None = None
    flagged: Decimal | None = None


def list_indexes(actor: Actor, now: datetime) -> list[UnitIndex]:
    """By instansi, each unit under its parent; a unit's figures cover all below it. Closed units
    are listed for those who may open them again, without figures."""
    with reading(stale_ok=True):
        nodes = store_tree.whole()
        seen = [one for one in nodes if _is_listed(actor, one, nodes)]
        counted = [one for one in seen if _is_counted(actor, one, nodes)]
        figures = _figures(counted, nodes, now)
        ids = [one.id for one in seen]
        return [_row(one, nodes.depth(one.id, ids), figures.get(one.id), now) for one in seen]


def _is_listed(actor: Actor, node: Node, nodes: Tree) -> bool:
    wanted = Action.SEE_PLACES if node.closed_at is None else Action.EDIT_PLACES
    return actor.may(wanted, nodes.spot(node.id))


def _is_counted(actor: Actor, node: Node, nodes: Tree) -> bool:
    return node.closed_at is None and actor.may(Action.SEE_INDEX, nodes.spot(node.id))


@dataclass(frozen=True)
class _Figures:
    respondents: int
    ikm: Decimal | None = None
    mutu: str | None = None
    flagged: Decimal | None = None


def _figures(units: Sequence[Node], nodes: Tree, now: datetime) -> dict[int, _Figures]:
    instrument = instruments.by_code(INSTRUMENT)
    months = {one.id: month_of(now, one.timezone) for one in units}
    below = {one.id: _open_below(one, nodes) for one in units}
    wanted = sorted({number for ids in below.values() for number in ids})
    number, all_months = instruments.ids().get(instrument.code, 0), set(months.values())
    own = tallies.read(instrument, number, wanted, all_months, by=("unit_id", "month"))
    odd, every = flags.flagged_by_unit(wanted, all_months, number), dict(own)
    for gone in left_out.read(instrument, number, wanted, all_months):
        own[gone.unit_id, gone.month] -= gone.tally
    values = settings.of_units({one.id: nodes.path(one.id) for one in units})
    visits = official.visits_by_unit(all_months)
    found = {}
    for one in units:
        keys = [(unit, months[one.id]) for unit in below[one.id]]
        tally = sum((own.get(key, EMPTY) for key in keys), EMPTY)
        blind = any(key in own and key not in visits for key in keys)
        served = None if blind else sum(visits.get(key, 0) for key in keys) or None
        answers = sum(every[key].respondents for key in keys if key in every)
        share = _percent(sum(odd.get(key, 0) for key in keys), answers)
        parts = [Part("", "", own.get(key, EMPTY), visits.get(key)) for key in keys]
        found[one.id] = _figure(tally, parts, served, values[one.id], instrument, share)
    return found


def _open_below(node: Node, nodes: Tree) -> list[int]:
    return [one for one in nodes.below(node.id) if nodes[one].closed_at is None]


def _figure(
    tally: Tally,
    parts: Sequence[Part],
    visits: int | None,
    values: Mapping[str, str],
    instrument: Instrument,
    flagged: Decimal | None,
) -> _Figures:
    minimum, _rule = minimum_sample(values, visits, tally.respondents)
    method, smallest = method_of(values, instrument), int(values["n-terkecil"])
    if values["gabungan-unit"] == "unit" and len(parts) > 1:
        found = mean_of_units(instrument, parts, method, smallest).ikm
    else:
        found = index.compute(instrument, tally, method) if tally.respondents >= smallest else None
    if found is None:
        return _Figures(tally.respondents)
    mutu = found.grade.mutu if tally.respondents >= minimum else None
    return _Figures(tally.respondents, found.ikm, mutu, flagged)


def _percent(flagged: int, answers: int) -> Decimal | None:
    return half_up(Fraction(100 * flagged, answers), 1) if answers else None


def _row(node: Node, depth: int, figures: _Figures | None, now: datetime) -> UnitIndex:
    return UnitIndex(
        code=node.code,
        name=node.name,
        instansi=node.instansi,
        instansi_code=node.instansi_code,
        depth=depth,
        period=of_month(month_of(now, node.timezone)),
        index_seen=figures is not None,
        closed=node.closed_at is not None,
        respondents=figures.respondents if figures else 0,
        ikm=figures.ikm if figures else None,
        mutu=figures.mutu if figures else None,
        flagged=figures.flagged if figures else None,
    )
