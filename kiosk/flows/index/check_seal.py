"""What the system knows of a sealed document, for whoever holds it."""

from dataclasses import dataclass

from kiosk.domain.index.closing import Closing, PeriodState
from kiosk.domain.index.document import Document
from kiosk.domain.index.seal import UnknownSeal, tidy
from kiosk.domain.place.point import UnitCard
from kiosk.flows import closings
from kiosk.store.engine import reading
from kiosk.store.index import documents, events
from kiosk.store.place import units


@dataclass(frozen=True)
class Sealed:
    """``closing`` None: a draft. ``current``: the closing that holds now, None while the period
    is open again. ``is_whole``: the frozen figures and their row of the chain are still what they
    were when the document was asked."""

    document: Document
    unit: UnitCard
    closing: Closing | None
    current: Closing | None
    is_whole: bool

    @property
    def is_last(self) -> bool:
        """Whether the document is of the edition that holds now."""
        return self.current is not None and self.current.id == self.document.closing_id

    @property
    def is_public(self) -> bool:
        """Whether everybody may see the period as it is now."""
        return self.current is not None and self.current.state is PeriodState.PUBLISHED


def check_seal(typed: str) -> Sealed:
    """Raises `UnknownSeal`."""
    code = tidy(typed)
    with reading():
        one = documents.by_seal(code)
        # A dossier is for its readers: it bears no seal for everybody.
        if one is None or one.kind.of_year:
            raise UnknownSeal
        unit = units.by_code(one.unit)
        if one.closing_id is None:
            return Sealed(one, unit, None, None, is_whole=True)
        return _sealed(one, unit, one.closing_id)


def _sealed(one: Document, unit: UnitCard, closing_id: int) -> Sealed:
    closing = closings.by_id(closing_id)
    same = closing is not None and (closing.digest, closing.head) == (one.digest, one.head)
    return Sealed(
        document=one,
        unit=unit,
        closing=closing,
        current=closings.closing_of(one.unit_id, one.instrument, one.period),
        is_whole=same and events.is_whole(closing_id),
    )
