"""The languages of pages that belong to no unit."""

from kiosk.domain.place import languages
from kiosk.store.engine import reading
from kiosk.store.place import settings, units


def offered_languages(unit_code: str | None = None) -> tuple[str, ...]:
    """Codes as the installation, or a unit, has chosen them. Raises `UnknownUnit`."""
    with reading():
        scope = settings.INSTALLATION if unit_code is None else units.by_code(unit_code).id
        return languages.codes(settings.of_unit(scope)["bahasa"])
