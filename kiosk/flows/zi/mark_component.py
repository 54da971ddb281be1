"""A person says of one point of the five components that it is there, or is not."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.components import Line, Mark, check_mark
from kiosk.flows import component_steps, dossier
from kiosk.store.engine import transaction
from kiosk.store.zi import components as kept

KIND = "komponen"


@dataclass(frozen=True)
class Said:
    """``done`` None: the data shall speak again. ``version``: of the mark that was seen, 0 for
    none."""

    done: bool | None
    note: str
    version: int


def mark_component(
    actor: Actor, unit_code: str, year: int, code: str, said: Said, now: datetime
) -> None:
    """Raises `StaleEdit`, `UnfitMark`, `UnknownCheck`, `UnknownUnit`."""
    component_steps.find(code)
    with transaction():
        unit = dossier.held(unit_code)
        sheet = component_steps.sheet_of(unit, year, now)
        lines = (line for part in sheet.parts for line in part.lines)
        line = next(one for one in lines if one.check.code == code)
        note = check_mark(line, said.done, said.note)
        before = line.mark
        version = before.version if before else 0
        if said.version != version:
            raise StaleEdit(version, _words(before), {"done": _word(said.done), "note": note})
        made = Mark(code, said.done, note, now, actor.id, version + 1)
        kept.put(unit.id, year, made)
        change = {"keadaan": [_word(_before(line)), _word(said.done)]}
        dossier.record(actor, now, f"ubah-{KIND}", unit, KIND, f"{year}:{code}", change, note)


def _before(line: Line) -> bool | None:
    return line.mark.done if line.mark else None


def _words(mark: Mark | None) -> dict[str, object]:
    return {"done": _word(mark.done if mark else None), "note": mark.note if mark else ""}


def _word(done: bool | None) -> str:
    """As the form's choices name them."""
    return "" if done is None else "sudah" if done else "belum"
