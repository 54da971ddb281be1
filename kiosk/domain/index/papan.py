"""What the "papan IKM" of an office says of its respondents, in the words of the convention."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.survey import profile
from kiosk.domain.survey.instrument import Words

MOST_NAMED = 3
"""So many services are named; of more it says how many."""


@dataclass(frozen=True)
class Group:
    """Of those who answered. ``n`` None: too few to say, or told by the rest."""

    code: str
    label: Words
    n: int | None


def groups(figures: PeriodFigures, asked: profile.ProfileField) -> tuple[Group, ...]:
    """The options that somebody chose, in the order of the question."""
    labels = {one.code: one.label for one in asked.options}
    rows = next((one.rows for one in figures.profile if one.code == asked.name), ())
    return tuple(
        Group(row.code, labels.get(row.code, {"id": row.label}), row.n)
        for row in rows
        if row.n != 0
    )


def gender(figures: PeriodFigures) -> tuple[Group, ...]:
    return groups(figures, profile.GENDER)


def education(figures: PeriodFigures) -> tuple[Group, ...]:
    return groups(figures, profile.EDUCATION)


def services(figures: PeriodFigures) -> Sequence[str] | int:
    """Names of the services somebody rated, or how many there are; none where nobody said."""
    names = tuple(one.name for one in figures.by_service if one.code)
    return names if len(names) <= MOST_NAMED else len(names)
