"""Let a nation subscribe to this region's figures, and to nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.index.publisher import check_role
from kiosk.domain.index.region import NotTakingPart
from kiosk.domain.place.settings_region import NOT_TAKING_PART
from kiosk.store.engine import reading, transaction
from kiosk.store.region import gate as gates
from kiosk.store.region import own, publication
from kiosk.store.region.gate import at_gate


@dataclass(frozen=True)
class PublishedRegion:
    """``columns``: what leaves, by table. ``statements``: what was done, or is to be done."""

    region: str
    columns: Mapping[str, list[str]]
    statements: tuple[str, ...]


def publish_region(gate: str, role: str = "", *, only_told: bool = False) -> PublishedRegion:
    """Makes the publication, or brings it up to date. ``role``: an account that is given what the
    first copy needs. ``only_told``: nothing is done, somebody else will. Raises `NotTakingPart`,
    `publication.Unpublishable`, `publication.Forbidden`, `publisher.UnusablePublisher`."""
    allowed = publication.grants(check_role(role)) if role else []
    with reading():
        region = own.places().region
    if region == NOT_TAKING_PART:
        raise NotTakingPart
    with at_gate(gate):
        with reading():
            publication.require_able()
            is_new = not publication.published()
        statements = [publication.statement(is_new=is_new), *allowed]
        if not only_told:
            if gate:
                gates.prepare()
            with transaction():
                publication.run(statements)
    return PublishedRegion(region, publication.columns(), tuple(statements))
