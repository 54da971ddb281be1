"""Files of answers a unit has taken in, and those that wait for whoever looks."""

import json
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.source import Source
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.survey import imports, sheet_drafts
from kiosk.store.survey.sheet_drafts import Draft


@dataclass(frozen=True)
class ListedImport:
    """``months``: ``yyyymm`` to answers. ``by``: a name, "" for the command line."""

    name: str
    sha256: str
    months: dict[int, int]
    instrument: str
    source: Source
    answers: int
    at: datetime
    by: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class ImportList:
    unit: UnitCard
    imports: tuple[ListedImport, ...]
    waiting: tuple[Draft, ...]


def list_imports(actor: Actor, unit_code: str) -> ImportList:
    with reading():
        unit = units.by_code(unit_code)
        rows = imports.listed(unit.id)
        return ImportList(unit, tuple(map(_listed, rows)), sheet_drafts.of(unit.id, actor.id))


def _listed(row: object) -> ListedImport:
    values = row._asdict()  # type: ignore[attr-defined]
    months = json.loads(values.pop("months") or "{}")
    only = {values.pop("month"): values["answers"]}
    return ListedImport(
        **{key: values[key] for key in ("name", "sha256", "instrument", "answers", "at")},
        months={int(month): n for month, n in months.items()} or only,
        source=Source(values["source"]),
        by=values["by"] or "",
        theirs=values["theirs"] or "",
        ours=values["ours"] or "",
    )
