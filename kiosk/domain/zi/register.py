"""Entries of a unit's registers: what the Ombudsman found, gifts, conflicts of interest.

An entry is corrected, never deleted: what stood there before stays in its history, and one that
should not be there is taken back with a reason. Gifts and conflicts name officers: only the ids of
such entries leave the register for addresses, logs and the audit record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi import conflict, finding, gift
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register_fields import Field, Value, Values, read

FIELDS: Mapping[Subject, tuple[Field, ...]] = MappingProxyType(
    {
        Subject.FINDING: finding.FIELDS,
        Subject.GRATIFICATION: gift.FIELDS,
        Subject.CONFLICT: conflict.FIELDS,
    }
)
_CHECKS = {
    Subject.FINDING: finding.check,
    Subject.GRATIFICATION: gift.check,
    Subject.CONFLICT: conflict.check,
}
DAY_OF = MappingProxyType(
    {
        Subject.FINDING: "received",
        Subject.GRATIFICATION: "received",
        Subject.CONFLICT: "declared_on",
    }
)
"""The field that says to which year an entry belongs."""
NAMES_OFFICERS = frozenset({Subject.GRATIFICATION, Subject.CONFLICT})
ADDED, EDITED, MOVED, RETRACTED, RESTORED = "tambah", "ubah", "keadaan", "tarik", "pulihkan"


class UnknownEntry(Refusal):
    """There is no such entry in this unit's register."""

    def __init__(self) -> None:
        super().__init__("Catatan itu tidak ada dalam register unit ini.")


class UnfitEntry(Refusal):
    """It cannot take this step now."""


@dataclass(frozen=True)
class Entry:
    """``values`` by field name; ``state``: of a finding (`finding.State`), "" of others.
    ``done_on``: local day a finding was called done. ``retracted``: taken back."""

    id: int
    unit_id: int
    subject: Subject
    values: Values
    state: str
    done_on: date | None
    retracted: bool
    opened_at: datetime
    created_by: int
    version: int

    @property
    def day(self) -> date:
        found = self.values[DAY_OF[self.subject]]
        assert isinstance(found, date)
        return found

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        if self.retracted:
            return False
        if self.subject is Subject.FINDING:
            return finding.State(self.state) in finding.OPEN
        if self.subject is Subject.GRATIFICATION:
            return gift.is_open(self.values)
        return conflict.is_open(self.values)


def entry(subject: Subject, typed: Mapping[str, str], today: date) -> dict[str, Value]:
    """Raises `InvalidEntry`."""
    values = read(FIELDS[subject], typed, today)
    _CHECKS[subject](values)
    return values


def shown_in(one: Entry, year: int) -> bool:
    """On the page of its own year; while it is open, on every later one too."""
    return one.day.year == year or (one.is_open and one.day.year < year)
