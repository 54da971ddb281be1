"""The text of a period's report is looked at, rewritten, and given back to its draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.material import Material
from kiosk.domain.index.period import Period
from kiosk.domain.index.report_outline import known_figures
from kiosk.domain.index.report_text import (
    CODES,
    SECTIONS,
    SectionKind,
    clean,
    drafts,
    mark_of,
    strange_figures,
)
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.flows import closings, periods
from kiosk.flows.gathering import gathered
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import reading, transaction
from kiosk.store.index import report_texts
from kiosk.store.index.report_texts import KeptText, Spot
from kiosk.store.place import units
from kiosk.store.survey import instruments

EMPTY = "Bagian ini kosong. Tulis isinya, atau kembalikan ke draf."


@dataclass(frozen=True)
class OpenSection:
    """``kept`` None: never rewritten. ``strange``: figures in the text that the period does not
    have."""

    kind: SectionKind
    draft: str
    text: str
    kept: KeptText | None
    strange: tuple[str, ...]

    @property
    def is_edited(self) -> bool:
        return self.kept is not None and self.kept.text is not None


@dataclass(frozen=True)
class OpenText:
    """``version``: moves with every section that is saved; 0: none ever was."""

    unit: UnitCard
    period: Period
    material: Material
    version: int
    sections: tuple[OpenSection, ...]


@dataclass(frozen=True)
class Rewritten:
    """As sent: ``texts`` by section; ``marks``: `mark_of` what was opened, so that only what
    somebody touched is saved; ``back``: sections to give back to the draft."""

    texts: Mapping[str, str]
    marks: Mapping[str, str]
    back: frozenset[str] = frozenset()


def open_report_text(
    unit_code: str, period: Period, now: datetime, instrument_code: str = DEFAULT_INSTRUMENT
) -> OpenText:
    """Raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        return _open(unit_code, period, now, instrument_code)


def _open(unit_code: str, period: Period, now: datetime, instrument_code: str) -> OpenText:
    unit = units.by_code(unit_code)
    instruments.by_code(instrument_code)  # refuses a name that is none
    closing = closings.closing_of(unit.id, instrument_code, period)
    material = gathered(unit, instrument_code, period, closing, now)
    kept = {one.section: one for one in report_texts.newest(_spot(unit, period, instrument_code))}
    written, known = drafts(material), known_figures(material)
    return OpenText(
        unit=unit,
        period=period,
        material=material,
        version=max((one.number for one in kept.values()), default=0),
        sections=tuple(
            _section(one, written[one.code], kept.get(one.code), known) for one in SECTIONS
        ),
    )


def _spot(unit: UnitCard, period: Period, instrument_code: str) -> Spot:
    return Spot(unit.id, instrument_code, str(period))


def _section(
    kind: SectionKind, draft: str, kept: KeptText | None, known: frozenset[str]
) -> OpenSection:
    text = draft if kept is None or kept.text is None else kept.text
    return OpenSection(kind, draft, text, kept, strange_figures(text, known))


def save_report_text(
    actor: Actor,
    unit_code: str,
    period: Period,
    version: int,
    sent: Rewritten,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> tuple[str, ...]:
    """The sections that changed. Nothing is written where somebody else saved one of them since
    ``version``: raises `StaleEdit`; `InvalidEntry`, `UnfitText`."""
    wanted = _touched(sent)
    with transaction():
        units.hold(units.by_code(unit_code).id)
        found = _open(unit_code, period, now, instrument_code)
        changed = _changed(found, wanted)
        _check(found, version, changed)
        spot = _spot(found.unit, period, instrument_code)
        for one, text in changed:
            number = one.kept.version + 1 if one.kept else 1
            report_texts.add(spot, one.kind.code, number, text, actor.id, now)
        if changed:
            names = [one.kind.code for one, _ in changed]
            place = periods.Place(found.unit.id, instrument_code, period)
            periods.record(place, "ubah-naskah", actor, now, {"bagian": [None, names]})
    return tuple(one.kind.code for one, _ in changed)


def _touched(sent: Rewritten) -> dict[str, str | None]:
    """Section to its new text, None for the draft."""
    found: dict[str, str | None] = {code: None for code in CODES if code in sent.back}
    texts = {code: clean(sent.texts[code]) for code in CODES if code in sent.texts}
    touched = {
        code: text
        for code, text in texts.items()
        if code not in found and mark_of(text) != sent.marks.get(code)
    }
    wrong = {code: EMPTY for code, text in touched.items() if not text}
    if wrong:
        raise InvalidEntry(wrong)
    return {**found, **touched}


def _changed(
    found: OpenText, wanted: Mapping[str, str | None]
) -> list[tuple[OpenSection, str | None]]:
    """What differs from what is kept; a text that says what the draft says is the draft."""
    changed = []
    for one in found.sections:
        if one.kind.code not in wanted:
            continue
        text = wanted[one.kind.code]
        text = None if text == one.draft else text
        if text != (one.kept.text if one.kept else None):
            changed.append((one, text))
    return changed


def _check(found: OpenText, version: int, changed: list[tuple[OpenSection, str | None]]) -> None:
    """Raises `StaleEdit` with the sections that two people rewrote."""
    both = [(one, text) for one, text in changed if one.kept and one.kept.number > version]
    if both:
        raise StaleEdit(
            found.version,
            {one.kind.code: one.text for one, _ in both},
            {one.kind.code: one.draft if text is None else text for one, text in both},
        )
