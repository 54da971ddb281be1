"""What bringing in a calendar would change, worked out before anything is written."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.place.holiday import Holiday, Kind


@dataclass(frozen=True)
class Changed:
    """A day whose name, kind or decree differs."""

    before: Holiday
    after: Holiday


@dataclass(frozen=True)
class Plan:
    """``missing``: days of the file's years and kinds that we have and the file does not;
    withdrawn only where the file is to replace what there is."""

    added: tuple[Holiday, ...]
    changed: tuple[Changed, ...]
    missing: tuple[Holiday, ...]
    same: int
    replaces: bool

    @property
    def withdrawn(self) -> tuple[Holiday, ...]:
        return self.missing if self.replaces else ()

    @property
    def days(self) -> tuple[date, ...]:
        """Days that begin or cease to count; a day that changes its name is neither."""
        return tuple(sorted(one.day for one in (*self.added, *self.withdrawn)))

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.withdrawn)

    @property
    def digest(self) -> str:
        """Names the plan, so that what a person approved is what is done."""
        parts = [repr((one.day, one.name, one.kind.value, one.decree)) for one in self._all()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]

    def _all(self) -> Iterable[Holiday]:
        yield from self.added
        for one in self.changed:
            yield from (one.before, one.after)
        yield from self.withdrawn


def plan(held: Iterable[Holiday], given: Iterable[Holiday], *, replaces: bool) -> Plan:
    """``held`` and ``given`` of one scope (the nation, or one unit), a day at most once each."""
    ours, theirs = {one.day: one for one in held}, {one.day: one for one in given}
    shared = sorted(ours.keys() & theirs.keys())
    changed = [
        Changed(ours[day], theirs[day])
        for day in shared
        if not ours[day].says_the_same(theirs[day])
    ]
    reach = {(one.day.year, _group(one.kind)) for one in theirs.values()}
    return Plan(
        added=tuple(theirs[day] for day in sorted(theirs.keys() - ours.keys())),
        changed=tuple(changed),
        missing=tuple(
            ours[day]
            for day in sorted(ours.keys() - theirs.keys())
            if (day.year, _group(ours[day].kind)) in reach
        ),
        same=len(shared) - len(changed),
        replaces=replaces,
    )


def _group(kind: Kind) -> str:
    """A file of holidays alone says nothing about joint leave, and the other way about."""
    return kind.value
