"""Results of the installation's looks at itself: written after each, read by doctor and desk."""

from sqlalchemy import insert, select

from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.store.engine import connection
from kiosk.store.upkeep.check_tables import UpkeepCheck


def add(one: Checked) -> None:
    values = {"kind": one.kind.value, "at": one.at, "ok": one.ok, "told": one.told}
    connection().execute(insert(UpkeepCheck).values(**values))


def newest() -> dict[CheckKind, Checked]:
    """The last look of each kind; kinds never looked at are left out."""
    found = {kind: last(kind, 1) for kind in CheckKind}
    return {kind: seen[0] for kind, seen in found.items() if seen}


def last(kind: CheckKind, many: int) -> list[Checked]:
    """Newest first: by the order of writing. A look made while the clock was ahead must not hide
    those that came after it."""
    query = select(UpkeepCheck.at, UpkeepCheck.ok, UpkeepCheck.told).where(
        UpkeepCheck.kind == kind.value
    )
    rows = connection().execute(query.order_by(UpkeepCheck.id.desc()).limit(many))
    return [Checked(kind, row.at, bool(row.ok), row.told) for row in rows]
