"""Our table of national days beside what the `holidays` package says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.place.holiday import Holiday
from kiosk.flows.decrees import decreed
from kiosk.store.engine import reading
from kiosk.store.place import calendar


@dataclass(frozen=True)
class Disagreement:
    """A day that only one of the two has, or that is of another kind in the other."""

    day: date
    ours: Holiday | None
    theirs: Holiday | None

    @property
    def sentence(self) -> str:
        if self.ours is None and self.theirs is not None:
            return f"{self.day}: {self.theirs.name} ada di paket holidays, tidak di tabel kita."
        if self.theirs is None and self.ours is not None:
            return f"{self.day}: {self.ours.name} ada di tabel kita, tidak di paket holidays."
        assert self.ours is not None
        assert self.theirs is not None
        return (
            f"{self.day}: {self.ours.kind.value} di tabel kita, {self.theirs.kind.value} di sana."
        )


@dataclass(frozen=True)
class Checked:
    """One year. ``days`` 0: the year is not loaded, so deadlines in it are provisional."""

    year: int
    days: int
    decrees: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def ok(self) -> bool:
        return self.days > 0 and not self.disagreements


def check_calendar(years: Iterable[int]) -> list[Checked]:
    with reading():
        return [_checked(year) for year in years]


def _checked(year: int) -> Checked:
    held = calendar.held(calendar.NATION, {year})
    ours = {one.day: one for one in held}
    theirs = {one.day: one for one in decreed(year)}
    found = [
        Disagreement(day, ours.get(day), theirs.get(day))
        for day in sorted(ours.keys() | theirs.keys())
        if _kind(ours.get(day)) != _kind(theirs.get(day))
    ]
    return Checked(year, len(held), tuple(sorted({one.decree for one in held})), tuple(found))


def _kind(one: Holiday | None) -> str | None:
    return one.kind.value if one else None
