"""A point as a citizen meets it: where it stands, what it offers, what it asks."""

from dataclasses import dataclass

from kiosk.domain.place import languages
from kiosk.domain.refusal import Refusal


class UnknownPoint(Refusal):
    """No point has this code."""


class UnknownUnit(Refusal):
    """No unit has this code."""


class ClosedPoint(Refusal):
    """The point no longer takes answers. ``unit``, where it is given, is the name under which
    to look for another."""


class RetiredCode(ClosedPoint):
    """The code was replaced, and its week of grace is over."""


@dataclass(frozen=True)
class InstansiCard:
    """``colour``: ``#rrggbb`` of its citizens' pages; None: the house's blue."""

    code: str
    name: str
    website: str | None = None
    colour: str | None = None


@dataclass(frozen=True)
class UnitCard:
    id: int
    code: str
    name: str
    zone: str
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class ServiceCard:
    """``asks_fee`` False: unsur biaya stays blank for this service."""

    id: int
    code: str
    name: str
    asks_fee: bool = True


UNSAID = ServiceCard(0, "", "Layanan tidak disebut")
"""In place of a service that a sheet of paper does not name."""


@dataclass(frozen=True)
class Use:
    """An instrument in use from month ``first`` to month ``last`` (None: until further notice),
    both as ``yyyymm``."""

    instrument: str
    first: int
    last: int | None = None
    on_form: bool = True

    def covers(self, month: int) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)


@dataclass(frozen=True)
class OpenPoint:
    """Everything the counter's pages need of one point, read together, at one revision."""

    id: int
    code: str
    name: str
    unit: UnitCard
    instansi: InstansiCard
    services: tuple[ServiceCard, ...]
    uses: tuple[Use, ...]
    revision: int
    closed: bool = False
    order: str = "kuesioner"
    opener: str = "tidak"
    """"ketuk": one face is asked before anything else."""
    sitting: str = "bersama"
    """Several instruments: "bersama" and "lengkap" ask all, "bergilir" one that is drawn."""
    shared: str = "kata-sama"
    """Which questions of two instruments count as one (`survey.sharing`)."""
    languages: tuple[str, ...] = languages.codes(languages.DEFAULT)

    def language_of(self, wanted: str | None) -> str:
        """The wanted language where this point's unit offers it, else Indonesian."""
        return languages.chosen(wanted, self.languages)

    def instruments_on_form(self, month: int) -> tuple[str, ...]:
        return tuple(use.instrument for use in self.uses if use.on_form and use.covers(month))
