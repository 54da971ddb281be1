"""IPAK and IPKP of a unit and year, as their page shows them."""

from kiosk.flows.indexing import IndexYear, index_year_of
from kiosk.store.engine import reading
from kiosk.store.place import units


def show_survey_indexes(unit_code: str, year: int) -> IndexYear:
    """Raises `UnknownUnit`."""
    with reading():
        return index_year_of(units.by_code(unit_code), year)
