"""All regions together: the index, how fresh it is, complaints, and what units published."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.index import nation
from kiosk.domain.index.method_settings import method_of, minimum_sample
from kiosk.domain.index.nation import Counted, Group, Measure, Part, RegionNews
from kiosk.domain.index.period import Period
from kiosk.domain.index.publisher import subscription_of
from kiosk.domain.index.region import SHAPE, Handled
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.engine import reading
from kiosk.store.place import settings
from kiosk.store.region import merged, own, subscriptions
from kiosk.store.region.subscriptions import Subscription
from kiosk.store.survey import instruments


class NoIndex(Refusal):
    """The questionnaire does not ask how good something was."""


@dataclass(frozen=True)
class NationReport:
    """``now``: when it was read. ``indexes``: rows of units that published exactly this period."""

    period: Period
    instrument: Instrument
    smallest: int
    whole: Group
    provinces: tuple[Group, ...]
    kinds: tuple[Group, ...]
    regions: tuple[RegionNews, ...]
    complaints: Handled
    complaints_by_province: tuple[Counted, ...]
    indexes: tuple[Any, ...]
    now: datetime


def report_nation(period: Period, instrument_code: str, now: datetime) -> NationReport:
    """By this installation's own settings; every answer of every region counts alike, whatever the
    regions' own way is. Raises `UnknownInstrument`, `NoIndex`."""
    with reading():
        instrument = instruments.by_code(instrument_code)
        if not instrument.is_rating:
            raise NoIndex('Kuesioner "%(code)s" tidak mempunyai indeks.', code=instrument.code)
        by = _measure(instrument)
        parts = merged.parts(instrument, period.months)
        handled = merged.handled(period.months)
        return NationReport(
            period=period,
            instrument=instrument,
            smallest=by.smallest,
            whole=nation.whole(parts, by),
            provinces=tuple(nation.groups(parts, lambda one: one.province, by)),
            kinds=tuple(nation.groups(parts, lambda one: one.kind, by)),
            regions=tuple(_regions(parts)),
            complaints=nation.added(one[-1] for one in handled),
            complaints_by_province=_split(handled, lambda one: str(one[1])),
            indexes=tuple(merged.indexes(instrument, str(period))),
            now=now,
        )


def _measure(instrument: Instrument) -> Measure:
    kept = settings.of_units({settings.INSTALLATION: ()})[settings.INSTALLATION]
    minimum, _ = minimum_sample(kept, None, 0)
    return Measure(instrument, method_of(kept, instrument), int(kept["n-terkecil"]), minimum)


def _split(handled: Iterable[Any], of: Callable[[Any], str]) -> tuple[Counted, ...]:
    found: dict[str, Handled] = {}
    for one in handled:
        found[of(one)] = found.get(of(one), Handled()) + one[-1]
    return tuple(nation.handled_by(found))


def _regions(parts: Sequence[Part]) -> Iterable[RegionNews]:
    fills, known, mine = merged.fills(), subscriptions.every(), own.places().region
    names = {subscription_of(region): region for region in fills}
    codes = {*fills, *(names.get(name) or _code(name) for name in known)}
    for region in sorted(codes):
        filled_at, shape = fills.get(region, (None, 0))
        many = sum(one.tally.respondents for one in parts if one.region == region)
        state = "sendiri" if region == mine else _state(region, known)
        yield RegionNews(region, filled_at, many, state, newer=shape > SHAPE)


def _code(subscription: str) -> str:
    return subscription.removeprefix("suara_loket_").replace("_", ".")


def _state(region: str, known: Mapping[str, Subscription]) -> str:
    one = known.get(subscription_of(region))
    if one is None:
        return "tanpa langganan"
    if not one.enabled:
        return "berhenti"
    return "jalan" if one.heard_at else "putus"
