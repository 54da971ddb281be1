"""The five components of a unit and year, whole."""

from datetime import datetime

from kiosk.flows import component_steps
from kiosk.flows.component_steps import ComponentSheet
from kiosk.store.engine import reading
from kiosk.store.place import units


def show_components(unit_code: str, year: int, now: datetime) -> ComponentSheet:
    """Raises `UnknownUnit`."""
    with reading():
        return component_steps.sheet_of(units.by_code(unit_code), year, now)
