"""Take in a region's figures, by PostgreSQL's own replication."""

from kiosk.domain.index import publisher
from kiosk.domain.refusal import Refusal
from kiosk.flows.region_steps import Subscribed
from kiosk.store.engine import reading
from kiosk.store.region import figures, own, publication, subscriptions


class AlreadyTold(Refusal):
    """There are figures of this region here."""


def subscribe_nation(
    region: str, address: str, slot: str = "", *, only_told: bool = False
) -> Subscribed:
    """``slot``: one that the region made already. ``only_told``: nothing is done, somebody else
    will. Raises `UnusablePublisher`, `AlreadyTold`, `publication.Unpublishable`,
    `publication.Forbidden`, `publication.Unreached`."""
    name, url = publisher.subscription_of(region), publisher.check_address(address)
    statement = subscriptions.creating(name, url, publisher.check_role(slot) if slot else "")
    with reading():
        publication.require_postgres()
        _require_new(region, name)
    if not only_told:
        publication.run_alone([statement])
    return Subscribed(region, name, (statement,))


def _require_new(region: str, name: str) -> None:
    """Its first copy would meet rows with the same keys, and stop."""
    told = any(figures.counts(region).values())
    if told or name in subscriptions.every() or own.places().region == region:
        raise AlreadyTold(
            "Angka wilayah %(region)s sudah ada di sini. Lepaskan dahulu: "
            "kiosk nation unsubscribe --region %(region)s.",
            region=region,
        )
