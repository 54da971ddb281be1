"""What somebody who closes, publishes or opens a period should look at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index import period_figures
from kiosk.domain.index.closing import Closing, Event
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.month import month_of, shift
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.flows import closings
from kiosk.flows.measuring import DEFAULT_INSTRUMENT, IkmReport, measure
from kiosk.flows.picturing import figures_of
from kiosk.flows.revising import Days, late_days
from kiosk.store.engine import reading
from kiosk.store.index import events
from kiosk.store.people import roster
from kiosk.store.place import devices, parked, units
from kiosk.store.survey import exclusions, instruments


@dataclass(frozen=True)
class Happened:
    """One event of the period. ``edition``: of which closing."""

    event: Event
    edition: int
    at: datetime
    by: str
    digest: str | None


@dataclass(frozen=True)
class Wish:
    """Somebody wants the closed period opened; ``own``: the reader asked."""

    id: int
    reason: str
    by: str
    at: datetime
    own: bool


@dataclass(frozen=True)
class Since:
    """What has come since the closing, and on which days. ``figures`` None: too little to show
    beside the frozen figures without telling of somebody's answer (F56)."""

    added: int
    excluded: int
    figures: PeriodFigures | None
    days: Days


@dataclass(frozen=True)
class Preview:
    """``figures``: frozen once closed, else as of now; ``digest`` theirs. ``warnings``: Indonesian
    sentences; none of them forbids closing."""

    unit: UnitCard
    period: Period
    closing: Closing | None
    ended: bool
    figures: PeriodFigures
    digest: str
    warnings: tuple[str, ...]
    history: tuple[Happened, ...]
    wish: Wish | None
    since: Since | None


def preview_closing(
    actor: Actor,
    unit_code: str,
    period: Period,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> Preview:
    """Raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        unit, instrument = units.by_code(unit_code), instruments.by_code(instrument_code)
        closing = closings.closing_of(unit.id, instrument_code, period)
        report = measure(unit, instrument, period, to_close=closing is None)
        live = figures_of(report)
        figures = closing.figures if closing else live
        return Preview(
            unit=unit,
            period=period,
            closing=closing,
            ended=month_of(now, unit.zone) > period.last,
            figures=figures,
            digest=period_figures.digest(period_figures.document(figures)),
            warnings=() if closing else tuple(_warnings(report, now)),
            history=_history(report),
            wish=_wish(closing, actor),
            since=_since(closing, live) if closing else None,
        )


def _warnings(report: IkmReport, now: datetime) -> Iterator[str]:
    sample, ids = report.sample, list(report.scope.unit_ids)
    if report.ikm is None:
        yield f"{report.withheld} Periode dapat ditutup, tetapi tidak dapat diterbitkan."
    elif not sample.enough:
        yield (
            f"Sampel belum cukup: {sample.respondents} responden dari {sample.minimum}. "
            "Mutu tidak dicetak; laporan menyebutnya terus terang."
        )
    if report.held:
        yield (
            f"{report.held} jawaban yang datang setelah bagian periode ini terbit belum dihitung: "
            "terlalu sedikit untuk dihitung tanpa mengungkapnya."
        )
    if sample.population is None:
        yield "Jumlah kunjungan belum dicatat, jadi tingkat respons tidak dapat dihitung."
    if waiting := exclusions.waiting(ids):
        yield f"{waiting} usulan pengecualian jawaban belum diputuskan orang kedua."
    just_over = shift(month_of(now, report.unit.zone), -1) <= report.period.last
    if just_over and (late := _waiting_at_tablets(ids)):
        yield (
            f"{late} kiriman masih menunggu di tablet atau tertahan. Yang tiba sesudah penutupan "
            "tampil sebagai revisi bertanggal."
        )
    if report.differing:
        yield "Indeks antarsumber berbeda lebih dari yang dapat dijelaskan kebetulan."


def _waiting_at_tablets(unit_ids: list[int]) -> int:
    standing = devices.standing(unit_ids)
    held = parked.open_ones([one.id for one in standing])
    return sum(one.waiting or 0 for one in standing) + len(held)


def _history(report: IkmReport) -> tuple[Happened, ...]:
    rows = events.of_unit(report.unit.id, report.scope.instrument_id, str(report.period))
    names, edition, found = roster.names({row.actor_id for row in rows}), 0, []
    for row in rows:
        event = Event(row.kind)
        edition += event is Event.CLOSE
        digest = closings.digest_of(row) if event is Event.CLOSE else None
        by = names.get(row.actor_id, "pegawai")
        found.append(Happened(event, edition, row.at, by, digest))
    return tuple(reversed(found))


def _wish(closing: Closing | None, actor: Actor) -> Wish | None:
    row = events.asked(closing.id) if closing else None
    if row is None or row.decision is not None:
        return None
    by = roster.names([row.asked_by]).get(row.asked_by, "pegawai")
    return Wish(row.id, row.reason, by, row.asked_at, row.asked_by == actor.id)


def _since(closing: Closing, live: PeriodFigures) -> Since:
    frozen = closing.figures
    excluded = live.excluded - frozen.excluded
    added = live.respondents + live.excluded - frozen.respondents - frozen.excluded - frozen.held
    apart = live.respondents - frozen.respondents
    is_shown = abs(apart) >= frozen.method.smallest and not (added and excluded)
    days = late_days(closing) if added else ()
    return Since(added, excluded, live if is_shown else None, days)
