"""Every unit with its place in the tree."""

from sqlalchemy import select

from kiosk.domain.place.tree import Node, Tree
from kiosk.store.engine import connection
from kiosk.store.place.tables import Instansi, Unit


def whole() -> Tree:
    """Open and closed ones, of every instansi."""
    rows = connection().execute(
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.parent_id,
            Unit.instansi_id,
            Instansi.name.label("instansi"),
            Instansi.code.label("instansi_code"),
            Unit.timezone,
            Unit.closed_at,
        ).join(Instansi, Instansi.id == Unit.instansi_id)
    )
    return Tree(Node(*row) for row in rows)


def bodies() -> list[tuple[int, str, str]]:
    """(id, code, name) of every instansi, by name."""
    query = select(Instansi.id, Instansi.code, Instansi.name).order_by(Instansi.name)
    return [(row.id, row.code, row.name) for row in connection().execute(query)]
