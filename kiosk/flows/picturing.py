"""Steps that flows share: a measured period as the one value that papers and pages are made of."""

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal

from kiosk.domain.index import ikm as index
from kiosk.domain.index import period_figures as figures
from kiosk.domain.index.bands import grade
from kiosk.domain.index.breakdown import Breakdowns
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.period_figures import (
    AskedFigure,
    ChainFigure,
    LineFigure,
    MethodFigure,
    PeriodFigures,
    SampleFigure,
    SpellingFigure,
    UnsurFigure,
)
from kiosk.domain.index.small_groups import hidden
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.survey.instrument import say
from kiosk.domain.survey.source import Source
from kiosk.flows.breaking import breakdowns_of
from kiosk.flows.measuring import IkmReport
from kiosk.store.index import tallies
from kiosk.store.place import kept_tree, points, units
from kiosk.store.survey import answers, instruments
from kiosk.store.survey.left_out import LeftOut
from kiosk.store.upkeep import chains

Named = Mapping[int, tuple[str, str]]
"""Id to code and name."""


def figures_of(report: IkmReport, breakdowns: Breakdowns | None = None) -> PeriodFigures:
    """As it stands now; in the caller's one look at the database. ``breakdowns``: those of the
    report, where the caller has them already."""
    split = breakdowns or breakdowns_of(report.scope, report.settings)
    found, band = report.ikm, report.ikm.interval if report.ikm else None
    return PeriodFigures(
        unit=report.unit.code,
        unit_name=report.unit.name,
        instansi=_instansi(report),
        period=str(report.period),
        respondents=report.sample.respondents,
        ikm=found.ikm if found else None,
        mutu=found.grade.mutu if found and report.graded else None,
        kinerja=say(found.grade.words, "id") if found and report.graded else None,
        withheld=report.withheld,
        low=band.low if band else None,
        high=band.high if band else None,
        near=_near(found, report) if found and report.graded else None,
        unsur=_unsur(report),
        lowest=tuple(one.code for one in found.lowest()) if found else (),
        counts=dict(report.tally.counts) if found else {},
        sample=_sample(report),
        asked=AskedFigure(report.asked.offered, report.asked.answered, report.asked.refused),
        by_service=_lines(report, "service_id", _services(report), lambda one: one.service_id),
        by_point=_lines(report, "point_id", _points(report), lambda one: one.point_id),
        by_source=_lines(report, "source", _SOURCES, lambda one: one.source),
        by_unit=_by_unit(report),
        profile=split.profile,
        excluded=report.excluded,
        with_excluded=_with_excluded(report),
        flagged=report.signals.percent if found else None,
        spellings=_spellings(found),
        method=_method(report),
        chain=chain_of(report),
        held=report.held,
    )


def chain_of(report: IkmReport) -> ChainFigure:
    """The heads of all chains the figure rests on, and one hash over them."""
    kept = heads_of(report)
    joined = "".join(f"{code}:{length}:{head}\n" for code, length, head in sorted(kept.values()))
    counted = report.sample.respondents + report.excluded + report.held
    return ChainFigure(hashlib.sha256(joined.encode()).hexdigest(), len(kept), counted)


def heads_of(report: IkmReport) -> dict[int, tuple[str, int, str]]:
    """Point id to its code, the length of its chain and the chain's last hash."""
    codes = points.codes_of(list(report.scope.unit_ids))
    kept = chains.heads_of([answers.chain_of(point) for point in codes])
    found = {point: kept.get(answers.chain_of(point)) for point in codes}
    return {
        point: (codes[point], head.length, head.hash.hex()) for point, head in found.items() if head
    }


def _instansi(report: IkmReport) -> str:
    return str(kept_tree.whole().tree[report.unit.id].instansi)


def _with_excluded(report: IkmReport) -> Decimal | None:
    """Of fewer than may be told of, both figures together tell what they answered (F56)."""
    found = report.with_excluded
    return found.ikm if found and report.excluded >= report.scope.smallest else None


def _near(found: Ikm, report: IkmReport) -> str | None:
    """The other mutu that the interval reaches into."""
    if found.interval is None:
        return None
    ends = (found.interval.low, found.interval.high)
    reached = {grade(one, report.method.bands).mutu for one in ends} - {found.grade.mutu}
    return " dan ".join(sorted(reached)) or None


def _unsur(report: IkmReport) -> tuple[UnsurFigure, ...]:
    if report.ikm is None:
        return ()
    places = {one.code: place for place, one in enumerate(report.instrument.unsur, 1)}
    return tuple(
        UnsurFigure(
            code=one.code,
            number=f"U{places[one.code]}",
            name=say(one.name, "id"),
            n=one.n or 0,
            total=one.total or 0,
            nrr=one.nrr,
            weighted=one.weighted,
            value=one.value,
            mutu=one.grade.mutu,
        )
        for one in report.ikm.unsur
    )


def _sample(report: IkmReport) -> SampleFigure:
    sample = report.sample
    return SampleFigure(
        sample.respondents, sample.minimum, sample.rule, sample.population, sample.enough
    )


def _spellings(found: Ikm | None) -> tuple[SpellingFigure, ...]:
    if found is None:
        return ()
    own = SpellingFigure(found.weight, found.ikm, found.grade.mutu)
    others = (SpellingFigure(one.weight, one.ikm, one.grade.mutu) for one in found.reconciliation)
    return (own, *others)


def _method(report: IkmReport) -> MethodFigure:
    instrument, method = report.instrument, report.method
    return MethodFigure(
        formula=figures.FORMULA,
        instrument=instrument.code,
        instrument_title=say(instrument.title, "id"),
        instrument_sha256=instruments.sha256_of(instrument.code),
        source=instrument.source,
        weight=method.label,
        rounding="none" if method.round_unsur is None else str(method.round_unsur),
        bands=method.bands,
        smallest=report.scope.smallest,
        rollup=report.settings.get("gabungan-unit", "jawaban"),
    )


_SOURCES: Named = {one.value: (one.name.lower().replace("_", "-"), one.label) for one in Source}


def _services(report: IkmReport) -> Named:
    known = units.every_service(list(report.scope.unit_ids))
    return {number: (row.code, row.name) for number, row in known.items()}


def _points(report: IkmReport) -> Named:
    ids = list(report.scope.unit_ids)
    known = {number: (row.code, row.name) for number, row in points.ids_of(ids).items()}
    codes = points.codes_of(ids)
    return {number: known.get(number, (codes[number], "Kertas dan berkas")) for number in codes}


def _by_unit(report: IkmReport) -> tuple[LineFigure, ...]:
    """Where more than one unit is covered."""
    if len(report.scope.unit_ids) < 2:
        return ()
    nodes = kept_tree.whole().tree
    named = {one: (nodes[one].code, nodes[one].name) for one in report.scope.unit_ids}
    return _lines(report, "unit_id", named, lambda one: one.unit_id)


def _lines(
    report: IkmReport, by: str, named: Named, place: Callable[[LeftOut], int]
) -> tuple[LineFigure, ...]:
    """In order of name, what was not said last; only where somebody answered."""
    kept = _split(report, by, place)
    few = hidden({key: one.respondents for key, one in kept.items()}, report.scope.smallest)
    lines = [
        _line(report, named.get(key, ("", "Tidak disebut")), tally, is_shown=key not in few)
        for key, tally in kept.items()
        if tally.respondents
    ]
    return tuple(sorted(lines, key=lambda one: (not one.code, one.name.casefold(), one.code)))


def _split(report: IkmReport, by: str, place: Callable[[LeftOut], int]) -> dict[int, Tally]:
    scope = report.scope
    every = tallies.read(
        scope.instrument, scope.instrument_id, scope.unit_ids, scope.period.months, by=(by,)
    )
    found = {key: tally for (key,), tally in every.items()}
    for gone in report.gone:
        found[place(gone)] = found.get(place(gone), EMPTY) - gone.tally
    return found


def _line(report: IkmReport, named: tuple[str, str], tally: Tally, *, is_shown: bool) -> LineFigure:
    found = index.compute(report.instrument, tally, report.method) if is_shown else None
    enough = tally.respondents >= report.sample.minimum
    mutu = found.grade.mutu if found and enough else None
    return LineFigure(*named, tally.respondents, found.ikm if found else None, mutu)
