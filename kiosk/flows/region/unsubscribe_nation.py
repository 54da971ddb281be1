"""Let go of a region, and of its figures."""

from kiosk.domain.index import publisher
from kiosk.domain.refusal import Refusal
from kiosk.flows.region_steps import Subscribed
from kiosk.store.engine import reading, transaction
from kiosk.store.region import figures, own, publication, subscriptions


class NotSubscribed(Refusal):
    """There is nothing of this region here."""


def unsubscribe_nation(region: str, *, lost: bool = False, only_told: bool = False) -> Subscribed:
    """``lost``: the region is not there any more; elsewhere its slot would keep its log for ever.
    Raises `NotSubscribed`, `publication.Forbidden`, `publication.Unreached`."""
    name = publisher.subscription_of(region)
    with reading():
        publication.require_postgres()
        known = name in subscriptions.every()
        if own.places().region == region or not (known or any(figures.counts(region).values())):
            raise NotSubscribed(
                "Wilayah %(region)s tidak dilanggan di sini. Lihat: kiosk nation report.",
                region=region,
            )
    statements = subscriptions.dropping(name, lost=lost) if known else []
    if not only_told:
        publication.run_alone(statements)
        with transaction():
            figures.drop(region)
    return Subscribed(region, name, tuple(statements))
