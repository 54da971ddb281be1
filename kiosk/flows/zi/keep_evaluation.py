"""An evaluation of complaint handling is recorded, corrected, or taken out as a mistake."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.evaluation_entry import Typed, UnknownEvaluation, entry
from kiosk.domain.zi.facts import Evaluation
from kiosk.flows import dossier
from kiosk.store.engine import transaction
from kiosk.store.zi import evaluations

KIND = "evaluasi-aduan"


def add_evaluation(actor: Actor, unit_code: str, year: int, typed: Typed, now: datetime) -> int:
    """Its number. Raises `InvalidEntry`, `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        values = entry(typed, year, _today(unit, now))
        made = evaluations.add(unit.id, actor.id, now, values)
        _record(actor, now, "catat-evaluasi", unit, made, {}, values)
    return made


def change_evaluation(
    actor: Actor, unit_code: str, number: int, version: int, typed: Typed, now: datetime
) -> None:
    """It stays in its year. Raises `InvalidEntry`, `StaleEdit`, `UnknownEvaluation`."""
    with transaction():
        unit, kept = _held(unit_code, number)
        values = entry(typed, kept.held_on.year, _today(unit, now))
        before = _values(kept)
        if before == values:
            return
        if kept.version != version:
            raise StaleEdit(kept.version, before, values)
        evaluations.change(kept, actor.id, now, values)
        _record(actor, now, "ubah-evaluasi", unit, number, before, values)


def remove_evaluation(
    actor: Actor, unit_code: str, number: int, reason: str, now: datetime
) -> None:
    """That there was one is kept. Raises `InvalidEntry`, `UnknownEvaluation`."""
    why = edit.reason(reason)
    with transaction():
        unit, kept = _held(unit_code, number)
        evaluations.change(kept, actor.id, now, {"removed_at": now})
        dossier.record(actor, now, "hapus-evaluasi", unit, KIND, str(number), None, why)


def _held(unit_code: str, number: int) -> tuple[UnitCard, Evaluation]:
    unit = dossier.held(unit_code)
    kept = evaluations.by_id(unit.id, number)
    if kept is None:
        raise UnknownEvaluation
    return unit, kept


def _today(unit: UnitCard, now: datetime) -> date:
    return now.astimezone(ZoneInfo(unit.zone)).date()


def _values(kept: Evaluation) -> dict[str, Any]:
    return {
        "scope": kept.scope.value,
        "held_on": kept.held_on,
        "summary": kept.summary,
        "recommendations": kept.recommendations,
        "followed": kept.followed,
    }


_FIELDS = {
    "scope": "lingkup",
    "held_on": "tanggal",
    "recommendations": "rekomendasi",
    "followed": "ditindaklanjuti",
}


def _record(
    actor: Actor, now: datetime, action: str, unit: UnitCard, number: int,
    before: Mapping[str, Any], after: Mapping[str, Any],
) -> None:  # fmt: skip
    """The summary is free text: of it no more than that it changed."""
    changed = {
        name: [_plain(before.get(field)), _plain(after[field])]
        for field, name in _FIELDS.items()
        if before.get(field) != after[field]
    }
    if before and before["summary"] != after["summary"]:
        changed["ringkasan"] = [None, "diubah"]
    dossier.record(actor, now, action, unit, KIND, str(number), changed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
