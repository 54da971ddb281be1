"""Steps that flows share: how much each unsur matters to those who were asked."""

from kiosk.domain.index.importance import Importance, importance
from kiosk.domain.survey.instrument import IMPORTANCE
from kiosk.flows.trusting import Scope
from kiosk.store.survey import instruments, left_out


def importance_of(scope: Scope) -> Importance | None:
    """In the caller's one look at the database. None where nobody was asked, or too few answered
    to be shown or told from chance."""
    number = instruments.ids().get(IMPORTANCE)
    if number is None:
        return None
    asked = instruments.by_code(IMPORTANCE)
    tally = left_out.kept(asked, number, scope.unit_ids, scope.period.months)
    return importance(asked, tally, scope.smallest)
