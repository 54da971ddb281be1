"""Steps that flows share: a document's file made, of a period or of a unit's ZI dossier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.bucket import Uploads
from kiosk.domain.index.document import Document, DocumentKind
from kiosk.flows import packing_whole, papering
from kiosk.paper import makers
from kiosk.paper.makers import Told


@dataclass(frozen=True)
class Where:
    """What an installation lends whoever makes documents."""

    public_url: str
    instance: Path
    uploads: Uploads


_OF_YEAR: Mapping[DocumentKind, Callable[[Document, Where], Any]] = {
    DocumentKind.EVIDENCE: lambda one, where: packing_whole.packed(
        one, where.uploads, where.instance, where.public_url
    ),
}


def made(one: Document, where: Where, told: Told) -> bytes:
    """The file. Outside any transaction: it takes seconds. Raises what its maker raises, and
    `UnfitDocument` for a kind that is not made here."""
    if not one.kind.of_year:
        return papering.made(one, where.public_url, told)
    make = makers.maker_of(one.kind)
    return make(_OF_YEAR[one.kind](one, where), told)
