"""Steps that flows share: a period by who answered and when."""

from collections.abc import Mapping

from kiosk.domain.index import ikm as index
from kiosk.domain.index.breakdown import Breakdowns
from kiosk.domain.index.breakdown_figures import Figuring
from kiosk.domain.index.method_settings import method_of
from kiosk.domain.index.splitting import SHOWN
from kiosk.flows.splitting import parts_of
from kiosk.flows.trusting import Scope


def breakdowns_of(scope: Scope, settings: Mapping[str, str]) -> Breakdowns:
    """As it stands now, without what two people left out; in the caller's one look at the
    database. ``settings``: the unit's own, by which its index is computed."""
    method = method_of(settings, scope.instrument)
    parts = parts_of(scope, SHOWN)
    figuring = Figuring(
        parts.tallies, lambda tally: index.value(scope.instrument, tally, method), scope.smallest
    )
    return figuring.breakdowns(parts.waiting)
