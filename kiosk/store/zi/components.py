"""The five components as shipped, and what people said of their points."""

from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.zi import components
from kiosk.domain.zi.components import Component, Mark
from kiosk.store.engine import connection
from kiosk.store.zi.standard_tables import ComponentMark


@cache
def shipped() -> tuple[Component, ...]:
    text = (files("kiosk.data") / "komponen.toml").read_text(encoding="utf-8")
    return components.parse(text)


def marks(unit_id: int, year: int) -> dict[str, Mark]:
    """By code of point, taken back ones among them."""
    query = select(*ComponentMark.__table__.c).where(
        ComponentMark.unit_id == unit_id, ComponentMark.year == year
    )
    return {
        row.code: Mark(row.code, row.done, row.note, row.at, row.actor_id, row.version)
        for row in connection().execute(query)
    }


def put(unit_id: int, year: int, mark: Mark) -> None:
    """The first of a point has version 1; a later one takes its place."""
    values: dict[str, Any] = {
        "done": mark.done,
        "note": mark.note,
        "at": mark.at,
        "actor_id": mark.actor_id,
        "version": mark.version,
    }
    key = {"unit_id": unit_id, "year": year, "code": mark.code}
    if mark.version == 1:
        connection().execute(insert(ComponentMark).values(**key, **values))
        return
    same = (
        ComponentMark.unit_id == unit_id,
        ComponentMark.year == year,
        ComponentMark.code == mark.code,
    )
    connection().execute(update(ComponentMark).where(*same).values(**values))
