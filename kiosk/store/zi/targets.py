"""Rows of adopted targets and chosen options."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from sqlalchemy import delete, insert, select

from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.targets import Choice, Indicator, Target
from kiosk.store.engine import connection
from kiosk.store.zi.target_tables import ZiPerformanceChoice, ZiTarget


def of(unit_id: int, year: int) -> tuple[Target, ...]:
    """In the order of `Indicator`."""
    query = select(ZiTarget.indicator, ZiTarget.value, ZiTarget.peer, ZiTarget.peer_source).where(
        ZiTarget.unit_id == unit_id, ZiTarget.year == year
    )
    found = {Indicator(row.indicator): row for row in connection().execute(query)}
    return tuple(
        Target(
            one,
            Fraction(found[one].value),
            None if found[one].peer is None else Fraction(found[one].peer),
            found[one].peer_source,
        )
        for one in Indicator
        if one in found
    )


def replace(
    unit_id: int, year: int, targets: Iterable[Target], at: datetime, actor_id: int
) -> None:
    """These and no others."""
    connection().execute(delete(ZiTarget).where(ZiTarget.unit_id == unit_id, ZiTarget.year == year))
    for one in targets:
        connection().execute(
            insert(ZiTarget).values(
                unit_id=unit_id,
                year=year,
                indicator=one.indicator.value,
                value=exact(one.value),
                peer=None if one.peer is None else exact(one.peer),
                peer_source=one.peer_source,
                at=at,
                actor_id=actor_id,
            )
        )


def choose(unit_id: int, year: int, choice: Choice, at: datetime, actor_id: int) -> None:
    connection().execute(
        insert(ZiPerformanceChoice).values(
            unit_id=unit_id,
            year=year,
            option=choice.option,
            follows=choice.follows,
            because=choice.because[:2000],
            reason=choice.reason,
            at=at,
            actor_id=actor_id,
        )
    )


def chosen(unit_id: int, year: int) -> Choice | None:
    """The newest."""
    table = ZiPerformanceChoice
    query = (
        select(table.option, table.follows, table.because, table.reason)
        .where(table.unit_id == unit_id, table.year == year)
        .order_by(table.id.desc())
        .limit(1)
    )
    row = connection().execute(query).first()
    return Choice(row.option, row.follows, row.because, row.reason) if row else None
